"""The form: what an office fills in is what the reader of result files understands."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from etl.__main__ import main
from etl.forms.regions import regions_of
from etl.forms.sheets import Book, open_book
from etl.inputs import reference
from etl.inputs.reference import ReferenceData
from etl.results import layout
from etl.results.mark import is_simulated
from etl.results.rulebook import rule_of
from etl.results.tables import find
from etl.results.template import ResultsForm, workbook

RESULT = {
    1: "kode",
    2: "kabkota",
    3: "provinsi",
    4: "tahun",
    5: "predikat",
    6: "skor",
    7: "jenis_skor",
    8: "bonus",
    9: "partisipasi",
    10: "rekomendasi",
    11: "catatan",
}


def understood(book: Book, tables: ReferenceData, year: int) -> dict[str, layout.Layout | None]:
    rule = rule_of(tables, year)
    known = layout.headings(tables.rows("nama_kolom"), tables.rows("kriteria"), rule.predicates, rule.name)
    return {sheet.name: find(sheet, known) for sheet in book.sheets}


def make(folder: Path, target: Path, *options: str) -> int:
    return main(["templat", "--keluar", str(target), *options], environ={"PEDULIHAM_DATA": str(folder)})


def test_a_filled_form_is_understood_as_it_was_meant(rules_folder: Path, tmp_path: Path, tables: ReferenceData) -> None:
    path = tmp_path / "isi.xlsx"
    assert make(rules_folder, path, "--tahun", "2024", "--provinsi", "16", "--rincian") == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Hasil", "Rincian", "Petunjuk"]
    filled = ("Peduli HAM", 92.5, "murni", 7.5, "ya", "ya", "")
    for row in (2, 3):
        for place, value in enumerate(filled, start=5):
            book["Hasil"].cell(row, place).value = value
        for place in range(5, 15):
            book["Rincian"].cell(row, place).value = 80 + place
    book.save(path)
    read = open_book(path)
    found = understood(read, tables, 2024)
    hasil, rincian = found["Hasil"], found["Rincian"]
    assert hasil is not None
    assert rincian is not None
    assert (hasil.first, hasil.last, hasil.columns) == (1, 1, RESULT)
    assert rincian.columns == {place: RESULT[place] for place in range(1, 5)} | {4 + n: f"kriteria:{n}" for n in range(1, 11)}
    assert found["Petunjuk"] is None, "the explanation is no table"
    row = read.sheets[0].rows[1]
    assert [layout.cell(row, place) for place in range(1, 11)] == ["16.01", *row[1:3], 2024.0, *filled[:6]]
    assert row[1] == "Kabupaten Ogan Komering Ulu"
    assert layout.cell(read.sheets[1].rows[2], rincian.column("kriteria:10")) == 94.0
    assert not is_simulated(read)


@pytest.mark.parametrize(
    ("year", "province", "regions"), [(2013, None, 511), (2014, None, 514), (2024, None, 514), (2024, "16", 17)]
)
def test_every_region_that_existed_has_its_row(tables: ReferenceData, year: int, province: str | None, regions: int) -> None:
    places = regions_of(tables, year, province)
    assert len(places) == len({place.code for place in places}) == regions


def test_a_province_is_that_of_the_year(tables: ReferenceData) -> None:
    before = {place.code: place.province for place in regions_of(tables, 2020, "91")}
    after = {place.code: place.province for place in regions_of(tables, 2023, "93")}
    assert before["93.01"] == "Papua"
    assert after["93.01"] == "Papua Selatan"
    assert not set(after) & {place.code for place in regions_of(tables, 2023, "91")}


@pytest.fixture(scope="module")
def form(tables: ReferenceData) -> ResultsForm:
    return ResultsForm(rule_of(tables, 2018), 2017, "Bali", regions_of(tables, 2018, "51"), "kriteria")


@pytest.fixture(scope="module")
def opened(form: ResultsForm) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(form)))


def validations(sheet: Worksheet) -> dict[str, object]:
    """Column → the validation of its cells."""
    return {str(rule.sqref)[0]: rule for rule in sheet.data_validations.dataValidation}


def test_codes_are_locked_and_input_is_not(opened: openpyxl.Workbook) -> None:
    for name in ("Hasil", "Rincian"):
        sheet = opened[name]
        assert sheet.protection.sheet is True
        assert sheet.protection.password is None, "no password: protection guards against slips, not against people"
        rows = sheet.max_row
        assert rows == 10
        for row in range(1, rows + 1):
            locked = [sheet.cell(row, place).protection.locked for place in range(1, sheet.max_column + 1)]
            assert locked == [True] * 4 + [row == 1] * (sheet.max_column - 4)
    assert opened["Petunjuk"].protection.sheet is True


def test_drop_downs_offer_what_is_valid_that_year(opened: openpyxl.Workbook, form: ResultsForm) -> None:
    rules = validations(opened["Hasil"])
    assert set(rules) == {"E", "F", "G", "H", "I", "J"}
    sheet, cells = rules["E"].formula1.replace("$", "").split("!")
    assert [cell.value for (cell,) in opened[sheet][cells]] == list(form.rule.predicates)
    for column in "FH":
        assert (rules[column].type, rules[column].operator or "between") == ("decimal", "between")
        assert (rules[column].formula1, rules[column].formula2) == ("0", "100")
    assert [rules[column].formula1 for column in "GIJ"] == ['"murni,total"', '"ya,tidak"', '"ya,tidak"']
    assert all(str(rule.sqref).endswith("10") and str(rule.sqref)[1] == "2" for rule in rules.values()), "every row, and no other"


def test_the_rule_without_bonus_has_no_column_for_it(tables: ReferenceData) -> None:
    rule = rule_of(tables, 2015)
    assert "bonus" not in ResultsForm(rule, 2014, None, ()).result_columns()
    book = openpyxl.load_workbook(io.BytesIO(workbook(ResultsForm(rule, 2014, "Bali", regions_of(tables, 2015, "51")))))
    assert [cell.value for cell in book["Hasil"][1]][4:] == [
        *("Predikat", "Skor", "Jenis skor", "Partisipasi", "Rekomendasi", "Catatan")
    ]
    sheet, cells = validations(book["Hasil"])["E"].formula1.replace("$", "").split("!")
    assert [cell.value for (cell,) in book[sheet][cells]] == ["Peduli HAM", "Cukup Peduli HAM", "Kurang Peduli HAM"]


def test_it_can_be_printed_and_says_what_it_is(opened: openpyxl.Workbook) -> None:
    sheet = opened["Hasil"]
    assert sheet.freeze_panes == "C2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.center.text == "Hasil penilaian Kabupaten/Kota Peduli HAM 2018"
    assert opened.properties.title == "Hasil penilaian Kabupaten/Kota Peduli HAM 2018"
    assert opened.properties.created == dt.datetime(2018, 1, 1)  # noqa: DTZ001 - as the file has it
    assert {one.name: one.value for one in opened.custom_doc_props.props} == {"tahun": 2018, "peraturan": "Permenkumham 34/2016"}


def test_the_explanation_is_whole_in_both_languages(tables: ReferenceData) -> None:
    for year, said in ((2015, "perkiraan"), (2018, "65 sampai di bawah 75"), (2024, "batasnya tidak diketahui")):
        form = ResultsForm(rule_of(tables, year), year - 1, None, regions_of(tables, year)[:2], "kriteria")
        sheet = openpyxl.load_workbook(io.BytesIO(workbook(form)))["Petunjuk"]
        lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert any(said in str(line[1]) for line in lines)
        assert all(line[1] for line in lines)
        assert all(line[2] and line[2] != line[1] for line in lines if not str(line[0]).startswith("Hak "))
        assert not any("{" in str(cell) for line in lines for cell in line)
        assert [line[1] for line in lines if str(line[0]).startswith("Hak ")] == [
            criterion.name for criterion in form.rule.criteria
        ]


def test_the_same_data_give_the_same_bytes(form: ResultsForm) -> None:
    assert workbook(form) == workbook(form)
    assert workbook(form) != workbook(ResultsForm(form.rule, form.assessed, form.area, form.places))


def test_indicators_of_a_rule_that_knows_them(rules_folder: Path, tmp_path: Path) -> None:
    name = "Permen HAM 15/2025"
    added = {
        "putaran": f"2026,2025,{name},ya,,,,\n",
        "regulasi": f'{name},2026,,1,2,"Patuh, teladan",80,100,diketahui,\n{name},2026,,1,2,Belum Patuh,0,80,diketahui,\n',
        "kriteria": f"{name},1,Pemulihan korban\n",
        "aturan_nilai": f"{name},2026,,jumlah_indikator,1,2,diketahui,,\n"
        f"{name},2026,,program,,Penilaian Kepatuhan HAM,diketahui,,\n",
    }
    for file, rows in added.items():
        with (rules_folder / f"{file}.csv").open("a", encoding="utf-8") as target:
            target.write(rows)
    path = tmp_path / "indikator.xlsx"
    assert make(rules_folder, path, "--tahun", "2026", "--provinsi", "51", "--rincian", "indikator") == 0
    found = understood(open_book(path), reference.load(rules_folder), 2026)["Rincian"]
    assert found is not None
    assert list(found.columns.values())[4:] == ["kriteria:1", "indikator:1.1", "indikator:1.2"]
    book = openpyxl.load_workbook(path)
    assert book.properties.title == "Hasil penilaian Penilaian Kepatuhan HAM 2026"
    sheet, cells = validations(book["Hasil"])["E"].formula1.replace("$", "").split("!")
    assert [cell.value for (cell,) in book[sheet][cells]] == ["Patuh, teladan", "Belum Patuh"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--tahun", "2021"), "Tahun 2021 tidak dinilai"),
        (("--tahun", "2031"), "Tahun 2031 tidak ada di putaran.csv"),
        (("--tahun", "2024", "--provinsi", "99"), "Kode 99 bukan provinsi pada tahun 2024"),
        (("--tahun", "2020", "--provinsi", "93"), "Kode 93 bukan provinsi pada tahun 2020"),
        (("--tahun", "2024", "--rincian", "indikator"), "Banyaknya indikator Permenkumham 22/2021 menurut hak tidak diketahui"),
    ],
)
def test_what_cannot_be_made_is_said(
    rules_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "tidak.xlsx"
    assert make(rules_folder, path, *options) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Yang perlu dilakukan" in told
    assert not path.exists()


def test_a_filled_form_is_never_overwritten(rules_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "isi.xlsx"
    path.write_bytes(b"sudah diisi")
    assert make(rules_folder, path, "--tahun", "2024") == 2
    assert "sudah ada dan mungkin sudah diisi" in capsys.readouterr().err
    assert path.read_bytes() == b"sudah diisi"
    assert make(rules_folder, tmp_path / "isi.csv", "--tahun", "2024") == 2
    assert make(rules_folder, tmp_path / "tidak" / "ada.xlsx", "--tahun", "2024") == 2
    assert "tidak dapat ditulis" in capsys.readouterr().err
    assert [one.name for one in tmp_path.glob("*.xlsx*")] == ["isi.xlsx"], "nothing half-written is left"


def test_the_name_says_year_and_province(rules_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["templat", "--tahun", "2019", "--provinsi", "51"], environ={"PEDULIHAM_DATA": str(rules_folder)}) == 0
    assert (tmp_path / "templat-hasil-2019-51.xlsx").exists()
