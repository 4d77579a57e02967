"""A programme that followed, with three predicates of its own: Ringkasan, Partisipasi, Predikat and coverage tell the break."""

import datetime as dt

import pytest

from dasbor.queries import overview, predikat, programmes
from dasbor.texts import LANGUAGES, texts
from dasbor.views import compare, coverage, moves, partisipasi, ringkasan, ringkasan_parts
from dasbor.views import predikat as view
from etl.build import build
from tests import record_maker

RULE = "Permen Uji 1/2025"
ADDED = {
    "putaran.csv": f"2025,2024,{RULE},ya,,,,\n",
    "regulasi.csv": "".join(
        f"{RULE},2025,,3,9,{name},{low},{high},diketahui,\n"
        for name, low, high in (("Unggul", 80, 100), ("Baik", 60, 80), ("Dasar", 0, 60))
    ),
    "aturan_nilai.csv": f"{RULE},2025,,program,,Penilaian Kepatuhan HAM,diketahui,,\n",
}


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("program")
    record_maker.copy(folder)
    record_maker.add(folder, ADDED)
    build(folder, now=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    return folder


@pytest.fixture(autouse=True)
def in_force(followed, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(followed))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_compared_across_the_break_and_that_is_said(lang):
    t = texts(lang)
    assert [one.name for one in programmes.rule_predicates(2025)] == ["Unggul", "Baik", "Dasar"]
    assert overview.change(2025, "predikat", programmes.award(2025).code).reason == "program"
    assert set(overview.provinces(2025)["banding"]) == {"program"}
    assert ringkasan_parts.changes(lang, 2025, today=False) is None
    assert "2024" in compare.change_note(lang, 2025, today=False)
    assert moves.flow(t, 2024, 2025, "") is None
    assert moves.flow_empty(t, 2024, 2025, "") == moves.sentences(t, 2024, 2025, "")[0]
    assert list(moves.categories(t, 2024, 2025, "")) == ["", "ganti program"]


def test_unknown_stays_unknown_under_its_own_award():
    assert predikat.of_year("terlapor", 2025) == predikat.of_year("bernama", 2025) == {"tidak diketahui": 514}
    assert "Unggul" in ringkasan.sentences("id", 2025)[0]
    labels = [metric.label for metric in ringkasan.metrics("id", 2025)]
    assert labels[2:5] == ["Unggul", "Baik", "Dasar"]
    assert "Unggul pada 2025 tidak diketahui" in view.lead(texts("id"), "terlapor")[0]
    assert "Unggul (n dari N)" in ringkasan_parts.provinces("id", 2025, today=False).html
    assert view.counts_table(texts("id"), "terlapor").frame["penghargaan"].tolist()[-2:] == ["Peduli HAM", "Unggul"]
    assert moves.streak_award() == "Peduli HAM"
    assert "12 penilaian" in coverage.sentence("id")
    assert partisipasi.ranking_note("id", 2025, today=False).startswith("Dari 38 provinsi, 0 diketahui")


def test_lines_break_where_the_programme_changes():
    line = next(trace for trace in ringkasan_parts.trend("id").figure.data if trace.name == "Peserta")
    assert line.y[list(line.x).index(2024.5)] is None
    notes = " ".join(note.text.replace("<br>", " ") for note in ringkasan_parts.trend("id").figure.layout.annotations)
    assert f"program lain: {RULE}" in notes
