"""Where each island of the tile map lies and how it is drawn: the only part that was chosen by eye.

True to scale, Jawa (119 regions) would be a few cells and Papua (42) a third of the map. So every island keeps its own outline at
its own scale, that of one cell per region, and the anchors put the islands where a reader expects them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Island:
    """One body of land and how degrees become cells.

    A point lies at column `column + across * (longitude - west)`, row `row + down * (north - latitude - tilt * (longitude -
    west))`; `tilt` takes some slope out of a long diagonal island. A `filled` island covers as many cells as it has regions: of
    `across : down` only the proportion counts, the scale is computed. The others are archipelagos and stay scattered.
    """

    name: str
    members: tuple[str, ...]
    column: float
    row: float
    across: float
    down: float
    filled: bool = True
    tilt: float = 0.0


ISLANDS = (
    Island("Sumatra", ("11", "12", "13", "14", "15", "16", "17", "18"), 0, 0, 1.0, 1.0, tilt=0.3),
    Island("Jawa", ("31", "32", "33", "34", "35", "36"), 15, 17, 1.0, 1.4, tilt=0.16),
    Island("Kalimantan", ("61", "62", "63", "64", "65"), 22, 3, 1.0, 1.15),
    Island("Sulawesi", ("71", "72", "73", "74", "75", "76"), 31, 1, 1.0, 0.95),
    Island("Papua", ("91", "92", "93", "94", "95", "96"), 49, 4, 1.0, 1.3),
    Island("Pulau-pulau barat", ("11.09", "12.04", "12.14", "12.24", "12.25", "12.78", "13.09"), 0, 6, 1.0, 1.6, filled=False),
    Island("Kepulauan Riau", ("21",), 16, 4, 1.0, 1.0, filled=False),
    Island("Kepulauan Bangka Belitung", ("19",), 19, 14, 0.8, 1.0, filled=False),
    Island("Bali", ("51",), 41, 19, 1.0, 1.4),
    Island("Lombok", ("52.01", "52.02", "52.03", "52.08", "52.71"), 45, 19, 1.0, 0.8),
    Island("Sumbawa", ("52.04", "52.05", "52.06", "52.07", "52.72"), 48, 19, 1.0, 1.4),
    Island(
        "Flores",
        ("53.05", "53.06", "53.07", "53.08", "53.09", "53.10", "53.13", "53.15", "53.16", "53.19"),
        51.5, 19, 1.0, 2.2,
    ),
    Island("Sumba", ("53.11", "53.12", "53.17", "53.18"), 48, 23, 1.0, 1.0),
    Island("Timor", ("53.01", "53.02", "53.03", "53.04", "53.14", "53.20", "53.21", "53.71"), 51.5, 21.5, 1.0, 1.0),
    Island("Sangihe dan Talaud", ("71.03", "71.04", "71.09"), 46, 0, 1.0, 1.0, filled=False),
    Island("Maluku Utara", ("82",), 47, 3, 0.8, 1.0, filled=False),
    Island("Maluku", ("81",), 48, 10.5, 0.8, 0.9, filled=False),
)  # fmt: skip


def island_of(codes: Collection[str]) -> Mapping[str, Island]:
    """Region code → its island; a region named itself goes before its province."""
    by_member = {member: island for island in ISLANDS for member in island.members}
    return {code: by_member.get(code) or by_member[code[:2]] for code in codes}
