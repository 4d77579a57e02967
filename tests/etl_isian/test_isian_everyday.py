"""Entries by file as offices write them: everyday words and headings, sums, what is hidden or merged."""

import pytest
import xlsxwriter
from isian_tools import HEAD, KANWIL, NOW, YEAR, errors, planned, understand

from etl.__main__ import main
from etl.base.errors import UserError
from etl.entries import file

EVERYDAY = "No;Kab/Kota;Pengiriman;Tgl. Pengiriman;Verifikasi;Tanggal Verifikasi;Ket"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        *(
            (word, "sudah")
            for word in ("v", "√", "V", "Ya", "Sdh", "SUDAH", "1", "sudah mengirim", "Telah dikirim", "sudah kirim data")
        ),
        *((word, "belum") for word in ("Belum", "Blm", "0", "belum dikirim")),
        *((word, "tidak") for word in ("Tidak", "tdk", "tidak mengirim")),
    ],
)
def test_stages_in_everyday_words(folder, tmp_path, said, state):
    seen = understand(folder, tmp_path, f"1;Kab. Kupang;{said};;;;", head=EVERYDAY, year=YEAR)
    assert planned(seen) == {("2026", "53.01", "mengirim"): {"keadaan": state, "tanggal": None}}
    assert seen.findings == ()


@pytest.mark.parametrize("said", ["x", "lengkap", "sudah, tetapi belum lengkap", "mungkin"])
def test_a_stage_that_may_be_several_things_is_asked_about(folder, tmp_path, said):
    seen = understand(folder, tmp_path, f"1;Kab. Kupang;{said};;;;", head=EVERYDAY, year=YEAR)
    assert errors(seen) == {(2, 3, "isian-nilai")}
    assert "belum" in seen.findings[0].sentence()


def test_days_with_a_short_year_and_headings_by_the_noun(folder, tmp_path):
    seen = understand(folder, tmp_path, "1;Kab. Kupang;v;1-3-26;√;12/03/2026;", head=EVERYDAY, year=YEAR)
    assert planned(seen) == {
        ("2026", "53.01", "mengirim"): {"keadaan": "sudah", "tanggal": "2026-03-01"},
        ("2026", "53.01", "diverifikasi"): {"keadaan": "sudah", "tanggal": "2026-03-12"},
    }
    by_row = understand(folder, tmp_path, "53.01;;2026;Pengiriman;Sdh;", head=HEAD)
    assert list(planned(by_row)) == [("2026", "53.01", "mengirim")]


def test_sums_are_no_rows_and_numbers_of_rows_no_entries(folder, tmp_path):
    seen = understand(folder, tmp_path, "1;Kab. Kupang;v;;;;", ";Jumlah;8;;;;", head=EVERYDAY.replace("No", "Nomor"), year=YEAR)
    assert (len(seen.planned), seen.rejected, seen.findings) == (1, (), ())


def test_yankomas_under_the_headings_offices_use(folder, tmp_path):
    head = "No;Kabupaten/Kota;Jumlah Aduan;Rekomendasi;Dijawab;Keterangan;Petugas"
    rows = ("1;Kab. Kupang;3;2;1;;Budi", "2;Kab. Belu;-;-;-;;", "3;Kab. Alor;2;1;2;;")
    seen = understand(folder, tmp_path, *rows, head=head, kind="yankomas", year=YEAR)
    told = {"dugaan": 3, "rekomendasi": 2, "terjawab": 1, "keterangan": None}
    assert planned(seen) == {("2026", "53.01"): told}
    assert errors(seen) == {(4, 5, "isian-nilai")}
    (unused,) = (one for one in seen.findings if one.level == "peringatan")
    assert unused.code == "isian-kolom-tidak-dipakai"
    assert "--kolom" not in unused.remedy()


def test_provinces_by_short_name(folder, tmp_path):
    seen = understand(folder, tmp_path, "2026;NTT;12", head="Tahun;Provinsi;Target Peduli HAM", kind="target")
    assert list(planned(seen)) == [("2026", "53")]


def sheet_of(tmp_path, rows, arrange=None):
    path = tmp_path / "isian.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Tahap")
        for number, row in enumerate([HEAD.split(";"), *rows]):
            sheet.write_row(number, 0, row)
        hidden = book.add_worksheet("Tenggat")
        hidden.write(0, 0, "lama")
        hidden.hide()
        if arrange:
            arrange(book, sheet)
    return path


ROWS = [
    ["53.01", "1. Kab. Kupang", 2026, "mengirim", "sudah"],
    ["53.71", "Kota Kupang, Provinsi Nusa Tenggara Timur", 2026, "mengirim", "belum"],
]


def test_what_is_hidden_is_asked_about_before_anything_is_saved(folder, tmp_path):
    path = sheet_of(tmp_path, ROWS, lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))
    seen = file.understand(folder, path, author=KANWIL, now=NOW)
    assert [(one.code, one.row) for one in seen.questions] == [("baris-tersembunyi", 3)]
    assert [one.sheet for one in seen.findings if one.code == "lembar-tersembunyi"] == ["Tenggat"]
    with pytest.raises(UserError, match="pertanyaan"):
        file.save(folder, seen, author=KANWIL, reason="", now=NOW)
    for answer, keys in (("tanpa", ["53.01"]), ("sertakan", ["53.01", "53.71"])):
        seen = file.understand(folder, path, author=KANWIL, now=NOW, answers={"baris-tersembunyi": answer})
        assert (seen.questions, [key[1] for key in planned(seen)]) == ((), keys)


def test_a_hidden_column_and_a_cell_merged_over_regions(folder, tmp_path):
    def arrange(_, sheet):
        sheet.set_column("E:E", None, None, {"hidden": True})
        sheet.merge_range(1, 4, 2, 4, "sudah")

    seen = file.understand(folder, sheet_of(tmp_path, ROWS, arrange), author=KANWIL, now=NOW)
    assert [(one.code, one.column) for one in seen.questions] == [("kolom-tersembunyi", 5)]
    assert errors(seen) == {(2, 5, "sel-gabungan"), (3, 5, "sel-gabungan")}


def test_questions_by_command(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PEDULIHAM_DATA", str(folder))
    path = sheet_of(tmp_path, ROWS, lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))
    assert main(["catat", str(path)]) == 2
    assert "jawab dahulu dengan --jawab: baris-tersembunyi" in capsys.readouterr().out
    assert main(["catat", str(path), "--jawab", "baris-tersembunyi=tanpa"]) == 0
    assert "Tersimpan sebagai catatan nomor 1: 1 perubahan" in capsys.readouterr().out
