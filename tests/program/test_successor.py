"""Programmes that follow, by rows of the input files alone: every page and every file works, in both languages.

One has five predicates, nothing known of its first year and official results of its second; the next one three predicates and
published claims. The rows have the shape of what a ministry would add: rounds, bands, the name of the programme. Nothing in
`program.csv` or `predikat.csv` speaks of their predicates. All of it is built once.
"""

import argparse
import datetime as dt
import io
import random
import re
from typing import NamedTuple

import duckdb
import pypdfium2
import pytest
from pptx import Presentation

from dasbor.exports import publications
from dasbor.exports.briefs import brief
from dasbor.exports.publications import Wish
from dasbor.maps import view as maps
from dasbor.mart import overview, predikat, programmes
from dasbor.mart.scopes import Scope, scope
from dasbor.page import registry
from dasbor.site import command as site
from dasbor.site.archive import command as archive
from dasbor.site.plan import Extent
from dasbor.views.partisipasi import view as partisipasi
from dasbor.views.predikat import moves, view
from dasbor.views.ringkasan import compare
from dasbor.views.ringkasan import parts as ringkasan_parts
from dasbor.views.ringkasan import view as ringkasan
from dasbor.views.sumber import coverage
from dasbor.words.texts import LANGUAGES, texts
from etl.build import life
from etl.build.run import build
from tests import record_maker
from tests.dasbor.apps import bodies, open_page


class Followed(NamedTuple):
    """A programme that followed: its rule, its name, its predicates with their limits, best first."""

    rule: str
    name: str
    predicates: tuple[tuple[str, int, int], ...]

    @property
    def names(self):
        return [name for name, _, _ in self.predicates]

    def rows(self, first):
        """Lines of `regulasi.csv` and `aturan_nilai.csv`, from the year `first` on."""
        bands = "".join(f"{self.rule},{first},,8,40,{name},{low},{high},diketahui,\n" for name, low, high in self.predicates)
        told = f"{self.rule},{first},,program,,{self.name},diketahui,,\n{self.rule},{first},,nilai_maks,,100,diketahui,,\n"
        return bands, told


SILENT, YEAR, LATER = 2025, 2026, 2027
FIVE = Followed(
    "Permen HAM 15/2025",
    "Penilaian Kepatuhan HAM",
    (
        ("Sangat Patuh", 90, 100),
        ("Patuh", 75, 90),
        ("Cukup Patuh", 60, 75),
        ("Kurang Patuh", 40, 60),
        ("Tidak Patuh", 0, 40),
    ),
)
THREE = Followed("Permen Uji 1/2027", "Penilaian Daerah Ramah HAM", (("Unggul", 80, 100), ("Baik", 60, 80), ("Dasar", 0, 60)))
PROGRAMMES = {YEAR: FIVE, LATER: THREE}
CLAIMS = {
    ("nasional", "ID", "Indonesia"): {"jumlah_unggul": 120, "jumlah_peserta": 400},
    ("provinsi", "16", "Sumatera Selatan"): {"jumlah_unggul": 3, "jumlah_baik": 9},
    ("kabkota", "16.71", "Kota Palembang"): {"predikat": "Baik"},
}
"""What the ministry published about the year of the three predicates; no region is known to hold the award."""
HEAD = "id,tahun,tingkat,kode,nama,ukuran,nilai,sumber_url,penerbit,tanggal_terbit,keyakinan,catatan\n"
ADDED = {
    "putaran.csv": "".join(f"{year},{year - 1},{PROGRAMMES.get(year, FIVE).rule},ya,,,,\n" for year in (SILENT, YEAR, LATER)),
    "regulasi.csv": FIVE.rows(SILENT)[0] + THREE.rows(LATER)[0],
    "aturan_nilai.csv": FIVE.rows(SILENT)[1] + THREE.rows(LATER)[1],
    "klaim_uji.csv": HEAD
    + "".join(
        f"uji-{code}-{measure},{LATER},{level},{code},{name},{measure},{value},https://kemenham.go.id/uji,Kementerian HAM,,pasti,\n"
        for (level, code, name), told in CLAIMS.items()
        for measure, value in told.items()
    ),
}
NOW = dt.datetime(2027, 12, 11, 3, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def successor(tmp_path_factory):
    """A data folder with the record, the rows added, and published official results of 514 regions for 2026."""
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
        predicate = next(word for word, low, _ in FIVE.predicates if score >= low)
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


def words_of(sheet):
    return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(sheet))


@pytest.mark.parametrize("year", PROGRAMMES)
def test_the_predicates_come_from_the_rows(year):
    found, followed = programmes.of_year(year), PROGRAMMES[year]
    assert found.name == followed.name
    assert [(one.name, one.rank, one.award) for one in found.predicates] == [
        (name, place, place == 1) for place, name in enumerate(followed.names, start=1)
    ]
    assert len({one.mark for one in found.predicates}) == len(followed.names)
    assert [one.code for one in found.predicates] == [name.lower().replace(" ", "_") for name in followed.names]


def test_results_and_comparisons_are_of_one_programme(successor):
    with duckdb.connect(str(successor / "publik.duckdb"), read_only=True) as database:
        states = database.execute("SELECT DISTINCT keadaan FROM mart.hasil_kabkota WHERE tahun = 2026").fetchall()
        assert {state for (state,) in states} == set(FIVE.names)
        across = database.execute(
            "SELECT DISTINCT kategori FROM mart.perpindahan WHERE (tahun_dari, tahun_ke) IN ((2024, 2026), (2026, 2027))"
        )
        assert across.fetchall() == [("ganti program",)]
        rounds = database.execute("SELECT tahun_pembanding, ganti_program FROM mart.putaran WHERE tahun IN (2025, 2027)").fetchall()
        assert rounds == [(None, True), (None, True)]
        (compared,) = database.execute(
            "SELECT count(selisih) FROM mart.perubahan "
            "WHERE tahun_dari < 2025 AND tahun_ke >= 2025 OR tahun_dari < 2027 AND tahun_ke = 2027"
        ).fetchone()
        assert compared == 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", [page.key for page in registry.PAGES])
@pytest.mark.parametrize("year", PROGRAMMES)
def test_every_page_opens_and_names_the_programme_of_the_year(year, key, lang):
    places = {"provinsi": {"prov": "16"}, "daerah": {"kode": "16.71"}, "peta": {"tingkat": "kabkota"}}.get(key, {})
    at = open_page(key, lang, tahun=year, **places)
    assert not at.exception, [one.message for one in at.exception]
    assert not at.error
    words = bodies(at)
    heading = re.search(r'<p class="prog">(.*?)</p>', words)
    if heading:
        assert programmes.of_year(year).title(lang) in heading[1]
    if key in ("ringkasan", "predikat", "provinsi", "daerah"):
        assert any(name in words for name in PROGRAMMES[year].names)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("kind", "code"), [("nasional", ""), ("provinsi", "16"), ("daerah", "16.71")])
@pytest.mark.parametrize("year", PROGRAMMES)
def test_sheets_slides_pictures_and_data_are_made(year, kind, code, lang):
    here, followed = scope(kind, code, year), PROGRAMMES[year]
    spoken = ["lembar-fakta", "salindia", "gambar", "xlsx"]  # the others speak no language
    made = {file.format: file.make() for file in publications.files(Wish(here, lang), [] if lang == "id" else spoken)}
    assert made
    sheet = words_of(made["lembar-fakta"])
    assert followed.names[0] in sheet
    assert programmes.of_year(year).title(lang).casefold() in sheet.casefold()
    if kind == "nasional":
        shown = Presentation(io.BytesIO(made["salindia"]))
        words = " ".join(shape.text_frame.text for slide in shown.slides for shape in slide.shapes if shape.has_text_frame)
        assert followed.names[0] in words
        ours = r"Kabupaten/Kota Peduli HAM|Dasbor .*?HAM|Peduli HAM dashboard"
        assert "Peduli HAM" not in re.sub(ours, "", words)


@pytest.mark.parametrize("year", PROGRAMMES)
def test_counts_of_all_predicates_are_the_same_in_brief_and_mart(successor, year):
    made = brief(Scope("nasional", "", year), "id")
    with duckdb.connect(str(successor / "publik.duckdb"), read_only=True) as database:
        counted = dict(
            database.execute(
                "SELECT p.nama, a.nilai FROM mart.angka AS a JOIN mart.predikat AS p ON p.kode = a.predikat "
                "WHERE a.tahun = ? AND a.tingkat = 'nasional' AND a.batas IN ('tepat', 'sekurangnya')",
                [year],
            ).fetchall()
        )
        if year == YEAR:
            named = "SELECT predikat, count(*) FROM mart.hasil_kabkota WHERE tahun = 2026 GROUP BY ALL"
            assert dict(database.execute(named).fetchall()) == counted
    assert {one.label: one.value for one in made.headlines if one.label in PROGRAMMES[year].names} == counted
    assert counted[PROGRAMMES[year].names[0]] > 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("year", PROGRAMMES)
def test_every_measure_of_the_map_is_drawn(year, lang):
    for level in ("provinsi", "kabkota"):
        for measure in maps.measures(level, lang, year):
            data = maps.classes(maps.MapView(level, False, year, None, measure, "", "ubin", lang))
            assert len(data.frame) in (38, 514)


def test_the_static_site_and_the_archive_are_written(tmp_path):
    options = {"alamat": None, "kunci": None, "tanpa_lembar_daerah": True, "kompres": False, "tanpa_versi": True}
    target = tmp_path / "situs"
    extent = Extent(frozenset({2024, *PROGRAMMES}), frozenset({"16"}), files=False)
    assert site.run(argparse.Namespace(keluar=str(target), **options), lambda _: None, {}, extent=extent, processes=1) == 0
    for year, followed in PROGRAMMES.items():
        for lang in LANGUAGES:
            for kind in ("tahun", "peta"):
                page = (target / f"{lang}/{kind}/{year}.html").read_text(encoding="utf-8")
                assert followed.names[0] in page
                assert programmes.of_year(year).title(lang) in page
            assert followed.names[0] in (target / f"{lang}/provinsi/16.html").read_text(encoding="utf-8")
    folder = tmp_path / "arsip"
    assert archive.run(argparse.Namespace(keluar=str(folder), tanpa_situs=True), lambda _: None, {}) == 0
    written = (folder / "data" / "angka.csv").read_text(encoding="utf-8")
    assert all(programmes.award(year).code in written for year in PROGRAMMES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_compared_across_the_break_and_that_is_said(lang):
    t = texts(lang)
    assert overview.change(SILENT, "predikat", programmes.award(SILENT).code).reason == "program"
    assert set(overview.provinces(SILENT)["banding"]) == {"program"}
    assert ringkasan_parts.changes(lang, SILENT, kini=False) is None
    assert "2024" in compare.change_note(lang, SILENT, kini=False)
    assert moves.flow(t, 2024, SILENT, "") is None
    assert moves.flow_empty(t, 2024, SILENT, "") == moves.sentences(t, 2024, SILENT, "")[0]
    assert list(moves.categories(t, 2024, SILENT, "")) == ["", "ganti program"]


def test_unknown_stays_unknown_under_its_own_award(monkeypatch):
    assert predikat.of_year("terlapor", SILENT) == predikat.of_year("bernama", SILENT) == {"tidak diketahui": 514}
    assert "Sangat Patuh" in ringkasan.sentences("id", SILENT)[0]
    labels = [metric.label for metric in ringkasan.metrics("id", SILENT)]
    assert labels[2:7] == FIVE.names
    with monkeypatch.context() as patch:  # the page speaks of the newest year
        patch.setattr(view.common, "years", lambda: (SILENT,))
        assert "Sangat Patuh pada 2025 tidak diketahui" in view.lead.__wrapped__(texts("id"), "terlapor")[0]
    (told, _) = view.lead(texts("id"), "terlapor")
    assert told.startswith("Pada 2027, 23,3 % (120 dari 514)")
    assert told.endswith("Tidak satu wilayah pun diketahui namanya sebagai peraih Unggul pada 2027.")
    assert "Sangat Patuh (n dari N)" in ringkasan_parts.provinces("id", SILENT, kini=False).html
    awards = view.counts_table(texts("id"), "terlapor").frame["penghargaan"].tolist()
    assert awards[-4:] == ["Peduli HAM", "Sangat Patuh", "Sangat Patuh", "Unggul"]
    assert moves.streak_award() == "Sangat Patuh"  # nobody is known to hold the next programme's award
    assert "14 penilaian" in coverage.sentence("id")
    assert partisipasi.ranking_note("id", SILENT, kini=False).startswith("Dari 38 provinsi: 38 tidak diketahui")


def test_lines_break_where_the_programme_changes():
    trend = ringkasan_parts.trend("id").figure
    line = next(trace for trace in trend.data if trace.name == "Peserta")
    notes = " ".join(note.text.replace("<br>", " ") for note in trend.layout.annotations)
    for year, followed in ((SILENT, FIVE), (LATER, THREE)):
        assert line.y[list(line.x).index(year - 0.5)] is None
        assert f"program lain: {followed.rule}" in notes
