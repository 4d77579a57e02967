"""The bill of materials follows its schema, and everything of others that is shipped is named with its licence."""

import importlib.metadata
import importlib.resources
import json
import re
import subprocess

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import get_spdx_licensing
from packaging.utils import canonicalize_name

from dasbor.words import paths
from etl import __main__ as program
from etl.base.errors import UserError
from etl.build import materials

OWN = re.compile(
    r"^(dasbor/assets/[\w-]+\.(js|css|typ)|deploy/nginx/[\w-]+\.html|static/(favicon\.png|topojson/world_110m\.json))$"
)
"""Made here: looked at one by one. The world is an empty topology, made so that Plotly asks no other server."""
FAMILIES = {
    "KaTeX_": "KaTeX",
    "SourceSans": "Source Sans",
    "SourceSerif": "Source Serif",
    "SourceCode": "Source Code",
    "MaterialSymbols": "Material Symbols",
}


def test_the_bill_follows_its_schema(tmp_path, capsys):
    assert program.main(["bahan", "--keluar", str(tmp_path / "b.json")], {}) == 0
    made = (tmp_path / "b.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made) is None
    damaged = made.replace('"type": "library"', '"type": "pustaka"', 1)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(damaged) is not None
    capsys.readouterr()
    assert program.main(["bahan"], {}) == 0
    assert capsys.readouterr().out == made, "the same at every making"


def test_every_package_that_runs_the_program_is_named_with_its_licence():
    lock = re.findall(r"^([\w.-]+)==", materials.LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    named = {one["name"]: one for one in json.loads(materials.bill("1"))["components"] if "purl" in one}
    notices = materials.NOTICES.read_text(encoding="utf-8")
    assert set(named) == {str(canonicalize_name(name)) for name in lock}
    assert len(named) > 50
    for name, one in named.items():
        assert f"| {name} | {importlib.metadata.version(name)} | {one['licenses'][0]['expression']} |" in notices
    assert notices == materials.notices(), "python -m etl bahan --catatan"


def test_every_licence_is_an_spdx_expression():
    spdx = get_spdx_licensing()
    for one in (*materials.packages(), *materials.others()):
        unknown = [key for key in spdx.unknown_license_keys(one.licence) if not key.startswith("LicenseRef-")]
        assert unknown == [], one


def test_a_package_without_a_clear_licence_is_not_passed_over(tmp_path, monkeypatch):
    monkeypatch.setitem(materials._told(), "paket", {})
    with pytest.raises(UserError, match="altair"):
        materials.packages()


def test_another_version_than_locked_is_told(tmp_path):
    other = tmp_path / "lock"
    other.write_text("attrs==1.0\n")
    with pytest.raises(UserError, match=r"terkunci 1\.0"):
        materials.packages(other)


def test_every_font_and_script_of_the_repository_is_named_or_our_own():
    tracked = subprocess.run(["git", "ls-files"], cwd=paths.ROOT, capture_output=True, text=True, check=True).stdout.split()
    shipped = [file for file in tracked if file.startswith(("dasbor/assets/", "static/", "deploy/nginx/"))]
    kinds = (".js", ".css", ".ttf", ".otf", ".woff2", ".png", ".svg", ".html", ".typ", ".json")
    shipped = [file for file in shipped if file.endswith(kinds)]
    folders = {one.inside for one in materials.others()}
    assert any(file.endswith(".ttf") for file in shipped)
    assert [file for file in shipped if not OWN.match(file) and file.rpartition("/")[0] not in folders] == []
    for folder in folders:
        if (paths.ROOT / folder).is_dir():
            assert list((paths.ROOT / folder).glob("LISENSI*")), f"{folder}: the licence text goes with the files"


def test_every_font_that_readers_get_from_a_package_is_named():
    media = importlib.resources.files("streamlit") / "static" / "static" / "media"
    fonts = [file.name for file in media.iterdir() if file.name.endswith((".woff2", ".woff", ".ttf"))]
    named = " ".join(one.name for one in materials.others() if one.inside == "streamlit")
    assert len(fonts) > 10
    for font in fonts:
        family = [words for start, words in FAMILIES.items() if font.startswith(start)]
        assert family, font
        assert family[0] in named, font


def test_every_part_is_inside_something_that_is_shipped():
    packages = {one.name for one in materials.packages()}
    for one in materials.others():
        assert one.inside in packages or (paths.ROOT / one.inside).is_dir(), one


def test_the_licences_and_the_word_on_weaknesses_are_there():
    assert (paths.ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    data = (paths.ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert "Creative Commons Attribution 4.0 International" in data
    assert "Section 8" in data
    security = (paths.ROOT / "SECURITY.md").read_text(encoding="utf-8")
    policy = (paths.ROOT / "docs" / "keamanan.md").read_text(encoding="utf-8")
    for days in ("2 hari", "14 hari", "60 hari"):
        assert days in security
        assert days in policy.replace("\n ", "")
