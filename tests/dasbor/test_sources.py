"""Scans of source text for rules that no linter knows."""

import ast
import re

from dasbor.page import registry
from dasbor.words import paths

SQL = re.compile(r"\b(SELECT|FROM mart|INSERT|JOIN|GROUP BY|ORDER BY|WHERE)\b")


def test_no_sql_in_pages():
    files = list(paths.PAGES.glob("*.py"))
    assert len(files) > 1
    found = [f"{file.name}: {hit}" for file in files for hit in SQL.findall(file.read_text(encoding="utf-8"))]
    assert found == []


# What `dasbor` may not do: count, sum or compare results. That is made in `etl/build/sql`; here it is selected and worded.
AGGREGATE = re.compile(r"\b(count|sum|avg|min|max|bool_or|bool_and|any_value|arg_max|arg_min)\s*\(|\bGROUP BY\b", re.IGNORECASE)
RESULTS = re.compile(
    r"mart\.(hasil_kabkota|angka|bagian|perubahan|perpindahan|runtun|pembina|capaian_\w+|pendampingan|banding|kelengkapan|rekap_\w+|cakupan)\b"
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


# Counting and adding up in Python: of results it is done in `etl/build/sql`. What is counted here all the same has its reason.
COUNTING = {"sum", "mean", "count", "agg", "size", "nunique", "value_counts"}
WORDING = {"facts", "running", "itertools"}  # their `count` words a number, counts entries (named below), numbers lines
NUMBERS = {"n", "whole", "named", "concluded"}  # of an `Angka`
COUNTED = {
    "the running year: its ledger changes with every entry, everybody sees another part of it, and it is not in mart": {
        "running/gambaran.py": "open reached silent",
        "running/year.py": "count funnel",
        "running/andaian.py": "honours missing office_targets",
        "running/berjalan.py": "_open_metric _reached_metric",
        "running/peluang.py": "gains_sentences yankomas_sentences",
        "running/target.py": "entered_total unanswered_total",
        "inside/isian.py": "stage_metrics undo_options",
        "inside/kelola.py": "finding_codes metrics sentences",
        "inside/kelola_round.py": "round_sentence",
        "running/whatif.py": "_mean",
    },
    "what one picture or list shows: its legend, how often a mark is drawn, how many rows it names": {
        "exports/briefs/headlines.py": "_together",
        "exports/sheet_map.py": "_data",
        "maps/words.py": "_conflicts",
        "maps/view.py": "_known _remarks classes",
        "mart/provinsi.py": "publishers state_counts",
        "views/daerah/view.py": "neighbour_states",
        "views/provinsi/grid.py": "grid",
        "views/kanwil/stages.py": "_basis_sentence",
        "views/kanwil/opening.py": "_calls",
    },
    "claims, publishers, files, versions, sessions: none of them a result": {
        "page/first/document.py": "_shell",
        "web/compressed.py": "make",
        "web/sessions.py": "_make_room",
        "site/archive/command.py": "_made",
        "exports/briefs/headlines.py": "publishers",
        "mart/claims.py": "choices corrections",
        "site/command.py": "_made",
        "site/record.py": "claims_page sources_page",
        "site/store.py": "keep_unchanged",
        "views/provinsi/lists.py": "publishers_words",
        "views/sumber/quality.py": "claim_rows classes decision_sentence",
        "views/daerah/scores.py": "empty",
        "views/versi/view.py": "counts",
    },
    "room on a page, and whether there is one of a kind": {
        "exports/slide_sheet.py": "depth table",
        "maps/figure.py": "_weight",
        "maps/geometry.py": "_box _size",
        "views/predikat/figure.py": "_heights",
        "views/partisipasi/grid.py": "_table",
        "views/provinsi/view.py": "outcomes_table",
        "views/daerah/rights.py": "_share",
    },
}
"""Reason → module → the functions that count all the same."""


def counts(node):
    """Whether an expression counts, adds up, or reckons with a number of `mart.angka`."""
    match node:
        case ast.Call(func=ast.Name(id="sum" | "Counter")):
            return True
        case ast.Call(func=ast.Name(id="len"), args=[ast.ListComp(generators=[ast.comprehension(ifs=[_, *_])])]):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in WORDING:
            return False
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in COUNTING
        case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right):
            return any(isinstance(side, ast.Attribute) and side.attr in NUMBERS for side in (left, right))
    return False


def counting(node, within=""):
    """The functions below a node that count, by their innermost name."""
    within = node.name if isinstance(node, ast.FunctionDef) else within
    if counts(node):
        yield within
    for child in ast.iter_child_nodes(node):
        yield from counting(child, within)


def test_no_counting_in_python_but_where_it_is_said_why():
    """A share of two given numbers is the only arithmetic over counts; what counts nothing any more leaves the list."""
    root, found = paths.ROOT / "dasbor", {}
    for file in root.rglob("*.py"):
        if names := set(counting(ast.parse(file.read_text(encoding="utf-8")))):
            found[file.relative_to(root).as_posix()] = names
    allowed = {}
    for modules in COUNTED.values():
        for name, functions in modules.items():
            allowed.setdefault(name, set()).update(functions.split())
    assert found == allowed


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


def test_every_public_class_has_a_name_of_its_own():
    """So that a name found in a trace, a message or a search is one thing."""
    names = [
        (node.name, str(path.relative_to(paths.ROOT)))
        for folder in ("dasbor", "etl", "deploy", "bench")
        for path in (paths.ROOT / folder).rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    places = {name: [place for one, place in names if one == name] for name, _ in names}
    assert len(places) > 100
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
