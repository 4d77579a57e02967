"""What the page tells the browser to do for a map, and where the browser gets it."""

import json
import re
from html import unescape

import pytest

from dasbor.maps import script as map_script
from dasbor.maps.choice import MapView
from dasbor.maps.view import classes
from dasbor.page import page_script
from dasbor.words import paths

pytestmark = pytest.mark.usefixtures("record")
VIEW = MapView("kabkota", kini=False, year=2020, other_year=None, measure="keadaan", province="", kind="geografis", lang="id")


def attributes(element):
    return {name: unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', element)}


def test_hatched_classes_are_named_and_plain_ones_not():
    asked = attributes(map_script.call(classes(VIEW).legend))
    # not the award, not known; between them what is concluded, with the colour of lines that lean the other way
    assert json.loads(asked["data-hatch"]) == ["efe6d5", "f6d9a9 5b6673", "c9ced6"]
    assert "data-names" not in asked
    assert attributes(map_script.call(classes(VIEW).legend, shapes="./x"))["data-names"] == "./x"


def test_the_scripts_are_files_of_static_with_their_digest():
    asked = attributes(map_script.call(classes(VIEW).legend))
    for address, source in ((asked["src"], "panggil.js"), (asked["data-map"], "map.js")):
        file = paths.STATIC / address.removeprefix("./app/static/")
        assert file.read_text(encoding="utf-8") == (paths.ASSETS / source).read_text(encoding="utf-8")


def test_what_is_asked_cannot_leave_its_attribute():
    assert attributes(page_script.call(lang='"><script>alert(1)</script>'))["data-lang"] == '"><script>alert(1)</script>'
    assert page_script.call(lang='"><script>').count("<script") == 1


def test_pages_do_without_when_static_cannot_be_written(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(paths, "STATIC", blocked)
    assert map_script.call(classes(VIEW).legend) == ""
    assert page_script.call(lang="id") == ""
