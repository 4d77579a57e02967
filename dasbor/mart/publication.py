"""What a publication asks of the mart besides the counts: targets with their distance, honours, runs, changes."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dasbor.mart import warehouse
from dasbor.mart.angka import Level
from dasbor.mart.cache import shared


@dataclass(frozen=True)
class AimedAt:
    """A number that was aimed at: who set it, the claims that say so, and the distance to what was reached (negative: exceeded).

    `least`: what was reached is a lower bound, so the distance is at most `gap`; `gap` is None where it cannot be said.
    """

    amount: int
    setters: tuple[str, ...]
    claims: tuple[str, ...]
    gap: int | None
    least: bool


@shared
def aims(code: str, year: int) -> tuple[AimedAt, ...]:
    """The targets of a province of that year, the smallest first. Source: `mart.target`, `mart.capaian_target`."""
    rows = warehouse.current().arrow(
        "SELECT t.target_peduli AS amount, t.penetap, t.id_klaim, c.jarak, c.batas FROM mart.target AS t "
        "JOIN mart.capaian_target AS c ON c.tahun = t.tahun AND c.tingkat = t.tingkat AND c.kode = t.kode "
        "AND c.target = t.target_peduli "
        "WHERE t.tingkat = 'provinsi' AND t.kode = ? AND t.tahun = ? ORDER BY t.target_peduli, t.id_klaim",
        [code, year],
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows.to_pylist():
        found.setdefault(row["amount"], []).append(row)
    return tuple(
        AimedAt(
            amount,
            tuple(dict.fromkeys(row["penetap"] for row in group)),
            tuple(row["id_klaim"] for row in group),
            group[0]["jarak"],
            group[0]["batas"] == "sekurangnya",
        )
        for amount, group in found.items()
    )


@shared
def sums(level: Level, code: str, year: int) -> tuple[int, ...]:
    """What was aimed at for an office as one area: its provinces together; empty unless each of them has a target."""
    rows = warehouse.current().arrow(
        "SELECT target FROM mart.capaian_target WHERE tingkat = ? AND kode = ? AND tahun = ? AND lengkap ORDER BY target",
        [level, code, year],
    )
    return tuple(rows["target"].to_pylist())


@shared
def honours(year: int) -> dict[str, tuple[bool, str]]:
    """Province of that year → whether it was honoured as pembina, and the claim; without those of which nothing is known."""
    rows = warehouse.current().arrow(
        "SELECT kode, dihargai, id_klaim FROM mart.pembina WHERE tingkat = 'provinsi' AND tahun = ? AND dihargai IS NOT NULL",
        [year],
    )
    return {row["kode"]: (row["dihargai"], row["id_klaim"]) for row in rows.to_pylist()}


@dataclass(frozen=True)
class TimesHeld:
    """In how many of `rounds` a region held the award of a programme; at least so often where `least`."""

    times: int
    least: bool
    rounds: int


@shared
def held(code: str, programme: str) -> TimesHeld | None:
    """How often a region held the award of a programme; None where it is not known to have done so. Source: `mart.runtun`."""
    rows = warehouse.current().arrow(
        "SELECT jumlah, jumlah_minimal, putaran FROM mart.runtun WHERE kode = ? AND program = ?", [code, programme]
    )
    found = rows.to_pylist()
    return TimesHeld(found[0]["jumlah"], found[0]["jumlah_minimal"], found[0]["putaran"]) if found else None


@shared
def changes(year: int) -> pd.DataFrame:
    """The provinces of that year beside the assessed year before.

    `kode_provinsi, provinsi, n_lalu, jumlah_lalu, n, jumlah, perubahan` (of the award; null unless `banding` is "dapat"),
    `banding`. Empty in the first round of a programme. Source: `mart.perubahan`.
    """
    return warehouse.current().query(
        "SELECT u.kode AS kode_provinsi, k.nama AS provinsi, u.nilai_dari AS n_lalu, l.dari AS jumlah_lalu, u.nilai_ke AS n, "
        "k.dari AS jumlah, u.selisih AS perubahan, u.banding FROM mart.putaran AS p "
        "JOIN mart.perubahan AS u ON u.tahun_dari = p.tahun_pembanding AND u.tahun_ke = p.tahun AND u.tingkat = 'provinsi' "
        "JOIN mart.angka AS k ON k.tahun = u.tahun_ke AND k.tingkat = u.tingkat AND k.kode = u.kode AND k.predikat = u.predikat "
        "JOIN mart.angka AS l ON l.tahun = u.tahun_dari AND l.tingkat = u.tingkat AND l.kode = u.kode AND l.predikat = u.predikat "
        "WHERE p.tahun = ? ORDER BY u.kode",
        [year],
    )
