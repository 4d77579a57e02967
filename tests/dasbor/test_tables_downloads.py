import csv
import datetime as dt
import io
import re

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dasbor.mart.filters import Filter, Selection
from dasbor.page import downloads
from dasbor.page.tables import ShownColumn, Table, safe_address
from dasbor.words.texts import texts

FRAME = pd.DataFrame(
    {
        "nama": ["Maluku", "<b>=1+1</b>"],
        "n": pd.array([10, None], dtype="Int64"),
        "besar": [22, 11],
        "nilai": [-1234.5, float("nan")],
        "predikat": ["Peduli HAM", None],
        "alamat": ["https://contoh.go.id/?a=1&b=2", "javascript:alert(1)"],
    }
)
COLUMNS = (
    ShownColumn("nama", "common.province", href="alamat", help="common.about_source_text"),
    ShownColumn("n", "common.page", "share", of="besar"),
    ShownColumn("nilai", heading="Nilai", kind="decimal"),
    ShownColumn("predikat", heading="Predikat", kind="state"),
)


@pytest.fixture(autouse=True)
def record(record_folder, monkeypatch):
    """Cells of states are drawn as the data has the predicates."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(record_folder))


def table(lang="id"):
    return Table(FRAME, COLUMNS, "Judul & isi", texts(lang))


def origin():
    chosen = Selection([Filter("tahun", "Tahun", "2024", "2024"), Filter("cari", "Cari", "=1", "=1")])
    return downloads.DownloadOrigin("provinsi", "tren", "Tren", chosen, dt.datetime(2026, 11, 21, tzinfo=dt.UTC), "1a2b3c4d")


def test_html_is_a_real_table_with_everything_escaped():
    html = table().html
    assert "<caption>Judul &amp; isi</caption>" in html
    assert html.count('scope="col"') == 4
    assert html.count('scope="row"') == 0 or html.count('scope="row"') == 2
    assert "<b>" not in html
    assert 'href="https://contoh.go.id/?a=1&amp;b=2"' in html
    assert "javascript" not in html
    assert "45,5 % (10 dari 22)" in html
    assert "-1.234,5" in html
    assert html.count("tidak diketahui") == 3
    assert 'tabindex="0"' in html


def test_the_other_language():
    assert "45.5 % (10 of 22)" in table("en").html
    assert "unknown" in table("en").html


def test_a_column_the_frame_lacks_is_named():
    with pytest.raises(KeyError, match="tidak_ada"):
        Table(FRAME, (ShownColumn("tidak_ada", heading="x"),), "Judul", texts("id"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://a.id", "http://a.id"),
        ("./daerah?kode=1", "./daerah?kode=1"),
        ("data:text/html,x", None),
        (None, None),
        ("http://[", None),
    ],
)
def test_only_web_addresses_become_links(address, expected):
    assert safe_address(address) == expected


def test_csv_says_what_the_screen_says():
    data = downloads.csv_bytes(table())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["Provinsi", "Halaman", "Halaman (n)", "Halaman (N)", "Nilai", "Predikat"]
    assert rows[1] == ["Maluku", "0.454545", "10", "22", "-1234.5", "Peduli HAM"]
    assert rows[2][1:] == ["tidak diketahui", "tidak diketahui", "11", "tidak diketahui", "tidak diketahui"]


def test_xlsx_keeps_numbers_and_explains_itself():
    book = openpyxl.load_workbook(io.BytesIO(downloads.xlsx_bytes(table(), origin())))
    assert book.properties.created.isoformat() == "2026-11-21T00:00:00"
    data, about = book.worksheets
    assert [c.value for c in data[2]] == ["Maluku", 0.454545, 10, 22, -1234.5, "Peduli HAM"]
    told = {row[0].value: row[1].value for row in about.iter_rows()}
    assert told["Saringan: Tahun"] == "2024"
    assert told["Saringan: Cari"] == "'=1"
    assert told["Data dibangun"] == "21 November 2026"
    assert told["Versi data"] == "1a2b3c4d"
    assert "klaim" in told["Provinsi"]


def test_file_names_carry_page_filter_and_version():
    assert origin().file_name("csv") == "provinsi-tren-2024-1-data-20261121-1a2b3c4d.csv"


@given(st.text() | st.text(alphabet=';,\t\r\n"=+-@＝a '))
def test_no_text_cell_can_start_a_formula(text):
    """Neither as the cell it is, nor where a spreadsheet divides the file at semicolons, tabs or line breaks instead of commas."""
    frame = pd.DataFrame({"a": [text]})
    made = Table(frame, (ShownColumn("a", heading="=a"),), "x", texts("id"))
    titles, rows = downloads.cells(made)
    for cell in (*titles, *rows[0]):
        assert not str(cell).startswith(("\t", "\r", "\n", "\0"))
        for part in re.split(r"[;\t\r\n]", str(cell)):
            assert not part.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_a_column_for_files_only_stands_in_files_and_not_on_screen():
    frame = pd.DataFrame({"nama": ["Maluku"], "id": ["k1"]})
    columns = (ShownColumn("nama", heading="Nama"), ShownColumn("id", heading="Tanda pengenal", file_only=True))
    table = Table(frame, columns, "Uji", texts("id"))
    assert "k1" not in table.html
    assert downloads.cells(table) == (["Nama", "Tanda pengenal"], [("Maluku", "k1")])


def test_a_wide_table_says_in_each_cell_of_a_card_what_it_is():
    """On a telephone its rows are cards; their words stand in the style sheet, whose strings nothing of the data can leave."""
    heads = ["a", "b", "c", "d", 'e"}</style>']
    frame = pd.DataFrame([[1, 2, 3, 4, 5]], columns=heads)
    columns = tuple(ShownColumn(one, heading=one) for one in heads)
    assert "<style>" not in Table(frame, columns[:4], "x", texts("id")).html
    wide = Table(frame, columns, "x", texts("id")).html
    assert 'td:nth-child(2):not(:empty)::before{content:"b"}' in wide
    assert wide.count("</style>") == 1
    assert 'content:"e\\22 \\7d \\3c /style\\3e "}' in wide


def test_a_file_name_says_everything_once_and_no_choice_that_is_usual():
    choices = Selection([Filter("banding", "", "0", "", plain=True), Filter("tahun", "", "2022", "2022")])
    origin = downloads.DownloadOrigin("peta", "peta", "", choices, dt.datetime(2024, 1, 1, tzinfo=dt.UTC), "abc")
    assert origin.file_name("csv").startswith("peta-2022-data-")


def test_for_excel_in_indonesian_codes_stay_text_and_decimals_have_commas():
    frame = pd.DataFrame({"kode": ["11.10"], "nama": ["Kabupaten; Uji"], "skor": [74.5]})
    columns = (
        ShownColumn("kode", heading="kode"),
        ShownColumn("nama", heading="nama"),
        ShownColumn("skor", heading="skor", kind="decimal"),
    )
    table = Table(frame, columns, "Uji", texts("id"))
    lines = downloads.csv_indonesia_bytes(table).decode("utf-8-sig").splitlines()
    assert lines == ["kode;nama;skor", '"=""11.10""";"Kabupaten; Uji";74,5']
