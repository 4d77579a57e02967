"""Personal data in files of results and entries: said with their place, masked in what is kept, erased where kept already."""

import io
import json
import shutil
import zipfile

import openpyxl
import pytest
import xlwt
from hasil_tools import NOW, ask, decide, later, load
from office_tools import xlsb

from etl.__main__ import main
from etl.base import chain
from etl.base.errors import UserError
from etl.base.paths import WORKSPACE_NAME
from etl.build import erasure, life
from etl.entries import ledger
from etl.entries.area import EVERYTHING
from etl.entries.ledger import Author, WantedChange
from etl.forms import personal, privacy
from etl.results import official, store
from etl.results.draft import read_draft

SECRETS = ("1371014501800001", "198001012005012001", "081234567801", "siti1@gmail.com", "082345678901")
NOTE = f"PIC HP {SECRETS[2]}, NIP {SECRETS[1]}, {SECRETS[3]}, NIK {SECRETS[0]}"
OPERATOR = Author("operator@contoh.go.id", ("operator",), frozenset({"lihat", "isi", "setuju", "muat"}), EVERYTHING)


def book():
    """A table with personal data in a note, in a refused row, as a number, in a remark and on a hidden sheet."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Rekap"
    for row in (
        ["Kabupaten/Kota", "Nilai", "Predikat", "Keterangan", "Kontak"],
        ["Kota Padang", 90.5, "Peduli HAM", NOTE, 82345678901],
        ["Kab. Atlantis", 80, "Peduli HAM", NOTE, None],
    ):
        sheet.append(row)
    sheet["A2"].comment = openpyxl.comments.Comment(NOTE, "Siti")
    hidden = made.create_sheet("Kontak")
    hidden.sheet_state = "hidden"
    hidden["A1"] = NOTE
    made.properties.creator = "Siti Rahmawati"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def written(path):
    """That table, or the like as CSV."""
    if path.suffix == ".xlsx":
        path.write_bytes(book())
    else:
        path.write_text(
            f'Kabupaten/Kota;Nilai;Keterangan\nKota Padang;90,5;"{NOTE}"\nKab. Atlantis;80;{SECRETS[4]}\n', encoding="utf-8"
        )
    return path


@pytest.fixture(scope="module")
def kept_before(built_empty, tmp_path_factory):
    """A folder in which everything stands as it came: it was kept before any of this."""
    folder = shutil.copytree(built_empty, tmp_path_factory.mktemp("lama") / "data")
    with pytest.MonkeyPatch.context() as patch:
        kept_as_before(folder, written(folder.parent / "hasil.xlsx"), patch)
    return folder


@pytest.fixture
def old(kept_before, tmp_path):
    """A copy of it."""
    return shutil.copytree(kept_before, tmp_path / "lama")


def said(folder):
    """Everything that stands in the files of a folder, packed parts unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()
            if path.suffix == ".xlsx":
                with zipfile.ZipFile(path) as packed:
                    yield from ((path, packed.read(name)) for name in packed.namelist())


def left(folder):
    """(File, secret) for each that can still be read. What was public is not: editions, and the list of their reasons."""
    found = [(path.relative_to(folder), content) for path, content in said(folder)]
    found = [(path, content) for path, content in found if path.parts[0] not in ("versi", "publik.duckdb")]
    return sorted(
        {(str(path), one) for path, content in found for one in SECRETS if one.encode() in content and path.parts[0] != "versi"}
    )


@pytest.mark.parametrize("name", ["hasil.xlsx", "hasil.csv"])
def test_each_cell_is_said_with_its_place_and_nothing_of_it_is_kept(folder, tmp_path, name):
    file = written(tmp_path / name)
    loaded = load(folder, file)
    found = {one.place(): one for one in loaded.draft.findings if one.code == privacy.CODE}
    where = "lembar Rekap, baris 2, kolom D" if file.suffix == ".xlsx" else "lembar hasil, baris 2, kolom C"
    assert where in found
    assert "telepon, NIP, surel, NIK" in found[where].sentence()
    assert "telephone, NIP, e-mail, NIK" in found[where].sentence("en")
    others = ("lembar Rekap, baris 2, kolom E", "lembar Rekap, baris 3, kolom D")
    assert set(others if file.suffix == ".xlsx" else ["lembar hasil, baris 3, kolom C"]) <= set(found)
    assert left(folder) == []
    version = store.load_version(folder, 2024, loaded.version)
    assert version.rows[0].note == personal.masked(NOTE)
    assert version.origin.original == store.MASKED
    kept = openpyxl.load_workbook(store.path_of(folder, 2024, 1) / store.MASKED)
    sheet = kept["Rekap"] if file.suffix == ".xlsx" else kept.worksheets[0]
    assert sheet["A2"].value == "Kota Padang"
    assert "[NIK disamarkan]" in str([cell.value for cell in sheet[2]])
    assert kept.properties.creator != "Siti Rahmawati"


def kept_aside(path):
    """A table without personal data, and a hidden sheet that holds some."""
    table = [["Kabupaten/Kota", "Nilai"], ["Kota Padang", 90.5]]
    if path.suffix == ".xlsx":
        made = openpyxl.Workbook()
        made.active.title = "Rekap"
        for row in table:
            made.active.append(row)
        made.create_sheet("Kontak", 0)["B3"] = NOTE
        made["Kontak"].sheet_state = "hidden"
        made.active = 1
        made.save(path)
    elif path.suffix == ".xls":
        old_book = xlwt.Workbook()
        aside, sheet = old_book.add_sheet("Kontak"), old_book.add_sheet("Rekap")
        for place, row in enumerate(table):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell)
        aside.write(2, 1, NOTE)
        aside.visibility = 1
        old_book.set_active_sheet(1)
        old_book.save(str(path))
    else:
        sheets = {"Kontak": {2: {1: NOTE}}, "Rekap": {place: dict(enumerate(row)) for place, row in enumerate(table)}}
        xlsb(path, sheets, hidden=("Kontak",))
    return path


@pytest.mark.parametrize("name", ["hasil.xlsx", "hasil.xls", "hasil.xlsb"])
def test_a_hidden_sheet_is_searched_though_nobody_reads_results_from_it(folder, tmp_path, name):
    loaded = load(folder, kept_aside(tmp_path / name))
    found = {one.code: one.place() for one in loaded.draft.findings if one.sheet == "Kontak"}
    assert found == {"lembar-tersembunyi": "lembar Kontak", privacy.CODE: "lembar Kontak, baris 3, kolom B"}
    assert [row.code for row in loaded.draft.rows] == ["13.71"]
    assert left(folder) == []
    place = store.path_of(folder, 2024, loaded.version)
    assert [path.name for path in place.glob("asli*")] == [store.MASKED]
    kept = openpyxl.load_workbook(place / store.MASKED)
    assert (kept["Kontak"].sheet_state, kept["Rekap"].sheet_state) == ("hidden", "visible")
    assert kept["Kontak"]["B3"].value == personal.masked(NOTE)
    assert kept["Rekap"]["A2"].value == "Kota Padang"


def test_a_file_without_is_kept_to_the_letter(folder, tmp_path):
    path = tmp_path / "hasil.csv"
    path.write_text("Kabupaten/Kota;Nilai\nKota Padang;90,5\n", encoding="utf-8")
    loaded = load(folder, path)
    assert (store.path_of(folder, 2024, loaded.version) / "asli.csv").read_bytes() == path.read_bytes()


def kept_as_before(folder, file, patch):
    """What was kept before any of this: results, a decision and entries with personal data as they came."""
    patch.setattr(privacy, "hidden", lambda book: (book, []))
    patch.setattr(personal, "masked", lambda text: text)
    draft = read_draft(file, 2024, life.reference.load(folder))
    life.load(folder, file, draft, by="uji", now=NOW)
    decide(folder, "terbit", later(minutes=1))
    decide(folder, "tarik", later(minutes=2), reason=f"diminta {SECRETS[2]}")
    for number, text in enumerate((NOTE, "biasa", f"hubungi {SECRETS[4]}"), start=1):
        value = {"dugaan": number, "rekomendasi": 1, "terjawab": 1, "keterangan": text}
        change = WantedChange("yankomas", ("2024", f"53.0{number}"), value, None)
        ledger.record(folder, [change], author=OPERATOR, reason=f"dari {SECRETS[3]}", now=NOW)
    refused = folder / "isian" / "ditolak"
    refused.mkdir()
    (refused / "a.csv").write_text(f"lembar,isi\nRekap,{NOTE!r}\n".replace("'", '"'), encoding="utf-8")


def erase(folder, now=None):
    return erasure.erase(folder, author=OPERATOR, now=now or later(days=1), reason="permintaan", progress=lambda step: None)


def test_masking_decides_nothing_about_a_version(folder, tmp_path):
    """One that is scheduled stays so, and comes into force by the clock as if nothing had been masked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(privacy, "hidden", lambda book: (book, []))
        draft = read_draft(written(tmp_path / "hasil.csv"), 2024, life.reference.load(folder))
        life.load(folder, tmp_path / "hasil.csv", draft, by="uji", now=NOW)
    decide(folder, "terbit", NOW, due=later(days=2))
    assert erase(folder, later(days=1)).versions == [(2024, 1)]
    results = official.read(folder)
    assert (results.record(2024, later(days=1)).versions, results.record(2024, later(days=1)).scheduled) == ((), (1,))
    life.publish_due(folder, now=later(days=3))
    assert official.read(folder).record(2024, later(days=3)).versions == (1,)
    assert [event.what for event in official.read(folder).events] == ["muat", "terbit", "samar", "berlaku"]


def test_what_is_kept_already_is_erased_and_the_chains_still_prove(old):
    folder = old
    assert left(folder)
    seals = {name: chain.read(folder / name).seal for name in ("isian/catatan.jsonl", "hasil/riwayat.jsonl")}
    places = {name: len(chain.read(folder / name).lines) for name in seals}
    done = erase(folder)
    assert done.versions == [(2024, 1)]
    assert (done.entries, done.decisions, done.refused) == (3, 1, 1)
    assert left(folder) == []
    for name, seal in seals.items():
        found = chain.read(folder / name)
        assert not found.faults
        assert seal in found.seals
        assert len(found.lines) > places[name]
        assert all(line["no"] == number for number, line in enumerate(found.lines, start=1))
    entries = ledger.read(folder).entries
    assert [entry.who for entry in entries] == ["operator@contoh.go.id"] * 4
    assert entries[0].changes[0].after["keterangan"] == personal.masked(NOTE)
    assert entries[1].changes[0].after["keterangan"] == "biasa"
    assert entries[3].changes == ()
    assert entries[3].reason == "permintaan"
    version = store.load_version(folder, 2024, 1)
    assert version.rows[0].note == personal.masked(NOTE)
    assert official.read(folder).origins[0].original == store.MASKED
    assert ask(folder, "SELECT count(*) FROM mart.versi_hasil", name=WORKSPACE_NAME)
    assert not erase(folder, later(days=2))  # nothing is left to do
    with pytest.raises(UserError, match="tidak mengubah isian"):
        ledger.undo(folder, 4, author=OPERATOR, reason="uji", now=NOW)
    assert ledger.record(  # the chain goes on
        folder,
        [WantedChange("yankomas", ("2024", "53.09"), {"dugaan": 1, "rekomendasi": 1, "terjawab": 1}, None)],
        author=OPERATOR,
        now=NOW,
    )
    assert ledger.read(folder).entries[4].number == 5


def test_a_line_changed_without_being_attested_is_a_break(old):
    folder = old
    erase(folder)
    path = folder / "isian" / "catatan.jsonl"
    whole = path.read_text(encoding="utf-8")
    lines = whole.splitlines()
    second = json.loads(lines[1])
    forged = json.dumps({**second, "alasan": "lain", "sidik_semula": json.loads(lines[2])["sebelum"]}, ensure_ascii=False)
    for bad in (
        "\n".join([lines[0], forged, *lines[2:]]) + "\n",  # claims to have been masked
        whole.replace("[surel disamarkan]", "seseorang", 1),  # masked, then changed again
        "\n".join(lines[:3]) + "\n",  # the line that attests is gone
    ):
        path.write_text(bad, encoding="utf-8")
        assert chain.read(path).faults
        with pytest.raises(UserError, match="tidak utuh"):
            ledger.read(folder)
    path.write_text(whole, encoding="utf-8")
    assert not chain.read(path).faults


@pytest.mark.parametrize("step", ["events", "between", "after"])
def test_begun_again_after_a_crash_it_does_what_is_left(old, monkeypatch, step):
    folder = old

    class CrashError(BaseException):
        pass

    def crash(aside):
        if step == "between":
            aside.with_name("0001").rename(aside.with_name("0001.lama"))
        if step == "after":
            real(aside)
        raise CrashError

    real = store.settle_again
    with monkeypatch.context() as patch:
        patch.setattr(store, "settle_again", crash)
        with pytest.raises(CrashError):
            erase(folder)
    if step != "between":
        official.read(folder)  # whole at every moment but that one, which the next build mends
    erase(folder, later(days=2))
    assert main(["bangun"], {"PEDULIHAM_DATA": str(folder)}) == 0
    assert left(folder) == []
    assert official.read(folder).origins[0].original == store.MASKED
    assert [path.name for path in (folder / "hasil" / "2024").iterdir()] == ["0001"]


def test_the_command_says_what_it_did(old, capsys):
    folder = old
    environ = {"PEDULIHAM_DATA": str(folder), "USER": "uji"}
    assert main(["hapus-data-pribadi", "--alasan", "permintaan warga"], environ) == 0
    told = capsys.readouterr().out
    assert "Hasil 2024 versi 1" in told
    assert "3 catatan" in told
    assert "Cadangan lama" in told
    assert "versi tutup" in told  # the reason was public
    assert main(["hapus-data-pribadi"], environ) == 0
    assert "Tidak ada data pribadi" in capsys.readouterr().out
    for more in ([], ["--json"]):
        assert main(["riwayat", *more], environ) == 0
    assert main(["jejak"], environ) == 0
    assert "permintaan warga" in capsys.readouterr().out


def test_entries_typed_or_by_file_are_masked(folder, tmp_path):
    change = WantedChange("yankomas", ("2024", "53.01"), {"dugaan": 1, "rekomendasi": 1, "terjawab": 1, "keterangan": NOTE}, None)
    entry = ledger.record(folder, [change], author=OPERATOR, reason=f"kata {SECRETS[3]}", now=NOW)
    assert entry.reason == "kata [surel disamarkan]"
    path = tmp_path / "yankomas.csv"
    path.write_text(f"Kode;Dugaan;Rekomendasi;Terjawab;Keterangan\n53.02;1;1;1;{NOTE}\n53.03;x;1;1;{NOTE}\n", encoding="utf-8")
    from etl.entries import file as entries

    seen = entries.understand(folder, path, author=OPERATOR, now=NOW, kind="yankomas", year=2024)
    assert [one.place() for one in seen.findings if one.code == privacy.CODE] == [
        "lembar yankomas, baris 2, kolom E",
        "lembar yankomas, baris 3, kolom E",
    ]
    entries.save(folder, seen, author=OPERATOR, reason="", now=NOW)
    assert left(folder) == []
