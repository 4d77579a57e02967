"""A map view as SVG, PNG, GeoJSON and GeoPackage."""

import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from PIL import Image, ImageChops, ImageStat

from dasbor import map_view, paths
from dasbor.exports import geo, map_files, outlines, png, shapes, svg
from dasbor.map_view import LegendItem, MapData, MapView
from dasbor.queries import tiles
from dasbor.texts import texts
from tests.dasbor import boundary_maker

REGIONS = MapView("kabkota", True, 2024, None, "keadaan", "", "geografis", "id")
PROVINCES = MapView("provinsi", False, 2022, None, "jumlah", "", "geografis", "en")
VIEWS = {
    "regions": REGIONS,
    "regions as tiles": replace(REGIONS, kind="ubin", lang="en"),
    "regions of a province": replace(REGIONS, province="53", year=2019, measure="ikut"),
    "provinces of 2022": PROVINCES,
    "provinces of today as tiles": replace(PROVINCES, today=True, kind="ubin", measure="perubahan"),
    "a province formed later": replace(PROVINCES, province="95"),
}
SPACE = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent / "emas" / "peta-ubin-provinsi.png"


@pytest.fixture
def static(record, tmp_path, monkeypatch):
    """No boundaries: an empty static folder."""
    monkeypatch.setattr(paths, "STATIC", tmp_path / "static")
    return tmp_path / "static"


@pytest.fixture
def boundaries(static, record, tmp_path, monkeypatch):
    """Made-up boundaries beside the record."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "publik.duckdb").symlink_to(record / "publik.duckdb")
    boundary_maker.make(folder, static)
    monkeypatch.setenv("PEDULIHAM_DATA", str(folder))
    return folder


def texts_of(root):
    return ["".join(node.itertext()) for node in root.iter(f"{SPACE}text")]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_svg_has_every_class_with_its_count_and_every_area_once(boundaries, view):
    data = map_view.classes(view)
    root = ET.fromstring(svg.svg(data))
    legend = {node.get("data-kelas"): node.text for node in root.iter(f"{SPACE}text") if node.get("data-kelas")}
    assert list(legend) == [item.key for item in data.legend]
    of = "dari" if view.lang == "id" else "of"
    for item in data.legend:
        assert f"{item.label}: {item.count} {of} {len(data.frame)}" in legend[item.key]
    assert sum(item.count for item in data.legend) == len(data.frame)
    drawn = {node.get("id"): node.find(f"{SPACE}title").text for node in root.iter(f"{SPACE}path") if node.get("id")}
    assert drawn == {f"w{row.kode}": f"{row.nama}: {row.teks}" for row in data.frame.itertuples()}
    groups = {group.get("id"): len(group.findall(f"{SPACE}path")) for group in root.iter(f"{SPACE}g") if group.get("id")}
    assert groups == {f"kelas{place}": item.count for place, item in enumerate(data.legend)}


def test_svg_says_what_year_of_which_data_and_whose_boundaries(boundaries):
    data = map_view.classes(PROVINCES)
    root = ET.fromstring(svg.svg(data))
    said = " ".join(texts_of(root))
    assert root.find(f"{SPACE}title").text == data.title
    assert data.subtitle in root.find(f"{SPACE}desc").text
    assert data.title in said
    assert "2022" in data.title
    assert data.source in said
    assert "Boundaries: Sumber uji. Test licence." in said
    assert "no statement on legal borders" in said
    assert "Sources disagree on" in said


def test_hatched_classes_are_hatched_and_hold_their_colour(boundaries):
    data = map_view.classes(REGIONS)
    root = ET.fromstring(svg.svg(data))
    patterns = {node.get("id"): node.find(f"{SPACE}rect").get("fill") for node in root.iter(f"{SPACE}pattern")}
    assert patterns == {f"arsir{i}": item.colour for i, item in enumerate(data.legend) if item.pattern}
    assert patterns


def test_signs_lie_on_their_own_area(static, tmp_path):
    """The middle of Sulawesi Tengah lies in the gulf of Tomini; a bay stands for it here."""
    bay = shapely.Polygon([(120, 0), (120, 3), (124, 3), (124, 2), (121, 2), (121, 1), (124, 1), (124, 0), (120, 0)])
    (static / "batas").mkdir(parents=True)
    feature = {"type": "Feature", "id": "72", "geometry": shapely.geometry.mapping(bay)}
    (static / "batas" / "provinsi.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    drawn = shapes.draw(replace(PROVINCES, today=True), ["72"], 400, 400)
    x, y = drawn.middles["72"]
    assert not (100 < x <= 400 and 100 < y < 200)


def test_names_are_text_and_not_markup(boundaries):
    data = map_view.classes(REGIONS)
    data = replace(data, title="<b>&\"'", frame=data.frame.assign(nama="A & <B>"))
    root = ET.fromstring(svg.svg(data))
    assert root.find(f"{SPACE}title").text == "<b>&\"'"


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_the_same_view_gives_the_same_bytes_under_a_name_that_says_what_it_is(boundaries, view):
    files = map_files.map_downloads(view)
    assert map_files.note_key(view) == ""
    assert [file.label for file in files] == ["ekspor.png", "ekspor.svg", "ekspor.geojson", "ekspor.gpkg"]
    for file in files:
        assert file.make() == file.make()
        assert file.name.isascii()
        assert file.name.startswith(f"peta-{view.measure}-{view.level}")
        assert f"-{view.year}-" in file.name
        assert "-data-20250102-" in file.name
    assert len({file.name.rpartition(".")[0] for file in files}) == (2 if view.kind == "ubin" else 1)


def test_file_names_tell_views_apart(record):
    assert len({map_files.words.file_name(view, "svg") for view in VIEWS.values()}) == len(VIEWS)


@pytest.mark.parametrize("view", [REGIONS, PROVINCES], ids=["regions", "provinces"])
def test_geojson_and_geopackage_hold_the_table(boundaries, view, tmp_path):
    data = map_view.classes(view)
    expected = geo.attributes(data)
    collection = json.loads(geo.geojson(data))
    (tmp_path / "peta.gpkg").write_bytes(geo.geopackage(data))
    package = gpd.read_file(tmp_path / "peta.gpkg")
    assert package.crs.to_epsg() == 4326
    assert list(package.columns) == [*expected.columns, "geometry"]
    for row, feature, (_, packed) in zip(expected.to_dict("records"), collection["features"], package.iterrows(), strict=True):
        assert feature["id"] == row["kode"]
        for name, value in row.items():
            told = None if pd.isna(value) else value
            assert feature["properties"][name] == told
            assert (None if pd.isna(packed[name]) else packed[name]) == told
    assert len(package) == len(data.frame) == (514 if view.level == "kabkota" else 34)


def test_geojson_rings_follow_the_standard_and_unknown_is_null(boundaries):
    collection = json.loads(geo.geojson(map_view.classes(PROVINCES)))
    shells = [shapely.geometry.shape(feature["geometry"]).exterior for feature in collection["features"]]
    assert all(shell.is_ccw for shell in shells)
    values = [feature["properties"]["n"] for feature in collection["features"]]
    assert None in values
    assert any("Test licence." in note for note in collection["keterangan"])


def test_shapes_are_not_handed_on_where_their_licence_forbids(boundaries):
    about = boundaries / "batas" / "asal.json"
    before = about.read_text()
    about.write_text(before.replace("true", "false"))
    try:
        assert [file.label for file in map_files.map_downloads(REGIONS)] == ["ekspor.png", "ekspor.svg"]
        assert "--sumber" in texts("id")(map_files.note_key(REGIONS))
    finally:
        about.write_text(before)


def test_without_boundaries_tiles_are_offered_and_the_rest_is_told(static):
    files = map_files.map_downloads(REGIONS)
    assert "etl batas" in texts("id")(map_files.note_key(REGIONS))
    assert [file.label for file in files] == ["ekspor.png", "ekspor.svg"]
    assert all("-ubin-" in file.name for file in files)
    root = ET.fromstring(files[1].make())
    assert sum(1 for node in root.iter(f"{SPACE}path") if node.get("id")) == 514
    for made in (svg.svg, geo.geojson, geo.geopackage):
        with pytest.raises(outlines.BoundariesMissing, match="kabkota"):
            made(map_view.classes(REGIONS))


def made_up() -> MapData:
    """Seven provinces to a class, plain and hatched: a picture that no new claim changes."""
    looks = [("#08306b", "#ffffff", "", "P"), ("#7fb2dc", "#16202c", "", "M"), ("#f6d9a8", "#16202c", "", "–")]
    looks += [("#a9d7c0", "#16202c", "/", "≥"), ("#e6dcc8", "#16202c", "x", "≠"), ("#c9ced6", "#16202c", "/", "?")]
    codes = list(tiles.province_tiles(today=True)["kode_provinsi"])
    places = [i % len(looks) for i in range(len(codes))]
    legend = [LegendItem(f"k{i}", f"Kelas {i}", fill, ink, p, m, places.count(i)) for i, (fill, ink, p, m) in enumerate(looks)]
    values = {"kode": codes, "nama": [f"Provinsi {code}" for code in codes], "kelas": places, "teks": "3 dari 7", "konflik": False}
    view = MapView("provinsi", True, 2024, None, "jumlah", "", "ubin", "id")
    return MapData(view, pd.DataFrame(values), tuple(legend), "Judul peta, 2024", "38 provinsi.", "Sumber: uji.", "Jumlah")


def test_png_looks_like_the_golden_picture(record):
    """Tolerance: 2 of 255 on average. Made anew by deleting the golden picture and running this test: look at it then."""
    picture = Image.open(io.BytesIO(png.png(svg.svg(made_up()), svg.WIDTH, zoom=0.5))).convert("RGB")
    if not GOLDEN.exists():
        GOLDEN.parent.mkdir(exist_ok=True)
        picture.quantize(64).save(GOLDEN, optimize=True)
        pytest.fail("a new golden picture was written")
    golden = Image.open(GOLDEN).convert("RGB")
    assert picture.size == golden.size
    off = ImageChops.difference(picture, golden)
    assert sum(ImageStat.Stat(off).mean) / 3 < 2
    assert sum(ImageStat.Stat(off.crop((0, 0, 600, 40))).mean) / 3 < 4, "the title"


def test_png_has_letters_without_any_font_of_the_machine(record):
    """A font that is not found leaves no trace but empty space."""
    with_text = Image.open(io.BytesIO(png.png(svg.svg(made_up()), svg.WIDTH, zoom=0.5))).convert("L")
    dark = sum(with_text.crop((0, 0, 300, 30)).histogram()[:128])
    assert dark > 200
