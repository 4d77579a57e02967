"""From GADM 4.1 to one shape per region of today.

Reads: level 2 (502 features) and level 3 (kecamatan) of the shipped source.
Decides: which feature is which region: by BPS code, for Kalimantan Utara by name (its codes are missing there); regions younger
than the data are put together from kecamatan of their parent; water belongs to none.
Writes: nothing.

Level 3 does not fit level 2 edge by edge, so a parent's outline is level 2's, and level 3 only says where to cut it.
"""

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas
import numpy as np
import pandas as pd
import shapely

from etl.base.errors import UserError
from etl.boundaries.arcs import Shape, Shapes
from etl.boundaries.clean import polygons_only
from etl.boundaries.regions import ShapeRegion, Split, plain

LEVEL_2, LEVEL_3 = "gadm41_IDN_2.json", "gadm41_IDN_3.json"
REMEDY = "sesuaikan data/pecahan_wilayah.csv atau data/wilayah.csv dengan sumber; batas sebelumnya tidak diubah."


@dataclass(frozen=True)
class Layer:
    """Shapes of regions by code, still as the source draws them, and water that lies between them."""

    shapes: Mapping[str, Shape]
    water: Sequence[Shape]


def layer(files: Mapping[str, bytes], regions: Sequence[ShapeRegion], splits: Sequence[Split]) -> Layer:
    """One shape per region. Raises `UserError` with every feature, region, and kecamatan that finds no partner."""
    level_2 = _read(files[LEVEL_2])
    is_water = _water(level_2)
    land = level_2[~is_water]
    owners, faults = _owners(land, regions, {split.code for split in splits})
    districts, more = _districts(_read(files[LEVEL_3]), land, splits)
    if faults or more:
        raise UserError("Sumber batas tidak cocok dengan data rujukan.", details=[*faults, *more], remedy=REMEDY)
    shapes = dict(zip(owners.values(), polygons_only(land.geometry.loc[list(owners)]), strict=True))
    by_bps = {region.bps_2020: region.code for region in regions}
    for parent, groups in districts.items():
        cut = _cut(shapes[by_bps[parent]], groups)
        shapes[by_bps[parent]] = cut.pop("")
        for code, shape in cut.items():
            shapes[code] = shapely.union(shapes[code], shape) if code in shapes else shape
    return Layer({region.code: shapes[region.code] for region in regions}, list(level_2.geometry[is_water]))


def _read(content: bytes) -> geopandas.GeoDataFrame:
    return geopandas.read_file(io.BytesIO(content))


def _water(level_2: geopandas.GeoDataFrame) -> "pd.Series[bool]":
    # Danau Limboto carries the type and the BPS code of a kabupaten; no region of Indonesia is called lake or reservoir
    called = level_2["NAME_2"].str.match(r"(?:Danau|Waduk|Lake)(?:[A-Z]|$)")
    return pd.Series((level_2["TYPE_2"] == "WaterBody") | called, dtype=bool)


def _owners(land: geopandas.GeoDataFrame, regions: Sequence[ShapeRegion], younger: set[str]) -> tuple[dict[int, str], list[str]]:
    """Row of level 2 → code of today, and what found no partner."""
    by_bps = {region.bps_2020: region.code for region in regions}
    by_name = {(plain(region.province_name), plain(region.name)): region.code for region in regions}
    owners: dict[int, str] = {}
    faults = []
    for index, row in land.iterrows():
        code = by_bps.get(row["CC_2"]) or by_name.get((plain(row["NAME_1"]), plain(row["NAME_2"])))
        if code is None:
            faults.append(f"{row['NAME_2']} ({row['NAME_1']}, kode BPS {row['CC_2']}) bukan wilayah mana pun")
        elif code in owners.values():
            faults.append(f"{row['NAME_2']} ({row['NAME_1']}): {code} sudah dimiliki bentuk lain")
        else:
            owners[int(str(index))] = code
    missing = [region for region in regions if region.code not in owners.values() and region.code not in younger]
    return owners, faults + [f"{region.code} {region.name} tidak ada di sumber" for region in missing]


def _districts(
    level_3: geopandas.GeoDataFrame, land: geopandas.GeoDataFrame, splits: Sequence[Split]
) -> tuple[dict[str, dict[str, Shapes]], list[str]]:
    """For each parent: its kecamatan by the region they belong to ("" is the parent itself), and the rows that match nothing."""
    parents = dict(zip(land["CC_2"], land["GID_2"], strict=True))
    of_parent = dict(list(level_3.groupby("GID_2")))
    moved: dict[str, dict[str, Split]] = defaultdict(dict)
    faults = []
    for split in splits:
        rows = of_parent.get(parents.get(split.parent, ""))
        count = 0 if rows is None else int((rows["NAME_3"].map(plain) == plain(split.district)).sum())
        if count != 1 or plain(split.district) in moved[split.parent]:
            found = "ganda di daftar" if count == 1 else f"{count} kali di sumber"
            faults.append(f"pecahan_wilayah.csv baris {split.line}: kecamatan {split.district} ({split.parent}) {found}")
        moved[split.parent][plain(split.district)] = split
    result: dict[str, dict[str, Shapes]] = {}
    for parent, by_district in moved.items() if not faults else ():
        rows = of_parent[parents[parent]]
        groups = np.array([by_district[name].code if name in by_district else "" for name in rows["NAME_3"].map(plain)])
        shapes = polygons_only(rows.geometry)
        result[parent] = {code: shapes[groups == code] for code in sorted(set(groups))}
    return result, faults


def _cut(parent: Shape, groups: Mapping[str, Shapes]) -> dict[str, Shape]:
    """The parent's shape cut along its kecamatan; what level 3 leaves uncovered goes to the neighbour with the longest border."""
    pieces: dict[str, list[Shape]] = {}
    rest = parent
    for code, shapes in sorted(groups.items(), reverse=True):
        pieces[code] = [shapely.intersection(rest, shapely.union_all(shapes))]
        rest = shapely.difference(rest, pieces[code][0])
    outlines = {code: shapely.union_all(shapes) for code, shapes in groups.items()}
    for part in shapely.get_parts(rest):
        if part.geom_type != "Polygon":
            continue
        shared = {code: shapely.length(shapely.intersection(part.boundary, pieces[code][0])) for code in pieces}
        best = max(shared, key=lambda code: (shared[code], -shapely.distance(part, outlines[code])))
        pieces[best].append(part)
    return {code: shapely.union_all(_polygons(shapes)) for code, shapes in pieces.items()}


def _polygons(shapes: Sequence[Shape]) -> Shapes:
    parts = shapely.get_parts(np.array(shapes, dtype=object))
    return np.asarray(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
