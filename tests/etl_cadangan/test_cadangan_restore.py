"""A restored folder is the one that was backed up, to the digest; what cannot be trusted is not put in place."""

import itertools
import json
import os
import random
import shutil
import stat
import time
import zipfile
from pathlib import Path

import pytest
from cadangan_tools import HISTORY, LEDGER, LOG, by_hand, enter, everything, files_of, later, rewritten

from etl.__main__ import main
from etl.backup import archive, restore
from etl.backup.restore import Restored
from etl.base import atomic, chain
from etl.base.errors import UserError
from etl.results import history
from tests.etl.etl_tools import DATABASES, silenced, start, states

FLIPS = 60
KILLS = 4


def restored(source: Path, folder: Path, **how: bool) -> Restored:
    return restore.restore(source, folder, now=later(days=1), **how)


def test_a_drill(full: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Back up, lose the folder, restore: the same figures to the digest, the same history and entries, to the byte."""
    target, environ = tmp_path / "cadangan", {"PEDULIHAM_DATA": str(folder)}
    target.mkdir()
    assert main(["cadangkan", str(target)], environ) == 0
    before, kept = states(folder), everything(full)
    shutil.rmtree(folder)
    (path,) = target.glob("*.zip")
    assert main(["pulihkan", str(path)], environ) == 0
    said = capsys.readouterr().out
    assert states(folder) == before
    assert "Angka yang terbit sama dengan saat dicadangkan" in said
    assert "hasil resmi 2024: versi 1 terbit" in said
    for name in (HISTORY, LEDGER, LOG):
        assert f"{name}: {len(chain.read(folder / name).lines)} baris, rantai utuh" in said
    assert {name: (folder / name).read_bytes() for name in files_of(path)} == {name: kept[name] for name in files_of(path)}
    assert history.read(folder).faults == ()
    modes = [stat.S_IMODE((folder / name).stat().st_mode) for name in (*DATABASES, LEDGER, "hasil/2024/0001/hasil.csv")]
    assert modes == [0o600, 0o644, 0o600, 0o400]
    assert enter(folder) == 4
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cadangan", "data"]


def test_what_is_newer_is_not_written_over_unless_told(backup: Path, folder: Path) -> None:
    enter(folder)
    (folder / "klaim_baru.csv").write_text("id\n", encoding="utf-8")
    with (folder / "wilayah.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    before = everything(folder)
    with pytest.raises(UserError, match="memuat yang tidak ada dalam arsip") as refused:
        restored(backup, folder)
    assert refused.value.details == (
        f"{LEDGER}: 1 baris lebih baru daripada arsip",
        "klaim_baru.csv: tidak ada dalam arsip",
        "wilayah.csv: berbeda dari yang ada dalam arsip",
    )
    assert everything(folder) == before
    folder.chmod(0o711)
    done = restored(backup, folder, force=True)
    assert done.former == folder.with_name("data.sebelum-20241221T010000Z")
    assert len(chain.read(folder / LEDGER).lines) == 3
    assert not (folder / "klaim_baru.csv").exists()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o711
    made_again = {"batas/kabkota.parquet", ".unduhan/unduhan.tgz"}
    assert everything(done.former) == {name: content for name, content in before.items() if name not in made_again}
    assert made_again <= everything(folder).keys()


def test_a_folder_that_is_behind_the_archive_needs_no_telling(backup: Path, folder: Path) -> None:
    lines = (folder / LEDGER).read_bytes().splitlines(keepends=True)
    (folder / LEDGER).write_bytes(lines[0])
    shutil.rmtree(folder / "hasil")
    assert restored(backup, folder).former is not None
    assert (folder / LEDGER).read_bytes() == b"".join(lines)


def test_a_trial_changes_nothing(backup: Path, folder: Path, tmp_path: Path) -> None:
    enter(folder)
    before = everything(tmp_path)
    assert restored(backup, folder, trial=True).digest == archive.manifest_of(backup).digest
    assert everything(tmp_path) == before


def test_figures_that_differ_from_those_backed_up_are_told(
    backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = files_of(backup)["klaim.csv"].replace(b"Peduli HAM", b"Cukup Peduli HAM", 1)
    path = rewritten(backup, tmp_path / "disunting.zip", {"klaim.csv": claims})
    assert main(["pulihkan", str(path), "--ke", str(tmp_path / "baru")], {}) == 1
    assert f"tidak sama dengan saat dicadangkan ({archive.manifest_of(backup).digest})" in capsys.readouterr().out


def test_a_flipped_bit_anywhere_is_refused_or_changes_nothing(backup: Path, tmp_path: Path) -> None:
    whole, chance, path, refused = backup.read_bytes(), random.Random(3), tmp_path / "rusak.zip", 0
    wanted = archive.check(backup)
    for _ in range(FLIPS):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            found = archive.check(path)
        except UserError as error:
            refused += str(path) in error.sentence and len(error.details) > 0
        else:
            assert found == wanted  # a bit that means nothing, such as one of a time stamp
    assert refused > FLIPS * 0.8, "errors without place, or bits that nobody looks at"


def test_damage_is_named_by_file_and_the_folder_stays(backup: Path, folder: Path, tmp_path: Path) -> None:
    before, path = everything(folder), tmp_path / "rusak.zip"
    with zipfile.ZipFile(backup) as opened:
        place = opened.getinfo("data/klaim.csv").header_offset + 60
    damaged = bytearray(backup.read_bytes())
    damaged[place] ^= 0xFF
    path.write_bytes(damaged)
    with pytest.raises(UserError, match="rusak") as refused:
        restored(path, folder, force=True)
    assert [detail.partition(":")[0] for detail in refused.value.details] == ["klaim.csv"]
    path.write_bytes(backup.read_bytes()[: len(damaged) // 2])
    with pytest.raises(UserError, match="rusak"):
        restored(path, folder, force=True)
    assert everything(folder) == before


@pytest.mark.parametrize(
    "name", ["../luar", "/luar", "data/../luar", "data//luar", "data/./luar", "data/a\\luar", "luar", "data/a\nb"]
)
def test_nothing_is_written_outside(tmp_path: Path, backup: Path, name: str) -> None:
    with zipfile.ZipFile(backup) as opened:
        said = json.loads(opened.read(archive.MANIFEST))
    path = by_hand(tmp_path / "jahat.zip", [(name, b"x", stat.S_IFREG)], said | {"berkas": {name: {"ukuran": 1, "sha256": ""}}})
    with pytest.raises(UserError, match="rusak") as refused:
        archive.check(path, tmp_path / "a" / "b")
    assert "bukan berkas biasa" in refused.value.details[0]
    assert [one.name for one in tmp_path.rglob("*")] == ["jahat.zip"]


def test_links_doubles_and_what_fills_the_disk_are_refused(tmp_path: Path, backup: Path) -> None:
    with zipfile.ZipFile(backup) as opened:
        said = json.loads(opened.read(archive.MANIFEST)) | {"berkas": {"a": {"ukuran": 1, "sha256": "0" * 64}}}

    def fault(*entries: tuple[str, bytes, int]) -> str:
        path = by_hand(tmp_path / "jahat.zip", entries, said)
        with pytest.raises(UserError, match="rusak") as refused:
            archive.check(path, tmp_path / "ke")
        return refused.value.details[0]

    assert "bukan berkas biasa" in fault(("data/a", b"/etc/passwd", stat.S_IFLNK))
    with pytest.warns(UserWarning, match="Duplicate name"):
        assert "dua kali" in fault(("data/a", b"x", stat.S_IFREG), ("data/a", b"y", stat.S_IFREG))
    assert "isinya bukan lagi" in fault(("data/a", bytes(50_000_000), stat.S_IFREG))
    assert (tmp_path / "ke" / "a").stat().st_size == 2  # one more than was said, and not a byte beyond
    shutil.rmtree(tmp_path / "ke")
    assert "tidak dalam manifes" in fault(("data/a", b"x", stat.S_IFREG), ("data/b", b"x", stat.S_IFREG))
    assert fault() == "a: tidak ada dalam arsip"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({LOG: b'{"no": 1, "sebelum": "lain"}\n'}, "jejak/akses.jsonl: baris 1"),
        ({"wilayah.csv": b"bukan,tabel\n"}, "wilayah.csv"),
        ({"hasil/2024/0001/hasil.csv": b"kode\n"}, "Versi 1 tahun 2024 rusak"),
    ],
)
def test_what_does_not_build_or_is_not_whole_is_not_put_in_place(
    backup: Path, folder: Path, tmp_path: Path, changes: dict[str, bytes], sentence: str
) -> None:
    """The sums of these archives are right: somebody changed the content before it was backed up."""
    path, before = rewritten(backup, tmp_path / "lain.zip", changes), everything(folder)
    with pytest.raises(UserError) as refused:
        restored(path, folder, force=True)
    assert sentence in str(refused.value)
    assert everything(folder) == before


def test_places_that_cannot_be_restored_to(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="tempat memasang disk"):
        restored(backup, Path("/proc"))
    with pytest.raises(UserError, match="tidak dapat dipulihkan"):
        restored(backup, tmp_path / "tidak" / "ada")
    with pytest.raises(UserError, match=r"Arsip .* tidak ada"):
        restored(tmp_path / "tidak-ada.zip", tmp_path / "data")


def test_an_archive_larger_than_the_disk_is_refused_before_it_fills_it(
    backup: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one whose other files come when somebody else has filled the disk meanwhile."""
    before, beside = everything(folder), sorted(folder.parent.iterdir())
    needed = archive.manifest_of(backup).size + archive.SPARED
    for free in ([needed - 1], [needed, needed, 1]):
        left = iter(free)
        monkeypatch.setattr(shutil, "disk_usage", lambda path, left=left: shutil._ntuple_diskusage(0, 0, next(left)))
        with pytest.raises(UserError, match=r"Isi arsip .* tersisa .* MB") as refused:
            restored(backup, folder, force=True)
        assert "MB" in refused.value.remedy
        assert not list(left), "looked at before every file"
    assert everything(folder) == before
    assert sorted(folder.parent.iterdir()) == beside


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_restore_that_fails_while_it_is_put_in_place_leaves_everything_as_it_was(
    backup: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    (folder / "batas").mkdir(exist_ok=True)
    (folder / "batas" / "kabkota.parquet").write_bytes(b"batas")
    before, beside, number, rename = everything(folder), sorted(folder.parent.iterdir()), itertools.count(1), Path.rename

    def fails(self: Path, target: Path) -> Path:
        if next(number) == failing:
            raise OSError(5, "Input/output error", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(UserError, match="Input/output error"):
        restored(backup, folder, force=True)
    assert next(number) > failing
    assert everything(folder) == before
    assert sorted(folder.parent.iterdir()) == beside


def run(source: Path, folder: Path, output: Path) -> None:
    silenced(output)
    os._exit(main(["pulihkan", str(source), "--timpa"], {"PEDULIHAM_DATA": str(folder)}))


def test_killed_at_any_moment_the_folder_is_the_former_or_the_new_one(backup: Path, folder: Path, tmp_path: Path) -> None:
    """In the instant between the two renames it may be missing: then both are there under their own names."""
    (folder / "klaim_baru.csv").write_bytes((folder / "klaim.csv").read_bytes().replace(b"u1", b"b1").replace(b"u2", b"b2"))
    before, after, chance, lasts, killed = everything(folder), files_of(backup), random.Random(7), 1.5, 0
    for place in range(KILLS):
        shutil.rmtree(folder)
        for name, content in before.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        began = time.monotonic()
        child = start(run, backup, folder, tmp_path / "keluaran.txt")
        child.join(lasts * chance.random() if place else 60)
        child.kill()
        child.join(60)
        killed += child.exitcode != 0
        lasts = time.monotonic() - began if child.exitcode == 0 else lasts
        now = everything(folder)
        if folder.exists():
            assert now == before or {name: now[name] for name in after} == after
        else:
            assert atomic.aside(folder).exists()
            assert list(tmp_path.glob("data.sebelum-*"))
            folder.mkdir()
        for old in tmp_path.glob("data.sebelum-*"):
            shutil.rmtree(old)
    assert killed >= KILLS // 3
    shutil.rmtree(folder)
    restored(backup, folder)
    assert not atomic.aside(folder).exists()
