"""The real boundaries, looked at as a browser and a stranger would: from the files alone."""

import datetime as dt
import json
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from batas_tools import LEVELS, build_in, features, regions, shown

from etl.base.atomic import aside
from etl.base.paths import SHIPPED_DATA
from etl.boundaries import fetch, gadm
from etl.boundaries.build import BoundaryReport

YOUNGER = {
    *("16.12", "16.13", "18.13", "32.18", "53.21", "64.11", "72.11", "72.12", "74.11"),
    *("74.12", "74.13", "74.14", "74.15", "76.06", "82.08", "92.11", "92.12"),
}
NORTH_KALIMANTAN = {"65.01", "65.02", "65.03", "65.04", "65.71"}
ISLET_REGIONS: dict[str, str] = {}
"""Regions allowed to stray more than 2 % in area, with the reason. None needs it."""

Built = tuple[Path, BoundaryReport]


@pytest.fixture(scope="module")
def source(built: Built, tarball: Path) -> geopandas.GeoDataFrame:
    """Level 2 of the source, as it was published."""
    folder = built[0]
    path = folder / "level2.json"
    path.write_bytes(fetch.members(tarball, [gadm.LEVEL_2])[gadm.LEVEL_2])
    return geopandas.read_file(path)


def equal_area(shapes: np.ndarray) -> np.ndarray:
    """Areas on the sphere (Lambert's cylinder), so that no part of the test shares the build's square degrees."""
    flat = shapely.transform(shapes, lambda points: np.column_stack([points[:, 0], np.degrees(np.sin(np.radians(points[:, 1])))]))
    return shapely.area(flat)


def test_counts_and_codes(built: Built):
    folder, report = built
    table = regions()
    assert set(features(folder, "kabkota")) == set(table["kode"])
    assert set(features(folder, "provinsi")) == set(table["kode_provinsi"])
    assert set(features(folder, "provinsi_2020")) == set(table["kode_provinsi_2020"])
    counts = {level: count["ada"] for level, count in report.told["jumlah"].items()}
    assert counts == {"kabkota": 514, "provinsi": 38, "provinsi_2020": 34, "negara": 1}
    assert report.told["lengkap"]
    assert report.told["tidak_ada"] == []


@pytest.mark.parametrize("level", LEVELS)
def test_shapes_are_valid_and_share_their_borders(built: Built, level: str):
    shapes = np.array(list(features(built[0], level).values()), dtype=object)
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("level", LEVELS)
def test_exterior_rings_are_clockwise(built: Built, level: str):
    polygons = shapely.get_parts(list(features(built[0], level).values()))
    assert not shapely.is_ccw(shapely.get_exterior_ring(polygons)).any()
    inner = [ring for polygon in polygons for ring in polygon.interiors]
    assert all(shapely.is_ccw(ring) for ring in inner)


def test_no_gaps_but_water(built: Built, source: geopandas.GeoDataFrame):
    land = shapely.union_all(list(features(built[0], "kabkota").values()))
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(land) for ring in part.interiors]
    water = shapely.union_all(source.geometry[gadm._water(source)].make_valid())
    assert [hole for hole in holes if not hole.intersects(water)] == []
    # Samosir lies in Lake Toba
    assert sum(hole.difference(land).area for hole in holes) == pytest.approx(water.area, rel=0.1)


def test_water_belongs_to_none(built: Built, source: geopandas.GeoDataFrame):
    land = shapely.union_all(list(features(built[0], "kabkota").values()))
    lakes = source[gadm._water(source)]
    assert sorted(lakes["NAME_2"]) == ["Danau", "DanauLimboto", "LakeToba", "WadukCirata", "WadukKedungombo"]
    centres = [lake.representative_point() for lake in lakes.geometry.make_valid()]
    assert not any(land.contains(centre) for centre in centres)


def test_area_within_two_per_cent_of_the_source(built: Built, source: geopandas.GeoDataFrame):
    shapes = features(built[0], "kabkota")
    untouched = set(pd.read_csv(SHIPPED_DATA / "pecahan_wilayah.csv", dtype=str)["kode_bps_induk"])
    rows = source[~gadm._water(source)].set_index("CC_2")
    table = regions().set_index("kode")
    compared = {
        code: rows.geometry[bps]
        for code, bps in table["kode_bps_2020"].items()
        if bps in rows.index and bps not in untouched and code != "96.04"
    }
    assert len(compared) > 470
    before = equal_area(shapely.make_valid(np.array(list(compared.values()), dtype=object)))
    after = equal_area(np.array([shapes[code] for code in compared], dtype=object))
    stray = {code: change for code, change in zip(compared, after / before - 1, strict=True) if abs(change) > 0.02}
    assert set(stray) <= set(ISLET_REGIONS), stray


def test_area_of_all_regions_against_full_resolution(built: Built):
    shapes = features(built[0], "kabkota")
    full = geopandas.read_parquet(built[0] / "batas" / "kabkota.parquet").set_index("kode").geometry
    after = equal_area(np.array([shapes[code] for code in full.index], dtype=object))
    change = pd.Series(after / equal_area(full.to_numpy()) - 1, full.index)
    assert set(change.index[change.abs() > 0.02]) <= set(ISLET_REGIONS)


def test_north_kalimantan_by_name(built: Built, source: geopandas.GeoDataFrame):
    shapes = features(built[0], "kabkota")
    table = regions().set_index("kode")
    rows = source[source["NAME_1"] == "KalimantanUtara"].set_index("NAME_2").geometry
    for code in NORTH_KALIMANTAN:
        shape = rows[table.loc[code, "nama"].split(" ", 1)[1].replace(" ", "")]
        assert shapes[code].intersection(shape).area > 0.9 * shape.area


def test_younger_regions_lie_in_their_parents(built: Built, source: geopandas.GeoDataFrame):
    shapes = features(built[0], "kabkota")
    table = pd.read_csv(SHIPPED_DATA / "pecahan_wilayah.csv", dtype=str)
    assert set(table["kode"]) == YOUNGER | {"96.04"}
    parents = source[~gadm._water(source)].set_index("CC_2").geometry
    codes = regions().set_index("kode_bps_2020")["kode"]
    for (code, parent), _ in table.groupby(["kode", "kode_bps_induk"]):
        if code in YOUNGER:
            assert shapes[code].intersection(parents[parent]).area > 0.9 * shapes[code].area
        assert shapes[codes[parent]].area < 0.95 * parents[parent].area


def test_known_places(built: Built):
    """Points whose region is beyond doubt."""
    shapes = features(built[0], "kabkota")
    places = {
        "32.18": (108.55, -7.66),  # Pangandaran, north of the town
        "96.04": (132.6, -0.6),  # Tambrauw
        "64.11": (114.9, 0.9),  # Mahakam Ulu
        "74.12": (123.1, -4.1),  # Wawonii
        "31.71": (106.83, -6.18),  # Jakarta Pusat
        "82.08": (124.7, -1.8),  # Taliabu
    }
    for code, (x, y) in places.items():
        assert [found for found, shape in shapes.items() if shape.contains(shapely.Point(x, y))] == [code]


def test_tambrauw_has_its_four_districts(built: Built, source: geopandas.GeoDataFrame):
    alone = source[source["CC_2"] == "9109"].geometry.iloc[0]
    assert features(built[0], "kabkota")["96.04"].area > 1.2 * alone.area


def test_no_region_is_lost_in_an_islet_sea(built: Built):
    shapes = features(built[0], "kabkota")
    assert len(shapely.get_parts(shapes["31.01"])) > 10  # Kepulauan Seribu


def test_sizes(built: Built):
    files = built[1].told["berkas"]
    assert files["kabkota.geojson"]["bita"] <= 600_000
    assert files["provinsi.geojson"]["bita"] <= 150_000
    assert files["provinsi_2020.geojson"]["bita"] <= 150_000


def test_provinces_are_made_of_the_same_vertices(built: Built):
    """Coarser, but no vertex of their own: a province's outline never leaves the regions' corners."""
    fine = set(map(tuple, shapely.get_coordinates(list(features(built[0], "kabkota").values()))))
    provinces = features(built[0], "provinsi")
    coarse = set(map(tuple, shapely.get_coordinates(list(provinces.values()))))
    assert coarse <= fine
    old = features(built[0], "provinsi_2020")
    assert old["91"].equals(shapely.union_all([provinces[code] for code in ("91", "93", "94", "95")]))
    assert old["92"].equals(shapely.union_all([provinces[code] for code in ("92", "96")]))
    assert features(built[0], "negara")["ID"].equals(shapely.union_all(list(provinces.values())))


def test_provinces_hold_their_regions(built: Built):
    shapes, provinces = features(built[0], "kabkota"), features(built[0], "provinsi")
    for code, row in regions().set_index("kode").iterrows():
        covered = shapes[code].intersection(provinces[row["kode_provinsi"]]).area
        others = sum(shapes[code].intersection(shape).area for key, shape in provinces.items() if key != row["kode_provinsi"])
        assert others <= 0.1 * shapes[code].area, code
        assert covered > 0.5 * shapes[code].area or len(shapely.get_parts(shapes[code])) > 5, code


@pytest.mark.parametrize("level", ["provinsi", "provinsi_2020"])
def test_provinces_keep_their_area_also_archipelagos(built: Built, level: str):
    shapes = features(built[0], level)
    full = geopandas.read_parquet(built[0] / "batas" / f"{level}.parquet").set_index("kode").geometry
    after = equal_area(np.array([shapes[code] for code in full.index], dtype=object))
    change = pd.Series(after / equal_area(full.to_numpy()) - 1, full.index)
    assert change.abs().max() <= 0.02


def test_full_resolution_is_whole(built: Built):
    for level, count in (("kabkota", 514), ("provinsi", 38), ("provinsi_2020", 34), ("negara", 1)):
        frame = geopandas.read_parquet(built[0] / "batas" / f"{level}.parquet")
        assert len(frame) == count
        assert frame.crs.to_epsg() == 4326
        assert frame.geometry.is_valid.all()
    assert shapely.get_num_coordinates(frame.geometry.iloc[0]) > 100_000


def test_origin_says_where_it_comes_from(built: Built):
    told = json.loads((built[0] / "batas" / "asal.json").read_text(encoding="utf-8"))
    assert told["sumber"]["sha256"] == fetch.SHA256
    assert told["sumber"]["lisensi_id"]
    assert told["sumber"]["lisensi_en"]
    assert dt.datetime.fromisoformat(told["dibangun"]).tzinfo is not None
    assert max(abs(row["persen"]) for row in told["galat_luas_terbesar"]) <= 2


def test_a_second_run_changes_nothing(built: Built):
    folder = built[0]
    before = shown(folder)
    assert not build_in(folder).written
    assert shown(folder) == before
    assert not list((folder / "batas").glob(aside(Path("*")).name))
