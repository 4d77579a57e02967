"""A round from the files of many offices: a union, region by region; nothing leaves it unsaid, and no clock takes it back."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hasil_tools import BY, NOW, ask, complete, decide, later, load, tables_of, write_results

from etl.__main__ import main
from etl.base import chain
from etl.base.errors import UserError
from etl.build import life, life_command
from etl.build.run import build
from etl.build.versions import register
from etl.inputs import reference
from etl.results import compare, history, known, offices, official, options, record, rounds, store, summary
from etl.results.history import Event

Row = dict[str, object]
NTT, SUMBAR = "53", "13"
REGIONS = {(2024, 1): ("a", "b"), (2024, 2): ("b", "c"), (2024, 3): ("c",)}
DUE = later(days=9)


def of(rows: list[Row], province: str) -> list[Row]:
    return [row for row in rows if str(row["Kode"]).startswith(f"{province}.")]


def public(folder: Path) -> dict[str, int]:
    """Region → version, as everybody sees it."""
    return dict(ask(folder, "SELECT kode, versi FROM mart.hasil_resmi WHERE tahun = 2024"))


def at(days: float) -> dt.datetime:
    return later(days=days)


def event(what: history.What, *versions: int, day: float = 0, due: float | None = None, drops: tuple[str, ...] = ()) -> Event:
    when = None if due is None else at(due)
    return Event(at(day), BY, what, 2024, versions[-1], when, "sebab", "", versions[:-1], drops)


RECORDS = {
    "only the regions it names": ([event("terbit", 1), event("terbit", 2, day=1)], {"a": 1, "b": 2, "c": 2}),
    "several at once": ([event("terbit", 1, 2, 3)], {"a": 1, "b": 2, "c": 3}),
    "taken out by name": ([event("terbit", 1), event("terbit", 3, day=1, drops=("b",))], {"a": 1, "c": 3}),
    "back over a newer one": ([event("terbit", 1, 2), event("kembali", 1, day=1)], {"a": 1, "b": 1, "c": 2}),
    "an older draft takes nothing from a newer one": ([event("terbit", 2), event("terbit", 1, day=1)], {"a": 1, "b": 2, "c": 2}),
    "one withdrawn": ([event("terbit", 1, 2), event("tarik", 2, day=1)], {"a": 1}),
    "all withdrawn": ([event("terbit", 1, 2), event("tarik", 1, 2, day=1)], {}),
    "scheduled": ([event("terbit", 1), event("terbit", 2, day=1, due=99)], {"a": 1, "b": 1}),
}


@pytest.mark.parametrize("case", RECORDS)
def test_the_record_of_a_year_is_the_newest_published_version_of_each_region(case: str) -> None:
    events, expected = RECORDS[case]
    assert record.record(events, 2024, at(50), REGIONS).force == expected


def test_a_version_is_replaced_when_no_region_rests_on_it_and_what_was_withdrawn_is_known() -> None:
    events = [event("terbit", 2), event("terbit", 3, day=1), event("kembali", 1, day=2), event("tarik", 3, day=3)]
    found = record.record(events, 2024, at(9), REGIONS)
    assert {version: one.state for version, one in found.standings.items()} == {1: "terbit", 2: "digantikan", 3: "ditarik"}
    assert found.standings[2].until == at(2), "when its last region was taken over"
    assert found.withdrawn == {"c": record.Withdrawn(at(3), "sebab")}
    assert record.record([*events, event("kembali", 2, day=4)], 2024, at(9), REGIONS).withdrawn == {}


def test_what_was_decided_before_there_were_unions_is_what_it_was(tmp_path: Path) -> None:
    """A line of then replaces everything: reading it in another way would bring back what was taken out of public."""
    fields = {"waktu": NOW.isoformat(), "siapa": BY, "apa": "terbit", "tahun": 2024, "pada": None, "alasan": "", "isi": ""}
    for version in (1, 2):
        chain.append(tmp_path / "hasil" / "riwayat.jsonl", fields | {"versi": version})
    history.append(tmp_path, event("terbit", 3, day=1))
    events = history.read(tmp_path).checked()
    assert [one.drops for one in events] == [None, None, ()]
    assert record.record(events[:2], 2024, at(9), REGIONS).force == {"b": 2, "c": 2}
    assert record.record(events, 2024, at(9), REGIONS).force == {"b": 2, "c": 3}


def test_two_offices_one_after_the_other_and_corrections_of_some_regions(folder: Path, tmp_path: Path) -> None:
    rows = complete(tables_of(folder), rights=False)
    first, second = of(rows, NTT), of(rows, SUMBAR)
    load(folder, write_results(tmp_path / "ntt.csv", first))
    decide(folder, "terbit", at(1))
    load(folder, write_results(tmp_path / "sumbar.csv", second), now=at(2))
    results = official.read(folder)
    assert [one.office.rpartition(" ")[2] for one in results.origins] == ["Timur", "Barat"]
    before, after = compare.published_and_drafted(results, 2024, at(2))
    assert {one.code[:2] for one in compare.differences(before.values(), after.values())} == {SUMBAR}
    assert decide(folder, "terbit", at(3)).regions == len(second)
    expected = {str(row["Kode"]): version for version, some in ((1, first), (2, second)) for row in some}
    assert public(folder) == expected
    counts = "SELECT kode, catatan FROM mart.klaim WHERE tahun = 2024 AND ukuran = 'jumlah_peserta' ORDER BY kode"
    assert [code for code, _ in ask(folder, counts)] == [SUMBAR, NTT], "each office's file counts for its province"

    corrected = [first[0] | {"Partisipasi": "ya", "Predikat": "Peduli HAM", "Nilai murni": 90.0, "Bonus": 4.5, "Nilai total": 94.5}]
    load(folder, write_results(tmp_path / "ralat.csv", corrected), now=at(4))
    with pytest.raises(UserError, match="mengubahnya memerlukan alasan"):
        decide(folder, "terbit", at(5))
    decide(folder, "terbit", at(5), reason="ralat")
    assert public(folder) == expected | {str(first[0]["Kode"]): 3}
    said = dict(ask(folder, counts))
    assert said[NTT].startswith("Dihitung dari berkas ralat.csv dan 1 berkas lain: hasil semua 22 kabupaten/kotanya; versi 3")
    states = ask(folder, "SELECT versi, keadaan FROM mart.versi_hasil ORDER BY versi")
    assert states == [(1, "terbit"), (2, "terbit"), (3, "terbit")]
    decide(folder, "tarik", at(6), version=2, reason="berkas kantor keliru")
    assert set(public(folder).values()) == {1, 3}, "of one office alone"


def test_a_region_that_is_public_disappears_only_by_its_name(folder: Path, tmp_path: Path) -> None:
    rows = of(complete(tables_of(folder), rights=False), SUMBAR)
    load(folder, write_results(tmp_path / "a.csv", rows))
    decide(folder, "terbit", at(1))
    emptied, code = [dict(row) for row in rows], str(rows[3]["Kode"])
    emptied[3] = {"Kode": code, "Kabupaten/Kota": rows[3]["Kabupaten/Kota"]}
    load(folder, write_results(tmp_path / "b.csv", emptied), now=at(2))
    with pytest.raises(UserError, match=f"1 kabupaten/kota yang terbit akan hilang.*{code}") as refused:
        decide(folder, "terbit", at(3), reason="perbaikan")
    assert f"--cabut {code}" in str(refused.value.remedy)
    with pytest.raises(UserError, match="Tidak sedang terbit, jadi tidak dapat dicabut"):
        decide(folder, "terbit", at(3), reason="perbaikan", drops=[code, "53.01"])
    with pytest.raises(UserError, match="'Entah' bukan satu kabupaten/kota"):
        decide(folder, "terbit", at(3), reason="perbaikan", drops=["Entah"])
    assert len(public(folder)) == len(rows)
    decide(folder, "terbit", at(3), reason="perbaikan", drops=[str(rows[3]["Kabupaten/Kota"])])
    assert public(folder) == {str(row["Kode"]): 2 for row in rows if row["Kode"] != code}
    assert history.read(folder).events[-1].drops == (code,)


def test_the_draft_of_a_round_goes_out_whole_at_its_time(folder: Path, tmp_path: Path) -> None:
    rows = complete(tables_of(folder), rights=False)
    for number, province in enumerate((NTT, SUMBAR, "16")):
        load(folder, write_results(tmp_path / f"{province}.csv", of(rows, province)), now=at(number / 10))
    decide(folder, "terbit", at(1), due=DUE)
    load(folder, write_results(tmp_path / "lagi.csv", of(rows, NTT)[:2]), now=at(2))
    told = decide(folder, "terbit", at(3), due=DUE)
    assert (told.event.versions, told.cancelled) == ((1, 2, 3, 4), (1, 2, 3)), "what was scheduled goes with what came since"
    parts = {one.office: one for one in rounds.parts(official.read(folder), tables_of(folder), 2024, at(4))}
    assert len(parts) == 33
    ntt = parts["Kanwil Kemenkumham Nusa Tenggara Timur"]
    assert (ntt.regions, ntt.drafted, ntt.published, ntt.missing, ntt.versions) == (22, 22, 0, (), (1, 4))
    assert (ntt.since, ntt.last) == (at(0), at(2))
    assert not parts["Kanwil Kemenkumham Bali"].versions
    assert life.publish_due(folder, now=DUE - dt.timedelta(seconds=1)) is None
    life.publish_due(folder, now=DUE)
    assert set(public(folder).values()) == {1, 2, 3, 4}

    # the clock is set back: what was published stays, whatever runs, and a decision of that minute does not undo it either
    back = DUE - dt.timedelta(seconds=30)
    assert life.publish_due(folder, now=back) is None
    build(folder, now=back)
    assert set(public(folder).values()) == {1, 2, 3, 4}
    decide(folder, "tarik", back, version=4, reason="ditarik")
    assert set(public(folder).values()) == {1, 2, 3}


NOT_TO_COME = {
    "a moment that has passed": ("2024-11-30T09:00+07:00", "sudah lewat"),
    "this very moment, in another zone": ("2024-12-01T11:00+09:00", "sudah lewat"),
    "no day of that year": ("2025-02-29T09:00+07:00", "tidak dipahami"),
    "a leap second": ("2025-06-30T23:59:60+00:00", "tidak dipahami"),
    "no zone": ("2025-12-10T09:00", "tanpa zona"),
    "beyond the calendar": ("9999-12-31T23:59-12:00", "tidak dipahami"),
    "before it": ("0001-01-01T00:00+14:00", "tidak dipahami"),
}


@pytest.mark.parametrize("case", NOT_TO_COME)
def test_a_time_of_publication_is_one_to_come(folder: Path, case: str) -> None:
    written, said = NOT_TO_COME[case]
    with pytest.raises(UserError, match=said):
        decide(folder, "terbit", NOW, due=life_command._moment(written))
    assert not (folder / "hasil").exists()


SAME_MOMENT = ("2025-03-30T03:30+02:00", "2025-03-30T08:30+07:00", "2025-03-30T01:30Z")
"""The hour that a European clock skips: written with its zone it is a moment like every other."""


def test_zones_daylight_saving_and_leap_days_name_one_moment() -> None:
    assert len({life_command._moment(one) for one in SAME_MOMENT}) == 1
    assert life_command._moment("2028-02-29T00:00+07:00") == dt.datetime(2028, 2, 28, 17, tzinfo=dt.UTC)
    example = life_command._moment(options.example())
    assert example is not None
    assert example > dt.datetime.now(dt.UTC), "the help's own example would be taken"


def test_whose_file_it_is(built_empty: Path) -> None:
    tables = reference.load(built_empty)

    def rows(*codes: str) -> list[known.ResultRow]:
        return [known.ResultRow(code, "Rekap", number) for number, code in enumerate(codes, start=2)]

    assert offices.recognised(tables, 2024, rows("53.01", "53.71")) == "Kanwil Kemenkumham Nusa Tenggara Timur"
    assert offices.recognised(tables, 2025, rows("81.01", "92.02")) == "Kanwil KemenHAM Papua Barat"
    assert offices.recognised(tables, 2024, rows("53.01", "13.71")) == offices.MINISTRY
    for written in ("53", "nusa tenggara timur", "Kanwil Kemenkumham Nusa Tenggara Timur"):
        assert offices.chosen(tables, 2024, rows("53.01"), written) == "Kanwil Kemenkumham Nusa Tenggara Timur"
    assert offices.chosen(tables, 2024, rows("53.01"), "Kementerian") == offices.MINISTRY
    with pytest.raises(UserError, match=r"1 baris bukan wilayah .*Timur: 13\.71"):
        offices.chosen(tables, 2024, rows("53.01", "13.71"), "53")
    with pytest.raises(UserError, match="'Kanwil Anu' tidak dikenal"):
        offices.chosen(tables, 2024, rows("53.01"), "Kanwil Anu")


def test_a_file_in_figures_before_anything_is_saved(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By `--coba`, in words and as JSON: what would come, change and disappear; and nothing is written."""
    rows = of(complete(tables_of(folder), rights=False), SUMBAR)
    load(folder, write_results(tmp_path / "a.csv", rows[:-1]))
    decide(folder, "terbit", at(1))
    scored = [row for row in rows[:-1] if row["Partisipasi"] == "ya"]
    changed, gone = dict(scored[1]), scored[2]
    changed |= {"Nilai murni": 95.0, "Nilai total": 99.5, "Predikat": "Peduli HAM"}
    new = [changed if row is scored[1] else row for row in rows[1:] if row is not gone]
    new.append({"Kode": gone["Kode"], "Kabupaten/Kota": gone["Kabupaten/Kota"]})
    path, before = write_results(tmp_path / "b.csv", new), sorted(folder.rglob("*"))
    environ = {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_SIAPA": BY}
    capsys.readouterr()
    assert main(["muat", str(path), "--tahun", "2024", "--coba", "--json"], environ) == 0
    told = json.loads(capsys.readouterr().out)["ringkasan"]
    participants = [row for row in new if row.get("Partisipasi") == "ya"]
    scores = sorted(float(str(row["Nilai total"])) for row in participants)
    assert (told["wilayah"], told["peserta"], told["tidak_ikut"]) == (18, len(participants), 17 - len(participants))
    assert told["predikat"]["Peduli HAM"] == sum(row["Predikat"] == "Peduli HAM" for row in participants)
    assert (told["skor"]["terendah"], told["skor"]["tertinggi"]) == (scores[0], scores[-1])
    assert sum(one["jumlah"] for one in told["sebaran"]) == told["skor"]["jumlah"] == len(scores)
    assert (told["baru"], told["berubah"], told["hilang"]) == ([rows[-1]["Kode"]], [changed["Kode"]], [gone["Kode"]])
    assert told["tetap"] == [rows[0]["Kode"]]
    assert main(["muat", str(path), "--tahun", "2024", "--coba"], environ) == 0
    said = capsys.readouterr().out
    assert "terhadap hasil resmi 2024 yang terbit: 1 baru, " in said
    assert f"hilang karena disebut tanpa isi: {gone['Kabupaten/Kota']} ({gone['Kode']})" in said
    assert "2024 ████" in said
    assert sorted(folder.rglob("*")) == before
    assert main(["muat", str(path), "--tahun", "2024"], environ) == 0
    said = capsys.readouterr().out
    assert said.index("Ringkasan: 18") < said.rindex("… menyusun gudang data"), "seen before it is saved"
    assert store.load_version(folder, 2024, 2).summary == told


def test_the_distribution_has_a_class_for_every_score_and_no_gap() -> None:
    rows = [
        known.ResultRow(str(place), "Rekap", place, scores={"total": score}) for place, score in enumerate((0.0, 74.999, 100.0))
    ]
    found = summary.summary(rows, ("Peduli HAM",), {}, (2023, {"1": {"": 75.0}, "9": {"": 10.0}}), ())
    assert [one.low for one in found.classes] == list(range(0, 100, 5))
    assert {one.low: one.count for one in found.classes if one.count} == {0: 1, 70: 1, 95: 1}
    assert {one.low: one.before for one in found.classes if one.before} == {75: 1}, "of the same regions only"
    assert summary.bars(found.classes[0], summary.most(found.classes)) == ("█" * 24, "")


def test_a_version_that_gains_regions_says_since_when_and_why() -> None:
    """Or the list of versions of the data would put the change down to the program."""
    found = record.record([event("terbit", 1), event("terbit", 2, day=1), event("kembali", 1, day=2)], 2024, at(9), REGIONS)
    assert (found.force, found.standings[1].since, found.standings[1].first) == ({"a": 1, "b": 1, "c": 2}, at(2), at(0))
    assert found.standings[2].state == "terbit"


def test_what_is_taken_back_closes_the_versions_that_hold_it_until_it_comes_back(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = complete(tables_of(folder), rights=False)
    environ = {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_SIAPA": BY}
    for day, province in enumerate((NTT, SUMBAR), start=1):
        load(folder, write_results(tmp_path / f"{province}.csv", of(rows, province)), now=at(day))
        decide(folder, "terbit", at(day), reason="rahasia dalam alasan")
    before, first, both = (line.name for line in register.read(folder).lines)
    done = decide(folder, "tarik", at(5), version=2, reason="keliru")
    assert tuple(done.report.edition.closed) == (both,), "that of the other office's file alone stays readable"
    told = ask(folder, "SELECT versi, ditutup_alasan, sebab FROM mart.riwayat_versi ORDER BY nomor")
    assert [one[:2] for one in told[:3]] == [(before, None), (first, None), (both, "keliru")]
    assert "rahasia" in str(told[1][2])
    assert "rahasia" not in str(told[2][2])
    assert ask(folder, "SELECT count(*) FROM mart.perubahan_versi WHERE kode LIKE '13.%'") == [(0,)]
    capsys.readouterr()
    assert main(["versi", "buka", both, "--alasan", "x"], environ) == 2
    assert "memuat hasil resmi yang ditarik: keliru" in capsys.readouterr().err
    assert build(folder, now=at(6)).replaced == (), "and no build closes it twice"
    decide(folder, "kembali", at(7), version=2, reason="ternyata benar")
    assert main(["versi", "buka", both, "--alasan", "x"], environ) == 0
    assert register.read(folder).closing(both) is None


def test_a_withdrawal_of_before_closes_what_it_left_open(folder: Path, tmp_path: Path) -> None:
    """A folder that an earlier program left: withdrawn, but readable under the version's address."""
    load(folder, write_results(tmp_path / "a.csv", of(complete(tables_of(folder), rights=False), SUMBAR)))
    decide(folder, "terbit", at(1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(official.Results, "withdrawals", lambda *_: ())
        decide(folder, "tarik", at(2), reason="keliru")
    _, held, last = (line.name for line in register.read(folder).lines)
    assert register.read(folder).closed == {}
    build(folder, now=at(3))
    assert set(register.read(folder).closed or ()) == {held}
    assert ask(folder, "SELECT count(*) FROM mart.perubahan_versi WHERE kode LIKE '13.%'") == [(0,)]
    assert register.read(folder).lines[-1].name == last
