"""The four maps: regions, provinces of today, provinces of 2020, and the country.

Reads: a clean coverage of regions (and water between them) with the areas they have in the source.
Decides: nothing but which region belongs to which province; that is in `wilayah.csv`.
Writes: nothing.

Provinces are unions of the *simplified* regions, made coarser once more: each of their vertices is a vertex of the regions' map.
Provinces of 2020 and the country are unions of the provinces of today, so the same coast is the same line in all three.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from etl.boundaries.arcs import Floats, Shapes
from etl.boundaries.plan import ShapeLimits
from etl.boundaries.regions import ShapeRegion
from etl.boundaries.simplify import simplify

REGION_LIMITS = ShapeLimits(size=598_000, islet=8e-4, loss=0.012)
PROVINCE_LIMITS = ShapeLimits(size=149_000, islet=5e-3, loss=0.0163, rounded=True, shared=0.55)
"""600 KB and 150 KB are promised. Islands of about 10 km² (60 km²) always stay, at the national scale about a pixel.

Archipelagos keep 2 % of their area only with many islets, and those cost vertices: of coasts, which nobody misses, rather than of
the borders between provinces, where a city could end up on the wrong side."""
COUNTRY_CODE, COUNTRY_NAME = "ID", "Indonesia"
DISTRICTS, PROVINCES, PROVINCES_2020, COUNTRY = "kabkota", "provinsi", "provinsi_2020", "negara"


@dataclass(frozen=True)
class Map:
    """One level: codes in order, name and shape of each."""

    level: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: Shapes


@dataclass(frozen=True)
class Maps:
    """All levels at full resolution and for the screen; change of area of each region against the source (signed share)."""

    full: tuple[Map, ...]
    screen: tuple[Map, ...]
    area_change: Floats
    degrees: float


def maps(
    regions: Sequence[ShapeRegion], covered: Shapes, areas: Floats, *, size: Callable[[Map], int], progress: Callable[[str], None]
) -> Maps:
    """All levels of the regions given; `covered` may go on with water behind them, `areas` belong to `covered`."""
    count = len(regions)
    held = np.concatenate([areas[:count], np.full(len(covered) - count, np.nan)])

    def region_map(shapes: Shapes) -> Map:
        named = [(region.code, region.name) for region in regions]
        return Map(DISTRICTS, tuple(code for code, _ in named), tuple(name for _, name in named), shapes)

    progress("menyederhanakan batas kabupaten/kota")
    fine = simplify(covered, held, REGION_LIMITS, lambda shapes: size(region_map(shapes[:count])))
    districts = region_map(fine.shapes[:count])
    progress("menyederhanakan batas provinsi")
    joined = _provinces(regions, districts.shapes)
    # held to the source, not to the regions' map: what islets that one left out is missing already
    sources = np.array([areas[:count][_of_province(regions, code)].sum() for code in joined.codes])
    coarse = simplify(
        joined.shapes,
        sources,
        PROVINCE_LIMITS,
        lambda shapes: size(Map(PROVINCES, joined.codes, joined.names, shapes)),
    )
    provinces = Map(PROVINCES, joined.codes, joined.names, coarse.shapes)
    return Maps(
        full=_upwards(regions, region_map(covered[:count]), _provinces(regions, covered[:count])),
        screen=_upwards(regions, districts, provinces),
        area_change=fine.area_change[:count],
        degrees=fine.degrees,
    )


def _upwards(regions: Sequence[ShapeRegion], districts: Map, provinces: Map) -> tuple[Map, ...]:
    """Regions, provinces, and what is made of the provinces."""
    country = np.array([shapely.coverage_union_all(provinces.shapes)], dtype=object)
    return districts, provinces, _old(regions, provinces), Map(COUNTRY, (COUNTRY_CODE,), (COUNTRY_NAME,), country)


def _provinces(regions: Sequence[ShapeRegion], shapes: Shapes) -> Map:
    names = {region.province: region.province_name for region in regions}
    codes = tuple(sorted(names))
    joined = [_union(shapes, _of_province(regions, code)) for code in codes]
    return Map(PROVINCES, codes, tuple(names[code] for code in codes), np.array(joined, dtype=object))


def _of_province(regions: Sequence[ShapeRegion], code: str) -> NDArray[np.bool_]:
    return np.array([region.province == code for region in regions])


def _old(regions: Sequence[ShapeRegion], provinces: Map) -> Map:
    """The 34 provinces of 2020: each a union of provinces of today."""
    before = {region.province: region.province_2020 for region in regions}
    names = dict(zip(provinces.codes, provinces.names, strict=True))
    # a province of 2020 that has another code today (none so far) would carry the name of its first successor
    names |= {before[code]: names[code] for code in reversed(provinces.codes) if before[code] not in names}
    codes = tuple(sorted(set(before.values())))
    joined = [_union(provinces.shapes, np.array([before[now] == code for now in provinces.codes])) for code in codes]
    return Map(PROVINCES_2020, codes, tuple(names[code] for code in codes), np.array(joined, dtype=object))


def _union(shapes: Shapes, chosen: NDArray[np.bool_]) -> object:
    return shapely.coverage_union_all(shapes[chosen])
