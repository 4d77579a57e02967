"""What the offices entered, as the page Isian needs it: what stands, by whom and since when, and every entry there was.

Every function takes the rows that its reader may see (`inside.internal.Inside`); outside a reader's area there is nothing to find.
Standing rows carry `no`, `waktu`, `siapa`, `alasan` of the last entry, null where nothing was entered.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from dasbor.web.internal import Inside

_LAST = "t.no, t.waktu, t.siapa, t.alasan"
_REGIONS = """
FROM mart.wilayah AS w
LEFT JOIN kerja.{table} AS t ON t.kode = w.kode AND t.tahun = $1 {more}
WHERE list_contains($2, w.kode_provinsi) AND coalesce(w.sejak_tahun, 0) <= $1
ORDER BY w.kode
"""


def stage(inside: "Inside", year: int, provinces: Sequence[str], stage: str) -> pd.DataFrame:
    """One row per region of `provinces` (today's codes): `kode`, `nama`, `provinsi`, `keadaan` and `tanggal` of one stage."""
    sql = f"SELECT w.kode, w.nama, w.provinsi, t.keadaan, t.tanggal, {_LAST}" + _REGIONS.format(
        table="tahap", more="AND t.tahap = $3"
    )
    return inside.query(sql, [year, list(provinces), stage])


def yankomas(inside: "Inside", year: int, provinces: Sequence[str]) -> pd.DataFrame:
    """One row per region of `provinces`: `kode`, `nama`, `provinsi`, `dugaan`, `rekomendasi`, `terjawab`, `keterangan`."""
    sql = f"SELECT w.kode, w.nama, w.provinsi, t.dugaan, t.rekomendasi, t.terjawab, t.keterangan, {_LAST}" + _REGIONS.format(
        table="yankomas", more=""
    )
    return inside.query(sql, [year, list(provinces)])


def targets(inside: "Inside", year: int, provinces: Sequence[str]) -> pd.DataFrame:
    """One row per province: `kode_provinsi`, `provinsi`, `jumlah` of its regions, `target_peduli`, `target_peserta`."""
    return inside.query(
        f"""
        SELECT w.kode_provinsi, w.provinsi, w.jumlah, t.target_peduli, t.target_peserta, {_LAST}
        FROM (
            SELECT kode_provinsi, provinsi, count(*) AS jumlah FROM mart.wilayah
            WHERE coalesce(sejak_tahun, 0) <= $1 GROUP BY ALL
        ) AS w
        LEFT JOIN kerja.target AS t ON t.kode_provinsi = w.kode_provinsi AND t.tahun = $1
        WHERE list_contains($2, w.kode_provinsi)
        ORDER BY w.kode_provinsi
        """,  # noqa: S608  our own names, values bound
        [year, list(provinces)],
    )


def deadlines(inside: "Inside", year: int, provinces: Sequence[str]) -> pd.DataFrame:
    """Deadlines of `provinces` and of the nation ("" as `kode_provinsi`): `kode_provinsi`, `provinsi`, `tahap`, `tanggal`."""
    return inside.query(
        f"""
        SELECT t.kode_provinsi, z.provinsi, t.tahap, t.tanggal, {_LAST}
        FROM kerja.tenggat AS t
        LEFT JOIN mart.zona_waktu AS z USING (kode_provinsi)
        WHERE t.tahun = ? AND (t.kode_provinsi = '' OR list_contains(?, t.kode_provinsi))
        ORDER BY t.kode_provinsi, t.tanggal, t.tahap
        """,  # noqa: S608  our own names, values bound
        [year, list(provinces)],
    )


def corrections(inside: "Inside") -> pd.DataFrame:
    """Every correction that stands, with the claim it is about where that is still published: newest first.

    `id`, `nilai`, `cabut`, `sumber_url`, `putusan`; of the claim `tahun`, `nama`, `ukuran`, `nilai_klaim`.
    """
    return inside.query(
        f"""
        SELECT t.id, t.kode_provinsi, t.nilai, t.cabut, t.sumber_url, t.putusan, k.tahun, k.nama, k.ukuran, k.nilai AS nilai_klaim,
            {_LAST}
        FROM kerja.koreksi AS t
        LEFT JOIN mart.klaim AS k USING (id)
        ORDER BY t.no DESC
        """  # noqa: S608  our own names, values bound
    )


def journal(inside: "Inside", *, kind: str = "", province: str = "", region: str = "", person: str = "") -> pd.DataFrame:
    """Every change, the newest first; of one kind, province, region or person where asked. Columns of `kerja.riwayat`."""
    return inside.query(
        "SELECT * FROM kerja.riwayat WHERE (? = '' OR jenis = ?) AND (? = '' OR kode_provinsi = ?) AND (? = '' OR siapa = ?) "
        "AND (? = '' OR split_part(kunci, '/', 2) = ?) "
        "ORDER BY no DESC, ke",
        [kind, kind, province, province, person, person, region, region],
    )


def people(inside: "Inside") -> tuple[str, ...]:
    """Everybody who entered something, by address."""
    return tuple(inside.query("SELECT DISTINCT siapa FROM kerja.riwayat ORDER BY siapa")["siapa"])
