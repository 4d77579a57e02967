"""Who moved between two assessed rounds, and who held the award round after round: `mart.perpindahan`, counted in `mart.arus`."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dasbor.mart import warehouse
from dasbor.mart.angka import NATION
from dasbor.mart.cache import shared

# in the order of the page; the last two are never called a move
RISE, SAME, FALL = "naik", "tetap", "turun"
GAINED, LOST = "meraih", "melepas"
ENTERED, LEFT, OUTSIDE = "masuk", "keluar", "di luar"
OPEN, OTHER_PROGRAMME = "tidak diketahui", "ganti program"
CATEGORIES = (RISE, GAINED, ENTERED, SAME, FALL, LOST, LEFT, OUTSIDE, OPEN)

_MOVES = """
SELECT p.kode, a.nama, a.kode_provinsi_kini, a.provinsi_kini, p.kategori, p.konflik,
    a.keadaan_rinci AS keadaan_dari, a.kunci_simpulan AS kunci_dari, a.halangan AS halangan_dari,
    b.keadaan_rinci AS keadaan_ke, b.kunci_simpulan AS kunci_ke, b.halangan AS halangan_ke,
    CASE WHEN a.kunci_simpulan IS NOT NULL THEN a.dasar_keadaan END AS simpulan_dari,
    CASE WHEN b.kunci_simpulan IS NOT NULL THEN b.dasar_keadaan END AS simpulan_ke,
    coalesce(b.kunci_simpulan, a.kunci_simpulan, b.kunci_halangan, a.kunci_halangan) AS kunci
FROM mart.perpindahan AS p
JOIN mart.hasil_kabkota AS a ON a.tahun = p.tahun_dari AND a.kode = p.kode
JOIN mart.hasil_kabkota AS b ON b.tahun = p.tahun_ke AND b.kode = p.kode
WHERE p.tahun_dari = $dari AND p.tahun_ke = $ke AND ($tempat = '' OR a.kode_provinsi_kini = $tempat)
ORDER BY list_position($urutan, p.kategori), p.kode
"""
_STREAKS = """
SELECT r.*, w.nama, w.kode_provinsi AS kode_provinsi_kini, w.provinsi AS provinsi_kini
FROM mart.runtun AS r
JOIN mart.wilayah AS w USING (kode)
WHERE r.program = ?
ORDER BY r.terpanjang DESC, r.berjalan DESC NULLS LAST, r.jumlah DESC, r.kode
"""


@dataclass(frozen=True)
class Holders:
    """Of those who hold the award in the later round, how many did before, did not, or are not known to; and back."""

    now: int
    then: int
    both: int
    gained: int
    from_unknown: int
    lost: int
    to_unknown: int
    whole: int


def _place(province: str) -> tuple[str, str]:
    return ("provinsi_kini", province) if province else ("nasional", NATION)


@shared
def moves(earlier: int, later: int, province: str) -> pd.DataFrame:
    """One row per region of `province` (today's code, "" for all), in the order of `CATEGORIES`.

    Its states in both rounds as shown, the category of the move, what its conclusions rest on (`simpulan_*`, `kunci`), and why
    nothing is concluded from a count that says "all" (`halangan_*`).
    """
    order = [*CATEGORIES, OTHER_PROGRAMME]
    return warehouse.current().query(_MOVES, {"dari": earlier, "ke": later, "tempat": province, "urutan": order})


@shared
def flows(earlier: int, later: int, province: str) -> pd.DataFrame:
    """The columns of `mart.arus`: regions per pair of states."""
    return warehouse.current().query(
        "SELECT * FROM mart.arus WHERE tahun_dari = ? AND tahun_ke = ? AND tingkat = ? AND kode = ?",
        [earlier, later, *_place(province)],
    )


@shared
def categories(earlier: int, later: int, province: str) -> dict[str, int]:
    """Category → regions, those that occur, in the order of the page."""
    rows = warehouse.current().query(
        "SELECT kategori, banyak FROM mart.perpindahan_jenis WHERE tahun_dari = ? AND tahun_ke = ? AND tingkat = ? AND kode = ?",
        [earlier, later, *_place(province)],
    )
    found = dict(zip(rows["kategori"], rows["banyak"].tolist(), strict=True))
    return {name: found[name] for name in (*CATEGORIES, OTHER_PROGRAMME) if name in found}


@shared
def known_and_whole(earlier: int, later: int, province: str) -> tuple[int, int]:
    """Of how many regions the move is known, of how many."""
    rows = warehouse.current().query(
        "SELECT DISTINCT diketahui, dari FROM mart.perpindahan_jenis "
        "WHERE tahun_dari = ? AND tahun_ke = ? AND tingkat = ? AND kode = ?",
        [earlier, later, *_place(province)],
    )
    return int(rows["diketahui"].iloc[0]), int(rows["dari"].iloc[0])


@shared
def holders(earlier: int, later: int, province: str) -> Holders | None:
    """Who kept, gained and lost the award (`mart.bertahan`); None where the rounds are of different programmes."""
    rows = warehouse.current().query(
        "SELECT penyandang_ke, penyandang_dari, keduanya, baru, dari_tidak_diketahui, lepas, ke_tidak_diketahui, dari "
        "FROM mart.bertahan WHERE tahun_dari = ? AND tahun_ke = ? AND tingkat = ? AND kode = ?",
        [earlier, later, *_place(province)],
    )
    return None if rows.empty else Holders(*(int(value) for value in rows.iloc[0]))


@dataclass(frozen=True)
class Movers:
    """The provinces that can be compared between two rounds: of `whole`, `able`; those that rose and fell, the farthest first.

    A row: `nama, nilai_dari, nilai_ke, selisih`.
    """

    able: int
    whole: int
    risen: tuple[dict[str, Any], ...]
    fallen: tuple[dict[str, Any], ...]


@shared
def movers(earlier: int, later: int) -> Movers:
    """How the number holding the award changed in the provinces of `later`. Source: `mart.perubahan`, `mart.banding`."""
    rows = warehouse.current().arrow(
        "SELECT a.nama, p.nilai_dari, p.nilai_ke, p.selisih FROM mart.perubahan AS p "
        "JOIN mart.predikat AS q ON q.kode = p.predikat AND q.penghargaan "
        "JOIN mart.tempat AS a ON a.tahun = p.tahun_ke AND a.tingkat = p.tingkat AND a.kode = p.kode "
        "WHERE p.tingkat = 'provinsi' AND p.tahun_dari = ? AND p.tahun_ke = ? AND p.banding = 'dapat' "
        "ORDER BY p.selisih DESC, p.kode",
        [earlier, later],
    )
    counts = warehouse.current().arrow(
        "SELECT banding, tempat, dari FROM mart.banding WHERE tingkat = 'provinsi' AND tahun_dari = ? AND tahun_ke = ?",
        [earlier, later],
    )
    found, told = rows.to_pylist(), counts.to_pylist()
    return Movers(
        next((row["tempat"] for row in told if row["banding"] == "dapat"), 0),
        told[0]["dari"] if told else 0,
        tuple(row for row in found if row["selisih"] > 0),
        tuple(row for row in found[::-1] if row["selisih"] < 0),
    )


@shared
def streaks(programme: str) -> pd.DataFrame:
    """One row per region that held the award of a programme: the columns of `mart.runtun`, with its name and province."""
    return warehouse.current().query(_STREAKS, [programme])
