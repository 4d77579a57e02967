"""Versions and history: what was stored can be read again for ever, and nothing changes or disappears without being noticed."""

import contextlib
import datetime as dt
import json
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hasil_tools import BY, NOW, complete, later, write_results

from dasbor.mart import simulation
from etl.base import atomic
from etl.base.errors import UserError
from etl.forms.findings import RefusedRow
from etl.inputs.reference import ReferenceData
from etl.results import compare, history, mark, official, record, store
from etl.results.draft import Draft, read_draft
from etl.results.history import Event
from etl.results.record import Standing
from etl.results.result import ResultRow


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory, tables: ReferenceData) -> tuple[Path, Draft]:
    """A real file and what is understood of it, with two rows that are as odd as a file can make them and a refused one."""
    path = write_results(tmp_path_factory.mktemp("berkas") / "Rekap, akhir “2024”.CSV", complete(tables))
    draft = read_draft(path, 2024, tables)
    odd = replace(
        draft.rows[0], note='kata "kutip", koma; titik\nbaris baru', sheet="Lembar, 1", scores={"": 0.1 + 0.2}, criteria={3: 1 / 3}
    )
    silent = ResultRow("99.99", "L", 7, indicators={(1, 2): 10.0, (10, 12): 0.0})
    return path, replace(
        draft,
        rows=(odd, silent, *draft.rows[1:]),
        refused=(RefusedRow("L", 3, ("wilayah-ambigu", "skor-bukan-angka"), "Solok | x"),),
    )


@pytest.fixture(params=["folder", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """An empty data folder: the workspace in it, and on a server."""
    (tmp_path / "data").mkdir()
    there = request.getfixturevalue("postgres").holding(tmp_path / "data") if request.param == "server" else None
    with there or contextlib.nullcontext():
        yield tmp_path / "data"


def kept(folder: Path, drafted: tuple[Path, Draft], version: int = 1) -> None:
    path, draft = drafted
    store.settle(store.write_aside(folder, version, draft, path, who=BY, at=NOW, simulated=False))


def test_a_version_is_read_again_as_it_was_understood(place: Path, drafted: tuple[Path, Draft]) -> None:
    path, draft = drafted
    kept(place, drafted)
    version = store.load_version(place, 2024, 1)
    flat = replace(draft.rows[0], note=draft.rows[0].note.replace("\n", " "))
    assert version.rows == (flat, *draft.rows[1:])
    assert compare.differences((flat, *draft.rows[1:]), version.rows) == []
    assert [(one.sheet, one.row, one.codes, one.content) for one in version.refused] == [
        ("L", 3, ("wilayah-ambigu", "skor-bukan-angka"), "Solok | x")
    ]
    assert [one["kode"] for one in version.findings] == [one.code for one in draft.findings]
    origin = version.origin
    assert (origin.who, origin.at, origin.rows, origin.refused) == (BY, NOW, 515, 1)
    assert origin.understood == tuple(draft.sentences())
    where = store.path_of(place, 2024, 1)
    assert origin.original == "asli.csv"
    assert (where / "asli.csv").read_bytes() == path.read_bytes()
    assert origin.name == path.name
    assert {stat.S_IMODE(one.stat().st_mode) for one in where.iterdir()} == {0o400}
    assert not list(place.rglob(f"*{atomic.ASIDE}"))


def read_whole(folder: Path) -> None:
    official.read(folder)
    store.load_version(folder, 2024, 1)


@pytest.mark.parametrize("name", ["hasil.csv", "rincian.csv", "ditolak.csv", "temuan.json", "asal.json"])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_version_that_is_not_what_was_stored_is_told(place: Path, drafted: tuple[Path, Draft], name: str, how: str) -> None:
    kept(place, drafted)
    origin = store.origins(place)[0]
    history.append(place, official.loaded(origin))
    path = store.path_of(place, 2024, 1) / name
    path.chmod(0o644)
    content = path.read_bytes()
    path.unlink()
    if how == "changed":
        path.write_bytes(content.replace(b"2024", b"2023", 1) if name == "asal.json" else content + b"\n")
    with pytest.raises(UserError, match="Versi 1 tahun 2024 rusak"):
        read_whole(place)


def test_a_version_swapped_for_another_with_hashes_of_its_own_is_told(tmp_path: Path, drafted: tuple[Path, Draft]) -> None:
    kept(tmp_path, drafted)
    history.append(tmp_path, official.loaded(store.origins(tmp_path)[0]))
    official.read(tmp_path)
    shutil.rmtree(store.path_of(tmp_path, 2024, 1))
    path, draft = drafted
    store.settle(store.write_aside(tmp_path, 1, replace(draft, rows=draft.rows[5:]), path, who=BY, at=NOW, simulated=False))
    store.load_version(tmp_path, 2024, 1)  # consistent in itself
    with pytest.raises(UserError, match="rusak"):
        official.read(tmp_path)


def test_a_number_is_never_given_twice(tmp_path: Path, drafted: tuple[Path, Draft]) -> None:
    for version in (1, 2):
        kept(tmp_path, drafted, version)
        history.append(tmp_path, official.loaded(store.origins(tmp_path)[-1]))
    assert store.next_number(store.origins(tmp_path), history.read(tmp_path).events, 2024) == 3
    shutil.rmtree(store.path_of(tmp_path, 2024, 2))
    assert store.next_number(store.origins(tmp_path), history.read(tmp_path).events, 2024) == 3
    assert store.next_number(store.origins(tmp_path), history.read(tmp_path).events, 2023) == 1
    with pytest.raises(OSError, match=r"not empty|exists"):
        kept(tmp_path, drafted)  # nothing is written over


def test_a_file_that_changed_since_it_was_understood_is_not_kept(place: Path, drafted: tuple[Path, Draft]) -> None:
    path, draft = drafted
    other = place / path.name
    other.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(UserError, match="berubah selagi dibaca"):
        kept(place, (other, draft))
    assert store.origins(place) == ()


def test_what_an_interrupted_load_left_is_no_version_and_is_swept(place: Path, drafted: tuple[Path, Draft]) -> None:
    path, draft = drafted
    aside = store.write_aside(place, 1, draft, path, who=BY, at=NOW, simulated=False)
    assert store.origins(place) == ()
    store.sweep(place)
    assert not aside.exists()


def event(
    what: history.What, version: int = 0, *, day: float = 0, due: float | None = None, reason: str = "", year: int = 2024
) -> Event:
    return Event(later(days=day), BY, what, year, version, None if due is None else later(days=due), reason)


def test_the_history_keeps_what_was_said(tmp_path: Path) -> None:
    said = [
        event("muat", 1),
        event("terbit", 1, day=1, due=9, reason="Sidang “akhir”"),
        event("tarik", 1, day=10, reason="keliru"),
        event("kembali", 1, day=11, reason="ternyata benar"),
    ]
    for one in said:
        history.append(tmp_path, one)
    assert history.read(tmp_path) == history.History(tuple(said), ())
    lines = (tmp_path / "hasil" / "riwayat.jsonl").read_text(encoding="utf-8").splitlines()
    assert list(json.loads(lines[0])) == ["no", "waktu", "siapa", "apa", "tahun", "versi", "pada", "alasan", "isi", "sebelum"]
    assert [json.loads(line)["no"] for line in lines] == [1, 2, 3, 4]


DAMAGE = {
    "a changed line": (lambda lines: [lines[0], lines[1].replace(b"Ditjen", b"Dirjen"), *lines[2:]], "baris 3"),
    "a line taken out": (lambda lines: [lines[0], *lines[2:]], "baris 2"),
    "the first taken out": (lambda lines: lines[1:], "baris 1"),
    "lines swapped": (lambda lines: [lines[1], lines[0], *lines[2:]], "baris 1"),
    "a line doubled": (lambda lines: [lines[0], *lines], "baris 2"),
    "a line that is no event": (lambda lines: [*lines[:2], b'{"no": 3}', *lines[3:]], "baris 3"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_history_that_was_changed_is_told_with_the_place(tmp_path: Path, damage: str) -> None:
    for day in range(4):
        history.append(tmp_path, event("muat", day + 1, day=day))
    path = tmp_path / "hasil" / "riwayat.jsonl"
    change, place = DAMAGE[damage]
    path.write_bytes(b"\n".join([*change(path.read_bytes().splitlines()), b""]))
    found = history.read(tmp_path)
    assert found.faults[0].startswith(place)
    with pytest.raises(UserError, match=place):
        found.checked()


@pytest.mark.parametrize("left", [b"{", b'{"no": 3, "waktu": "2024', b"\xff\x00" * 3000])
def test_what_a_killed_process_left_of_a_line_is_no_event_and_is_cut(tmp_path: Path, left: bytes) -> None:
    for day in range(2):
        history.append(tmp_path, event("muat", day + 1, day=day))
    path = tmp_path / "hasil" / "riwayat.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + left)
    assert len(history.read(tmp_path).checked()) == 2
    history.append(tmp_path, event("terbit", 2, day=2))
    assert [one.what for one in history.read(tmp_path).checked()] == ["muat", "muat", "terbit"]
    assert path.read_bytes().startswith(whole + b'{"no": 3')


def at(days: float) -> dt.datetime:
    return later(days=days)


def published(events: list[Event], year: int, day: float) -> int | None:
    """The version that stands for the year where each names everything."""
    return next(iter(record.record(events, year, at(day), {}).versions), None)


PUBLISHED = {
    "nothing but a draft": ([event("muat", 1)], {1: None}),
    "at once": ([event("terbit", 1, day=1)], {1: 1, 5: 1}),
    "at a set time": ([event("terbit", 1, day=1, due=5)], {1: None, 4.99: None, 5: 1, 9: 1}),
    "a newer one": ([event("terbit", 1, day=1), event("terbit", 2, day=3)], {3: 2, 9: 2}),
    "a newer one, later": ([event("terbit", 1, day=1), event("terbit", 2, day=3, due=5)], {4: 1, 5: 2}),
    "back to the former": ([event("terbit", 1, day=1), event("terbit", 2, day=3), event("kembali", 1, day=4)], {4: 1}),
    "withdrawn": ([event("terbit", 1, day=1), event("tarik", 1, day=2)], {2: None}),
    "withdrawn and back": ([event("terbit", 1), event("tarik", 1, day=2), event("kembali", 1, day=3)], {3: 1}),
    "put off": ([event("terbit", 1, day=1, due=5), event("terbit", 1, day=2, due=7)], {5: None, 6.9: None, 7: 1}),
    "called off": ([event("terbit", 1, day=1, due=5), event("tarik", 1, day=2)], {5: None, 9: None}),
    "another instead": ([event("terbit", 1, day=1, due=5), event("terbit", 2, day=2)], {2: 2, 5: 2, 9: 2}),
    "called off after another": ([event("terbit", 1), event("terbit", 2, day=1, due=5), event("kembali", 1, day=2)], {5: 1, 9: 1}),
    "withdrawn when it was due": ([event("terbit", 1, day=1, due=5), event("tarik", 1, day=6)], {5: None, 6: None}),
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_which_version_is_published_when(case: str) -> None:
    events, expected = PUBLISHED[case]
    others = [event("terbit", 7, day=0, year=2023)]
    found = {day: published([*others, *events], 2024, day) for day in expected}
    assert found == expected
    assert published([*others, *events], 2023, 9) == 7


def test_where_a_version_stands_is_told_with_when_and_why() -> None:
    events = [
        event("terbit", 1, day=1),
        event("terbit", 2, day=3, reason="nilai diperbaiki"),
        event("kembali", 1, day=5, reason="perbaikannya keliru"),
        event("terbit", 3, day=6, due=9, reason="perbaikan kedua"),
    ]
    assert record.standings(events, at(7), {}) == {
        (2024, 1): Standing("terbit", at(1), at(5), reason="perbaikannya keliru"),
        (2024, 2): Standing("digantikan", at(3), at(3), at(5), reason="perbaikannya keliru"),
        (2024, 3): Standing("terjadwal", scheduled=at(9), reason="perbaikan kedua"),
    }
    assert record.standings(events, at(9), {})[2024, 3] == Standing("terbit", at(9), at(9), reason="perbaikan kedua")
    assert record.record(events, 2024, at(7), {}).scheduled == (3,)
    assert record.record(events, 2024, at(9), {}).scheduled == ()


def test_the_marker_of_a_simulation_has_one_name() -> None:
    assert simulation.MARK == mark.MARK
