"""A simulation says so on every page and in every kind of file; the real record nowhere."""

import csv
import io
import json
import re
import shutil
import sqlite3
import zipfile

import icalendar
import openpyxl
import pyarrow.parquet as pq
import pypdfium2
import pytest
import streamlit as st
from PIL import Image
from pptx import Presentation

from dasbor.exports import publications
from dasbor.exports.publications import Wish
from dasbor.mart import simulation, warehouse
from dasbor.mart.scopes import scope
from dasbor.page import registry
from dasbor.web.access import Person, Role
from dasbor.words import colors
from dasbor.words.texts import LANGUAGES, texts
from etl.__main__ import main
from etl.build.run import build
from etl.results.mark import MARK
from tests.dasbor.apps import bodies, open_page

BANNER = texts("id")("simulasi.banner")
CHEAP = frozenset({"csv", "xlsx", "ics", "svg", "geojson"})
"""What is made of all that a page offers; the dearer kinds are made once, below."""


@pytest.fixture(scope="module")
def simulated_folder(built_record, tmp_path_factory):
    """The record's own files in a folder that is marked as a simulation: the marker is all that differs."""
    folder = tmp_path_factory.mktemp("tiruan")
    for path in built_record[0].glob("*.csv"):
        shutil.copy(path, folder)
    (folder / MARK).touch()
    build(folder, now=built_record[1].now)
    return folder


@pytest.fixture
def simulated(simulated_folder, monkeypatch):
    """That folder, in force for the test."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(simulated_folder))


@pytest.fixture
def offered(monkeypatch):
    """What pages offer to download, as (file name, what makes it), and the titles they give the browser's tab."""
    found, titles = [], []
    monkeypatch.setattr(st, "download_button", lambda label, data, file_name, *_, **__: found.append((file_name, data)))
    monkeypatch.setattr(st, "set_page_config", lambda **given: titles.append(given.get("page_title")))
    return found, titles


def units(extension, content):
    """The parts of a file that go their own ways (rows, sheets, pages, slides, layers, resources), as text."""
    return {
        "csv": in_csv,
        "xlsx": in_xlsx,
        "parquet": in_parquet,
        "pdf": in_pdf,
        "pptx": in_pptx,
        "svg": in_svg,
        "png": in_png,
        "geojson": in_geojson,
        "gpkg": in_gpkg,
        "zip": in_zip,
        "ics": in_ics,
    }[extension](content)


def in_csv(content):
    text = content.decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    return [" ".join(f"{head}={cell}" for head, cell in list(zip(heads, row, strict=True))[-1:]) for row in rows] or [heads[-1]]


def in_xlsx(content):
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    first = " ".join(str(cell) for cell in next(book.worksheets[-1].values))
    about = next(sheet for sheet in book if sheet.title.endswith("Keterangan"))
    lines = [" ".join(map(str, row)) for row in about.values]
    assert first
    return [book.properties.title, lines[0], *book.sheetnames]


def in_parquet(content):
    found = pq.read_schema(io.BytesIO(content))
    return [found.names[-1], *(found.metadata[key].decode() for key in (b"title", b"title_en", b"citation"))]


def in_pdf(content):
    """Of every page the band at its head, and what is written across it."""
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    bands = [BANNER if BANNER in page else "" for page in pages]
    return [*bands, *(page.replace(BANNER, "") for page in pages)]


def in_pptx(content):
    """Title of the deck; of every slide the band, the source line and the notes."""
    deck = Presentation(io.BytesIO(content))
    texts_of = [[shape.text_frame.text for shape in one.shapes if shape.has_text_frame] for one in deck.slides]
    bands = [BANNER if BANNER in said else "" for said in texts_of]
    slides = [" ".join(one for one in said if one != BANNER) for said in texts_of]
    return [deck.core_properties.title, *bands, *slides, *(one.notes_slide.notes_text_frame.text for one in deck.slides)]


def in_svg(content):
    drawn = content.decode()
    title = re.search(r'<title id="judul">(.*?)</title>', drawn)[1]
    return [title, *(re.findall(r'<g class="(\w+)" aria-hidden="true"', drawn) or [""])]


def in_png(content):
    """Whether the mark lies across the picture: its colour as it is on white, which nothing else has."""
    across = tuple(round(255 + (int(simulation.COLOUR[at : at + 2], 16) - 255) * 0.2) for at in (1, 3, 5))
    counts = {colour: n for n, colour in Image.open(io.BytesIO(content)).convert("RGB").getcolors(1 << 24)}
    return ["simulasi" if sum(n for colour, n in counts.items() if near(colour, across)) > 2000 else ""]


def near(one, other):
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


def in_geojson(content):
    told = json.loads(content)
    rows = [f"{key}={value}" for one in told["features"] for key, value in list(one["properties"].items())[-1:]]
    return [told["name"], f"{[key for key in told if told[key] is True]}", " ".join(told["keterangan"]), *rows]


def in_gpkg(content):
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    return [str(cell) for cell in base.execute("SELECT table_name, identifier, description FROM gpkg_contents").fetchone()]


def in_zip(content):
    package = zipfile.ZipFile(io.BytesIO(content))
    told = json.loads(package.read("datapackage.json"))
    columns = [resource["schema"]["fields"][-1]["name"] for resource in told["resources"]]
    words = [told[key] for key in ("name", "title", "title_en", "description", "description_en", "citation")]
    flags = [f"{[key for key in told if told[key] is True]}"]
    catalogues = [json.loads(package.read("ckan.json"))[key] for key in ("name", "title")]
    dcat = [one["@value"] for one in json.loads(package.read("dcat.jsonld"))["dct:title"]]
    rows = [unit for name in package.namelist() if name.endswith(".csv") for unit in in_csv(package.read(name))]
    return [*words, *flags, *columns, *catalogues, *dcat, package.read("BACA-SAYA.md").decode().splitlines()[0], *rows]


def in_ics(content):
    made = icalendar.Calendar.from_ical(content)
    events = [unit for event in made.walk("VEVENT") for unit in (event["summary"], event["description"], event["uid"])]
    return [str(unit) for unit in (made["x-wr-calname"], *events)]


def says(text):
    return simulation.COLUMN in text.lower()


def check(name, content, *, marked):
    """Every part of a file says it, or none does."""
    extension = name.rpartition(".")[2]
    assert name.startswith("simulasi-") is marked, name
    found = units(extension, content)
    assert found, name
    wrong = [unit[:200] for unit in found if says(unit) is not marked]
    assert wrong == [], name


@pytest.mark.usefixtures("simulated")
@pytest.mark.parametrize("spec", registry.PAGES, ids=lambda spec: spec.key)
def test_every_page_and_all_it_offers_say_it(spec, offered):
    at = open_page(spec.key, tahun=2022)
    assert not at.exception
    assert not at.error
    assert bodies(at).count(f'<p class="simulasi" role="note">{BANNER}</p>') == 1
    assert texts("id")("simulasi.footer") in bodies(at)
    found, titles = offered
    assert titles[-1].startswith(f"{MARK} · ")
    assert found
    assert [name for name, _ in found if not name.startswith("simulasi-")] == []
    for name, make in {name: make for name, make in found if name.rpartition(".")[2] in CHEAP}.items():
        check(name, make(), marked=True)


@pytest.mark.parametrize("marked", [True, False], ids=["simulasi", "catatan"])
@pytest.mark.parametrize("key", publications.FORMATS)
def test_every_kind_of_publication_says_it_in_every_part_and_the_record_in_none(key, marked, request):
    request.getfixturevalue("simulated" if marked else "record")
    place = scope("nasional", "", 2022) if key == "salindia" else scope("provinsi", "81", 2022)
    made = publications.files(Wish(place, "id"), [key])
    assert made
    for one in made:
        check(one.name, one.make(), marked=marked)


@pytest.mark.usefixtures("record")
def test_the_record_is_no_simulation(offered):
    at = open_page("ringkasan")
    found, titles = offered
    assert not says(bodies(at))
    assert titles == [None, "Ringkasan · 2023 · Kabupaten/Kota Peduli HAM"]
    for name, make in {name: make for name, make in found if name.rpartition(".")[2] in CHEAP}.items():
        check(name, make(), marked=False)


def test_the_mark_can_be_read_and_both_languages_have_it():
    assert simulation.MARK == MARK
    assert colors.contrast(simulation.COLOUR, "#ffffff") > 7
    for lang in LANGUAGES:
        assert texts(lang)("simulasi.banner").startswith(f"{MARK} ")


@pytest.mark.usefixtures("simulated")
def test_the_figures_themselves_are_those_of_the_build():
    assert warehouse.stamp().simulated
    assert simulation.notes(texts("en")) == [texts("en")("simulasi.banner")]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A simulation as the command leaves it: nothing was loaded yet."""
    folder = tmp_path_factory.mktemp("baru") / "karangan"
    assert main(["simulasi", "--keluar", str(folder)], {}) == 0
    return folder


@pytest.mark.parametrize("key", [page.key for page in registry.PAGES + registry.INTERNAL])
def test_a_fresh_simulation_opens(fresh, monkeypatch, as_person, key):
    monkeypatch.setenv("PEDULIHAM_DATA", str(fresh))
    as_person(Person("siti@pusat.go.id", (Role.OPERATOR, Role.ADMIN)))
    at = open_page(key)
    assert not at.exception
    assert not at.error
    assert "SIMULASI" in bodies(at)
