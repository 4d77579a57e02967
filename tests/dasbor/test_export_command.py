"""`python -m etl ekspor`: what it writes, what it says, and that it never leaves half a file."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dasbor.exports import command, publications
from dasbor.exports.publications import PublicationFile
from dasbor.mart import warehouse
from etl.__main__ import main


def run(capsys, folder, *arguments):
    code = main(["ekspor", *arguments, "--keluar", str(folder)])
    return code, *capsys.readouterr()


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_every_table_of_a_province_with_a_line_per_file(record, tmp_path, capsys):
    out = tmp_path / "baru" / "lagi"
    code, said, err = run(capsys, out, "--cakupan", "provinsi", "--kode", "16", "--tahun", "2022", "--format", "csv,paket")
    assert (code, err) == (0, "")
    version = warehouse.stamp().version
    tables = (
        *("angka", "bagian", "hasil-kabkota", "klaim", "perpindahan", "predikat", "program", "putaran"),
        *("regulasi", "rekap-provinsi", "tahapan", "target", "wilayah"),
    )
    assert names(out) == sorted(
        [
            *(f"{one}-provinsi-16-2022-data-20250102-{version}.csv" for one in tables),
            f"paket-data-provinsi-16-2022-data-20250102-{version}.zip",
        ]
    )
    assert said.count("\n  [") == 14
    assert "[ 1/14] hasil-kabkota-provinsi-16-2022" in said
    assert said.rstrip().endswith("Selesai: 14 berkas.")
    results = next(name for name in names(out) if name.startswith("hasil-kabkota"))
    rows = list(csv.DictReader((out / results).open(encoding="utf-8-sig")))
    assert sum(row["predikat"] == "Peduli HAM" for row in rows) == 3


def test_all_of_a_year_is_the_nation_and_its_provinces(record, tmp_path, capsys):
    code, said, _ = run(capsys, tmp_path, "--semua", "--tahun", "2022", "--format", "paket", "--bahasa", "id,en")
    assert code == 0
    assert len(names(tmp_path)) == 1 + 34
    assert "[ 1/35] paket-data-nasional-2022" in said
    assert "[35/35] paket-data-provinsi-92-2022" in said


def test_all_years_of_the_data_are_one_file_and_years_before_a_province_are_left_out(record, tmp_path, capsys):
    code, _, _ = run(capsys, tmp_path, "--cakupan", "provinsi", "--kode", "95,16", "--tahun", "semua", "--format", "paket")
    assert code == 0
    assert [name.partition("-semua-tahun-")[0] for name in names(tmp_path)] == ["paket-data-provinsi-16", "paket-data-provinsi-95"]


def test_without_a_year_it_is_the_newest(record, tmp_path, capsys):
    run(capsys, tmp_path, "--cakupan", "daerah", "--kode", "16.71", "--format", "xlsx", "--bahasa", "en")
    assert names(tmp_path) == [f"data-daerah-16.71-2024-en-data-20250102-{warehouse.stamp().version}.xlsx"]


PROVINCE = ("--cakupan", "provinsi", "--kode", "16")
REFUSED = {
    "year without assessment": (("--tahun", "2021", "--format", "csv"), "Tahun 2021 tanpa penilaian"),
    "unknown year": (("--tahun", "1999", "--format", "csv"), "Tidak ada putaran penilaian tahun 1999"),
    "a word for a year": (("--tahun", "kemarin", "--format", "csv"), "Tidak ada putaran penilaian tahun kemarin"),
    "unknown province": (("--cakupan", "provinsi", "--kode", "99", "--format", "csv"), "Tidak ada provinsi berkode “99”"),
    "a province formed later": (
        ("--cakupan", "provinsi", "--kode", "16,95", "--tahun", "2020", "--format", "csv"),
        "Tidak ada provinsi berkode “95” pada tahun 2020",
    ),
    "one of two codes in all years": (
        ("--cakupan", "provinsi", "--kode", "16,99", "--tahun", "semua", "--format", "csv"),
        "Tidak ada provinsi berkode “99”",
    ),
    "unknown office": (("--cakupan", "kanwil", "--kode", "bandung", "--format", "csv"), "Tidak ada kanwil bernama “bandung”"),
    "unknown region": (("--cakupan", "daerah", "--kode", "1671", "--format", "csv"), "Tidak ada kabupaten/kota berkode “1671”"),
    "no code": (("--cakupan", "provinsi", "--format", "csv"), "Tidak ada provinsi berkode “—”"),
    "unknown scope": (("--cakupan", "desa", "--format", "csv"), "Cakupan “desa” tidak dikenal"),
    "code of the nation": (("--kode", "16", "--format", "csv"), "tidak memakai kode"),
    "unknown format": ((*PROVINCE, "--format", "csv,docx"), "Format “docx” tidak dikenal"),
    "a format the scope does not have": (
        ("--cakupan", "daerah", "--kode", "16.71", "--format", "csv,geojson"),
        "Format geojson tidak dibuat untuk cakupan daerah",
    ),
    "unknown language": ((*PROVINCE, "--format", "xlsx", "--bahasa", "jv"), "Bahasa “jv” tidak dikenal"),
    "all and one": (("--semua", "--kode", "16", "--format", "csv"), "--semua tidak dipakai bersama --kode"),
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_wrong_choice_is_refused_before_anything_is_written(record, tmp_path, capsys, arguments, sentence):
    out = tmp_path / "keluar"
    code, said, err = run(capsys, out, *arguments)
    assert (code, said) == (2, "")
    assert err.startswith(f"GAGAL. {sentence}" if sentence[0].isupper() else "GAGAL. ")
    assert sentence in err
    assert "Yang perlu dilakukan: perbaiki pilihan itu lalu ulangi" in err
    assert not out.exists()


def test_a_folder_that_cannot_be_written(record, tmp_path, capsys):
    (tmp_path / "berkas").write_text("bukan folder")
    code, _, err = run(capsys, tmp_path / "berkas" / "keluar", *PROVINCE, "--format", "paket")
    assert code == 2
    assert "tidak dapat ditulisi" in err
    assert "pilih folder lain dengan --keluar" in err


def test_without_data_it_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path / "kosong"))
    code, _, err = run(capsys, tmp_path / "keluar", "--format", "csv")
    assert code == 2
    assert "Data belum ada" in err
    assert "Yang perlu dilakukan: bangun gudang data lebih dahulu" in err


@pytest.fixture
def one_file(record, tmp_path):
    """An earlier file in the folder, and what is asked for instead of it."""
    (tmp_path / "a.csv").write_bytes(b"lama")
    return tmp_path, PublicationFile("csv", "", "a.csv", "text/csv", lambda: b"baru" * 1000)


def test_a_full_disk_leaves_the_former_file_whole(one_file, monkeypatch):
    folder, file = one_file

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(command.ExportError) as caught, command.reported(folder):
        command._write(folder, file.name, file.make())
    assert "No space left" in caught.value.sentence
    assert names(folder) == ["a.csv"]
    assert (folder / "a.csv").read_bytes() == b"lama"


def test_being_stopped_while_writing_leaves_no_half_file(one_file, monkeypatch):
    folder, file = one_file
    monkeypatch.setattr(os, "fsync", lambda descriptor: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        command._write(folder, file.name, file.make())
    assert names(folder) == ["a.csv"]


def test_data_replaced_meanwhile_stops_before_a_file_of_two_versions(record, tmp_path, capsys, monkeypatch):
    stamps = iter([warehouse.stamp()])
    other = warehouse.Stamp(warehouse.stamp().built, "lain")
    real = publications.files(publications.Wish(publications.Scope("provinsi", "16", 2022), "id"), ["paket"])
    monkeypatch.setattr(command, "_files", lambda options: list(real))
    monkeypatch.setattr(command.warehouse, "stamp", lambda: next(stamps, other))
    monkeypatch.setattr(publications.package, "package_zip", lambda data: b"")
    code, _, err = run(capsys, tmp_path / "keluar", "--format", "paket")
    assert code == 2
    assert "Gudang data diganti selagi berkas ditulis" in err
    assert names(tmp_path / "keluar") == []


def test_the_program_as_people_start_it(record, tmp_path):
    """As a process: files on disk, nothing of Streamlit opened on the way, no traceback on failure."""
    watch = "import sys; from etl.__main__ import main; code = main(); sys.exit(code or 10 * ('streamlit' in sys.modules))"
    environment = {**os.environ, "PEDULIHAM_DATA": str(record), "PYTHONPATH": str(Path(command.__file__).parents[2])}
    call = [sys.executable, "-c", watch, "ekspor", "--format", "xlsx,gambar", "--cakupan", "provinsi", "--kode", "16", "--keluar"]
    done = subprocess.run([*call, str(tmp_path)], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {name.rpartition(".")[2] for name in names(tmp_path)} == {"xlsx", "png", "svg"}
    done = subprocess.run([*call, str(tmp_path), "--tahun", "2021"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
