"""A backup holds everything that cannot be made again, as it stood at one moment, or it is not there."""

import json
import os
import random
import resource
import signal
import stat
import time
import zipfile
from pathlib import Path

import pytest
from cadangan_tools import HISTORY, LEDGER, LOG, back_up, enter, everything, files_of, later

from etl.__main__ import main
from etl.backup import archive, content, make
from etl.base import atomic, chain, publish
from etl.base.errors import UserError
from etl.inputs.tables import REFERENCES
from tests.etl.etl_tools import pipe, silenced, start

KILLS = 8


def test_everything_that_cannot_be_made_again_is_in_it_and_nothing_else(full: Path, backup: Path) -> None:
    version = [
        f"hasil/2024/0001/{name}"
        for name in ("asal.json", "asli.csv", "ditolak.csv", "hasil.csv", "rincian.csv", "ringkasan.json", "temuan.json")
    ]
    published = {f"versi/{path.name}" for path in (full / "versi").glob("*.duckdb")}
    assert len(published) == 2
    expected = {spec.file_name for spec in REFERENCES} | {
        "klaim.csv",
        HISTORY,
        LEDGER,
        LOG,
        "versi/riwayat.jsonl",
        *published,
        *version,
    }
    found = files_of(backup)
    assert found.keys() == expected
    assert found == {name: content for name, content in everything(full).items() if name in expected}
    assert "Kab. Ogan Kom Ulu" in found["alias_wilayah.csv"].decode()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_file_nobody_thought_of_is_kept_and_a_mark_too(folder: Path, tmp_path: Path) -> None:
    for name in ("SIMULASI", "catatan rapat.txt", "klaim_tambahan.csv", "hasil/keterangan.txt"):
        (folder / name).write_text("isi", encoding="utf-8")
    for name in ("kerja.duckdb.wal", "klaim.csv.baru", "isian/.kunci-catatan"):
        (folder / name).write_text("tidak", encoding="utf-8")
    found = files_of(back_up(folder, tmp_path / "cadangan").path)
    assert {"SIMULASI", "catatan rapat.txt", "klaim_tambahan.csv", "hasil/keterangan.txt"} <= found.keys()
    assert b"tidak" not in found.values()


def test_the_same_folder_gives_the_same_bytes(full: Path, backup: Path, tmp_path: Path) -> None:
    assert back_up(full, tmp_path / "lain").path.read_bytes() == backup.read_bytes()


def test_the_command_says_what_was_written_and_keeps_the_newest(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "cadangan"
    for day in range(4):
        back_up(folder, target, now=later(days=day))
    (target / "peduliham-lain.zip").touch()
    assert main(["cadangkan", str(target), "--simpan", "2"], {"PEDULIHAM_DATA": str(folder)}) == 0
    said, kept = capsys.readouterr().out, make.archives(target)
    assert len(kept) == 2
    assert kept[1].name == "peduliham-20241223T010000Z.zip"
    assert "peduliham-20241222T010000Z.zip dihapus" in said
    assert f"{kept[0]}: {len(files_of(kept[0]))} berkas" in said
    assert "utuh" in said
    assert (target / "peduliham-lain.zip").exists()


@pytest.mark.parametrize(
    ("shrink", "said"),
    [
        ("line", "isian/catatan.jsonl bukan lagi kelanjutan"),
        ("version", "hasil/2024/0001/asli.csv ada dalam peduliham-20241220T010000Z.zip, tetapi hilang"),
        ("chain", "jejak/akses.jsonl tidak utuh: baris 2"),
    ],
)
def test_what_only_grows_has_shrunk_so_the_old_archives_stay(
    folder: Path, tmp_path: Path, shrink: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "cadangan"
    back_up(folder, target)
    if shrink == "line":  # the one damage that the chain itself cannot show
        lines = (folder / LEDGER).read_bytes().splitlines(keepends=True)
        (folder / LEDGER).write_bytes(b"".join(lines[:-1]))
        assert chain.read(folder / LEDGER).faults == ()
    elif shrink == "version":
        (folder / "hasil/2024/0001/asli.csv").unlink()
    else:
        (folder / LOG).write_bytes((folder / LOG).read_bytes().replace(b"masuk", b"MASUK", 1))
    assert main(["cadangkan", str(target), "--simpan", "1"], {"PEDULIHAM_DATA": str(folder)}) == 1
    assert said in capsys.readouterr().out
    assert len(make.archives(target)) == 2


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("missing", "Folder cadangan .* tidak ada"),
        ("inside", "di dalam folder data"),
        ("empty", "tidak memuat klaim"),
        ("none", "--simpan 0"),
        ("link", "'hasil/tautan' di folder data bukan berkas biasa"),
        ("twice", "sudah ada"),
    ],
)
def test_what_cannot_be_a_backup_is_refused(folder: Path, tmp_path: Path, case: str, sentence: str) -> None:
    target = tmp_path / "cadangan"
    if case != "missing":
        target.mkdir()
    if case == "inside":
        target = folder / "hasil"
    if case == "empty":
        (folder / "klaim.csv").unlink()
    if case == "link":
        (folder / "hasil/tautan").symlink_to("/etc")
    if case == "twice":
        back_up(folder, target)
    before = everything(tmp_path)
    with pytest.raises(UserError, match=sentence):
        make.back_up(folder, target, now=later(), keep=0 if case == "none" else None)
    assert everything(tmp_path) == before


def test_what_is_written_after_the_look_is_not_in_it(folder: Path) -> None:
    before = everything(folder)
    with content.held(folder) as found:
        enter(folder)
        atomic.aside(folder / "klaim.csv").write_text("pengganti", encoding="utf-8")
        atomic.replace(folder / "klaim.csv")
        seen = {piece.name: b"".join(content.blocks(piece)) for piece in found.pieces}
    assert seen == {name: before[name] for name in seen}
    assert {LEDGER, "klaim.csv"} <= seen.keys()


def test_a_file_edited_in_place_meanwhile_is_refused_by_name(folder: Path) -> None:
    with content.held(folder) as found:
        with (folder / "klaim.csv").open("a", encoding="utf-8") as file:
            file.write("u9,2018\n")
        piece = next(piece for piece in found.pieces if piece.name == "klaim.csv")
        with pytest.raises(UserError, match=r"klaim\.csv berubah selagi dicadangkan"):
            list(content.blocks(piece))


def test_half_a_line_of_a_killed_writer_is_left_out(folder: Path, tmp_path: Path) -> None:
    whole = (folder / LEDGER).read_bytes()
    (folder / LEDGER).write_bytes(whole + b'{"no": 4, "nil')
    assert files_of(back_up(folder, tmp_path / "cadangan").path)[LEDGER] == whole


def test_it_waits_for_a_build_but_not_for_ever(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "WAIT", 0.2)
    with publish.exclusive(folder), pytest.raises(UserError, match="Pembangunan lain"):
        back_up(folder, tmp_path / "cadangan")
    assert back_up(folder, tmp_path / "cadangan").path.exists()


def write_until_told(folder: Path, told: object, stop: object) -> None:
    written = 0
    while not stop.poll():
        written = enter(folder)
        if written == 6:
            told.send(None)
    told.send(written)


def test_a_backup_while_a_writer_is_appending_is_whole(folder: Path, tmp_path: Path) -> None:
    heard, told = pipe()
    wait, stop = pipe()
    child = start(write_until_told, folder, told, wait)
    heard.recv()
    lengths = []
    for place in range(8):
        path = back_up(folder, tmp_path / "cadangan", now=later(minutes=place)).path
        copy = tmp_path / f"{place}.jsonl"
        copy.write_bytes(files_of(path)[LEDGER])
        found = chain.read(copy)
        assert found.faults == ()
        assert copy.read_bytes().endswith(b"\n")
        lengths.append(len(found.lines))
    stop.send(None)
    assert heard.recv() > lengths[-1], "the writer had stopped before the last backup"
    child.join(30)
    assert child.exitcode == 0
    assert lengths == sorted(lengths)
    assert lengths[-1] > lengths[0]


def run(folder: Path, target: Path, output: Path, limit: int | None) -> None:
    """In a child: the command, its streams in a file, perhaps with a limit to the size of files."""
    silenced(output)
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    os._exit(main(["cadangkan", str(target)], {"PEDULIHAM_DATA": str(folder)}))


def test_killed_at_any_moment_it_leaves_whole_archives_only(folder: Path, tmp_path: Path) -> None:
    (folder / "besar.bin").write_bytes(random.Random(2).randbytes(3_000_000))
    target, chance, lasts, left = tmp_path / "cadangan", random.Random(5), 0.5, 0
    target.mkdir()
    for place in range(10 * KILLS):
        if place >= KILLS and left:
            break
        began = time.monotonic()
        child = start(run, folder, target, tmp_path / "keluaran.txt", None)
        child.join(lasts * chance.random() if place else 60)
        child.kill()
        child.join(60)
        lasts = time.monotonic() - began if child.exitcode == 0 else lasts
        left += bool(list(target.glob(f"*{atomic.ASIDE}")))
        for path in make.archives(target):
            archive.check(path)
            path.unlink()
    assert left, "no kill hit the writing"
    back_up(folder, target)
    assert [path.name for path in target.iterdir() if path.suffix != ".zip"] == [".kunci-cadangan"]


def test_a_full_disk_is_told_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "besar.bin").write_bytes(random.Random(2).randbytes(3_000_000))
    target, output = tmp_path / "cadangan", tmp_path / "keluaran.txt"
    target.mkdir()
    child = start(run, folder, target, output, 1_000_000)
    child.join(60)
    assert child.exitcode == 2
    assert "periksa ruang kosong" in output.read_text(encoding="utf-8")
    assert [path.name for path in target.iterdir()] == [".kunci-cadangan"]


def test_an_archive_that_reads_back_wrongly_gets_no_name(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk that writes something else than it was given."""
    write = archive.write

    def lying(path: Path, *arguments: object) -> archive.BackupManifest:
        manifest = write(path, *arguments)
        bytes_ = bytearray(path.read_bytes())
        bytes_[len(bytes_) // 2] ^= 1
        path.write_bytes(bytes_)
        return manifest

    monkeypatch.setattr(archive, "write", lying)
    with pytest.raises(UserError, match="rusak"):
        back_up(folder, tmp_path / "cadangan")
    assert make.archives(tmp_path / "cadangan") == []


def test_the_manifest_is_readable_without_this_program(backup: Path) -> None:
    with zipfile.ZipFile(backup) as opened:
        said = json.loads(opened.read("manifes.json"))
    assert said["waktu"] == "2024-12-20T01:00:00+00:00"
    assert said["berkas"][HISTORY]["ukuran"] == len(files_of(backup)[HISTORY])
