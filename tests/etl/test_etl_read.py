"""Reading a CSV file to the letter."""

import csv
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.base.errors import UserError
from etl.inputs.read import MAX_FIELD, read_csv


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "berkas.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"a,b\n1,2\n", [(2, ("1", "2"), True)], id="plain"),
        pytest.param(b"a,b\r\n1,2\r\n", [(2, ("1", "2"), True)], id="windows line ends"),
        pytest.param(b"\xef\xbb\xbfa,b\n1,2\n", [(2, ("1", "2"), True)], id="byte order mark"),
        pytest.param(b"a,b\n1,2", [(2, ("1", "2"), True)], id="no newline at the end"),
        pytest.param(b"a,b\n\n1,2\n\n\n3,4\n", [(3, ("1", "2"), True), (6, ("3", "4"), True)], id="blank lines are no records"),
        pytest.param(b'a,b\n"1\n1",2\n3,4\n', [(2, ("1\n1", "2"), True), (4, ("3", "4"), True)], id="newline in a cell"),
        pytest.param(b'a,b\n"say ""x""",2\n', [(2, ('say "x"', "2"), True)], id="doubled quotes"),
        pytest.param(b"a,b\n1\n", [(2, ("1",), False)], id="too few fields are kept and marked"),
        pytest.param(b"a,b\n1,2,3\n", [(2, ("1", "2", "3"), False)], id="too many fields are kept and marked"),
        pytest.param(b"a,b\n , \n", [(2, (" ", " "), True)], id="white space is kept"),
        pytest.param(b"a,b\n", [], id="header only"),
    ],
)
def test_records_with_their_lines(tmp_path: Path, content: bytes, expected: list[object]) -> None:
    source = read_csv(written(tmp_path, content), ["a", "b"])
    assert [(row.line, row.fields, row.complete) for row in source.rows] == expected
    assert (source.name, source.size) == ("berkas.csv", len(content))
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_columns_may_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    (row,) = read_csv(written(tmp_path, b" b ,lain,a\n 2 ,x,1\n"), ["a", "b"]).rows
    assert (row.cell("a"), row.cell("b"), row.cell("lain"), row.values["b"], row.cell("tiada")) == ("1", "2", "x", " 2 ", "")


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        pytest.param(b"", ["berkas.csv", "baris 1", "kolom 'a' tidak ada", "kolom 'b' tidak ada"], id="empty"),
        pytest.param(b"a\n1\n", ["berkas.csv", "baris 1", "kolom 'b' tidak ada", "namanya harus tepat"], id="missing column"),
        pytest.param(b"a,b,a\n1,2,3\n", ["berkas.csv", "baris 1", "nama kolom ganda: a"], id="column twice"),
        pytest.param(b"a;b\n1;2\n", ["berkas.csv", "titik koma", "pemisah koma"], id="semicolons"),
        pytest.param(b"a,b\n1,2\n3,\xe9\n", ["berkas.csv", "bukan UTF-8", "baris 3", "UTF-8"], id="Latin-1"),
        pytest.param("a,b\n1,2\n".encode("utf-16"), ["berkas.csv", "bukan UTF-8", "baris 1"], id="UTF-16"),
        pytest.param(
            b'a,b\n1,2\n3,"4\n5,6\n',
            ["berkas.csv", "pada baris 3 (terbaca sampai baris 4)", "tidak ditutup sampai akhir berkas"],
            id="unclosed quote is told by the line where it opens",
        ),
        pytest.param(b'a,b\n1,2\n"3"x,4\n', ["berkas.csv", "pada baris 3:", "penutup harus ada koma"], id="text after a quote"),
        pytest.param(b"a,b\n1," + b"x" * (MAX_FIELD + 1), ["berkas.csv", "pada baris 2:", "lebih panjang"], id="endless field"),
        pytest.param(b'"a,b\n1,2\n', ["berkas.csv", "pada baris 1"], id="unclosed quote in the header"),
    ],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, content: bytes, parts: list[str]) -> None:
    with pytest.raises(UserError) as caught:
        read_csv(written(tmp_path, content), ["a", "b"])
    message = str(caught.value)
    assert all(part in message for part in [*parts, "Yang perlu dilakukan:"]), message


def test_a_missing_file_and_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Berkas x\.csv tidak ada di folder"):
        read_csv(tmp_path / "x.csv", ["a"])
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(UserError, match=r"Berkas x\.csv .* tidak dapat dibaca"):
        read_csv(tmp_path / "x.csv", ["a"])


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from('\n\r",; '), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6), st.sampled_from(["\n", "\r\n"]))
@example([["a\nb", '"'], ["", ""]], "\r\n")
def test_what_csv_writes_is_read_back_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str
) -> None:
    text, lines = io.StringIO(newline=""), []
    writer = csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b"])
    for row in rows:
        # A line ends with \r\n, \n or \r, whichever comes: what an editor counts.
        lines.append(len((text.getvalue() + "x").replace("\r\n", "\n").replace("\r", "\n").split("\n")))
        writer.writerow(row)
    path = tmp_path_factory.getbasetemp() / "bolak-balik.csv"
    path.write_bytes(text.getvalue().encode())
    source = read_csv(path, ["a", "b"])
    assert [list(row.fields) for row in source.rows] == rows
    assert [row.line for row in source.rows] == lines
    assert all(row.complete for row in source.rows)


def test_a_file_is_printed_without_its_rows(tmp_path: Path) -> None:
    """Each of 2,942 claims carries its file: printed with all rows, one failing comparison once took all memory."""
    source = read_csv(written(tmp_path, b"a,b\n" + b"1,2\n" * 1000), ["a", "b"])
    assert len(source.rows) == 1000
    assert len(repr(source)) < 300
