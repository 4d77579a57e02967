"""Entries by file: what is understood, what is refused with place and reason, templates out and back, the commands."""

import csv
import datetime as dt
import io
import json
import shutil

import openpyxl
import pytest
from isian_tools import (
    HEAD,
    KANWIL,
    NOW,
    OPERATOR,
    REGION_CLAIM,
    YEAR,
    author,
    errors,
    path_of,
    planned,
    record,
    stage,
    target,
    understand,
    values,
)

from etl.__main__ import main
from etl.base import chain
from etl.base.errors import UserError
from etl.entries import cells, file, ledger, template
from etl.entries.area import EVERYTHING
from etl.entries.ledger import Conflict, WantedChange
from tests.etl_hasil.office_tools import xlsb


def test_a_good_file_is_understood_and_saved_as_one_entry(folder, tmp_path):
    seen = understand(
        folder, tmp_path, "53.01;Kab. Kupang;2026;Mengirim;Sudah;12/03/2026", ";Kota Kupang;2026;mengirim;belum;", ";;;;;"
    )
    assert seen.findings == ()
    assert planned(seen) == {
        ("2026", "53.01", "mengirim"): {"keadaan": "sudah", "tanggal": "2026-03-12"},
        ("2026", "53.71", "mengirim"): {"keadaan": "belum", "tanggal": None},
    }
    entry = file.save(folder, seen, author=KANWIL, reason="", now=NOW)
    assert (entry.number, len(entry.changes), entry.source.name, len(entry.source.sha256)) == (1, 2, "isian.csv", 64)
    assert values(folder)["tahap", ("2026", "53.01", "mengirim")] == {"keadaan": "sudah", "tanggal": "2026-03-12"}
    again = understand(folder, tmp_path, "53.01;Kab. Kupang;2026;Mengirim;Sudah;2026-03-12")
    assert (again.planned, again.same) == ((), 1)
    assert not (path_of(folder).parent / file.REFUSED).exists()


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("99.99;;2026;mengirim;sudah;", 2, "wilayah-tidak-dikenal"),
        (";Kupang;2026;mengirim;sudah;", 2, "wilayah-ambigu"),
        ("53.01;;2026;mengirim;sudah;31/02/2026", 6, "isian-nilai"),
        ("53.01;;2026;mengirim;sudah;besok", 6, "isian-nilai"),
        ("53.01;;2026;mengirim;sudah;01/12/2026", 6, "isian-nilai"),
        ("53.01;;2026;mengirim;mungkin;", 5, "isian-nilai"),
        ("53.01;;2026;melompat;sudah;", 4, "isian-nilai"),
        ("53.01;;2021;mengirim;sudah;", 3, "isian-nilai"),
        ("53.01;;;mengirim;sudah;", 3, "isian-tahun-tidak-diketahui"),
        ("12.71;Kota Medan;2026;mengirim;sudah;", None, "isian-di-luar-wewenang"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place_and_the_rest_is_used(folder, tmp_path, row, column, code):
    seen = understand(folder, tmp_path, row, "53.71;;2026;mengirim;sudah;")
    assert errors(seen) == {(2, column, code)}
    assert list(planned(seen)) == [("2026", "53.71", "mengirim")]
    (rejected,) = seen.rejected
    assert (rejected.row, rejected.codes) == (2, (code,))
    assert all(one.sentence(lang) and one.remedy(lang) and one.place(lang) for one in seen.findings for lang in ("id", "en"))


def test_kinds_and_provinces_as_headings(folder, tmp_path):
    rows = (";KABUPATEN;;;;", ";Kupang;2026;mengirim;sudah;", "B;KOTA;;;;", ";Kupang;2026;mengirim;belum;", ";Provinsi NTT;;;;")
    seen = understand(folder, tmp_path, *rows, ";Kab. Alor;2026;mengirim;sudah;", ";Kupang;2026;mengirim;sudah;")
    assert errors(seen) == {(8, 2, "wilayah-ambigu")}
    assert {key[1]: said["keadaan"] for key, said in planned(seen).items()} == {
        "53.01": "sudah",
        "53.71": "belum",
        "53.05": "sudah",
    }


def test_rejected_rows_are_kept_with_their_reason_beside_the_ledger(folder, tmp_path):
    seen = understand(folder, tmp_path, ";Kupang;2026;mengirim;sudah;", "53.71;;2026;mengirim;sudah;")
    file.save(folder, seen, author=KANWIL, reason="", now=NOW)
    (kept,) = (path_of(folder).parent / file.REFUSED).iterdir()
    assert kept.name == f"20261122T020000Z-{seen.book.sha256[:12]}.csv"
    (row,) = csv.DictReader(io.StringIO(kept.read_text(encoding="utf-8")))
    assert (row["lembar"], row["baris"], row["temuan"]) == ("isian", "2", "wilayah-ambigu")
    assert "Kabupaten Kupang (53.01)" in row["sebab"]
    assert "Kupang | 2026 | mengirim" in row["isi"]


def test_nothing_is_kept_of_a_file_that_is_not_saved(folder, tmp_path):
    seen = understand(folder, tmp_path, ";Kupang;2026;mengirim;sudah;", "53.71;;2026;mengirim;sudah;")
    record(folder, stage("53.71", state="belum"))  # meanwhile
    with pytest.raises(Conflict, match="sudah diubah orang lain"):
        file.save(folder, seen, author=KANWIL, reason="surat", now=NOW)
    assert list((path_of(folder).parent / file.REFUSED).iterdir()) == []
    assert len(ledger.read(folder).entries) == 1


def test_the_same_thing_twice(folder, tmp_path):
    seen = understand(
        folder, tmp_path, *["53.01;;2026;mengirim;sudah;"] * 2, "53.71;;2026;mengirim;sudah;", "53.71;;2026;mengirim;belum;"
    )
    assert errors(seen) == {(4, None, "isian-ganda"), (5, None, "isian-ganda")}
    assert len(seen.planned) == 1


def test_a_chosen_year_holds_for_rows_without_one_and_refuses_others(folder, tmp_path):
    seen = understand(folder, tmp_path, "53.01;;;mengirim;sudah;", "53.71;;2025;mengirim;sudah;", year=YEAR)
    assert list(planned(seen)) == [("2026", "53.01", "mengirim")]
    assert errors(seen) == {(3, 3, "isian-tahun-lain")}


def test_columns_that_are_not_there_leave_what_stands(folder, tmp_path):
    record(folder, WantedChange("tahap", ("2026", "53.01", "mengirim"), {"keadaan": "sudah", "tanggal": "2026-03-12"}, 0))
    rows = ("53.01;2026;mengirim;sudah", "53.71;2026;mengirim;sudah")
    seen = understand(folder, tmp_path, *rows, head="Kode;Tahun;Tahap;Status")
    assert (seen.same, list(planned(seen))) == (1, [("2026", "53.71", "mengirim")])


def test_provinces_targets_deadlines_and_the_nation(folder, tmp_path):
    head, rows = (
        "Provinsi;Tahun;Target",
        ("Nusa Tenggara Timur;2026;5", "Nusa Tenggara Barat;2026;5", "Atlantis;2026;1", "53;2026;99"),
    )
    seen = understand(folder, tmp_path, *rows, head=head, kind="target", by=author("x@y.id", "53"))
    assert errors(seen) == {
        (3, None, "isian-di-luar-wewenang"),
        (4, 1, "isian-provinsi-tidak-dikenal"),
        (5, 3, "isian-nilai"),
    }
    wide = understand(folder, tmp_path, "Nasional;2026;31/03/2026;", head="Provinsi;Tahun;Tenggat mengirim;Tenggat tindak lanjut",
                      kind="tenggat", by=OPERATOR)  # fmt: skip
    assert planned(wide) == {("2026", "", "mengirim"): {"tanggal": "2026-03-31"}}
    refused = understand(folder, tmp_path, "Nasional;2026;mengirim;2026-03-31", head="Provinsi;Tahun;Tahap;Tanggal", kind="tenggat")
    assert errors(refused) == {(2, None, "isian-di-luar-wewenang")}


def test_a_correction_by_file_is_a_proposal_and_only_a_proposal(folder, tmp_path):
    head, rows = "Id klaim;Nilai;Sumber;Putusan", (f"{REGION_CLAIM};Cukup Peduli HAM;https://contoh.go.id/sk;",)
    seen = understand(folder, tmp_path, *rows, head=head, kind="koreksi")
    assert planned(seen)[REGION_CLAIM,]["putusan"] == "usul"
    decided = (f"{REGION_CLAIM};Cukup Peduli HAM;https://contoh.go.id/sk;setuju", "tidak-ada;x;https://contoh.go.id;")
    assert errors(understand(folder, tmp_path, *decided, head=head, kind="koreksi")) == {
        (2, None, "isian-di-luar-wewenang"),
        (3, 1, "isian-nilai"),
    }
    assert planned(understand(folder, tmp_path, decided[0], head=head, kind="koreksi", by=OPERATOR))


def test_corrections_are_saved_apart_as_their_reason_is_published(folder, tmp_path):
    path, book = filled(folder, tmp_path)
    book["Target"]["D2"] = 5
    for column, said in zip("ABD", (REGION_CLAIM, "Cukup Peduli HAM", "https://contoh.go.id/sk"), strict=True):
        book["Koreksi"][f"{column}2"] = said
    book.save(path)
    seen = back(folder, path)
    assert {one.change.kind for one in seen.planned} == {"target", "koreksi"}
    with pytest.raises(UserError, match="alasan koreksi yang disetujui ikut terbit"):
        file.save(folder, seen, author=KANWIL, reason="x", now=NOW)
    alone = file.understand(folder, path, author=KANWIL, now=NOW, kind="koreksi", kinds=("koreksi",))
    assert file.save(folder, alone, author=KANWIL, reason="menurut SK", now=NOW).number == 1


def test_a_file_without_a_table_says_so(folder, tmp_path):
    with pytest.raises(UserError, match=r"Tidak ada tabel isian dalam isian\.csv"):
        understand(folder, tmp_path, "53.01;sudah", head="Kode;Hasil")
    with pytest.raises(UserError, match="Tidak ada tabel isian"):
        understand(folder, tmp_path, "53.01;;2026;mengirim;sudah;", kind="")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (dt.datetime.fromisoformat("2026-03-12T00:00"), "2026-03-12"),
        (dt.date(2026, 3, 12), "2026-03-12"),
        ("2026-03-12", "2026-03-12"),
        ("12/3/2026", "2026-03-12"),
        ("12.03.2026", "2026-03-12"),
        ("12 Maret 2026", "2026-03-12"),
        ("1 Agu. 2026", "2026-08-01"),
        ("-", None),
        (None, None),
    ],
)
def test_days_as_offices_write_them(cell, day):
    found = cells.day(cell)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize("cell", ["03/12", "12/13/2026", "Maret 2026", "46093", 46093.0, True])
def test_what_is_no_day_is_not_guessed(cell):
    with pytest.raises(ValueError, match="bukan tanggal"):
        cells.day(cell)


def filled(folder, tmp_path, area=KANWIL.area):
    """A template on the disk and its workbook, to be changed and saved."""
    path = tmp_path / "templat.xlsx"
    path.write_bytes(template.workbook(template.form(folder, YEAR, area)))
    return path, openpyxl.load_workbook(path)


def back(folder, path, by=KANWIL):
    return file.understand(folder, path, author=by, now=NOW, year=YEAR)


def cell_of(sheet, code, title):
    column = next(cell.column for cell in sheet[1] if cell.value == title)
    row = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == code)
    return sheet.cell(row, column)


def test_an_unchanged_template_changes_nothing_and_one_cell_one_thing(folder, tmp_path):
    full = {"dugaan": 3, "rekomendasi": 2, "terjawab": 1, "keterangan": "menunggu"}
    record(folder, stage(), target(7), WantedChange("yankomas", ("2026", "53.71"), full, 0))
    record(folder, WantedChange("tenggat", ("2026", "53", "tindak lanjut"), {"tanggal": "2026-09-17"}, 0))
    path, book = filled(folder, tmp_path)
    seen = back(folder, path)
    assert (seen.planned, seen.findings, seen.rejected) == ((), (), ())
    assert set(seen.kinds) == {"target", "tahap", "tenggat", "yankomas", "koreksi"}
    cell_of(book["Tahap"], "53.71", "Tanggal mengirim").value = dt.date(2026, 3, 1)
    cell_of(book["Tahap"], "53.71", "Mengirim").value = "sudah"
    book.save(path)
    (one,) = back(folder, path).planned
    assert (one.change.key, one.before, one.after) == (
        ("2026", "53.71", "mengirim"), None, {"keadaan": "sudah", "tanggal": "2026-03-01"},
    )  # fmt: skip


def test_the_template_has_the_area_and_nothing_else(folder, tmp_path):
    record(folder, stage("52.71"), by=author("ntb@contoh.go.id", "52"))
    _, book = filled(folder, tmp_path)
    assert [cell.value for cell in book["Target"]["B"]] == ["Provinsi", "Nusa Tenggara Timur"]
    assert {str(cell.value)[:2] for cell in book["Tahap"]["A"][1:]} == {"53"}
    assert "Nasional" not in [cell.value for cell in book["Tenggat"]["B"]]
    _, book = filled(folder, tmp_path, EVERYTHING)
    assert len(book["Tahap"]["A"]) == 515
    assert "Nasional" in [cell.value for cell in book["Tenggat"]["B"]]
    with pytest.raises(UserError, match="Tidak ada kabupaten/kota"):
        template.form(folder, YEAR, author("x@y.id", "99").area)


def test_an_old_template_overwrites_nobody(folder, tmp_path):
    record(folder, stage("53.01"), stage("53.02"), stage("53.03"))
    path, book = filled(folder, tmp_path)
    record(folder, *(stage(code, state="tidak", seen=1) for code in ("53.01", "53.02")), reason="keliru", by=OPERATOR)
    cell_of(book["Tahap"], "53.02", "Mengirim").value = "belum"
    cell_of(book["Tahap"], "53.03", "Mengirim").value = None
    book.save(path)
    seen = back(folder, path)
    found = {one.code: one for one in seen.findings}
    assert set(found) == {"isian-berubah-di-tempat-lain", "isian-berubah-sejak-templat"}
    assert found["isian-berubah-sejak-templat"].values == {
        "siapa": "operator@contoh.go.id", "nomor": 2, "kini": "keadaan=tidak",
    }  # fmt: skip
    assert planned(seen) == {("2026", "53.03", "mengirim"): None}  # emptied: taken back
    assert seen.left == 1
    file.save(folder, seen, author=KANWIL, reason="belum dikirim", now=NOW)
    assert ("tahap", ("2026", "53.03", "mengirim")) not in values(folder)
    path, book = filled(folder, tmp_path)
    cell_of(book["Tahap"], "53.01", "Mengirim").value = "belum"
    book.save(path)
    seen = back(folder, path)
    with pytest.raises(UserError, match="alasan: harus diisi"):
        file.save(folder, seen, author=KANWIL, reason=" ", now=NOW)


def test_a_template_of_another_ledger_is_refused(folder, tmp_path):
    record(folder, stage())
    path, _ = filled(folder, tmp_path)
    path_of(folder).unlink()
    with pytest.raises(UserError, match="sesudah catatan nomor 1"):
        back(folder, path)


def run(folder, *arguments):
    return main(arguments, {"PEDULIHAM_DATA": str(folder), "PEDULIHAM_SIAPA": "Rina, Ditjen HAM"})


def test_the_commands_from_form_to_log(folder, tmp_path, capsys):
    form, sent = tmp_path / "form.xlsx", tmp_path / "kirim.csv"
    assert run(folder, "templat-isian", "--tahun", "2026", "--provinsi", "53", "--jenis", "tahap", "--keluar", str(form)) == 0
    assert openpyxl.load_workbook(form).sheetnames == ["Tahap", "Petunjuk"]
    assert run(folder, "catat", str(form)) == 0
    assert "0 perubahan" in capsys.readouterr().out
    sent.write_text(f"{HEAD}\n53.01;;2026;mengirim;sudah;\n;Kupang;2026;mengirim;sudah;\n", encoding="utf-8")
    assert run(folder, "catat", str(sent), "--jenis", "tahap", "--periksa") == 1
    out = capsys.readouterr().out
    assert "lembar kirim, baris 2: tahap 2026 53.01 mengirim: tidak tercatat → keadaan=sudah" in out
    assert "GALAT wilayah-ambigu (lembar kirim, baris 3, kolom B)" in out
    assert "Tidak ada yang disimpan (--periksa): 1 perubahan" in out
    assert not path_of(folder).exists()
    assert run(folder, "catat", str(sent), "--jenis", "tahap", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["catatan"], told["ditolak"], told["berubah"][0]["menjadi"]["keadaan"]) == (1, 1, "sudah")
    assert run(folder, "jejak") == 0
    out = capsys.readouterr().out
    assert "Rina, Ditjen HAM (operator, admin), berkas kirim.csv" in out
    assert "Catatan isian utuh: 1 baris" in out
    assert run(folder, "jejak", "--sejak", "2999-01-01") == 0
    assert "Rina" not in capsys.readouterr().out
    assert run(folder, "jejak", "--sejak", "kemarin") == 2


def test_what_the_format_does_not_tell_is_said(folder, tmp_path, capsys):
    head = dict(enumerate(("Kode", "Kabupaten/Kota", "Tahun", "Tahap", "Keadaan")))
    sent = xlsb(tmp_path / "kirim.xlsb", {"Tahap": {0: head, 1: {0: "53.01", 2: "2026", 3: "mengirim", 4: "sudah"}}})
    assert run(folder, "catat", str(sent), "--periksa") == 0
    assert "Dari berkas XLSB tidak terbaca coretan" in capsys.readouterr().out


def test_nothing_to_use_changes_nothing(folder, tmp_path, capsys):
    sent = tmp_path / "salah.csv"
    sent.write_text(f"{HEAD}\n;Kupang;2026;mengirim;sudah;\n", encoding="utf-8")
    assert run(folder, "catat", str(sent), "--jenis", "tahap") == 2
    assert not path_of(folder).exists()
    assert run(folder, "catat", str(tmp_path / "tidak-ada.csv"), "--jenis", "tahap") == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_broken_log_is_named_line_by_line(folder, capsys):
    record(folder, stage())
    record(folder, stage("53.71"))
    path = path_of(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("53.01", "53.02"), encoding="utf-8")
    assert run(folder, "jejak") == 2
    out = capsys.readouterr().out
    assert "CATATAN ISIAN TIDAK UTUH" in out
    assert "baris 2: baris sebelumnya diubah" in out
    log = folder / "jejak" / "akses.jsonl"
    chain.append(log, {"waktu": NOW.isoformat(), "apa": "masuk", "alamat": "a@b.id", "peran": ["admin"]})
    try:
        assert run(folder, "jejak", "--akses") == 0
        assert "1  2026-11-22 09.00 WIB  a@b.id (admin): masuk" in capsys.readouterr().out
        log.write_text(log.read_text().replace('"no": 1', '"no": 3'))
        assert run(folder, "jejak", "--akses") == 2
    finally:
        shutil.rmtree(log.parent)
