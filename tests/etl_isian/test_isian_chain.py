"""The chained file: what was written can be read again, and nothing changes, disappears or is added without being noticed."""

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.base import chain
from etl.base.errors import UserError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of four lines that was read before."""
    path = tmp_path / "jejak" / "akses.jsonl"
    for word in ("satu", "dua", "tiga", "empat “4”"):
        chain.append(path, {"apa": word})
    assert len(chain.read(path).lines) == 4
    return path


def words(path: Path) -> list[object]:
    return [line.get("apa") for line in chain.read(path).lines]


def test_lines_carry_number_and_hash_and_are_read_as_written(path: Path) -> None:
    found = chain.read(path)
    assert [line["no"] for line in found.lines] == [1, 2, 3, 4]
    assert list(json.loads(path.read_bytes().splitlines()[0])) == ["no", "apa", "sebelum"]
    assert words(path)[-1] == "empat “4”"
    assert found.faults == ()
    assert chain.append(path, {"apa": "lima"}) == 5
    assert chain.read(path).lines[4]["sebelum"] == found.seal != chain.read(path).seal


def test_what_is_no_character_does_not_stop_a_line(path: Path) -> None:
    chain.append(path, {"apa": "berkas \udcff.xlsx"})
    assert words(path)[-1] == "berkas ?.xlsx"


def test_no_file_is_an_empty_chain_and_reading_makes_none(tmp_path: Path) -> None:
    assert chain.read(tmp_path / "tidak" / "ada.jsonl") == chain.Chain()
    assert list(tmp_path.iterdir()) == []


def test_only_what_is_new_is_parsed(path: Path) -> None:
    before = chain.read(path)
    chain.append(path, {"apa": "lima"})
    after = chain.read(path)
    assert all(old is new for old, new in zip(before.lines, after.lines, strict=False))
    assert len(after.lines) == 5
    assert chain.read(path) is after


DAMAGE: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "a changed line": (lambda lines: [lines[0], lines[1].replace(b"dua", b"due"), *lines[2:]], "baris 3"),
    "a longer line": (lambda lines: [lines[0].replace(b"satu", b"satu atau dua"), *lines[1:]], "baris 2"),
    "a line taken out": (lambda lines: [lines[0], *lines[2:]], "baris 2"),
    "the first taken out": (lambda lines: lines[1:], "baris 1"),
    "a line put in": (lambda lines: [*lines[:2], lines[1], *lines[2:]], "baris 3"),
    "the last line renumbered": (lambda lines: [*lines[:3], lines[3].replace(b'"no": 4', b'"no": 9')], "baris 4"),
    "an empty line put in": (lambda lines: [*lines[:2], b"", *lines[2:]], "baris 3"),
    "lines swapped": (lambda lines: [lines[1], lines[0], *lines[2:]], "baris 1"),
    "a line that is no object": (lambda lines: [*lines[:2], b"[1]", *lines[3:]], "baris 3"),
    "a line that is no text": (lambda lines: [*lines[:2], b"\xff\xfe", *lines[3:]], "baris 3"),
    "a line nested without end": (lambda lines: [*lines[:2], b"[" * 100_000, *lines[3:]], "baris 3"),
}


@pytest.mark.parametrize("grows", [False, True])
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_with_its_line_also_when_the_file_grew(path: Path, damage: str, grows: bool) -> None:
    change, place = DAMAGE[damage]
    lines = path.read_bytes().splitlines()
    with path.open("r+b") as file:  # in place, as an editor of bytes would
        file.write(b"\n".join([*change(lines), b""]))
        file.truncate()
    if grows:
        chain.append(path, {"apa": "lima"})
    found = chain.read(path)
    assert found.faults[0].startswith(place)
    assert len(found.lines) == len(change(lines)) + grows, "a place is not a line number any more"


def test_a_change_that_keeps_size_and_time_is_seen(path: Path) -> None:
    time.sleep(0.06)  # so that the next look is one that is remembered
    chain.read(path)
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"dua", b"due"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert chain.read(path).faults == ("baris 3: baris sebelumnya diubah, hilang, atau ditambahkan",)


def test_changes_faster_than_the_clock_of_the_file_are_seen(path: Path) -> None:
    whole = path.read_bytes()
    for turn in range(20):
        with path.open("r+b") as file:
            file.write(whole.replace(b"dua", b"due") if turn % 2 else whole)
        assert bool(chain.read(path).faults) == bool(turn % 2), f"change {turn}"


def test_an_older_copy_put_back_is_read_as_it_is(path: Path) -> None:
    older = path.read_bytes()
    chain.append(path, {"apa": "lima"})
    chain.read(path)
    path.write_bytes(older)
    assert words(path) == ["satu", "dua", "tiga", "empat “4”"]
    path.unlink()
    assert chain.read(path) == chain.Chain()


@pytest.mark.parametrize("left", [b"{", b'{"no": 5, "apa": "lim', b"\xff\x00" * 3000])
def test_what_is_left_of_a_line_is_no_line_and_is_cut_by_the_next(path: Path, left: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + left)
    assert chain.read(path).faults == ()
    assert len(chain.read(path).lines) == 4
    assert chain.append(path, {"apa": "lima"}) == 5
    assert path.read_bytes().startswith(whole + b'{"no": 5, "apa": "lima"')
    assert path.read_bytes().endswith(b"}\n"), "the rest of the half line is still there"
    assert chain.read(path).faults == ()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "akses.jsonl").mkdir()
    with pytest.raises(UserError, match=r"akses\.jsonl tidak dapat dibaca"):
        chain.read(tmp_path / "akses.jsonl")


def test_the_lock_excludes_other_threads_and_is_told_after_a_while(path: Path) -> None:
    heard: list[BaseException] = []

    def other() -> None:
        try:
            with chain.locked(path, wait=0.02):
                pass
        except UserError as error:
            heard.append(error)

    with chain.locked(path):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert "sedang ditulis oleh orang lain" in str(heard[0])
    with chain.locked(path, wait=0):
        pass


def test_the_lock_of_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "isian").write_text("bukan folder", encoding="utf-8")
    with pytest.raises(UserError, match="tidak dapat ditulisi"), chain.locked(tmp_path / "isian" / "catatan.jsonl"):
        pass


def test_a_new_file_is_not_for_everybody(path: Path) -> None:
    assert path.stat().st_mode & 0o007 == 0
