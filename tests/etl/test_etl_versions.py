"""Kept versions: what a build keeps and says of it, what killing it leaves, what is closed, and what is told of a damaged file."""

import json
import os
import shutil
import signal
from pathlib import Path

import duckdb
import pytest
from etl_tools import NOW, build_in, claim, contents, make_folder, start, write_claims

from etl.__main__ import main
from etl.base import atomic, publish
from etl.base.paths import PUBLIC_NAME
from etl.build.run import build
from etl.build.versions import keep, register, tables

A, B = [claim()], [claim(nilai="Cukup Peduli HAM"), claim(id="u2", kode="13.72", nama="Kota Solok")]


def command(folder: Path, *arguments: str) -> int:
    return main(["versi", *arguments], {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_SIAPA": "uji"})


def ask(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def names(folder: Path) -> list[str]:
    return [line.name for line in register.read(folder).lines]


def kept(folder: Path) -> set[str]:
    return {path.name.partition(".")[0] for path in (folder / "versi").glob("*.duckdb")}


def publish_claims(folder: Path, rows: list[dict[str, str]], **how: str) -> str:
    """Build with these claims; the name of the version that then stands."""
    write_claims(folder / "klaim.csv", rows)
    build(folder, now=NOW, by="uji", **how)
    return names(folder)[-1]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A, then B with a sentence of the operator, then A again, all on one day."""
    folder = make_folder(tmp_path_factory.mktemp("versi") / "data", A)
    for rows, how in ((A, {}), (B, {"note": "dua klaim baru"}), (A, {})):
        publish_claims(folder, rows, **how)
    return folder


@pytest.fixture
def folder(three: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(three, tmp_path / "data"))


def test_a_version_for_each_content_and_a_line_for_each_time(three: Path) -> None:
    first, second, third = names(three)
    assert first == third != second
    assert first.startswith("20250102-")
    assert kept(three) == {first, second}
    assert not keep.problems(three, register.read(three))
    for line in register.read(three).lines:
        assert keep.kept(three, line.name).stat().st_mode & 0o777 == 0o644
        assert line.who == "uji"


def test_a_content_that_returns_is_the_version_it_was(three: Path) -> None:
    first = names(three)[0]
    for query in ("FROM mart.klaim", "SELECT epoch_us(dibangun_pada), sidik FROM mart.versi"):
        assert ask(three / PUBLIC_NAME, query) == ask(keep.kept(three, first), query)


def test_why_is_derived_from_what_changed(three: Path) -> None:
    kinds = [[(one.kind, one.text, one.subject) for one in line.reasons] for line in register.read(three).lines]
    changed = ("berkas", "klaim.csv", "berubah")
    assert kinds == [
        [("awal", "", "")],
        [changed, ("keterangan", "dua klaim baru", "")],
        [changed, ("isi-semula", names(three)[0], "")],
    ]
    told = ask(three / PUBLIC_NAME, "SELECT sebab FROM mart.riwayat_versi ORDER BY nomor")
    assert [[(one["jenis"], one["isi"], one["hal"]) for one in json.loads(text)] for (text,) in told] == kinds


def test_what_changed_is_told_row_by_row(three: Path) -> None:
    query = "SELECT jenis, tahun, tingkat, kode, ukuran, sebelum, sesudah, id_klaim FROM mart.perubahan_versi WHERE nomor = 2"
    rows = [row for row in ask(three / PUBLIC_NAME, query) if row[0] in ("hasil", "klaim")]
    assert rows == [
        ("hasil", 2018, "kabkota", "13.71", "predikat", "Peduli HAM", "Cukup Peduli HAM", "u1"),
        ("hasil", 2018, "kabkota", "13.72", "predikat", None, "Peduli HAM", "u2"),
        ("hasil", 2018, "kabkota", "13.72", "partisipasi", None, "ya", None),
        ("hasil", 2018, "kabkota", "13.72", "status_data", "tidak diketahui", "terlapor", None),
        ("klaim", 2018, "kabkota", "13.71", "nilai", "Peduli HAM", "Cukup Peduli HAM", "u1"),
        ("klaim", 2018, "kabkota", "13.72", "nilai", None, "Peduli HAM", "u2"),
    ]
    back = "SELECT kode, ukuran, sesudah, sebelum FROM mart.perubahan_versi WHERE nomor = {} AND jenis = 'hasil' ORDER BY ALL"
    forth = "SELECT kode, ukuran, sebelum, sesudah FROM mart.perubahan_versi WHERE nomor = {} AND jenis = 'hasil' ORDER BY ALL"
    assert ask(three / PUBLIC_NAME, back.format(3)) == ask(three / PUBLIC_NAME, forth.format(2))
    counted = ask(three / PUBLIC_NAME, "SELECT nomor, count(*) FROM mart.perubahan_versi GROUP BY 1 ORDER BY 1")
    assert counted == ask(three / PUBLIC_NAME, "SELECT nomor, jumlah_perubahan FROM mart.riwayat_versi WHERE nomor > 1 ORDER BY 1")


def test_every_table_that_differs_is_named(three: Path) -> None:
    first, second, _ = (keep.kept(three, name) for name in names(three))
    before, after = publish.states(first), publish.states(second)
    differ = {name.removeprefix("mart.") for name in before if before[name] != after[name]}
    told = ask(three / PUBLIC_NAME, "SELECT nama FROM mart.perubahan_versi WHERE nomor = 2 AND jenis = 'tabel'")
    assert {name for (name,) in told} == differ


def test_the_same_input_keeps_nothing_more(folder: Path) -> None:
    before = contents(folder)
    assert build(folder, now=NOW, by="lain").edition.line is None
    assert contents(folder) == before


def test_the_public_file_is_made_again_from_kept_files_and_register(folder: Path) -> None:
    queries = ("FROM mart.riwayat_versi", "FROM mart.perubahan_versi", "SELECT sidik, epoch_us(dibangun_pada) FROM mart.versi")
    queries = tuple(
        query.replace(
            "FROM mart.riwayat",
            "SELECT * REPLACE (epoch_us(terbit_pada) AS terbit_pada, "
            "epoch_us(dibangun_pada) AS dibangun_pada, epoch_us(ditutup_pada) AS ditutup_pada) FROM mart.riwayat",
        )
        for query in queries
    )
    before = [ask(folder / PUBLIC_NAME, query) for query in queries]
    (folder / PUBLIC_NAME).unlink()
    lines = names(folder)
    build_in(folder)
    assert [ask(folder / PUBLIC_NAME, query) for query in queries] == before
    assert names(folder) == lines


def test_a_folder_of_before_there_were_versions(folder: Path) -> None:
    """What it has published becomes its first version, byte for byte."""
    shutil.rmtree(folder / "versi")
    with duckdb.connect(str(folder / PUBLIC_NAME)) as connection:
        connection.execute("DROP TABLE mart.riwayat_versi; DROP TABLE mart.perubahan_versi")
    published = (folder / PUBLIC_NAME).read_bytes()
    assert [path.name for path in build_in(folder).replaced] == [PUBLIC_NAME], "it tells its past from now on"
    (line,) = register.read(folder).lines
    assert keep.kept(folder, line.name).read_bytes() == published
    assert [one.kind for one in line.reasons] == ["awal"]
    assert build_in(folder).replaced == ()
    publish_claims(folder, B)
    assert len(ask(folder / PUBLIC_NAME, "SELECT nomor FROM mart.riwayat_versi WHERE dibanding IS NOT NULL")) == 1


def die_at(folder: Path, step: str) -> None:
    """In a child: build, and be killed just before one step of keeping."""

    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(*{"baris": (register, "add"), "nama": (keep, "_settle"), "ganti": (publish, "replace")}[step], die)
    build_in(folder)


@pytest.mark.parametrize("step", ["baris", "nama", "ganti"])
def test_killed_between_the_steps(folder: Path, step: str) -> None:
    before, lines = publish.states(folder / PUBLIC_NAME), names(folder)
    rows = [*B, claim(id="u9", kode="13.75", nama="Kota Bukittinggi")]
    write_claims(folder / "klaim.csv", rows)
    child = start(die_at, folder, step)
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert publish.states(folder / PUBLIC_NAME) == before
    assert len(names(folder)) == len(lines) + (step != "baris")
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder / "versi").glob(f"*{atomic.ASIDE}")), "not yet public"
    build_in(folder)
    assert len(names(folder)) == len(lines) + 1
    assert kept(folder) == set(names(folder))
    assert not list((folder / "versi").glob(f"*{atomic.ASIDE}"))
    assert not keep.problems(folder, register.read(folder))
    assert tables.told(folder / PUBLIC_NAME) == tables.wanted(register.read(folder))
    assert build_in(folder).replaced == ()


def test_a_version_is_closed_and_opened(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second = names(folder)[1]
    content = keep.kept(folder, second).read_bytes()
    assert command(folder, "tutup", second) == 2
    assert command(folder, "tutup", second, "--alasan", "terbit sebelum waktunya") == 0
    assert ask(folder / PUBLIC_NAME, "SELECT nomor, ditutup_alasan FROM mart.riwayat_versi WHERE ditutup_pada IS NOT NULL") == [
        (2, "terbit sebelum waktunya")
    ]
    assert ask(folder / PUBLIC_NAME, "SELECT count(*) FROM mart.perubahan_versi") == [(0,)], "nor what it said, in what came after"
    assert keep.kept(folder, second).read_bytes() == content
    assert keep.kept(folder, second).stat().st_mode & 0o777 == 0o600
    assert build_in(folder).replaced == ()
    capsys.readouterr()
    assert command(folder) == 0
    assert "oleh uji: terbit sebelum waktunya" in capsys.readouterr().out
    assert command(folder, "buka", second) == 0
    assert ask(folder / PUBLIC_NAME, "SELECT count(*) > 0 FROM mart.perubahan_versi WHERE nomor = 2") == [(True,)]
    assert keep.kept(folder, second).stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tutup",), "Nama versi belum disebut"),
        (("tutup", "20200101-000000000000", "--alasan", "x"), "tidak ada"),
        (("tutup", "../kerja", "--alasan", "x"), "tidak ada"),
        (("tutup", "{last}", "--alasan", "x"), "sedang tampil"),
        (("buka", "{second}"), "tidak ditutup"),
    ],
)
def test_what_cannot_be_closed_or_opened(
    three: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, second, last = names(three)
    assert command(three, *(one.format(last=last, second=second) for one in arguments)) == 2
    assert said in capsys.readouterr().err


def test_what_is_published_again_is_open_again(folder: Path) -> None:
    second = names(folder)[1]
    assert command(folder, "tutup", second, "--alasan", "keliru") == 0
    assert publish_claims(folder, B) == second
    assert register.read(folder).closing(second) is None
    assert keep.kept(folder, second).stat().st_mode & 0o777 == 0o644


def test_a_damaged_or_lost_file_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, _ = names(folder)
    with keep.kept(folder, first).open("r+b") as file:
        file.seek(5000)
        file.write(b"rusak")
    keep.kept(folder, second).unlink()
    assert command(folder) == 1
    out = capsys.readouterr().out
    assert "BERKASNYA RUSAK" in out
    assert "BERKASNYA HILANG" in out
    assert f"dikembalikan dari cadangan: versi/{first}.duckdb, versi/{second}.duckdb" in out
    assert publish_claims(folder, [claim(nilai="Peduli HAM", id="u7")]) == names(folder)[-1], "and does not stand in the way"


def test_a_register_that_was_touched_stops_the_build(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "versi" / "riwayat.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("dua klaim baru", "tiga klaim"), encoding="utf-8")
    before = (folder / PUBLIC_NAME).read_bytes()
    assert main(["bangun"], {"PEDULIHAM_DATA": str(folder)}) == 2
    assert "Daftar versi (versi/riwayat.jsonl) tidak utuh" in capsys.readouterr().err
    assert (folder / PUBLIC_NAME).read_bytes() == before


def test_an_invented_content_never_has_the_name_of_a_real_one(folder: Path) -> None:
    real = names(folder)[-1]
    (folder / "SIMULASI").touch()
    build_in(folder)
    assert names(folder)[-1] != real
    assert [line.simulated for line in register.read(folder).lines] == [False, False, False, True]
