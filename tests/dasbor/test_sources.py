"""Scans of source text for rules that no linter knows."""

import re

from dasbor import paths, registry

SQL = re.compile(r"\b(SELECT|FROM mart|INSERT|JOIN|GROUP BY|ORDER BY|WHERE)\b")


def test_no_sql_in_pages():
    files = list(paths.PAGES.glob("*.py"))
    assert len(files) > 1
    found = [f"{file.name}: {hit}" for file in files for hit in SQL.findall(file.read_text(encoding="utf-8"))]
    assert found == []


def test_pages_stay_short():
    for spec in registry.PAGES + registry.INTERNAL:
        assert len(spec.path.read_text(encoding="utf-8").splitlines()) <= 80, spec.file


def test_modules_stay_under_300_lines():
    long = [file.name for file in (paths.ROOT / "dasbor").rglob("*.py") if len(file.read_text(encoding="utf-8").splitlines()) > 300]
    assert long == []


def test_only_the_warehouse_and_the_door_to_the_inside_open_duckdb():
    openers = {
        file.name
        for file in (paths.ROOT / "dasbor").rglob("*.py")
        if re.search(r"^\s*(import duckdb|from duckdb)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert openers == {"warehouse.py", "internal.py"}


def test_every_page_file_is_registered():
    assert {f.name for f in paths.PAGES.glob("*.py")} - {"__init__.py"} <= {
        spec.path.name for spec in registry.PAGES + registry.INTERNAL
    }
