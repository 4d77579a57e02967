"""Scores per right (hak, the criteria of a rule) of published official results, beside province and nation. Objects are shared."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dasbor.mart import warehouse
from dasbor.mart.cache import shared
from dasbor.words.formats import is_unknown

_OF_REGION = """
SELECT s.tahun, s.urutan, coalesce(s.kriteria, s.urutan::VARCHAR) AS kriteria, s.skor, s.versi, h.kode_provinsi, h.provinsi,
    h.provinsi_kini, p.tahun_pembanding, p.dasar_hukum, q.dasar_hukum AS dasar_pembanding,
    CASE WHEN p.dasar_hukum = q.dasar_hukum THEN b.skor END AS skor_sebelum,
    CASE WHEN p.dasar_hukum = q.dasar_hukum THEN s.skor - b.skor END AS perubahan,
    m.rata AS provinsi_rata, m.n AS provinsi_n, m.dari AS provinsi_semua,
    n.rata AS nasional_rata, n.n AS nasional_n, n.dari AS nasional_semua
FROM mart.skor_kriteria AS s
JOIN mart.hasil_kabkota AS h USING (tahun, kode)
JOIN mart.putaran AS p USING (tahun)
LEFT JOIN mart.putaran AS q ON q.tahun = p.tahun_pembanding
LEFT JOIN mart.skor_kriteria AS b ON b.tahun = p.tahun_pembanding AND b.kode = s.kode AND b.urutan = s.urutan
JOIN mart.rata_kriteria AS m ON m.tahun = s.tahun AND m.urutan = s.urutan AND m.tingkat = 'provinsi' AND m.kode = h.kode_provinsi
JOIN mart.rata_kriteria AS n ON n.tahun = s.tahun AND n.urutan = s.urutan AND n.tingkat = 'nasional'
WHERE s.kode = ?
ORDER BY s.tahun, s.urutan
"""


@dataclass(frozen=True)
class Comparison:
    """The assessed year before, and whether it may be compared: `same_rule`, and `known` if its scores per right are published."""

    year: int
    rule: str
    rule_before: str
    same_rule: bool
    known: bool


@shared
def rounds() -> tuple[int, ...]:
    """Award years whose official result in force has scores per right, the newest first."""
    return tuple(
        warehouse.current().query("SELECT DISTINCT tahun FROM mart.skor_kriteria ORDER BY tahun DESC")["tahun"].astype(int)
    )


@shared
def _of_region(code: str) -> pd.DataFrame:
    return warehouse.current().query(_OF_REGION, [code])


@shared
def years(code: str) -> tuple[int, ...]:
    """Award years with scores per right of a region, the newest first."""
    return tuple(sorted({int(year) for year in _of_region(code)["tahun"]}, reverse=True))


@shared
def profile(code: str, year: int) -> pd.DataFrame:
    """One row per right, in the order of the rule; scores from 0 to 100.

    `urutan`, `kriteria`, `skor`, `versi`; means over the regions whose score is published: `provinsi_rata` of `provinsi_n` of
    `provinsi_semua` regions of its province of that year, `nasional_rata` of `nasional_n` of `nasional_semua`; `skor_sebelum` and
    `perubahan` against the assessed year before, empty under another rule, whose rights are not the same ones.
    """
    frame = _of_region(code)
    return frame[frame["tahun"] == year].reset_index(drop=True)


@shared
def in_short(code: str, year: int) -> dict[str, Any]:
    """The row of `mart.profil_hak`: extremes, how many rights lie above the means, what changed. IndexError without a profile."""
    rows = warehouse.current().arrow("SELECT * FROM mart.profil_hak WHERE kode = ? AND tahun = ?", [code, year])
    found: dict[str, Any] = rows.to_pylist()[0]
    return found


@shared
def comparison(code: str, year: int) -> Comparison | None:
    """What may be said against the assessed year before; None for the first round."""
    first = profile(code, year).iloc[0]
    if is_unknown(first["tahun_pembanding"]):
        return None
    rule, before = str(first["dasar_hukum"]), str(first["dasar_pembanding"])
    known = bool(profile(code, year)["skor_sebelum"].notna().any())
    return Comparison(int(first["tahun_pembanding"]), rule, before, rule == before, known)


@shared
def _official_counts() -> frozenset[str]:
    frame = warehouse.current().query(
        "SELECT kunci, id FROM mart.klaim WHERE terpilih AND golongan = 'hasil resmi' AND tingkat <> 'kabkota'"
    )
    return frozenset(frame["kunci"]) | frozenset(frame["id"])


def is_official(*counts: str) -> bool:
    """Whether counts of provinces or the nation rest on official results alone, each by its fact (`kunci`) or its shown claim."""
    return bool(counts) and _official_counts().issuperset(counts)


@shared
def official_publishers() -> frozenset[str]:
    """Publishers (`penerbit`) that are official result files, which have no page of their own."""
    frame = warehouse.current().query("SELECT DISTINCT penerbit FROM mart.klaim WHERE golongan = 'hasil resmi'")
    return frozenset(frame["penerbit"])


@shared
def versions() -> pd.DataFrame:
    """Versions of official results that were ever published, the newest first: the columns of `mart.versi_hasil`.

    `klaim_lain`: claims about that year from everybody else; they stay in the record beside the official result.
    """
    return warehouse.current().query(
        "SELECT v.*, "
        "(SELECT count(*)::INTEGER FROM mart.klaim AS k WHERE k.tahun = v.tahun AND k.golongan <> 'hasil resmi') AS klaim_lain "
        "FROM mart.versi_hasil AS v ORDER BY v.tahun DESC, v.versi DESC"
    )
