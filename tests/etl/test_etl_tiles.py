"""The layout of the tile map as data: complete, islands apart, and in the order in which a reader knows the country."""

import csv
from itertools import combinations

import pytest

from bench.tiles.islands import ISLANDS, island_of
from etl.base.paths import SHIPPED_DATA, data_folder

# fmt: off
MIDDLES = {
    "11": (96.9, 4.2), "12": (99.1, 2.2), "13": (100.5, -0.9), "14": (101.8, 0.5), "15": (102.7, -1.7),
    "16": (104.2, -3.2), "17": (102.3, -3.5), "18": (105.0, -4.9), "19": (106.6, -2.4), "21": (105.4, 1.5),
    "31": (106.8, -6.2), "32": (107.6, -6.9), "33": (110.2, -7.3), "34": (110.4, -7.9), "35": (112.7, -7.7),
    "36": (106.1, -6.5), "51": (115.1, -8.4), "52": (117.5, -8.6), "53": (122.2, -9.3), "61": (111.1, -0.1),
    "62": (113.4, -1.6), "63": (115.4, -3.0), "64": (116.5, 0.5), "65": (116.2, 2.9), "71": (124.5, 1.3),
    "72": (121.2, -1.0), "73": (120.2, -3.7), "74": (122.1, -4.1), "75": (122.4, 0.7), "76": (119.3, -2.5),
    "81": (129.8, -4.7), "82": (127.5, 0.2), "91": (138.5, -2.6), "92": (133.6, -2.6), "93": (139.5, -6.7),
    "94": (136.5, -3.9), "95": (139.4, -4.3), "96": (131.9, -1.1),
}
# fmt: on
"""Province → its middle, longitude and latitude to a tenth of a degree."""


def _rows(name: str) -> list[dict[str, str]]:
    with (SHIPPED_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tiles() -> dict[str, tuple[int, int]]:
    return {row["kode"]: (int(row["kolom"]), int(row["baris"])) for row in _rows("ubin_kabkota.csv")}


def _province_tiles(arrangement: str) -> dict[str, tuple[int, int]]:
    rows = [row for row in _rows("ubin_provinsi.csv") if row["susunan"] == arrangement]
    return {row["kode_provinsi"]: (int(row["kolom"]), int(row["baris"])) for row in rows}


def _kept(places: dict[str, tuple[float, float]], axis: int, sign: int, apart: float) -> float:
    """Of the pairs of provinces that lie at least `apart` degrees from each other on an axis: the part in the right order."""
    pairs = [
        sign * (places[a][axis] - places[b][axis]) * (MIDDLES[a][axis] - MIDDLES[b][axis])
        for a, b in combinations(sorted(places), 2)
        if abs(MIDDLES[a][axis] - MIDDLES[b][axis]) >= apart
    ]
    assert len(pairs) > 300
    return sum(product >= 0 for product in pairs) / len(pairs)


def test_the_grid_is_wide_and_begins_at_zero(tiles: dict[str, tuple[int, int]]) -> None:
    columns, rows = zip(*tiles.values(), strict=True)
    assert (min(columns), max(columns), min(rows), max(rows)) == (0, 60, 0, 25)
    assert len(tiles) == len(set(tiles.values())) == 514


def test_an_empty_cell_lies_between_any_two_islands(tiles: dict[str, tuple[int, int]]) -> None:
    """Cells that touch, also by a corner, belong to one island."""
    owner = island_of(tiles)
    at = {cell: owner[code] for code, cell in tiles.items()}
    assert set(at.values()) == set(ISLANDS)
    touching = {
        (island.name, at[beside].name)
        for (column, row), island in at.items()
        for beside in [(column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        if beside in at and at[beside] is not island
    }
    assert touching == set()


def test_regions_of_a_province_stay_together(tiles: dict[str, tuple[int, int]]) -> None:
    """Most regions touch another one of their province; without the tiles of archipelagos nearly all do."""
    cells = {cell: code for code, cell in tiles.items()}
    together = [
        any(cells.get((c + i, r + j), "")[:2] == code[:2] for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)
        for code, (c, r) in tiles.items()
    ]
    assert sum(together) / len(together) > 0.95


def test_provinces_of_the_region_map_keep_their_order(tiles: dict[str, tuple[int, int]]) -> None:
    members = {code: [cell for key, cell in tiles.items() if key[:2] == code] for code in MIDDLES}
    middles = {
        code: (sum(c for c, _ in cells) / len(cells), sum(r for _, r in cells) / len(cells)) for code, cells in members.items()
    }
    assert _kept(middles, 0, 1, 1.0) > 0.95
    assert _kept(middles, 1, -1, 1.0) > 0.9


@pytest.mark.parametrize(("arrangement", "count"), [("kini", 38), ("2020", 34)])
def test_province_tiles_keep_their_order(arrangement: str, count: int) -> None:
    tiles = _province_tiles(arrangement)
    assert len(tiles) == len(set(tiles.values())) == count
    assert _kept(dict(tiles), 0, 1, 1.0) > 0.95
    assert _kept(dict(tiles), 1, -1, 1.0) > 0.9


def test_the_file_is_what_the_tool_computes(tiles: dict[str, tuple[int, int]]) -> None:
    """Against GADM's outlines, and no region far from its own place: 1 cell on average."""
    source = data_folder({}) / "batas" / "kabkota.parquet"
    if not source.exists():
        pytest.skip("batas belum dibangun: python -m etl batas")
    gpd = pytest.importorskip("geopandas")
    layout = pytest.importorskip("bench.tiles.layout")
    from bench.tiles.__main__ import SIMPLER

    outlines = gpd.read_parquet(source)
    placed = layout.place_regions(dict(zip(outlines["kode"], outlines.geometry.simplify(SIMPLER), strict=True)))
    off = [((p.wanted[0] - p.cell[0] - 0.5) ** 2 + (p.wanted[1] - p.cell[1] - 0.5) ** 2) ** 0.5 for p in placed.values()]
    assert sum(off) / len(off) < 1.1
    assert max(off) < 4.0
    same = sum(placed[code].cell == cell for code, cell in tiles.items())
    assert same > 500, "the layout changed: run python -m bench.tiles and look at the picture"
