"""The command line: what it prints, its exit codes, and never a traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from etl_tools import DATABASES, change, claim, claims_text, databases, write_claims

from etl import __main__ as command
from etl.__main__ import main
from etl.base.paths import CLAIM_GUIDE, DICTIONARY, SHIPPED_DATA, data_folder
from etl.build import claim_guide


def run(folder: Path, capsys: pytest.CaptureFixture[str], name: str = "bangun") -> tuple[int, str, str]:
    code = main([name], {"PEDULIHAM_DATA": str(folder)})
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out, said.err


def test_zero_when_all_is_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(folder, capsys)
    assert (code, err) == (0, "")
    assert f"Membangun gudang data dari {folder}" in out
    assert "klaim.csv: 1 baris dibaca, 1 diterima, 0 ditolak" in out
    assert "mart.hasil_kabkota: 5654 baris (baru)" in out
    assert "pemeriksaan data lulus" in out
    assert "Selesai: kerja.duckdb, publik.duckdb diganti." in out


def test_one_when_rows_were_rejected_and_again_next_time(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [claim(id="t0", kode="13.72", nama="Kota Solok"), *(claim(id=f"t{n}", kode="99.99", tahun="2012") for n in range(1, 23))]
    write_claims(built / "klaim_2.csv", rows)
    code, out, _ = run(built, capsys)
    assert code == 1
    assert "klaim.csv: 2 baris dibaca, 2 diterima, 0 ditolak" in out
    assert "klaim_2.csv: 23 baris dibaca, 1 diterima, 22 ditolak" in out
    assert "ditolak karena kode-tidak-dikenal: 22" in out
    assert "klaim_2.csv baris 3, kolom tahun: Tahun '2012' tidak ada di putaran.csv" in out
    assert "… dan 24 lagi; semuanya ada di tabel raw.ditolak" in out
    assert "mart.ditolak: 44 baris (semula 0)" in out
    assert "mart.klaim: 3 baris (semula 2)" in out
    assert "Selesai: kerja.duckdb, publik.duckdb diganti." in out
    code, out, _ = run(built, capsys)
    assert code == 1
    assert "Tidak ada yang berubah" in out


FAILURES = {
    "missing reference": (
        lambda folder: (folder / "putaran.csv").unlink(),
        ["Berkas putaran.csv tidak ada di folder", "salin berkas itu"],
    ),
    "missing column": (
        lambda folder: change(folder / "klaim.csv", "penerbit", "pembuat"),
        ["Berkas klaim.csv, baris 1: kolom tidak lengkap", "kolom 'penerbit' tidak ada", "lengkapi baris judul"],
    ),
    "not UTF-8": (
        lambda folder: (folder / "klaim.csv").write_bytes(claims_text([claim(), claim(catatan="café")]).encode("latin-1")),
        ["Berkas klaim.csv bukan UTF-8: bita tidak sah pada baris 3", "simpan kembali berkas itu dengan pengodean UTF-8"],
    ),
    "unclosed quote": (
        lambda folder: change(folder / "klaim.csv", "\nu1,2018", '\nu1,"2018'),
        ["Berkas klaim.csv rusak pada baris 2", "periksa tanda kutip"],
    ),
    "reference fault": (
        lambda folder: change(folder / "regulasi.csv", ",2013,", ",'13,"),
        ["regulasi.csv baris 2, kolom tahun_mulai: ''13' harus tahun empat angka", "perbaiki baris-baris itu"],
    ),
    "data test": (
        lambda folder: change(
            folder / "wilayah.csv", (folder / "wilayah.csv").read_text(encoding="utf-8").splitlines(keepends=True)[-1], ""
        ),
        ["Pemeriksaan data gagal: 1 dari", "wilayah_514", "jumlah=513"],
    ),
    "folder gone": (shutil.rmtree, ["Folder data", "PEDULIHAM_DATA"]),
}


@pytest.mark.parametrize(("breaker", "parts"), FAILURES.values(), ids=FAILURES.keys())
def test_two_when_nothing_was_changed(built: Path, capsys: pytest.CaptureFixture[str], breaker: object, parts: list[str]) -> None:
    before = databases(built)
    breaker(built)
    code, _, err = run(built, capsys)
    assert code == 2
    assert err.startswith("GAGAL. ")
    assert all(part in err for part in [*parts, "Yang perlu dilakukan: "]), err
    assert databases(built) == (before if built.exists() else {})


def test_the_program_as_people_start_it(built: Path) -> None:
    """As a process, on a terminal that knows no '…'; its failure goes to the error stream, without a traceback."""
    environment = {**os.environ, "PEDULIHAM_DATA": str(built), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-m", "etl", "bangun"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  ? membaca data rujukan dan klaim" in done.stdout
    assert "Tidak ada yang berubah: masukan yang sama memberi tabel yang sama" in done.stdout
    assert "Selesai" not in done.stdout
    (built / "klaim.csv").unlink()
    done = subprocess.run([sys.executable, "-m", "etl", "bangun"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("GAGAL. Tidak ada berkas klaim*.csv di folder")
    assert "Traceback" not in done.stderr
    assert sorted(databases(built)) == sorted(DATABASES)


@pytest.mark.parametrize("arguments", [[], ["hapus"]])
def test_an_unknown_command_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments, {})
    assert caught.value.code == 2
    assert "PERINTAH" in capsys.readouterr().err


def test_kamus_writes_the_dictionary(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "DICTIONARY", tmp_path / "kamus.md")
    assert run(built, capsys, "kamus")[0] == 0
    assert (tmp_path / "kamus.md").read_text(encoding="utf-8") == DICTIONARY.read_text(encoding="utf-8")
    (built / "publik.duckdb").unlink()
    code, _, err = run(built, capsys, "kamus")
    assert code == 2
    assert "python -m etl bangun" in err


def test_klaim_renews_the_guide(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "klaim.md"
    current = CLAIM_GUIDE.read_text(encoding="utf-8")
    copy.write_text(claim_guide.BLOCK.sub(r"<!-- mulai: \1 -->\n<!-- akhir: \1 -->", current), encoding="utf-8")
    assert len(copy.read_text(encoding="utf-8")) < len(current) / 2
    monkeypatch.setattr(command, "CLAIM_GUIDE", copy)
    assert run(tmp_path, capsys, "klaim")[0] == 0
    assert copy.read_text(encoding="utf-8") == current


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, SHIPPED_DATA),
        ({"PEDULIHAM_DATA": "  "}, SHIPPED_DATA),
        ({"PEDULIHAM_DATA": "~/d"}, Path.home() / "d"),
        ({"PEDULIHAM_DATA": "/a/../b"}, Path("/b")),
    ],
)
def test_the_data_folder_comes_from_the_environment(environ: dict[str, str], expected: Path) -> None:
    assert data_folder(environ) == expected
