"""Texts of others never become HTML, links, pictures, scripts or formulas: marks go in everywhere, and every page is searched."""

import csv
import io
import re
from html import escape
from xml.etree import ElementTree as ET

import openpyxl
import pypdf
import pytest
from icalendar import Calendar

from dasbor.exports import publications
from dasbor.exports.publications import Wish
from dasbor.mart.scopes import Scope
from dasbor.site import plan
from dasbor.views.kanwil import calendar
from dasbor.words import formats
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page
from tests.keamanan.marks import FORMULA, HTML, MARKDOWN, holes, present

PROVINCE = Scope("provinsi", "16", 2022)

PAGES = {
    "ringkasan": {},
    "partisipasi": {"prov": "16", "tabel-tren": "1"},
    "predikat": {},
    "provinsi": {"prov": "16"},
    "kanwil": {"kanwil": "kemenham-sumatera-selatan", "tabel-pembina": "1"},
    "daerah": {"kode": "16.71"},
    "sumber": {"bagian": "klaim"},
    "unduh": {},
}


@pytest.mark.parametrize("key", PAGES)
def test_texts_of_the_data_stay_texts(hostile, key):
    at = open_page(key, **PAGES[key])
    assert not at.exception
    assert not at.error
    assert present(at)
    assert holes(at) == []


@pytest.mark.parametrize("name", ["kode", "cari", "lang", "tabel-skor"])
def test_the_address_of_a_page_stays_text(hostile, name):
    at = open_page("daerah", **{name: f"{HTML} {MARKDOWN}"})
    assert not at.exception
    assert holes(at) == []


def test_absurdly_long_choices_are_cut(hostile):
    at = open_page("daerah", kode="9" * 100_000, cari="x" * 100_000, hal="9" * 5_000)
    assert not at.exception
    assert not at.error
    assert len(at.warning[0].value) < 200
    assert "x" * 81 not in bodies(at)


def test_markdown_in_words_of_others_is_written_out():
    assert formats.literal("Solok *[a](b)* `c` $d$ _e_ ~~f~~ <g>") == r"Solok \*\[a\](b)\* \`c\` \$d\$ \_e\_ \~\~f\~\~ \<g>"
    assert "://" not in formats.literal("http://jahat.invalid")
    assert "www.j" not in formats.literal("www.jahat.invalid")
    assert formats.literal("Kabupaten Toba, 2020: 11,5 %") == "Kabupaten Toba, 2020: 11,5 %"


def made(*formats, scope=PROVINCE):
    """Name → content of the files of a scope."""
    return {file.name: file.make() for file in publications.files(Wish(scope, "id"), formats)}


def test_csv_of_the_data_starts_no_formula_with_any_separator(hostile):
    found = {name: content.decode("utf-8-sig") for name, content in made("csv").items()}
    claims = next(text for name, text in found.items() if "klaim" in name)
    assert FORMULA in claims
    for text in found.values():
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not any(part.startswith(("=", "+", "@")) for part in re.split(r"[;\t\r\n]", cell))


def test_xlsx_holds_formulas_and_addresses_as_text(hostile):
    (content,) = made("xlsx").values()
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith(FORMULA) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    assert not any(cell.hyperlink for cell in cells)


def test_pictures_hold_names_as_text(hostile):
    pictures = {name: content for name, content in made("gambar").items() if name.endswith(".svg")}
    assert pictures
    for content in pictures.values():
        tree = ET.fromstring(content)
        assert not [e for e in tree.iter() if e.tag.rpartition("}")[2].lower() in ("img", "script", "foreignobject", "a")]
        assert not [name for e in tree.iter() for name in e.attrib if name.lower().startswith("on")]
        assert HTML in "".join(tree.itertext())


def test_the_fact_sheet_holds_names_as_text_and_no_link_but_to_web_pages(hostile):
    (content,) = made("lembar-fakta").values()
    pdf = pypdf.PdfReader(io.BytesIO(content))
    assert "<img src=x" in " ".join(page.extract_text() for page in pdf.pages)
    annotations = [a.get_object() for page in pdf.pages for a in page.get("/Annots", [])]
    assert not [a for a in annotations if "javascript" in str(a.get("/A")).lower()]
    assert "/JavaScript" not in pdf.trailer["/Root"].get("/Names", {})


def test_calendar_events_gain_no_line_of_their_own(hostile):
    t = texts("id")
    whole = calendar.calendar(t, "Kanwil\r\nATTACH:http://jahat.invalid\r\n", ("16",), 2022)
    assert b"\nATTACH" not in whole
    assert b"\nURL:javascript" not in whole
    assert any(HTML in str(event.get("description")) for event in Calendar.from_ical(whole).walk("VEVENT"))


def test_the_static_site_holds_texts_as_texts(hostile):
    """The pages with most words of others, in one language."""
    extent = plan.Extent(frozenset({2022}), frozenset({"16"}), files=False)
    jobs = {job.kind: job for job in plan.pages(extent) if job.lang == "id" and job.kind in ("klaim", "daerah", "cari", "sumber")}
    found = {item.path: item.make().decode() for job in jobs.values() for item in plan.items(job, "https://contoh.go.id/")}
    assert len(found) == 4
    for name, text in found.items():
        assert HTML not in text, name
        assert not re.search(r'(href|src)="\s*(javascript|data):', text), name
    assert sum(escape(HTML, quote=False) in text for text in found.values()) > 2
