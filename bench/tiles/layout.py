"""Which cell each region gets.

Reads: outlines (longitude, latitude) of the regions. Decides: the cells. Writes: nothing.

Island by island, the largest first, the Hungarian method gives every region a cell so that the sum of squared ways from its own
place is smallest; leaving the island's outline costs extra. Cells beside a placed island stay empty, so that sea remains sea.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from bench.tiles.islands import ISLANDS, Island, island_of

Floats = NDArray[np.float64]
Cell = tuple[int, int]
PROVINCE = (4.4, 3.7)
"""Regions' columns and rows to one of a province: about one province tile for the tiles of its regions."""
REACH = 4
"""Cells around the outline that an island may use."""
SHORE = 20.0
"""What leaving the outline costs, in squared cells: less and islands lose their shape, more and regions move to the next arm."""


@dataclass(frozen=True)
class Placed:
    """A region's own place on the grid (in cells) and the cell it was given: both (column, row)."""

    wanted: tuple[float, float]
    cell: Cell


def place_regions(shapes: Mapping[str, Any]) -> dict[str, Placed]:
    """Region code → where it goes, from its outline; the grid begins at column 0 and row 0."""
    owner = island_of(shapes)
    members = {island: sorted(code for code in shapes if owner[code] is island) for island in ISLANDS}
    placed: dict[str, Placed] = {}
    closed: set[Cell] = set()
    for island in ISLANDS:
        found = _place(island, {code: shapes[code] for code in members[island]}, closed)
        placed |= found
        closed |= {(c + i, r + j) for c, r in (p.cell for p in found.values()) for i in (-1, 0, 1) for j in (-1, 0, 1)}
    west = min(p.cell[0] for p in placed.values())
    north = min(p.cell[1] for p in placed.values())
    return {
        code: Placed((p.wanted[0] - west, p.wanted[1] - north), (p.cell[0] - west, p.cell[1] - north))
        for code, p in sorted(placed.items())
    }


def place_provinces(regions: Mapping[str, Placed], province_of: Mapping[str, str]) -> dict[str, Placed]:
    """Province code → where it goes: near the middle of its regions' tiles, on a grid `PROVINCE` times as coarse."""
    codes = sorted(set(province_of.values()))
    owner = np.array([province_of[code] for code in regions])
    tiles = np.array([placed.cell for placed in regions.values()], dtype=float) + 0.5
    places = np.array([tiles[owner == code].mean(axis=0) / PROVINCE for code in codes])
    chosen = assign(places, _cells_around(places, set()))
    west, north = np.array(chosen).min(axis=0)
    return {
        code: Placed((float(x - west), float(y - north)), (int(c - west), int(r - north)))
        for code, (x, y), (c, r) in zip(codes, places, chosen, strict=True)
    }


def _place(island: Island, shapes: Mapping[str, Any], closed: set[Cell]) -> dict[str, Placed]:
    outlines = np.array(list(shapes.values()), dtype=object)
    land = _on_grid(island, outlines)
    places = shapely.get_coordinates(shapely.centroid(land))
    cells = _cells_around(shapely.get_coordinates(land), closed)
    chosen = assign(places, cells, SHORE * _off_land(land, cells) if island.filled else None)
    return {code: Placed((float(x), float(y)), cell) for code, (x, y), cell in zip(shapes, places, chosen, strict=True)}


def _on_grid(island: Island, outlines: NDArray[np.object_]) -> NDArray[np.object_]:
    """The outlines in cells: tilted, stretched, and for a filled island scaled to one cell of area per region."""
    west, south, east, north = shapely.total_bounds(outlines)
    del south, east
    area = float(shapely.area(outlines).sum()) * island.across * island.down
    scale = np.sqrt(len(outlines) / area) if island.filled else 1.0

    def move(points: Floats) -> Floats:
        x = points[:, 0] - west
        y = north - points[:, 1] - island.tilt * x
        return np.column_stack([island.column + scale * island.across * x, island.row + scale * island.down * y])

    return np.asarray(shapely.transform(outlines, move))


def _off_land(land: NDArray[np.object_], cells: Sequence[Cell]) -> Floats:
    """For each cell: 0 if it is among the cells, as many as there are regions, that the outline covers best; else how far off."""
    whole = shapely.union_all(land)
    boxes = shapely.box(*np.array([(c, r, c + 1, r + 1) for c, r in cells], dtype=float).T)
    covered = shapely.area(shapely.intersection(boxes, whole)) - shapely.distance(boxes, whole)
    off = 1 - covered
    off[np.argsort(np.round(off, 6), kind="stable")[: len(land)]] = 0
    return np.asarray(off)


def _cells_around(points: Floats, closed: set[Cell]) -> list[Cell]:
    west, north = np.floor(points.min(axis=0)).astype(int) - REACH
    east, south = np.ceil(points.max(axis=0)).astype(int) + REACH
    return [(c, r) for c in range(west, east) for r in range(north, south) if (c, r) not in closed]


def assign(places: Floats, cells: Sequence[Cell], extra: Floats | None = None) -> list[Cell]:
    """A cell for each place, no cell twice, the sum of squared ways to the middles (and `extra` per cell) smallest."""
    middles = np.array(cells, dtype=float) + 0.5
    ways = ((places[:, None, :] - middles[None, :, :]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(ways if extra is None else ways + extra)
    return [cells[i] for i in chosen]
