"""The national picture of one year: counts, what is known by name, what changed, where sources disagree."""

import pandas as pd

from dasbor import warehouse
from dasbor.cache import shared
from dasbor.queries import common, participation


def predicate_column(predicate: str, frame: pd.DataFrame) -> str | None:
    """Column of `mart.rekap_*` that counts `predicate` ("Cukup Peduli HAM" → cukup); None for one the contract has not."""
    name = predicate.split(maxsplit=1)[0].lower()
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
    """The provinces of `year`, beside the assessed year before it.

    Columns of `rekap_provinsi`; `kunci_konflik`, a count whose sources disagree; `peduli_lalu, dasar_lalu, jumlah_lalu`;
    `perubahan` of Peduli HAM; `banding`, which says why there is none: `dapat` (there is one), `pertama` (first
    round), `wilayah` (other area), `kosong` (unknown), `nama` (counted by name).
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
                     ELSE 'dapat' END AS banding,
                (SELECT min(f.kunci) FROM mart.fakta AS f WHERE f.konflik AND f.tahun = r.tahun AND f.tingkat = 'provinsi'
                    AND f.kode = r.kode_provinsi AND f.ukuran LIKE 'jumlah_%') AS kunci_konflik
            FROM {table} AS r
            LEFT JOIN {table} AS l ON l.tahun = $lalu AND l.kode_provinsi = r.kode_provinsi
            LEFT JOIN luas AS kini ON kini.tahun = $tahun AND kini.kode_provinsi = r.kode_provinsi
            LEFT JOIN luas AS lalu ON lalu.tahun = $lalu AND lalu.kode_provinsi = r.kode_provinsi
            WHERE r.tahun = $tahun
        )
        SELECT *, CASE WHEN banding = 'dapat' THEN peduli - peduli_lalu END AS perubahan
        FROM banding ORDER BY kode_provinsi
        """,  # noqa: S608  our own names, values bound
        {"tahun": year, "lalu": before},
    )


@shared
def disagreements(year: int) -> pd.DataFrame:
    """National facts of `year` whose sources disagree.

    `kunci, ukuran, nilai, jumlah_klaim, jumlah_sumber, alasan`; `lain`: the other values as a list of
    {nilai, klaim, bendera}, the most stated first.
    """
    return warehouse.current().query(
        """
        WITH lain AS (
            SELECT k.kunci, k.nilai, count(*) AS klaim, min(k.bendera) AS bendera
            FROM mart.klaim AS k JOIN mart.fakta AS f USING (kunci)
            WHERE f.tahun = ? AND f.tingkat = 'nasional' AND k.nilai IS DISTINCT FROM f.nilai
                AND k.bendera IS DISTINCT FROM 'dicabut'
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
def national_facts() -> dict[tuple[int, str], tuple[str, str | None, bool]]:
    """(year, measure) → `kunci`, `keyakinan` and `konflik` of the national fact."""
    frame = warehouse.current().query(
        "SELECT tahun, ukuran, kunci, keyakinan, konflik FROM mart.fakta WHERE tingkat = 'nasional' AND butir IS NULL"
    )
    columns = [frame[name].tolist() for name in frame.columns]
    return {
        (year, measure): (key, None if pd.isna(certainty) else certainty, conflict)
        for year, measure, key, certainty, conflict in zip(*columns, strict=True)
    }


_TREND = ("tahun", "jumlah_kabkota", "seri", "nilai", "sekurang", "ukuran", "konflik")


@shared
def trend() -> pd.DataFrame:
    """National counts by year, long: `tahun, jumlah_kabkota, seri, nilai, sekurang, ukuran, konflik`.

    `seri` is "peserta" or a predicate for which any national count exists. Peduli HAM without a national
    count gets the sum over the provinces as lower bound; no other series has one.
    """
    frame = common.national()
    facts = national_facts()
    series = {"peserta": "peserta", **{p: c for p in common.predicates() if (c := predicate_column(p, frame))}}
    rows: list[dict[str, object]] = []
    for name, column in series.items():
        if not frame[column].notna().any():
            continue
        least = frame["peduli_jumlah_provinsi"] if column == "peduli" else frame[column]
        for year, whole, stated, bound in zip(frame["tahun"], frame["jumlah_kabkota"], frame[column], least, strict=True):
            measure = f"jumlah_{column}"
            conflict = facts.get((int(year), measure), ("", None, False))[2]
            value = bound if pd.isna(stated) else stated
            rows.append(
                {
                    "tahun": int(year),
                    "jumlah_kabkota": int(whole),
                    "seri": name,
                    "nilai": None if pd.isna(value) else int(value),
                    "sekurang": bool(pd.isna(stated) and not pd.isna(value)),
                    "ukuran": measure,
                    "konflik": conflict,
                }
            )
    return pd.DataFrame(rows, columns=list(_TREND)).astype({"nilai": "Int64"})  # a record without claims has no row


@shared
def provinces_with_participants(year: int, *, today: bool = False) -> pd.DataFrame:
    """As `provinces`, with `ikut`, `dasar_ikut` and `sekurang` of `queries.participation.provinces`."""
    people = participation.provinces(today=today)
    people = people.loc[people["tahun"] == year, ["kode_provinsi", "ikut", "dasar", "sekurang"]]
    return provinces(year, today=today).merge(people.rename(columns={"dasar": "dasar_ikut"}), on="kode_provinsi", validate="1:1")
