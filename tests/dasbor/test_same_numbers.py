"""The same numbers everywhere: 30 views drawn by lot (scope, year, language), value by value, on screen and in every file.

The nation and its provinces in every year, through every output: test_every_year.py.
What is right comes from plain SQL on the built file and is put into words here; no part of the dashboard vouches for itself.
The drawing is seeded: a failure can be repeated, and another seed is a matter of one number.
"""

import csv
import datetime as dt
import io
import random
import re
from html import unescape

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pypdfium2
import pytest
from pptx import Presentation

from dasbor.exports import publications
from dasbor.exports.publications import Wish
from dasbor.mart import offices
from dasbor.mart.scopes import scope
from dasbor.words import paths
from etl.base import publish
from tests.dasbor.apps import bodies, open_page

SEED = 20241108
DRAWN = {"nasional": 4, "provinsi": 12, "kanwil": 4, "daerah": 10}
OF = {"id": "dari", "en": "of"}
UNKNOWN = {"id": "tidak diketahui", "en": "unknown"}
COUNTS = {"peduli": "Peduli HAM", "cukup": "Cukup Peduli HAM", "mulai": "Mulai Peduli HAM", "kurang": "Kurang Peduli HAM"}


def draw(kind, database):
    """The views of a kind: (code, year, language), each once."""
    sources = {
        "nasional": "SELECT '', tahun FROM mart.rekap_nasional ORDER BY ALL",
        "provinsi": "SELECT kode_provinsi, tahun FROM mart.rekap_provinsi ORDER BY ALL",
        "daerah": "SELECT kode, tahun FROM mart.hasil_kabkota WHERE status_data <> 'belum dibentuk' ORDER BY ALL",
    }
    if kind == "kanwil":
        years = [year for (year,) in database.execute("SELECT tahun FROM mart.rekap_nasional ORDER BY ALL").fetchall()]
        possible = [(slug, year) for year in years for slug in offices.offices(year)]
    else:
        possible = database.execute(sources[kind]).fetchall()
    lots = random.Random(SEED)
    return [(code, year, lots.choice(("id", "en"))) for code, year in lots.sample(possible, DRAWN[kind])]


def rows(database, sql, *values):
    found = database.execute(sql, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def in_words(lang, n, whole, *, least):
    return UNKNOWN[lang] if n is None else f"{'≥ ' if least else ''}{n} {OF[lang]} {whole}"


def number(database, level, code, year, predicate):
    """A number of `mart.angka`: n (None: unknown), N, whether it is a lower bound."""
    query = "SELECT nilai, dari, batas FROM mart.angka WHERE tingkat = ? AND kode = ? AND tahun = ? AND predikat = ?"
    (found,) = rows(database, query, level, code, year, predicate) or [{"nilai": None, "dari": None, "batas": None}]
    known = found["batas"] in ("tepat", "sekurangnya")
    return found["nilai"] if known else None, found["dari"], found["batas"] == "sekurangnya"


class Screen:
    """A page kept open; choices are made with its own widgets, as a reader would."""

    def __init__(self, key, lang, **choices):
        self.key, self.lang = key, lang
        self.at = open_page(key, lang, **choices)

    def choose(self, **choices):
        for name, value in choices.items():
            self.at.selectbox(key=f"{self.key}.{name}.{self.lang}").set_value(value)
        self.at.run()
        assert not self.at.exception
        assert not self.at.error
        return self

    def cards(self):
        """Label → value of the key figures, and label → everything on the card."""
        found = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>(.*?)</div>", bodies(self.at))
        return {unescape(label): unescape(value) for label, value, _ in found}, {
            unescape(label): unescape(re.sub(r"<[^>]+>", " ", value + " " + rest)) for label, value, rest in found
        }


def written(value):
    """A value as a CSV is documented to write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def from_files(here, lang, tables):
    """Format, table and its rows as CSV, XLSX and Parquet give them, read by other libraries than those that wrote them."""
    files = {(file.format, file.part): file for file in publications.files(Wish(here, lang), ["csv", "xlsx", "parquet"])}
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx", ""].make()), read_only=True)
    for table in tables:
        heads, *lines = csv.reader(io.StringIO(files["csv", table].make().decode("utf-8-sig"), newline=""))
        yield "CSV", table, [dict(zip(heads, line, strict=True)) for line in lines]
        titles, *cells = book[table].iter_rows(values_only=True)
        yield "XLSX", table, [dict(zip(titles, line, strict=True)) for line in cells]
        yield "Parquet", table, pq.read_table(io.BytesIO(files["parquet", table].make())).to_pylist()


def text_of(here, lang):
    """The words of the fact sheet, in one line; pdfium reads them thirty times faster than pypdf."""
    (file,) = publications.files(Wish(here, lang), ["lembar-fakta"])
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file.make())).split())


def words_of_slides(here, lang):
    """The paragraphs of the text boxes of the slides, box by box."""
    (file,) = publications.files(Wish(here, lang), ["salindia"])
    shapes = [shape for slide in Presentation(io.BytesIO(file.make())).slides for shape in slide.shapes if shape.has_text_frame]
    return {" ".join(shape.text_frame.text.split()) for shape in shapes}


def compare_files(faults, here, lang, **expected):
    """Every value of every row of the tables `expected`, in three formats; a row is known by its year and code."""
    for name, table, found in from_files(here, lang, expected):
        right = [{column: written(value) if name == "CSV" else value for column, value in row.items()} for row in expected[table]]
        by_key = {key_of(row): row for row in found}
        assert len(by_key) == len(right), f"{here} {name} {table}"
        for row in right:
            other = by_key[key_of(row)]
            faults += [f"{here} {name} {c}: {other[c]!r}, not {value!r}" for c, value in row.items() if other[c] != value]


def key_of(row):
    return row["tahun"], row.get("kode", row.get("kode_provinsi"))


def compare_words(faults, here, lang, cards, counted):
    """Headline figures of the page against the words they should have, then against the fact sheet (and the slides)."""
    for label, words in counted.items():
        if cards.get(label) != words:
            faults.append(f"{here} screen {label}: {cards.get(label)!r}, not {words!r}")
    sheet = text_of(here, lang)
    faults += [f"{here} PDF lacks {label!r} {value!r}" for label, value in cards.items() if f"{label} {value}" not in sheet]
    if here.kind == "nasional":
        boxes = words_of_slides(here, lang)
        for label, value in cards.items():
            if not any(box.startswith(f"{label} {value}") for box in boxes):
                faults.append(f"{here} PPTX lacks {label!r} {value!r}")


@pytest.fixture
def database(record, tmp_path, monkeypatch):
    """The built file, opened beside the dashboard. Maps are of tiles: outlines say nothing about numbers and take time to read."""
    monkeypatch.setattr(paths, "STATIC", tmp_path)
    with duckdb.connect(str(record / "publik.duckdb"), read_only=True, config=publish.SETTINGS) as connection:
        yield connection


def views(kind, database):
    """The views with their scope, by language, so that each language's pages are opened once."""
    for code, year, lang in sorted(draw(kind, database), key=lambda view: view[2]):
        yield scope(kind, code, year), lang


def opened(screens, key, lang, **choices):
    """The page of a language, opened by an address the first time."""
    if (key, lang) not in screens:
        screens[key, lang] = Screen(key, lang, **choices)
    return screens[key, lang]


def test_the_nation(record, database):
    faults, screens, compared = [], {}, 0
    for here, lang in views("nasional", database):
        expected = rows(database, "SELECT * FROM mart.rekap_nasional WHERE tahun = ?", here.year)
        counted = {
            label: in_words(lang, n, whole, least=least)
            for count, label in COUNTS.items()
            for n, whole, least in [number(database, "nasional", "ID", here.year, count)]
            if n is not None
        }
        page = opened(screens, "unduh", lang).choose(tahun=here.year)
        compare_words(faults, here, lang, page.cards()[0], counted)
        compare_files(faults, here, lang, rekap_nasional=expected)
        _, overview = opened(screens, "ringkasan", lang).choose(tahun=here.year).cards()
        words = counted["Peduli HAM"].removeprefix("≥ ")
        if words not in overview["Peduli HAM"]:
            faults.append(f"{here} Ringkasan: {overview['Peduli HAM']!r} lacks {words!r}")
        compared += len(counted)
    assert faults == []
    assert compared >= DRAWN["nasional"]


def test_provinces(record, database):
    faults, screens, known = [], {}, 0
    for here, lang in views("provinsi", database):
        where = "WHERE tahun = ? AND kode_provinsi = ?"
        expected = rows(database, f"SELECT * FROM mart.rekap_provinsi {where}", here.year, here.code)
        n, whole, least = number(database, "provinsi", here.code, here.year, "peduli")
        counted = {"Peduli HAM": in_words(lang, n, whole, least=least)}
        page = opened(screens, "unduh", lang, cakupan="provinsi").choose(kode=here.code, tahun=here.year)
        compare_words(faults, here, lang, page.cards()[0], counted)
        regions = rows(database, f"SELECT * FROM mart.hasil_kabkota {where}", here.year, here.code)
        compare_files(faults, here, lang, rekap_provinsi=expected, hasil_kabkota=regions)
        own, _ = opened(screens, "provinsi", lang).choose(prov=here.code, tahun=here.year).cards()
        if own["Peduli HAM"] != counted["Peduli HAM"]:
            faults.append(f"{here} Provinsi: {own['Peduli HAM']!r}, not {counted['Peduli HAM']!r}")
        known += expected[0]["peduli"] is not None
    assert faults == []
    assert 0 < known < DRAWN["provinsi"]  # the lot drew known and unknown counts


def test_offices(record, database):
    faults, screens = [], {}
    for here, lang in views("kanwil", database):
        parts = rows(
            database,
            "SELECT r.* FROM mart.rekap_provinsi AS r WHERE tahun = ? AND kode_provinsi IN (SELECT unnest(?)) ORDER BY ALL",
            here.year,
            list(offices.all_offices()[here.code].provinces),
        )
        n, whole, least = number(database, "kanwil", here.code, here.year, "peduli")
        page = opened(screens, "unduh", lang, cakupan="kanwil").choose(kode=here.code, tahun=here.year)
        compare_words(faults, here, lang, page.cards()[0], {"Peduli HAM": in_words(lang, n, whole, least=least)})
        compare_files(faults, here, lang, rekap_provinsi=parts)
    assert faults == []


def test_regions(record, database):
    faults, screens, known = [], {}, 0
    for here, lang in views("daerah", database):
        expected = rows(database, "SELECT * FROM mart.hasil_kabkota WHERE tahun = ? AND kode = ?", here.year, here.code)
        n, whole, least = number(database, "provinsi", expected[0]["kode_provinsi"], here.year, "peduli")
        label = {"id": "Peduli HAM di {}", "en": "Peduli HAM in {}"}[lang].format(expected[0]["provinsi"])
        counted = {label: in_words(lang, n, whole, least=least)}
        stated = expected[0]["predikat"] is not None and expected[0]["status_data"] != "disimpulkan"
        if stated:
            counted[{"id": "Predikat", "en": "Predicate"}[lang]] = expected[0]["predikat"]
        page = opened(screens, "unduh", lang, cakupan="daerah").choose(kode=here.code, tahun=here.year)
        compare_words(faults, here, lang, page.cards()[0], counted)
        compare_files(faults, here, lang, hasil_kabkota=expected)
        if stated:
            own = bodies(Screen("daerah", lang, kode=here.code).at)
            tile = re.search(rf"<li><b>(?:<a [^>]*>)?{here.year}(?:</a>)?</b>.*?</span><span>(.*?)</span>", own)
            if tile[1] != expected[0]["predikat"]:
                faults.append(f"{here} Daerah: {tile[1]!r}, not {expected[0]['predikat']!r}")
        known += expected[0]["predikat"] is not None
    assert faults == []
    assert known
