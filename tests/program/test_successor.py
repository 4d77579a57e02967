"""The programme's successor, by rows of the input files alone: five predicates, official results; every page and every file works.

The rows have the shape of what a ministry would add: rounds, bands, the name of the programme. Nothing in `program.csv` or
`predikat.csv` speaks of it. (A made-up programme of three predicates: tests/dasbor/test_other_programme.py.)
"""

import argparse
import datetime as dt
import io
import random
import re

import duckdb
import pypdfium2
import pytest
from pptx import Presentation

from dasbor import registry
from dasbor.archive import command as archive
from dasbor.briefs import brief
from dasbor.exports import publications
from dasbor.exports.publications import Wish
from dasbor.maps import view as maps
from dasbor.queries import programmes
from dasbor.scopes import Scope, scope
from dasbor.site import command as site
from dasbor.site.plan import Extent
from dasbor.texts import LANGUAGES
from etl.build import build
from etl.results import life
from tests import record_maker
from tests.dasbor.apps import bodies, open_page

RULE, YEAR = "Permen HAM 15/2025", 2026
PREDICATES = (
    ("Sangat Patuh", 90, 100),
    ("Patuh", 75, 90),
    ("Cukup Patuh", 60, 75),
    ("Kurang Patuh", 40, 60),
    ("Tidak Patuh", 0, 40),
)
ADDED = {
    "putaran.csv": f"2025,2024,{RULE},ya,,,,\n2026,2025,{RULE},ya,,,,\n",
    "regulasi.csv": "".join(f"{RULE},2025,,8,40,{name},{low},{high},diketahui,\n" for name, low, high in PREDICATES),
    "aturan_nilai.csv": f"{RULE},2025,,program,,Penilaian Kepatuhan HAM,diketahui,,\n{RULE},2025,,nilai_maks,,100,diketahui,,\n",
}
NOW = dt.datetime(2026, 12, 11, 3, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def successor(tmp_path_factory):
    """A data folder with the record, the successor's rows, and published official results of 514 regions for 2026."""
    folder = tmp_path_factory.mktemp("penerus") / "data"
    folder.mkdir()
    record_maker.copy(folder)
    record_maker.add(folder, ADDED)
    build(folder, now=NOW)
    with duckdb.connect(str(folder / "publik.duckdb"), read_only=True) as database:
        regions = database.execute("SELECT kode, nama FROM mart.wilayah ORDER BY kode").fetchall()
    chance = random.Random(2026)
    lines = ["Kode,Kabupaten/Kota,Predikat,Nilai"]
    for code, name in regions:
        score = round(chance.uniform(20, 99), 2)
        predicate = next(word for word, low, _ in PREDICATES if score >= low)
        lines.append(f"{code},{name},{predicate},{score}")
    path = folder.parent / "hasil2026.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    understood = life.understand(folder, path, YEAR)
    life.load(folder, path, understood, by="uji", now=NOW)
    life.decide(folder, "terbit", YEAR, by="uji", now=NOW)
    return folder


@pytest.fixture(autouse=True)
def in_force(successor, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(successor))


def test_the_predicates_come_from_the_rows(successor):
    found = programmes.of_year(YEAR)
    assert found.name == "Penilaian Kepatuhan HAM"
    assert [(one.name, one.rank, one.award) for one in found.predicates] == [
        (name, place, place == 1) for place, (name, _, _) in enumerate(PREDICATES, start=1)
    ]
    assert len({one.mark for one in found.predicates}) == 5
    assert [one.code for one in found.predicates] == ["sangat_patuh", "patuh", "cukup_patuh", "kurang_patuh", "tidak_patuh"]
    with duckdb.connect(str(successor / "publik.duckdb"), read_only=True) as database:
        states = database.execute("SELECT DISTINCT keadaan FROM mart.hasil_kabkota WHERE tahun = 2026").fetchall()
        assert {state for (state,) in states} == {name for name, _, _ in PREDICATES}
        across = database.execute("SELECT DISTINCT kategori FROM mart.perpindahan WHERE tahun_dari = 2024 AND tahun_ke = 2026")
        assert across.fetchall() == [("ganti program",)]
        assert database.execute("SELECT tahun_pembanding, ganti_program FROM mart.putaran WHERE tahun = 2025").fetchall() == [
            (None, True)
        ]
        (compared,) = database.execute(
            "SELECT count(selisih) FROM mart.perubahan WHERE tahun_dari <= 2024 AND tahun_ke >= 2025"
        ).fetchone()
        assert compared == 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [page.key for page in registry.PAGES])
def test_every_page_opens_and_names_the_programme_of_the_year(key, lang):
    places = {"provinsi": {"prov": "16"}, "daerah": {"daerah": "16.71"}, "peta": {"tingkat": "kabkota"}}.get(key, {})
    at = open_page(key, lang, tahun=YEAR, **places)
    assert not at.exception, [one.message for one in at.exception]
    words = bodies(at)
    heading = re.search(r'<p class="prog">(.*?)</p>', words)
    if heading:
        assert programmes.of_year(YEAR).title(lang) in heading[1]
    if key in ("ringkasan", "predikat", "provinsi", "daerah"):
        assert "Patuh" in words


@pytest.mark.parametrize(("kind", "code"), [("nasional", ""), ("provinsi", "16"), ("daerah", "16.71")])
def test_sheets_slides_pictures_and_data_are_made(kind, code):
    here = scope(kind, code, YEAR)
    made = {file.format: file.make() for file in publications.files(Wish(here, "id"))}
    assert made
    sheet = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made["lembar-fakta"]))
    assert "Sangat Patuh" in sheet
    assert "penilaian kepatuhan ham" in sheet.casefold()
    if kind == "nasional":
        shown = Presentation(io.BytesIO(made["salindia"]))
        words = " ".join(shape.text_frame.text for slide in shown.slides for shape in slide.shapes if shape.has_text_frame)
        assert "Sangat Patuh" in words
        assert "Peduli HAM" not in re.sub(r"Kabupaten/Kota Peduli HAM|Dasbor .*?HAM", "", words)


def test_counts_of_all_predicates_are_the_same_in_brief_and_mart(successor):
    made = brief(Scope("nasional", "", YEAR), "id")
    with duckdb.connect(str(successor / "publik.duckdb"), read_only=True) as database:
        counted = dict(
            database.execute("SELECT predikat, count(*) FROM mart.hasil_kabkota WHERE tahun = 2026 GROUP BY ALL").fetchall()
        )
    assert {one.label: one.value for one in made.headlines if one.label in counted} == counted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_measure_of_the_map_is_drawn(lang):
    for level in ("provinsi", "kabkota"):
        for measure in maps.measures(level, lang, YEAR):
            data = maps.classes(maps.MapView(level, False, YEAR, None, measure, "", "ubin", lang))
            assert len(data.frame) in (38, 514)


def test_the_static_site_and_the_archive_are_written(successor, tmp_path):
    options = {"alamat": None, "kunci": None, "tanpa_lembar_daerah": True, "kompres": False, "tanpa_versi": True}
    target = tmp_path / "situs"
    extent = Extent(frozenset({2024, YEAR}), frozenset({"16"}), files=False)
    assert site.run(argparse.Namespace(keluar=str(target), **options), lambda _: None, {}, extent=extent, processes=1) == 0
    page = (target / f"id/tahun/{YEAR}.html").read_text(encoding="utf-8")
    assert "Sangat Patuh" in page
    assert "Penilaian Kepatuhan HAM" in page
    folder = tmp_path / "arsip"
    assert archive.run(argparse.Namespace(keluar=str(folder), tanpa_situs=True), lambda _: None, {}) == 0
    assert [path for path in folder.rglob("*.csv") if "sangat_patuh" in path.read_text(encoding="utf-8")]
