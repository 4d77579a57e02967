"""The page Peta through AppTest: pickers, address, words; what only a browser shows stands in tests/browser."""

import json
import re
from itertools import pairwise
from types import SimpleNamespace

import pytest

from dasbor.maps import chart as view_of
from dasbor.maps import geometry
from dasbor.maps import play as map_play
from dasbor.maps.choice import MapView
from dasbor.words import paths
from dasbor.words.texts import texts
from tests.dasbor import boundary_maker
from tests.dasbor.apps import bodies, open_page

pytestmark = pytest.mark.usefixtures("record")
REGIONS = MapView("kabkota", kini=False, year=2022, other_year=None, measure="keadaan", province="", kind="ubin", lang="id")


@pytest.mark.parametrize(
    ("lang", "told"), [("id", "Persentase Peduli HAM: Indonesia, 2022"), ("en", "Share of Peduli HAM: Indonesia, 2022")]
)
def test_the_provinces_of_a_year_stand_on_the_page_as_it_opens(lang, told):
    at = open_page("peta", lang, tahun=2022)
    assert not at.exception
    assert not at.error
    assert told in bodies(at)
    assert "2021" in bodies(at)  # the gap before 2022 is said


def test_choosing_a_province_shows_its_regions_and_back_leads_to_the_provinces():
    at = open_page("peta", tahun=2022)
    at.selectbox(key="peta.prov.id").set_value("16").run()
    assert "Predikat: Sumatera Selatan, 2022" in bodies(at)
    assert at.query_params["prov"] in ("16", ["16"])
    at.selectbox(key="peta.kode.id").set_value("16.71").run()
    assert "Kota Palembang, 2022: Bukan Peduli HAM (daftar lengkap)" in bodies(at)
    assert "./daerah?kode=16.71" in bodies(at)
    assert "Dasarnya: disimpulkan: semua penerima diketahui namanya." in bodies(at)
    assert "kunci=2022%7Cprovinsi%7C16%7Cjumlah_peduli" in bodies(at)  # the claims behind the conclusion
    at.button(key="peta-kembali").click().run()
    assert "Persentase Peduli HAM: Indonesia, 2022" in bodies(at)
    assert "prov" not in at.query_params


def test_the_steps_go_over_the_year_without_assessment():
    at = open_page("peta", tahun=2022)
    at.button(key="peta.mundur").click().run()
    assert "Indonesia, 2020" in bodies(at)
    assert at.query_params["tahun"] in ("2020", ["2020"])
    assert open_page("peta", tahun=2024).button(key="peta.maju").disabled
    assert open_page("peta", tahun=2013).button(key="peta.mundur").disabled


def test_playing_says_the_year_and_the_years_follow_until_the_last():
    at = open_page("peta", tahun=2022)
    at.button(key="peta-main").click().run()
    assert at.button(key="peta-main").label == "Jeda"
    assert "Diputar: 2022." in bodies(at)
    at.session_state["peta-putar-ke"] = 2023  # what a beat sets
    at.run()
    assert "Indonesia, 2023" in bodies(at)
    assert at.query_params["tahun"] in ("2023", ["2023"])
    at.session_state["peta-putar-ke"] = 2024
    at.run()
    assert "Indonesia, 2024" in bodies(at)
    assert at.button(key="peta-main").label == "Putar tahun demi tahun"
    assert "Diputar" not in bodies(at)
    at.button(key="peta-main").click().run()  # from the first again
    assert "Indonesia, 2013" in bodies(at)


def test_a_pause_keeps_the_year_and_a_late_beat_does_not_move_it():
    at = open_page("peta", tahun=2019)
    at.button(key="peta-main").click().run()
    at.button(key="peta-main").click().run()
    at.session_state["peta-putar-ke"] = 2020
    at.run()
    assert "Indonesia, 2019" in bodies(at)
    assert "Diputar" not in bodies(at)


def test_the_year_stepped_over_is_said_while_playing(monkeypatch):
    said = []
    monkeypatch.setattr(map_play.st, "session_state", {"peta-putar-ketuk": 0})
    monkeypatch.setattr(map_play.st, "rerun", lambda: said.append("rerun"))
    page = SimpleNamespace(t=texts("en"), text=said.append)
    for _ in range(3):
        map_play._beat.__wrapped__(page, 2020, 2022)
    assert said == ["Playing: 2020.", "2021: no assessment. Next is 2022.", "rerun"]
    assert map_play.st.session_state["peta-putar-ke"] == 2022


def test_a_page_opened_anew_does_not_play_by_itself():
    at = open_page("peta", tahun=2019)
    at.button(key="peta-main").click().run()
    at.switch_page("pages/daerah.py").run()
    at.switch_page("pages/peta.py").run()
    assert "Diputar" not in bodies(at)
    assert at.button(key="peta-main").label == "Putar tahun demi tahun"


def test_a_region_of_the_whole_country_is_found_by_its_name():
    at = open_page("peta", tahun=2022, tingkat="kabkota")
    at.text_input(key="peta.cari.id").set_value("lubuk linggau").run()
    assert "Kota Lubuk Linggau, 2022: Peduli HAM" in bodies(at)
    assert "./daerah?kode=16.73" in bodies(at)
    at.text_input(key="peta.cari.id").set_value("solok").run()
    picker = at.selectbox(key="peta.kode.id")
    assert "Kota Solok (Sumatera Barat)" in picker.options
    assert "Kota Lubuk Linggau" not in bodies(at)
    picker.set_value("13.72").run()
    assert "Kota Solok, 2022: " in bodies(at)
    at.text_input(key="peta.cari.id").set_value("atlantis").run()
    assert "“atlantis”" in bodies(at)
    assert "kode" not in at.query_params
    at.text_input(key="peta.cari.id").set_value("Kabupaten Buru").run()  # and not Buru Selatan
    assert "Kabupaten Buru, 2022: " in bodies(at)


def test_a_link_to_a_region_of_the_country_outlines_it_in_both_years():
    text = bodies(open_page("peta", "en", tahun=2022, tingkat="kabkota", kode="16.71", susun="dua"))
    assert "Kota Palembang, 2020: Peduli HAM" in text
    assert "Kota Palembang, 2022: Not Peduli HAM (complete list)" in text


def test_conclusions_are_hatched_in_the_legend_and_lead_to_their_claims():
    """Jawa Timur 2016: the count is all 38, and 30 of them have no claim of their own."""
    view = MapView("kabkota", kini=False, year=2016, other_year=None, measure="keadaan", province="35", kind="ubin", lang="id")
    legend = view_of.legend_html(view_of.chart(view))
    (item,) = re.findall(r"<li>((?:(?!<li>).)*)Peduli HAM \(disimpulkan\): 30</li>", legend)
    assert "repeating-linear-gradient(135deg" in item
    assert ">P*</span>" in item
    assert view_of.table(view).html.count("kunci=2016%7Cprovinsi%7C35%7Cjumlah_peduli") == 30
    assert "jumlahnya sama dengan banyaknya kabupaten/kota (30)" in view_of.notes(view)[0]


def test_a_link_gives_the_same_view():
    text = bodies(open_page("peta", tahun=2020, tingkat="kabkota", ukuran="perubahan", banding=2018, bentuk="ubin"))
    assert "Perubahan predikat: Indonesia, 2018 ke 2020" in text


def test_two_years_stand_side_by_side_with_the_compared_one_first():
    at = open_page("peta", tahun=2022, banding=2019, susun="dua")
    earlier, later = (chart.proto.spec for chart in at.get("plotly_chart"))
    assert "dibandingkan dengan 2018" in earlier
    assert "dibandingkan dengan 2019" in later
    text = bodies(at)
    assert text.index("Indonesia, 2019") < text.index("Indonesia, 2022")


def test_a_measure_of_the_other_level_is_dropped_with_a_notice():
    at = open_page("peta", tahun=2022, prov="16", ukuran="target")
    assert "target" in at.warning[0].value
    assert "Predikat: Sumatera Selatan" in bodies(at)


def test_the_table_has_the_rows_of_the_map_in_its_order():
    at = open_page("peta", tahun=2022, **{"tabel-peta": "1"})
    text = bodies(at)
    assert "17,6 % (3 dari 17)" in text
    assert "Baris 1–25 dari 34" in text
    data = view_of.chart(REGIONS).data
    assert view_of.table(REGIONS).frame["kode"].tolist() == data.frame["kode"].tolist()


def test_without_boundaries_tiles_take_over_and_the_page_says_what_to_do(monkeypatch):
    monkeypatch.setattr(geometry, "boundary_address", lambda _: None)
    at = open_page("peta", tahun=2022)
    assert "peta petak menggantikan peta geografis" in bodies(at)
    assert "satu petak sama besar" in bodies(at)
    assert not view_of.chart(REGIONS).geographic
    assert "peta petak menggantikan peta geografis" in bodies(open_page("ringkasan", tahun=2022))


def test_tiles_have_every_area_once_clockwise_with_its_name():
    for boundaries, whole in (("kabkota", 514), ("provinsi", 38), ("provinsi_2020", 34)):
        address = geometry.tile_address(boundaries)
        file = paths.ROOT / address.replace("./app/", "")
        shapes = json.loads(file.read_text(encoding="utf-8"))["features"]
        assert len({shape["id"] for shape in shapes}) == len(shapes) == whole
        assert all(shape["properties"]["nama"] != shape["id"] for shape in shapes)
        ring = shapes[0]["geometry"]["coordinates"][0]
        assert sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) > 0


def test_a_province_fills_its_window(monkeypatch, tmp_path):
    boundary_maker.make(tmp_path, tmp_path / "static")
    monkeypatch.setattr(paths, "STATIC", tmp_path / "static")
    shapes = json.loads((tmp_path / "static" / "batas" / "kabkota.geojson").read_text())["features"]
    points = [p for shape in shapes if shape["id"].startswith("16.") for p in shape["geometry"]["coordinates"][0]]
    codes = tuple(shape["id"] for shape in shapes if shape["id"].startswith("16."))
    (west, east), (south, north) = geometry.boundary_window("kabkota", codes)
    for low, high, values in ((west, east, [x for x, _ in points]), (south, north, [y for _, y in points])):
        assert low < min(values)
        assert max(values) < high
        assert high - low < 1.2 * (max(values) - min(values))
    assert geometry.boundary_window("kabkota", ("99.99",)) is None
    (west, east), (south, north) = geometry.tile_window("kabkota", codes)
    assert (east - west) * (north - south) < 100  # of 61 × 26 tiles


def test_tiles_travel_inside_the_figure_when_static_cannot_be_written(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(paths, "STATIC", blocked)
    assert geometry.tile_address("provinsi")["type"] == "FeatureCollection"


def test_the_alternative_text_counts_the_classes():
    alt = view_of.chart(REGIONS).alt
    data = view_of.chart(REGIONS).data
    assert len([item for item in data.legend if item.count]) > 3
    for place, item in enumerate(data.legend):
        drawn = (data.frame["kelas"] == place).sum()
        assert (f"{item.label}: {drawn} (" in alt) == bool(drawn)


def test_where_the_shapes_come_from(monkeypatch):
    monkeypatch.setattr(geometry, "origin", lambda: {"sumber": {"nama": "GADM 4.1", "lisensi_id": "Lisensi GADM."}})
    assert view_of.boundary_note("id", geographic=True).startswith("Batas wilayah: GADM 4.1. Lisensi GADM.")
    assert "bukan pernyataan tentang batas hukum" in view_of.boundary_note("id", geographic=True)
    monkeypatch.setattr(geometry, "origin", dict)
    assert "tidak diketahui" in view_of.boundary_note("id", geographic=True)


def test_a_province_that_was_clicked_is_named_and_opened_only_when_asked_to():
    at = open_page("peta", tahun=2022, kode="32")
    assert "Jawa Barat, 2022: " in bodies(at)
    assert "prov" not in at.query_params
    at.button(key="peta-buka").click().run()
    assert "Predikat: Jawa Barat, 2022" in bodies(at)
    assert at.query_params["prov"] in ("32", ["32"])


def test_the_page_opens_with_its_finding_and_keeps_rare_pickers_in_a_box():
    at = open_page("peta", tahun=2023)
    assert "Persentase Peduli HAM, 2023: tertinggi" in bodies(at)
    assert not at.expander[0].proto.expanded
    assert len(at.expander[0].selectbox) == 4
    assert open_page("peta", tahun=2023, bentuk="ubin").expander[0].proto.expanded  # a link that has one of them shows it
