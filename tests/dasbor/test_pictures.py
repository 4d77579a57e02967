"""What the server says around the picture of a chart (drawn in tests/browser/test_pictures.py), and the trend's own picture."""

import html
import json
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from dasbor.exports import sheet_content, trend_picture
from dasbor.maps.letters import letters, wrapped
from dasbor.mart import facts, warehouse
from dasbor.mart.scopes import scope
from dasbor.page import registry, ui
from dasbor.words import paths, static_files
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page

SPACE = "{http://www.w3.org/2000/svg}"
# what opens every chart of a page; pages without an entry have none or show them at once
CHOICES = {
    "partisipasi": {"prov": "61~63~73", "garis": "53~72"},
    "provinsi": {"prov": "63", "tahun": 2020},
    "daerah": {"kode": "33.06"},
    "kanwil": {"kanwil": "kemenkumham-kalimantan-selatan", "tahun": 2020},
}
EXPECTED = {"ringkasan": 3, "partisipasi": 3, "predikat": 2, "provinsi": 1, "daerah": 1, "kanwil": 1}
TOLD = re.compile(r"data-bagan=(\S+) data-isi='([^']+)'")


@pytest.mark.parametrize("page", [spec.key for spec in registry.present()])
def test_every_chart_of_every_page_says_what_its_picture_is_to_say(record, monkeypatch, page):
    lang, asked = "en" if page == "predikat" else "id", []
    plain = ui.Page.chart

    def chart(self, name, title, figure, **rest):
        if self.key == page:
            asked.append((f"{page}-{name}", title, rest["alt"], rest.get("note") or "", rest.get("legend") or {}))
        return plain(self, name, title, figure, **rest)

    monkeypatch.setattr(ui.Page, "chart", chart)
    at = open_page(page, lang, **CHOICES.get(page, {}))
    assert not at.exception
    told = {key: json.loads(html.unescape(data)) for key, data in TOLD.findall(bodies(at))}
    assert len(asked) >= EXPECTED.get(page, 0)
    for key, title, alt, note, legend in asked:
        said = told[key]
        assert (said["title"], said["alt"], said["note"], said["source"]) == (title, alt, note, facts.source(lang))
        assert said["programme"]
        assert said["selection"]
        assert said["name"].endswith(f"-data-{warehouse.stamp().name}")
        assert said["mark"] is None
        counts = [item["text"].rpartition(": ")[2] for item in said["legend"]]
        assert sorted(counts) == sorted(map(str, legend.values()))
        label = html.escape(f"{texts(lang)('gambar.copy')}: {title}")
        assert f'aria-label="{label}"' in bodies(at)


def test_without_a_place_for_the_script_no_picture_is_offered(record, monkeypatch):
    monkeypatch.setattr(static_files, "address", lambda *_: None)
    at = open_page("predikat")
    assert not at.exception
    assert "data-buat" not in bodies(at)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(("kind", "code", "year"), [("nasional", "", 2023), ("provinsi", "63", 2022), ("provinsi", "93", 2024)])
def test_the_trend_says_every_year_with_n_of_n(record, kind, code, year, lang):
    where = scope(kind, code, year)
    drawn = trend_picture.svg(where, lang)
    root = ET.fromstring(drawn)
    said = [node.text for node in root.iter(f"{SPACE}text")]
    content = sheet_content.trend(texts(lang), trend_picture.brief(where, lang))
    assert root.get("lang") == lang
    assert root.find(f"{SPACE}title").text == content["judul"]
    assert root.find(f"{SPACE}desc").text == content["alt"]
    for row in content["tahun"]:
        assert {str(row["tahun"]), row["tiada"] or row["teks"]} <= set(said)
    assert facts.source(lang) in " ".join(said)
    bars = [node for node in root.iter(f"{SPACE}rect") if node.get("fill") == "url(#arsir1)" and node.get("stroke") is None]
    assert len(bars) == sum(row["sekurang"] for row in content["tahun"])
    assert trend_picture.svg(where, lang) == drawn
    assert trend_picture.png(where, lang) == trend_picture.png(where, lang)
    assert trend_picture.png(where, lang).startswith(b"\x89PNG")


def test_long_texts_are_broken_where_they_end():
    text = "kata " * 60
    lines = wrapped(text, 13, 400)
    assert len(lines) > 2
    assert " ".join(lines).split() == text.split()
    assert max(letters(line, 13) for line in lines) <= 400


def test_pages_do_not_open_the_library_of_slides():
    code = "import sys, dasbor.page.ui, dasbor.exports.slides; print({'pptx'} & set(sys.modules))"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=paths.ROOT)
    assert made.stdout == "set()\n"
