"""Scans of source text for rules that no linter knows."""

import ast
import re

from dasbor import paths, registry

SQL = re.compile(r"\b(SELECT|FROM mart|INSERT|JOIN|GROUP BY|ORDER BY|WHERE)\b")


def test_no_sql_in_pages():
    files = list(paths.PAGES.glob("*.py"))
    assert len(files) > 1
    found = [f"{file.name}: {hit}" for file in files for hit in SQL.findall(file.read_text(encoding="utf-8"))]
    assert found == []


# What `dasbor` may not do: count, sum or compare results. That is made in `etl/sql`; here it is selected, filtered, sorted, worded.
AGGREGATE = re.compile(r"\b(count|sum|avg|min|max|bool_or|bool_and|any_value|arg_max|arg_min)\s*\(|\bGROUP BY\b", re.IGNORECASE)
RESULTS = re.compile(
    r"mart\.(hasil_kabkota|angka|bagian|perubahan|perpindahan|runtun|pembina|capaian_target|pendampingan|rekap_\w+|cakupan)\b"
)


def statements(file):
    """The SQL of a module: its string constants, joined as they stand in one expression."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_aggregate_over_results_in_the_dashboard():
    seen, found = 0, []
    for file in (paths.ROOT / "dasbor").rglob("*.py"):
        for text in statements(file):
            if "SELECT" in text and RESULTS.search(text):
                seen += 1
                found += [f"{file.name}: {hit[0]}" for hit in AGGREGATE.finditer(text)]
    assert seen > 20
    assert found == []


def test_no_predicate_is_named_in_code():
    named = {"Peduli HAM", "Cukup Peduli HAM", "Mulai Peduli HAM", "Kurang Peduli HAM"}
    files = [*(paths.ROOT / "dasbor").rglob("*.py"), *paths.PAGES.glob("*.py"), *(paths.ROOT / "etl").rglob("*.py")]
    assert len(files) > 300
    assert [f"{file.name}: {text}" for file in files for text in statements(file) if text in named] == []


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
