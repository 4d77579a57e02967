"""The commands from load to withdrawal, as an operator uses them: what is said, what is changed, the exit codes."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from hasil_tools import ask, complete, tables_of, write_results

from etl.__main__ import main
from etl.base.paths import WORKSPACE_NAME
from etl.inputs import reference
from etl.results import history, options, store

Row = dict[str, object]


class Desk:
    """A data folder and the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.errors = ""

    def run(self, *arguments: str, who: str = "Ditjen HAM") -> tuple[int, str]:
        """One command; its exit code and what it printed."""
        code = main(arguments, {"PEDULIHAM_DATA": str(self.folder), "PEDULIHAM_SIAPA": who})
        printed = self._capsys.readouterr()
        self.errors = printed.err
        return code, printed.out


@pytest.fixture
def desk(built_empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(Path(shutil.copytree(built_empty, tmp_path / "data")), capsys)
    capsys.readouterr()
    return made


@pytest.fixture
def rows(built_empty: Path) -> list[Row]:
    return complete(tables_of(built_empty), rights=False)[:30]


def test_the_life_of_a_result(desk: Desk, rows: list[Row], tmp_path: Path) -> None:
    """One long way, since every step is a build: loaded, checked, published, replaced, compared, taken back, withdrawn."""
    file = write_results(tmp_path / "hasil.csv", rows)
    code, said = desk.run("muat", str(file), "--tahun", "2024")
    assert code == 0
    assert said.index("wilayah dikenali lewat") < said.index("… menyusun gudang data"), "what was understood comes first"
    assert "“Predikat”: predikat" in said
    assert "Draf versi 1 tahun 2024 tersimpan: 30 baris diterima, 0 ditolak" in said

    code, said = desk.run("periksa", "--tahun", "2024")
    assert (code, said.splitlines()[0]) == (0, "Versi 1 tahun 2024, hasil.csv: 30 baris diterima, 0 ditolak")
    assert "PERINGATAN wilayah-tidak-ada" in said

    code, said = desk.run("terbit", "--tahun", "2024", "--pada", "2099-12-10T09:00+07:00")
    assert code == 0
    assert "terbit pada 2099-12-10 09.00 WIB" in said
    assert ask(desk.folder, "SELECT count(*) FROM mart.versi_hasil") == [(0,)]
    code, said = desk.run("riwayat")
    assert "2024 versi 1: terjadwal, terbit pada 2099-12-10 09.00 WIB; hasil.csv, 30 baris, 0 ditolak" in said

    assert desk.run("terbit", "--tahun", "2024", "--versi", "1", "--pada", "2001-01-01T00:00+07:00")[0] == 2
    assert "Waktu terbit 2001-01-01 00.00 WIB sudah lewat" in desk.errors, "never at once for a slip of the year"
    assert ask(desk.folder, "SELECT count(*) FROM mart.versi_hasil") == [(0,)]
    code, said = desk.run("terbit", "--tahun", "2024", "--versi", "1", who="Sekretaris")
    assert code == 0
    assert "Jadwal terbit versi 1 dibatalkan" in said
    assert said.endswith("Versi 1 tahun 2024 terbit.\n")
    assert ask(desk.folder, "SELECT versi, keadaan FROM mart.versi_hasil") == [(1, "terbit")]

    first = next(row for row in rows if row["Partisipasi"] == "ya")
    first["Nilai total"] = 99.5
    desk.run("muat", str(write_results(tmp_path / "hasil.csv", rows[:29])), "--tahun", "2024")
    code, said = desk.run("terbit", "--tahun", "2024")
    assert code == 2
    assert "mengubahnya memerlukan alasan" in desk.errors
    _compared(desk, first)
    assert desk.run("tarik", "--tahun", "2024", "--alasan", "ditunda")[0] == 0
    _told(desk)


def _compared(desk: Desk, first: Row) -> None:
    """The round with the second file against the round without: a region that it does not name stays what it was."""
    code, said = desk.run("banding", "--tahun", "2024", "--versi", "1", "--versi", "2")
    assert code == 0
    assert desk.run("banding", "--tahun", "2024")[1].splitlines()[:-1] == said.splitlines()[:-1], "published, and with the draft"
    assert f"{first['Kode']} {first['Kabupaten/Kota']}: skor_total" in said
    assert "→ 99,5" in said
    assert "1 nilai pada 1 kabupaten/kota berbeda" in said
    _, as_json = desk.run("banding", "--tahun", "2024", "--versi", "1", "--versi", "2", "--json")
    changed = {(one["kode"], one["arti"]): (one["semula"], one["menjadi"]) for one in json.loads(as_json)}
    assert changed[first["Kode"], "skor_total"][1] == 99.5
    assert len(changed) == len(said.splitlines()) - 1


def _told(desk: Desk) -> None:
    code, said = desk.run("riwayat", "--tahun", "2024")
    assert code == 0
    assert "Sekretaris: terbit 2024 versi 1" in said
    assert "Ditjen HAM: tarik 2024 versi 1: ditunda" in said
    assert store.origins(desk.folder)[1].sha256 in said
    assert "Rantai riwayat utuh: 5 peristiwa." in said
    _, as_json = desk.run("riwayat", "--json")
    told = json.loads(as_json)
    assert [(one["versi"], one["keadaan"]) for one in told["versi"]] == [(1, "ditarik"), (2, "draf")]
    assert [one["apa"] for one in told["peristiwa"]] == ["muat", "terbit", "terbit", "muat", "tarik"]
    assert told["rusak"] == []


def test_json_is_what_other_programs_were_promised(desk: Desk, rows: list[Row], tmp_path: Path) -> None:
    """Accepted, refused, findings with place and sentence; 1 for refused rows; nothing else on standard output."""
    rows[3]["Kode"], rows[3]["Kabupaten/Kota"] = "", "Entah Berantah"
    rows[4]["Nilai total"] = "tinggi"
    code, said = desk.run("muat", str(write_results(tmp_path / "hasil.csv", rows)), "--tahun", "2024", "--json")
    told = json.loads(said)
    assert code == 1
    assert list(told) == ["diterima", "ditolak", "temuan", "ringkasan"]
    assert (told["diterima"], told["ditolak"]) == (28, 2)
    unknown = next(one for one in told["temuan"] if one["kode"] == "wilayah-tidak-dikenal")
    assert list(unknown) == ["kode", "tingkat", "lembar", "baris", "kolom", "pesan"]
    assert (unknown["tingkat"], unknown["lembar"], unknown["baris"], unknown["kolom"]) == ("galat", "hasil", 5, "B")
    assert {"skor-bukan-angka"} <= {one["kode"] for one in told["temuan"]}
    assert desk.run("periksa", "--tahun", "2024", "--json") == (1, said), "a version tells again what loading it told"
    errors = "SELECT kode, count(*) FROM draf.temuan WHERE tingkat = 'galat' GROUP BY ALL ORDER BY ALL"
    found = ask(desk.folder, errors, name=WORKSPACE_NAME)
    assert found == [("skor-bukan-angka", 1), ("wilayah-tidak-dikenal", 1)]


def test_a_file_of_which_nothing_can_be_taken_is_not_kept(desk: Desk, rows: list[Row], tmp_path: Path) -> None:
    for row in rows:
        row["Kode"], row["Kabupaten/Kota"] = "", "Entah Berantah"
    file = write_results(tmp_path / "hasil.csv", rows[:3])
    code, said = desk.run("muat", str(file), "--tahun", "2024", "--json")
    told = json.loads(said)
    assert (code, told["diterima"], told["ditolak"]) == (2, 0, 3)
    code, said = desk.run("muat", str(file), "--tahun", "2024")
    assert code == 2
    assert "Tidak ada yang dimuat: 0 baris diterima, 3 ditolak" in said
    code, said = desk.run("muat", str(tmp_path / "tidak-ada.csv"), "--tahun", "2024", "--json")
    assert (code, json.loads(said)) == (2, {"diterima": 0, "ditolak": 0, "temuan": []})
    assert "tidak-ada.csv tidak dapat dibaca" in desk.errors
    assert desk.run("muat", str(file), "--tahun", "2021")[0] == 2
    assert "Tahun 2021 tidak dinilai" in desk.errors
    assert not (desk.folder / "hasil").exists()


def test_trying_and_correcting_a_column_loads_nothing(desk: Desk, rows: list[Row], tmp_path: Path) -> None:
    renamed = [{"Kode": row["Kode"], "Kabupaten/Kota": row["Kabupaten/Kota"], "Kolom X": row.get("Predikat", "")} for row in rows]
    renamed = [row | {"Nilai": other.get("Nilai total", "")} for row, other in zip(renamed, rows, strict=True)]
    file = write_results(tmp_path / "hasil.csv", renamed)
    before = sorted(desk.folder.rglob("*"))
    code, said = desk.run("muat", str(file), "--tahun", "2024", "--coba")
    assert code == 2, "the predicates stand in a column that nobody named"
    assert "Kolom “Kolom X” tampaknya berisi hasil penilaian" in said
    code, said = desk.run("muat", str(file), "--tahun", "2024", "--coba", "--kolom", "C=")
    assert code == 0
    assert "Tidak ada yang dimuat (--coba): 30 baris diterima" in said
    corrected = ["--kolom", "C=predikat", "--kolom", "hasil!D=skor_total"]
    code, without = desk.run("muat", str(file), "--tahun", "2024", "--coba", *corrected)
    assert code == 0
    assert without != said
    assert "predikat" in without
    assert sorted(desk.folder.rglob("*")) == before
    assert desk.run("muat", str(file), "--tahun", "2024", "--kolom", "predikat")[0] == 2
    assert "--kolom 'predikat' tidak dipahami" in desk.errors


def test_a_remembered_spelling_is_understood_from_then_on(desk: Desk, rows: list[Row], tmp_path: Path) -> None:
    name = str(rows[0]["Kabupaten/Kota"])
    rows[0] |= {"Kode": "", "Kabupaten/Kota": "Bumi Serambi Selatan"}
    file = write_results(tmp_path / "hasil.csv", rows[:2])
    assert desk.run("muat", str(file), "--tahun", "2024", "--coba")[0] == 1
    code = str(complete(tables_of(desk.folder))[0]["Kode"])
    for _ in range(2):  # the second time says the same and adds nothing
        done, said = desk.run("alias", " Bumi  Serambi Selatan ", code)
        assert (done, name in said) == (0, True)
    with (desk.folder / "alias_wilayah.csv").open(encoding="utf-8", newline="") as written:
        lines = list(csv.DictReader(written))
    assert [(one["tulisan"], one["kode"]) for one in lines if one["kode"] == code] == [("Bumi Serambi Selatan", code)]
    assert lines[-1]["keterangan"].startswith("Ditjen HAM, 20")
    reference.load(desk.folder)
    done, said = desk.run("muat", str(file), "--tahun", "2024", "--coba")
    assert done == 0
    assert f"{name} (lewat alias)" in said


REFUSED_ALIASES = {
    "an unknown code": (("Bumi Anu", "99.99"), "Kode '99.99' tidak ada"),
    "nothing": ((" . ", "13.71"), "kosong"),
    "a name that means another": (("Kota Solok", "13.71"), "'Kota Solok' adalah Kota Solok (13.72)"),
}


@pytest.mark.parametrize("case", REFUSED_ALIASES)
def test_a_spelling_that_cannot_be_remembered(desk: Desk, case: str) -> None:
    arguments, said = REFUSED_ALIASES[case]
    before = (desk.folder / "alias_wilayah.csv").read_bytes()
    assert desk.run("alias", *arguments)[0] == 2
    assert said in desk.errors
    assert (desk.folder / "alias_wilayah.csv").read_bytes() == before


def test_an_alias_is_not_given_a_second_meaning(desk: Desk) -> None:
    assert desk.run("alias", "Bumi Anu", "13.71")[0] == 0
    assert desk.run("alias", "bumi  anu", "13.72")[0] == 2
    assert "sudah diingat sebagai 13.71" in desk.errors


WRONG = {
    "a time without zone": (["terbit", "--tahun", "2024", "--pada", "2024-12-10T09:00"], "tanpa zona waktu"),
    "no time at all": (["terbit", "--tahun", "2024", "--pada", "besok"], "tidak dipahami"),
    "no year": (["terbit"], "Tahun belum disebut"),
    "nothing loaded": (["terbit", "--tahun", "2024"], "Tidak ada draf tahun 2024"),
    "nothing to check": (["periksa", "--tahun", "2024"], "Belum ada hasil tahun 2024"),
    "one version": (["banding", "--tahun", "2024", "--versi", "1"], "Sebut tepat dua versi"),
    "versions that are not there": (["banding", "--tahun", "2024", "--versi", "1", "--versi", "2"], "Versi 1 tahun 2024 tidak ada"),
    "nothing to withdraw": (["tarik", "--tahun", "2024", "--alasan", "x"], "Tidak ada hasil tahun 2024"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_done_is_told_with_what_to_do(desk: Desk, case: str) -> None:
    arguments, said = WRONG[case]
    assert desk.run(*arguments)[0] == 2
    assert said in desk.errors
    assert "Yang perlu dilakukan:" in desk.errors
    assert not (desk.folder / "hasil").exists()


def test_an_empty_history_and_nothing_due(desk: Desk) -> None:
    assert desk.run("riwayat") == (0, "Belum ada hasil yang dimuat.\nRantai riwayat utuh: 0 peristiwa.\n")
    assert desk.run("terbit", "--jatuh-tempo") == (0, "Tidak ada yang jatuh tempo; gudang data dibiarkan.\n")
    assert history.read(desk.folder).events == ()


def test_every_command_is_carried_out() -> None:
    assert {"muat", "periksa", "terbit", "riwayat", "kembali", "tarik", "banding", "alias"} == options.LIFE
    assert options.LIFE < options.VERBS
