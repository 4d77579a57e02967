"""Where regions stand in a running year, from small frames: states, contradictions, deadlines at their limits."""

import datetime as dt

import pandas as pd
import pytest

from dasbor.running import year as running
from dasbor.running.year import DONE, NO, NOT_YET, UNRECORDED, Deadline
from etl.entries import kinds

DAY = dt.date(2024, 4, 20)
PLACES = pd.DataFrame(
    [("01", "Satu"), ("02", "Dua"), ("03", "Tiga"), ("04", "Empat")], columns=["kode", "nama"]
).assign(kode_provinsi="53", provinsi="NTT")  # fmt: skip


def entries(*rows):
    columns = ["kode", "tahap", "keadaan", "tanggal", "no", "waktu", "siapa", "alasan"]
    filled = [(*row, *(None,) * (4 - len(row)), 7, pd.Timestamp("2024-04-01", tz="UTC"), "a@b.id", "") for row in rows]
    frame = pd.DataFrame(filled, columns=columns)
    return frame.assign(tanggal=pd.to_datetime(frame["tanggal"]))


def results(*rows):
    return pd.DataFrame(rows, columns=["kode", "predikat", "partisipasi", "dasar"])


def one(*rows, outcome=()):
    return running.positions(PLACES[:1], entries(*(("01", *row) for row in rows)), results(*outcome))[0]


def test_the_stages_are_those_of_the_ledger():
    assert running.STAGES == kinds.STAGES
    assert running.STEPS[-1] == "predikat"


def test_what_nobody_recorded_is_not_recorded_and_never_not_yet():
    found = one()
    assert {mark.state for mark in found.marks.values()} == {UNRECORDED}
    assert (found.furthest, found.next, found.left_at, found.lacking) == (None, "diundang", None, ())
    assert found.last_entry is None


def test_the_furthest_step_and_what_lacks_before_it():
    found = one(("diundang", DONE), ("mengirim", NOT_YET), ("direkomendasikan", DONE))
    assert (found.furthest, found.next) == ("direkomendasikan", "diteruskan")
    assert found.lacking == ("mengirim", "diverifikasi")
    assert found.contradictions == {"mengirim": ("direkomendasikan",)}


def test_the_predicate_comes_from_a_result_and_makes_the_end():
    found = one(("diundang", DONE), outcome=[("01", "Peduli HAM", "ya", "draf")])
    assert (found.furthest, found.next, found.predicate, found.basis) == ("predikat", None, "Peduli HAM", "draf")
    assert running.due(found, {}, DAY).timing == "selesai"


@pytest.mark.parametrize(
    ("rows", "out"),
    [
        ([("mengirim", NO)], "mengirim"),
        ([("mengirim", NO), ("diverifikasi", DONE)], None),
        ([("diundang", DONE), ("direkomendasikan", NO)], "direkomendasikan"),
    ],
)
def test_out_is_who_did_not_pass_a_step_and_none_after_it(rows, out):
    found = one(*rows)
    assert found.left_at == out
    if out:
        assert found.next is None
        assert running.due(found, {("53", "mengirim"): Deadline(DAY, "isian")}, DAY).timing == "keluar"


def test_a_result_that_says_took_no_part_ends_the_race_and_contradicts_an_assessment():
    found = one(("dinilai", DONE), outcome=[("01", None, "tidak", "draf")])
    assert (found.left_at, found.predicate) == ("predikat", None)
    assert found.contradictions == {"dinilai": ("predikat",)}
    unknown = one(("dinilai", DONE), outcome=[("01", None, "ya", "draf")])
    assert unknown.marks["predikat"].state == UNRECORDED
    assert unknown.contradictions == {}


@pytest.mark.parametrize(("first", "second", "turned"), [("2024-04-10", "2024-04-05", True), ("2024-04-10", "2024-04-10", False)])
def test_days_in_the_wrong_order_contradict_each_other(first, second, turned):
    found = one(("mengirim", DONE, first), ("diverifikasi", DONE, second))
    assert bool(found.contradictions) is turned


def test_the_funnel_counts_every_state_of_every_region():
    found = running.positions(
        PLACES, entries(("01", "mengirim", DONE), ("02", "mengirim", NOT_YET), ("03", "mengirim", NO)), results()
    )
    counts = running.funnel(found)
    assert len(counts) == 7 * 4
    assert counts.groupby("tahap")["jumlah"].sum().unique().tolist() == [4]
    of_sent = counts[counts["tahap"] == "mengirim"]
    assert dict(zip(of_sent["keadaan"], of_sent["jumlah"], strict=True)) == {DONE: 1, NOT_YET: 1, NO: 1, UNRECORDED: 1}
    assert running.funnel(()).query("jumlah != 0").empty


@pytest.mark.parametrize(
    ("state", "at", "timing", "days"),
    [
        (NOT_YET, dt.date(2024, 4, 19), "menjelang", 1),
        (NOT_YET, dt.date(2024, 4, 20), "menjelang", 0),
        (NOT_YET, dt.date(2024, 4, 21), "lewat", -1),
        (None, dt.date(2024, 4, 20), "menjelang", 0),
        (None, dt.date(2024, 4, 21), "lewat belum dicatat", -1),
    ],
)
def test_late_begins_the_day_after_and_only_where_not_yet_is_recorded(state, at, timing, days):
    found = one(*([("mengirim", state)] if state else []))
    due = running.due(found, {("53", "mengirim"): Deadline(DAY, "isian")}, at)
    assert (due.timing, due.days, due.step) == (timing, days, "mengirim")


def test_the_next_deadline_is_that_of_the_first_step_ahead_that_has_one():
    found = one(("mengirim", DONE))
    deadlines = {("53", "mengirim"): Deadline(DAY, "isian"), ("53", "dinilai"): Deadline(dt.date(2024, 9, 30), "lazim")}
    assert running.due(found, deadlines, DAY).step == "dinilai"
    assert running.due(found, {("18", "dinilai"): Deadline(DAY, "isian")}, DAY).timing == "tanpa tenggat"


def test_the_longest_late_come_first_and_those_without_a_record_after_them():
    rows = entries(("01", "mengirim", DONE), ("03", "mengirim", NOT_YET), ("04", "mengirim", NO))
    deadlines = {("53", "mengirim"): Deadline(DAY, "isian"), ("53", "diverifikasi"): Deadline(dt.date(2024, 5, 15), "lazim")}
    order = running.by_urgency(running.positions(PLACES, rows, results()), deadlines, dt.date(2024, 4, 25))
    assert [(position.code, due.timing) for position, due in order] == [
        ("03", "lewat"),
        ("02", "lewat belum dicatat"),
        ("01", "menjelang"),
        ("04", "keluar"),
    ]
