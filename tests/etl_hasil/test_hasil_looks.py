"""What is looked at before anything is built of a file, in every format: its size, what it hides, strikes, merges, shows."""

import contextlib
import time

import pytest
import xlwt

from etl.base.errors import UserError
from etl.forms import plaintext
from etl.forms.looks import MAX_FORMULAS, MAX_VALUES
from etl.forms.sheets import FORMATS, open_book
from etl.forms.values import number, says_absent, yes_no
from etl.results import rows, years
from etl.results.draft import read_draft
from tests.etl_hasil.hasil_tools import write_sheets
from tests.etl_hasil.office_tools import ods, ods_row, ods_table, packed, parts_of, xlsb

SHEET = "xl/worksheets/sheet1.xml"
TABLE = [["Kab/Kota", "Nilai", "Predikat"], ["Kota Solok", 76.9, "Peduli HAM"], ["Kab. Agam", 80.5, "Peduli HAM"]]


@pytest.fixture
def plain(tmp_path):
    return excel(tmp_path / "dasar.xlsx")


def excel(path, table=TABLE, arrange=None):
    return write_sheets(path, {"Hasil": table}, arrange)


def old(path, arrange=None, table=TABLE, styles=()):
    """The table as an XLS; `styles`: (row, column) → style."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hasil")
    for place, row in enumerate(table):
        for column, cell in enumerate(row):
            sheet.write(place, column, cell, dict(styles).get((place, column), xlwt.Style.default_style))
    if arrange:
        arrange(sheet)
    book.save(str(path))
    return path


def with_sheet(plain, path, cells=b"", after=b""):
    """The workbook with more cells, and more after them."""
    parts = parts_of(plain)
    start, _, end = parts[SHEET].partition(b"</sheetData>")
    parts[SHEET] = start + cells + b"</sheetData>" + after + end
    return packed(path, parts)


def refused(path):
    began = time.monotonic()
    with pytest.raises(UserError) as caught:
        open_book(path)
    assert time.monotonic() - began < 10
    assert path.name in caught.value.sentence
    assert caught.value.remedy
    return caught.value.sentence


def written(path):
    """The table in the format of the path's ending."""
    kind = path.suffix[1:]
    if kind in ("xlsx", "xlsm"):
        return excel(path)
    if kind == "xls":
        return old(path)
    if kind == "ods":
        return ods(path, ods_table("Hasil", map(ods_row, TABLE)))
    if kind == "xlsb":
        return xlsb(path, {"Hasil": {place: dict(enumerate(row)) for place, row in enumerate(TABLE)}})
    mark = {"csv": ";", "tsv": "\t"}[kind]
    path.write_text("\n".join(mark.join(str(cell).replace(".", ",", 1) for cell in row) for row in TABLE), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_rows(tmp_path, tables, kind):
    read = read_draft(written(tmp_path / f"hasil.{kind}"), 2024, tables)
    assert [(row.code, row.predicate, row.scores) for row in read.rows] == [
        ("13.06", "Peduli HAM", {"": 80.5}),
        ("13.72", "Peduli HAM", {"": 76.9}),
    ]


FAR = b'<row r="1048576"><c r="XFD1048576" %s</c></row>'


@pytest.mark.parametrize(
    "cell", [b't="inlineStr"><is><t xml:space="preserve"> </t></is>', b"><v>1</v>", b"><v></v>", b"><f>A1</f>"]
)
def test_a_lone_cell_far_away_is_refused_before_the_library_sees_it(plain, tmp_path, cell):
    assert "lembar “Hasil” terlalu luas: 1048576 baris, 16384 kolom" in refused(
        with_sheet(plain, tmp_path / "jauh.xlsx", FAR % cell)
    )


def test_a_far_cell_that_holds_nothing_does_no_harm(plain, tmp_path):
    path = with_sheet(plain, tmp_path / "bentuk.xlsx", b'<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert len(open_book(path).sheets[0].rows) == 3


def test_far_cells_of_the_other_formats(tmp_path):
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    )
    far = ods(tmp_path / "jauh.ods", ods_table("A", [ods_row([cell], 'table:number-rows-repeated="1048576"')]))
    assert "lembar “A” terlalu luas" in refused(far)
    assert "lembar “A” terlalu luas" in refused(xlsb(tmp_path / "jauh.xlsb", {"A": {0: {0: "x"}, 1_048_575: {16_383: "x"}}}))
    book = xlwt.Workbook()
    book.add_sheet("A").write(65_535, 255, "x")
    book.save(str(tmp_path / "jauh.xls"))
    assert "lembar “A” terlalu luas" in refused(tmp_path / "jauh.xls")


def test_huge_merged_areas_are_refused_and_a_title_over_a_row_is_not(plain, tmp_path):
    def merged(name, area):
        return with_sheet(plain, tmp_path / name, b"", b'<mergeCells count="1"><mergeCell ref="%s"/></mergeCells>' % area)

    assert "sel gabungan" in refused(merged("besar.xlsx", b"A1:XFD1048576"))
    assert open_book(merged("judul.xlsx", b"A1:XFD1")).sheets[0].merged == (((0, 0), (0, 16_383)),)


@pytest.mark.parametrize(
    ("cell", "count", "words"),
    [(b"<c><f>1</f><v>1</v></c>", MAX_FORMULAS, "ribu rumus"), (b"<c><v>1</v></c>", MAX_VALUES, "juta sel")],
)
def test_millions_of_cells_are_counted_before_they_are_parsed(plain, tmp_path, cell, count, words):
    row = b"<row>" + cell * 1000 + b"</row>"
    assert words in refused(with_sheet(plain, tmp_path / "banyak.xlsx", row * (count // 1000 + 1)))


def test_a_hundred_megabytes_of_texts(plain, tmp_path):
    parts = parts_of(plain)
    parts["xl/sharedStrings.xml"] = b"<sst>" + (b"<si><t>" + b"y" * 89 + b"</t></si>") * 1_000_000 + b"</sst>"
    assert "teks di dalamnya" in refused(packed(tmp_path / "teks.xlsx", parts))


@pytest.mark.parametrize(
    "content", [b";" * 49_000_000, (b";" * 99 + b"\n") * 480_000, b"a\n" * 24_000_000, b'"' + b"a;b\n" * 12_000_000]
)
def test_fifty_megabytes_of_separators(tmp_path, content):
    path = tmp_path / "hasil.csv"
    path.write_bytes(content)
    assert "terlalu luas" in refused(path)


def test_damaged_old_workbooks_never_panic(tmp_path):
    """The library raises panics for some, which are no `Exception`."""
    whole = written(tmp_path / "utuh.xls").read_bytes()
    path = tmp_path / "rusak.xls"
    told = 0
    for place in range(512, len(whole), max(1, len(whole) // 250)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) * 8 + whole[place + 8 :])
        try:
            open_book(path)
        except UserError:
            told += 1
    assert told


def test_a_panic_of_the_library_is_a_refusal(plain, monkeypatch):
    class PanicException(BaseException):
        pass

    def panics(_):
        raise PanicException("index out of range")

    monkeypatch.setattr("etl.forms.sheets.calamine.CalamineWorkbook.from_filelike", panics, raising=False)
    monkeypatch.setattr("etl.forms.sheets.calamine", _Panicking(panics))
    assert "tidak dapat diuraikan" in refused(plain)


class _Panicking:
    """The library, whose opening panics."""

    def __init__(self, opening):
        import python_calamine

        self._real, self.CalamineWorkbook = python_calamine, type("Workbook", (), {"from_filelike": staticmethod(opening)})

    def __getattr__(self, name):
        return getattr(self._real, name)


def test_hidden_sheets_are_left_out_and_named(tmp_path, tables):
    def arrange(book, sheet):
        for name, state in (("Lama", "hide"), ("Arsip", "very_hidden")):
            other = book.add_worksheet(name)
            other.write_row(0, 0, ["Kab/Kota", "Nilai"])
            other.write_row(1, 0, ["Kab. Kampar", 50])
            getattr(other, state)()

    for path in (
        excel(tmp_path / "lembar.xlsx", arrange=arrange),
        xlsb(
            tmp_path / "lembar.xlsb",
            {name: {place: dict(enumerate(row)) for place, row in enumerate(TABLE)} for name in ("Hasil", "Lama", "Arsip")},
            hidden=("Lama", "Arsip"),
        ),
        ods(
            tmp_path / "lembar.ods",
            ods_table("Hasil", map(ods_row, TABLE))
            + "".join(ods_table(name, map(ods_row, TABLE), 'table:style-name="ta2"') for name in ("Lama", "Arsip")),
            '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>',
        ),
    ):
        read = read_draft(path, 2024, tables)
        assert [row.code for row in read.rows] == ["13.06", "13.72"], path.name
        assert [one.sheet for one in read.findings if one.code == "lembar-tersembunyi"] == ["Lama", "Arsip"], path.name


def test_percentages_are_what_is_shown(tmp_path, tables):
    def arrange(book, sheet):
        for place, (value, code) in enumerate([(0.769, "0.0%"), (0.805, "0%"), (50.5, '0.0"%"'), (70, "General")], start=1):
            sheet.write(place, 1, value, book.add_format({"num_format": code}))

    names = ["Kota Solok", "Kab. Agam", "Kota Padang", "Kota Pariaman"]
    path = excel(tmp_path / "persen.xlsx", [["Kab/Kota", "Nilai"], *([name, 0] for name in names)], arrange)
    read = read_draft(path, 2024, tables)
    assert {row.code: row.scores[""] for row in read.rows} == {"13.72": 76.9, "13.06": 80.5, "13.71": 50.5, "13.77": 70.0}
    (told,) = [one for one in read.findings if one.code == "tampak-persen"]
    assert (told.row, told.column, told.values["jumlah"], told.level) == (2, 2, 2, "peringatan")
    cell = '<table:table-cell office:value-type="percentage" office:value="0.769"><text:p>76,9%</text:p></table:table-cell>'
    styles = {(1, 1): xlwt.easyxf(num_format_str="0.00%"), (2, 1): xlwt.easyxf(num_format_str='0.0"%"')}
    read = read_draft(
        old(tmp_path / "persen.xls", None, [TABLE[0], ["Kota Solok", 0.769, "Peduli HAM"], TABLE[2]], styles), 2024, tables
    )
    assert {row.code: row.scores[""] for row in read.rows} == {"13.72": 76.9, "13.06": 80.5}
    path = ods(tmp_path / "persen.ods", ods_table("A", [ods_row(TABLE[0]), ods_row(["Kota Solok", cell, "Peduli HAM"])]))
    assert read_draft(path, 2024, tables).rows[0].scores == {"": 76.9}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xlsb", "xls"])
def test_hidden_rows_are_asked_about_in_every_format_that_tells(tmp_path, tables, kind):
    path = tmp_path / f"baris.{kind}"
    if kind == "xlsx":
        excel(path, arrange=lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))
    elif kind == "ods":
        shown = [ods_row(row, 'table:visibility="filter"' if place == 2 else "") for place, row in enumerate(TABLE)]
        ods(path, ods_table("Hasil", shown))
    elif kind == "xls":
        old(path, lambda sheet: setattr(sheet.row(2), "hidden", True))
    else:
        xlsb(path, {"Hasil": {place: dict(enumerate(row)) for place, row in enumerate(TABLE)}}, rows=(2,))
    (asked,) = read_draft(path, 2024, tables).questions
    assert (asked.code, asked.row, asked.values["baris"]) == ("baris-tersembunyi", 3, "3")
    without = read_draft(path, 2024, tables, answers={"baris-tersembunyi": "tanpa"})
    assert ([row.code for row in without.rows], without.questions) == (["13.72"], ())
    assert [(one.row, one.taken_for) for one in without.passed] == [(3, "tersembunyi")]
    assert len(read_draft(path, 2024, tables, answers={"baris-tersembunyi": "sertakan"}).rows) == 2


def test_formats_that_do_not_tell_say_so(tmp_path):
    assert open_book(written(tmp_path / "hasil.xls")).notes == ()
    assert "persen" in open_book(written(tmp_path / "hasil.xlsb")).notes[0]


def test_the_separator_is_what_makes_columns(tmp_path):
    for text, width in {
        "HASIL PENILAIAN, TAHUN 2024\nDicetak Senin, 10 Desember 2024\nNo;Kode;Kabupaten/Kota;Nilai\n1;34.02;Kab. Bantul;76,9\n": 4,
        "Kab/Kota;Nilai\nKota Solok;76,9\nKab. Agam;80,5\n": 2,
        "Kab/Kota\tNilai\nKota Solok, Sumbar\t76,9\nKab. Agam, Sumbar\t80,5\n": 2,
        "Kab/Kota;Nilai;Total\nKab. Agam, Sumbar;76,9;80,1\nKab. Solok, Sumbar;70,5;71,5\n": 3,
        'Kab/Kota,Nilai\n"Kab. Agam; lama",80.5\n': 2,
        "sep=,\nKab/Kota,Nilai\nKota A;B;C,1\n": 2,
    }.items():
        assert len(plaintext.rows(text.encode())[-1]) == width, text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding):
    assert plaintext.rows("Kab/Kota;Nilai\r\nKota Solok – é;76,9\r\n".encode(encoding))[1] == ("Kota Solok – é", "76,9")


HOSTILE = [
    (mark * 100_000)[:100_000]
    for mark in ("(", ")", "[", "{", " ", "\t", "\u00a0", "1", "1.", "a", ",", "-", "(a", "1 ", ". ", "prov ", "tahun 2023 ")
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_cell_holds_the_reader(text, tmp_path, tables):
    """Nothing that is read of a cell takes longer than its length allows."""
    began = time.process_time()
    rows.named(text, lambda _: False)
    years.said([text])
    years.without(text)
    says_absent(text)
    for read in (number, yes_no):
        with contextlib.suppress(ValueError):
            read(text)
    path = tmp_path / "hasil.csv"
    path.write_text(f'Kab/Kota;Nilai;Catatan\nKota Solok;76,9;"{text}"\n"{text}";70;x\nKab. Agam;"{text}";x\n', encoding="utf-8")
    with contextlib.suppress(UserError):  # a hundred thousand separators are too many columns
        read_draft(path, 2024, tables)
    assert time.process_time() - began < 5
