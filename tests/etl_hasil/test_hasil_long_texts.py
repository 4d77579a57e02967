"""Texts of a hundred kilobytes through every function that takes what somebody uploaded: twice the length, about twice the steps.

A function whose steps grow with the square of the length holds every reader of the server for minutes, since `re` lets nobody else
work. Time of the processor is compared with that of half the text, never with a clock.
"""

import contextlib
import time

import pytest

from etl.base.errors import UserError
from etl.base.paths import SHIPPED_DATA
from etl.entries import cells, columns, kinds
from etl.forms import annotate, headings, values
from etl.forms.findings import Finding
from etl.forms.regions import make_recogniser
from etl.forms.sheets import Sheet
from etl.inputs import parse, reference
from etl.regions import spelling
from etl.regions.recognise import Recogniser
from etl.results import content, layout, predicates, rows, tables, whole, years
from etl.results.draft import read_draft
from etl.results.rulebook import rule_of

LONGEST = 100_000
PIECES = [
    *"()[]{</\\'\"`.,- \t1a",
    "\u00a0",
    "\u200b",
    "é",
    "ｆ",
    ")(",
    "a(",
    "1.",
    "1,",
    "a ",
    "a.",
    "kab ",
    "prov ",
    "Provinsi,",
    "tidak ",
]
_LENGTHS = (LONGEST // 4, LONGEST // 2, LONGEST)
_TWICE, _NOTHING = 3.0, 0.05
"""Twice the text may take so much longer (steps by the square take four times); below so many seconds nothing is compared."""

DATA = reference.load(SHIPPED_DATA)
RULE = rule_of(DATA, 2024)
RECOGNISER: Recogniser = make_recogniser(DATA)
HEADINGS = layout.headings(DATA.rows("nama_kolom"), DATA.rows("kriteria"), RULE.predicates, RULE.name, 2024)
PREDICATES = predicates.of(RULE.predicates, RULE.programme or "")
STAGE = {field.name: field for field in (*kinds.KINDS["tahap"].keys, *kinds.KINDS["tahap"].values)}
CORRECTION = {field.name: field for field in kinds.KINDS["koreksi"].values}


def _sheet(text: str) -> Sheet:
    head = ("Kode", "Kab/Kota", "Provinsi", "Nilai", "Hasil", "Status", "Rekomendasi", "Ket")
    return Sheet(text[:31], ((text,), head, *[(text,) * len(head)] * 3, ("13.71", "Kota Padang", *(text,) * 6)))


def _table(text: str) -> None:
    sheet = _sheet(text)
    for found in tables.tables(sheet, HEADINGS):
        written, _ = rows.table_rows(sheet, found, RECOGNISER.is_province)
        whole.of(written, found, RECOGNISER, RULE)
        content.settled(sheet.rows, found, RULE.predicates)
    headings.names_regions(sheet)


FUNCTIONS = {
    "words_of": spelling.words_of,
    "readings": spelling.readings,
    "heading": spelling.heading,
    "bare_heading": spelling.bare_heading,
    "visible": spelling.visible,
    "around_bracket": spelling.around_bracket,
    "province_key": spelling.province_key,
    "name": RECOGNISER.recognise,
    "code": lambda text: RECOGNISER.recognise("Kota Padang", code=text),
    "province": lambda text: RECOGNISER.recognise("Kota Padang", province=text),
    "codes": lambda text: RECOGNISER.codes_of([(text, text), ("Kota Padang", text)]),
    "is_province": RECOGNISER.is_province,
    "provinces_said": RECOGNISER.provinces_said,
    "predicate": PREDICATES.read,
    "predicate_like": PREDICATES.resembles,
    "meaning": lambda text: layout.Headings(HEADINGS.plain, HEADINGS.criteria, HEADINGS.predicates).meaning(text),
    "named": lambda text: headings.named(text, RECOGNISER.is_province),
    "sum": headings.names_a_sum,
    "years": lambda text: years.said((text,)),
    "sheet_title": annotate._title,
    "message": lambda text: Finding("skor-bukan-angka", values={"nilai": text}).sentence(),
    "table": _table,
    "entry_day": lambda text: cells.text_for(STAGE["tanggal"], text),
    "entry_state": lambda text: cells.text_for(STAGE["keadaan"], text),
    "entry_stage": lambda text: columns.stage_of(cells.text_for(STAGE["tahap"], text)),
    "entry_yes": lambda text: cells.text_for(CORRECTION["cabut"], text),
    "entry_heading": lambda text: columns.find(_sheet(text), kinds.KINDS["tahap"]),
    "entry_text": kinds.text,
    "entry_page": CORRECTION["sumber_url"].parser,
    "plain_name": parse.plain_name,
    **{name: getattr(values, name) for name in ("text", "says_nothing", "number", "either", "yes_no", "ticked", "says_absent")},
    **{name: getattr(values, name) for name in ("marks_absence", "is_no", "is_yes", "is_cross", "kind_of_score", "shown")},
}


def _seconds(function, text):
    begun = time.process_time()
    with contextlib.suppress(ValueError, UserError):  # refused is as good as understood
        function(text)
    return time.process_time() - begun


@pytest.mark.parametrize("name", FUNCTIONS)
def test_twice_the_text_takes_about_twice_the_time(name):
    function = FUNCTIONS[name]
    for piece in PIECES:
        before = None
        for length in _LENGTHS:
            text = ("Kab. Solok " + piece * length)[:length]
            taken = _seconds(function, text)
            if before is not None and taken > _TWICE * before:  # perhaps the machine was busy with something else
                taken = min(taken, *(_seconds(function, text) for _ in range(3)))
            grown = before is not None and taken > _TWICE * before
            assert not grown, f"{name}: {length} characters of {piece!r} take {taken / before:.0f} times as long as half of them"
            before = max(taken, _NOTHING)


@pytest.mark.parametrize("piece", ["(", ")(", "[", "/", " ", "1", ".", "a.", "kab "])
def test_a_file_with_such_texts_is_read_and_its_rows_are_refused(tmp_path, piece):
    path = tmp_path / "hasil.csv"
    text = piece * (LONGEST // len(piece))
    path.write_text(f"Kode;Kab/Kota;Nilai;Predikat\n;Kab. X {text};80;{text}\n13.71;Kota Padang;80;Peduli HAM\n", encoding="utf-8")
    read = read_draft(path, 2024, DATA)
    assert [row.code for row in read.rows] == ["13.71"]
    assert len(read.refused) + len(read.passed) == 1
