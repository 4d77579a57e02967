"""The national picture of one year: counts, what is known by name, what changed, where sources disagree."""

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared
from dasbor.queries import common


def predicate_column(predicate: str, frame: pd.DataFrame) -> str | None:
    """Column of `mart.rekap_*` that counts `predicate` ("Cukup Peduli HAM" → cukup); None for one the contract has not."""
    name = predicate.split()[0].lower()
    return name if name in frame.columns else None


@shared
def states(year: int) -> dict[str, int]:
    """State (`hasil_kabkota.keadaan`) → number of regencies and cities, all 514 together."""
    frame = warehouse.current().query(
        "SELECT keadaan, count(*) AS n FROM mart.hasil_kabkota WHERE tahun = ? GROUP BY keadaan", [year]
    )
    return {str(state): int(count) for state, count in zip(frame["keadaan"], frame["n"], strict=True)}


@shared
def named_results() -> dict[int, int]:
    """Assessed year → how many regencies and cities have a predicate known by name."""
    frame = warehouse.current().query("SELECT tahun, count(predikat) AS n FROM mart.hasil_kabkota GROUP BY tahun ORDER BY tahun")
    return dict(zip(frame["tahun"].tolist(), frame["n"].tolist(), strict=True))


@shared
def known_provinces() -> pd.DataFrame:
    """One row per assessed year, provinces of that year: `tahun, provinsi, peduli, klaim, konflik`.

    How many there are, how many have any Peduli figure, how many a published count, how many a conflict.
    """
    return warehouse.current().query("""
        SELECT tahun, count(*) AS provinsi, count(peduli) AS peduli, count_if(dasar_peduli = 'klaim')::INTEGER AS klaim,
            count_if(konflik)::INTEGER AS konflik
        FROM mart.rekap_provinsi GROUP BY tahun ORDER BY tahun
        """)


@shared
def provinces(year: int, *, today: bool = False) -> pd.DataFrame:
    """The provinces of `year` with the assessed year before it: columns of `rekap_provinsi`, and

    `peduli_lalu, dasar_lalu, jumlah_lalu`; `perubahan` of Peduli HAM; `banding`, why there is none:
    `dapat` (there is one), `pertama` (first round), `wilayah` (other area), `kosong` (unknown), `nama` (counted by name).
    """
    table = "mart.rekap_provinsi_kini" if today else "mart.rekap_provinsi"
    code = "kode_provinsi_kini" if today else "kode_provinsi"
    before = common.previous_year(year)
    return warehouse.current().query(
        f"""
        WITH luas AS (
            SELECT tahun, {code} AS kode_provinsi, list(kode ORDER BY kode) AS isi
            FROM mart.hasil_kabkota WHERE tahun IN ($tahun, $lalu) GROUP BY ALL
        ), banding AS (
            SELECT r.*, l.peduli AS peduli_lalu, l.dasar_peduli AS dasar_lalu, l.jumlah_kabkota AS jumlah_lalu,
                CASE WHEN $lalu IS NULL THEN 'pertama'
                     WHEN kini.isi IS DISTINCT FROM lalu.isi THEN 'wilayah'
                     WHEN r.peduli IS NULL OR l.peduli IS NULL THEN 'kosong'
                     WHEN r.dasar_peduli <> 'klaim' OR l.dasar_peduli <> 'klaim' THEN 'nama'
                     ELSE 'dapat' END AS banding
            FROM {table} AS r
            LEFT JOIN {table} AS l ON l.tahun = $lalu AND l.kode_provinsi = r.kode_provinsi
            LEFT JOIN luas AS kini ON kini.tahun = $tahun AND kini.kode_provinsi = r.kode_provinsi
            LEFT JOIN luas AS lalu ON lalu.tahun = $lalu AND lalu.kode_provinsi = r.kode_provinsi
            WHERE r.tahun = $tahun
        )
        SELECT *, CASE WHEN banding = 'dapat' THEN peduli - peduli_lalu END AS perubahan
        FROM banding ORDER BY kode_provinsi
        """,  # noqa: S608
        {"tahun": year, "lalu": before},
    )


@shared
def disagreements(year: int) -> pd.DataFrame:
    """National facts of `year` whose sources disagree: `kunci, ukuran, nilai, jumlah_klaim, jumlah_sumber, alasan`,

    `lain`: the other values as a list of {nilai, klaim, bendera}, the most stated first.
    """
    return warehouse.current().query(
        """
        WITH lain AS (
            SELECT k.kunci, k.nilai, count(*) AS klaim, min(k.bendera) AS bendera
            FROM mart.klaim AS k JOIN mart.fakta AS f USING (kunci)
            WHERE f.tahun = ? AND f.tingkat = 'nasional' AND k.nilai IS DISTINCT FROM f.nilai
            GROUP BY k.kunci, k.nilai
        )
        SELECT f.kunci, f.ukuran, f.nilai, f.jumlah_klaim, f.jumlah_sumber, f.alasan,
            list({'nilai': l.nilai, 'klaim': l.klaim, 'bendera': l.bendera} ORDER BY l.klaim DESC, l.nilai) AS lain
        FROM mart.fakta AS f JOIN lain AS l USING (kunci)
        WHERE f.konflik
        GROUP BY ALL ORDER BY f.ukuran
        """,
        [year],
    )


@shared
def conflicts() -> frozenset[tuple[int, str]]:
    """(year, measure) of the national facts whose sources disagree, and could: impossible claims included."""
    frame = warehouse.current().query("SELECT tahun, ukuran FROM mart.fakta WHERE tingkat = 'nasional' AND konflik")
    return frozenset(zip(frame["tahun"].tolist(), frame["ukuran"].tolist(), strict=True))
