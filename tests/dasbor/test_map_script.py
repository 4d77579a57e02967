"""What the page tells the browser to do for a map, and where the browser gets it."""

import base64
import re

import pytest

from dasbor import map_script, paths
from dasbor.map_view import MapView, classes

pytestmark = pytest.mark.usefixtures("record")
VIEW = MapView("kabkota", today=False, year=2020, other_year=None, measure="keadaan", province="", kind="geografis", lang="id")


def test_hatched_classes_are_named_and_plain_ones_not():
    script = map_script.call(classes(VIEW).legend)
    assert 'm.hatch(["d9d2e9", "c9ced6", "ffffff"])' in script
    assert "m.names" not in script
    assert "<" not in script[len("<script>") : -len("</script>")]  # or Streamlit takes the script out


def test_the_module_is_a_file_of_static_with_its_digest():
    address = re.search(r'import\("\./app/static/([^"]+)"\)', map_script.call(classes(VIEW).legend, shapes="./x"))[1]
    assert (paths.STATIC / address).read_text(encoding="utf-8") == (paths.ASSETS / "map.js").read_text(encoding="utf-8")


def test_the_module_travels_inside_its_address_when_static_cannot_be_written(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(paths, "STATIC", blocked)
    inline = re.search(r'import\("data:text/javascript;base64,([^"]+)"\)', map_script.call(classes(VIEW).legend))[1]
    assert b"export function hatch" in base64.b64decode(inline)
