"""Damaged and odd result files: never a traceback, and nothing accepted that the file does not say.

Real files are changed at random (seeded). What is accepted is held against another reader of the same file (openpyxl, pandas):
every row below a header is accepted, refused or passed over; every value accepted stands in its cell; every cell that says
something is accepted; what is missing has a finding. PEDULIHAM_FUZZ sets how many files are tried.
"""

import html
import io
import os
import random
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from etl.base.errors import UserError
from etl.results.draft import Draft, read_draft
from etl.results.predicates import of as predicates_of
from tests.etl_hasil.hasil_tools import complete, write_results

TRIES = int(os.environ.get("PEDULIHAM_FUZZ", "150"))
BATCHES = 5
YEAR = 2024
PROVINCES = ("13.", "34.", "75.")
PREDICATES = ("Peduli HAM", "Cukup Peduli HAM", "Mulai Peduli HAM", "Kurang Peduli HAM")
COUNTED = ("skor", "skor_murni", "skor_total", "bonus")
ODD = (
    ("76,9", 76.9),
    (" 76,9", 76.9),
    ("76.900", 76.9),
    ("７６,９", 76.9),
    ("'76,9", None),
    ("7.6.9", None),
    ("1.076,9", None),
    ("76,9 %", 76.9),
    ("-3", None),
    ("NaN", None),
    ("1e2", None),
    ("#REF!", None),
)
"""Numbers with odd marks, and what they mean; None for what must be refused."""


@dataclass(frozen=True)
class Original:
    """A file that is right, and the draft of it."""

    path: Path
    content: bytes
    draft: Draft


@pytest.fixture(scope="module")
def originals(tmp_path_factory, tables) -> list[Original]:
    folder = tmp_path_factory.mktemp("asli")
    rows = [row for row in complete(tables, YEAR) if str(row["Kode"]).startswith(PROVINCES)]
    rights = [name for name in dict.fromkeys(name for row in rows for name in row) if name.startswith("Hak ")]
    results = [{key: value for key, value in row.items() if key not in rights} for row in rows]
    details = [{key: row[key] for key in ("Kode", "Kabupaten/Kota", *rights) if key in row} for row in rows]
    paths = [write_results(folder / "hasil.csv", rows), folder / "hasil.xlsx"]
    with xlsxwriter.Workbook(paths[1]) as book:
        for name, table in (("Hasil", results), ("Rincian", [row for row in details if len(row) > len(COUNTED)])):
            sheet = book.add_worksheet(name)
            columns = list(dict.fromkeys(key for row in table for key in row))
            sheet.write_row(0, 0, columns)
            for number, row in enumerate(table, start=1):
                for key, value in row.items():
                    sheet.write(number, columns.index(key), value)
    found = [Original(path, path.read_bytes(), read_draft(path, YEAR, tables)) for path in paths]
    assert all(len(one.draft.rows) == len(rows) and not one.draft.refused for one in found)
    return found


# Mutations


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5))):
        changed[chance.randrange(len(changed))] = chance.choice((chance.randrange(256), *b',;"<>/ 0159.'))
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    begun = chance.randrange(len(content))
    return content[:begun] + content[begun + chance.choice((1, 1, 2, 40, len(content))) :]


def _lines(content: bytes, chance: random.Random) -> bytes:
    """Rows cut, doubled or swapped."""
    lines = content.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(3)
    if way == 0:
        del lines[one : one + chance.randrange(1, 9)]
    elif way == 1:
        lines.insert(one, lines[other])
    else:
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _written_otherwise(content: bytes, chance: random.Random) -> bytes:
    """Another separator, encoding or end of line."""
    text = content.decode()
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: text.replace(",", ";").encode(),
        lambda: text.replace(",", "\t").encode("utf-16"),
        lambda: text.replace(",", "|").encode("cp1252"),
        ("\ufeff" + text).encode,
        lambda: text.replace("\r\n", "\n").replace("\n", "\r").encode(),
        lambda: text.replace(".", ",").encode(),
        lambda: text.encode("utf-16-le"),
    )
    return chance.choice(ways)()


def _cells(content: bytes, chance: random.Random) -> bytes:
    """Cells of one row swapped, a name with a slip, a number with odd marks, a heading with another word; quotes where needed."""
    table = [line.split(",") for line in content.decode().splitlines()]
    row = chance.choice(table)
    place, other = chance.randrange(len(row)), chance.randrange(len(row))
    way = chance.randrange(4)
    if way == 0:
        row[place], row[other] = row[other], row[place]
    elif way == 1:
        row[1] = _slip(row[1], chance)
    elif way == 2:
        row[place] = f'"{chance.choice(ODD)[0]}"'
    else:
        table[0][place] = chance.choice((_slip(table[0][place], chance), table[0][other]))
    return "\n".join(",".join(one) for one in table).encode()


def _slip(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice("aeknt") + text[place + chance.randrange(2) :]


def _part(content: bytes, chance: random.Random) -> bytes:
    """A part of an XLSX flipped, cut, with rows moved, taken away, or put in another's place."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    weights = [20 if "sheet1" in name or "sheet2" in name else 8 if "shared" in name or "workbook" in name else 1 for name in parts]
    (name,) = chance.choices(list(parts), weights)
    way = chance.randrange(8)
    if way == 0:
        del parts[name]
    elif way == 1:
        parts[name] = chance.choice(list(parts.values()))
    elif way == 2:
        parts[name] = _cut(parts[name], chance)
    elif way == 3:
        parts[name] = b"<row".join(_shuffled(parts[name].split(b"<row"), chance))
    elif way == 4:
        parts[name] = (
            parts[name].replace(b"<v>", b"<f>A1</f><v>", 1).replace(b"<v>8", chance.choice((b"<v>9", b"<v>-8", b"<v>x")), 3)
        )
    else:
        parts[name] = _flip(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for one, part in parts.items():
            book.writestr(one, part)
    return out.getvalue()


def _shuffled(rows: list[bytes], chance: random.Random) -> list[bytes]:
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]
    return rows


MUTATIONS = {".csv": (_flip, _cut, _lines, _written_otherwise, _cells, _cells), ".xlsx": (_flip, _cut, _part, _part, _part, _part)}


# The other reader


def _other_reading(path: Path, draft: Draft) -> Mapping[tuple[str, int, int], str] | None:
    """(Sheet, row, column) → text, of cells that are not blank; None if the other reader gives up."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tables = _workbook(path) if path.suffix == ".xlsx" else {draft.book.sheets[0].name: _text(path, draft)}
    except Exception:  # noqa: BLE001 - whatever the other reader raises
        return _letter_by_letter(path, draft) if path.suffix == ".xlsx" else None
    return {
        (sheet, row, column): str(cell)
        for sheet, table in tables.items()
        for row, line in enumerate(table, start=1)
        for column, cell in enumerate(line, start=1)
        if cell is not None and str(cell).strip()
    }


def _workbook(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: list(sheet.iter_rows(min_row=1, min_col=1, values_only=True)) for sheet in book.worksheets}


def _letter_by_letter(path: Path, draft: Draft) -> Mapping[tuple[str, int, int], str] | None:
    """What stands between the tags of a workbook, however damaged it is elsewhere."""
    found = {}
    with zipfile.ZipFile(path) as book:
        texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", book.read("xl/sharedStrings.xml").decode("utf-8", "replace"), re.DOTALL)
        for number, sheet in enumerate(draft.book.sheets, start=1):
            part = book.read(f"xl/worksheets/sheet{number}.xml").decode("utf-8", "replace")
            for cell in re.finditer(r'<c r="([A-Z])([0-9]+)"([^>]*)>(?:<f>A1</f>)?<v>([^<]*)</v></c>', part):
                letter, row, kind, value = cell.groups()
                shared = 't="s"' in kind and value.isdigit() and int(value) < len(texts)
                found[sheet.name, int(row), ord(letter) - 64] = html.unescape(texts[int(value)] if shared else value)
    return found


def _text(path: Path, draft: Draft) -> list[list[object]]:
    content = path.read_bytes()
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    encoding = "utf-16" if marked else "utf-16-le" if content[1:2] == b"\0" else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("cp1252", "replace")
    width = max(len(row) for row in draft.book.sheets[0].rows)
    separators = [mark for mark in ";,\t|" if len(text.splitlines()[draft.layouts[0].first - 1].split(mark)) > 1]
    frame = pd.read_csv(
        io.StringIO(text),
        header=None,
        names=range(width),
        sep=separators[0],
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=False,
    )
    return frame.to_numpy().tolist()


def _number(text: str) -> float | None:
    """A number, by another way than the loader's: the last mark is the decimal one."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if plain in ("", "-", "."):
        return None
    mark = max(plain.rfind("."), plain.rfind(","))
    if mark >= 0:
        plain = plain[:mark].replace(".", "").replace(",", "") + "." + plain[mark + 1 :]
    return float(plain)


# What must hold


def _check(draft: Draft, original: Original, cells: Mapping[tuple[str, int, int], str]) -> None:
    accepted = {row.code: row for row in draft.rows}
    refused = {(one.sheet, one.row) for one in draft.refused}
    passed = {(one.sheet, one.row) for one in draft.passed}
    codes = {row.code for row in original.draft.rows}
    assert not refused & passed
    for layout in draft.layouts:
        below = {row for sheet, row, _ in cells if sheet == layout.sheet and row > layout.last}
        for row in sorted(below):
            place = (layout.sheet, row)
            assert place in refused or place in passed or place in draft.recognised, f"{place} is lost"
            if place in refused or place in passed:
                continue
            told = {meaning: cells.get((*place, column), "").strip() for meaning, column in layout.places.items()}
            name = draft.recognised[place][0]
            code = next(code for code, one in accepted.items() if _name(draft, code) == name)
            if told.get("kode") in codes:
                assert code == told["kode"]
            _check_row(accepted[code].told, told, place)
    _check_missing(draft, original, cells)


def _name(draft: Draft, code: str) -> str:
    row = next(row for row in draft.rows if row.code == code)
    return draft.recognised[row.sheet, row.row][0]


def _check_row(result: Mapping[str, object], told: Mapping[str, str], place: tuple[str, int]) -> None:
    """Every cell that says something is in the result, as it stands there."""
    for meaning, said in told.items():
        if meaning in COUNTED or ":" in meaning:
            expected = _number(said)
            if expected is not None:
                assert result.get(meaning) == pytest.approx(expected, abs=1e-9), (place, meaning, said)
        elif meaning == "predikat" and (meant := predicates_of(PREDICATES).read(said)).name:
            assert result.get(meaning) == meant.name, (place, said)
        elif meaning in ("partisipasi", "rekomendasi") and said in ("ya", "tidak"):
            assert result.get(meaning) is (said == "ya"), (place, meaning, said)


def _check_missing(draft: Draft, original: Original, cells: Mapping[tuple[str, int, int], str]) -> None:
    """What the original told and this file does not: the cell is blank or gone, or a finding names its column or sheet."""
    before = {row.code: row.told for row in original.draft.rows}
    refused = {(one.sheet, one.row) for one in draft.refused}
    known = {layout.sheet: layout for layout in draft.layouts}
    left_out = {(one.sheet, one.column) for one in draft.findings if one.code == "kolom-tidak-dipakai"}
    sheets = {one.sheet for one in draft.findings if one.code == "lembar-tidak-dipakai"}
    for layout in original.draft.layouts:
        filled = {column for sheet, row, column in cells if sheet == layout.sheet and row > layout.last}
        if layout.sheet not in known:
            assert not filled or layout.sheet in sheets or len({row for sheet, row, _ in cells if sheet == layout.sheet}) < 4
            continue
        now = known[layout.sheet]
        for column in filled & set(layout.columns):
            titled = column in now.titles
            assert column in now.columns or (layout.sheet, column) in left_out or not titled, (layout.sheet, column)
    for row in draft.rows:
        told = row.told
        lost = [meaning for meaning in before.get(row.code, {}) if meaning not in told and ":" not in meaning]
        for meaning in lost:
            named = [place for place, (name, _) in draft.recognised.items() if name == _name(draft, row.code)]
            columns = [
                (sheet, number, known[sheet].places.get(meaning)) for sheet, number in named if (sheet, number) not in refused
            ]
            assert all(column is None or not _number_or_text(cells.get((s, n, column), "")) for s, n, column in columns), (
                row,
                meaning,
            )


def _number_or_text(said: str) -> bool:
    return said.strip() not in ("", "-", ".", "—", "–")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_mutated_files(batch, originals, tables, tmp_path):
    outcomes = {"refused": 0, "no remedy": 0, "read": 0, "unread by the other": 0}
    for number in range(batch, TRIES, BATCHES):
        chance = random.Random(number)
        original = originals[number // BATCHES % len(originals)]
        content = original.content
        for mutate in chance.choices(MUTATIONS[original.path.suffix], k=chance.choice((1, 1, 2))):
            try:
                content = mutate(content, chance)
            except (UnicodeDecodeError, zipfile.BadZipFile, ValueError, IndexError, NotImplementedError, zlib.error):
                continue  # a second mutation of what the first has destroyed
        path = tmp_path / original.path.name
        path.write_bytes(content)
        try:
            draft = read_draft(path, YEAR, tables)
        except UserError as error:
            outcomes["refused" if error.remedy else "no remedy"] += 1
            continue
        cells = _other_reading(path, draft)
        if cells is None:  # what it stumbles over must not have touched what is told
            before = {row.code: row.told for row in original.draft.rows}
            named = {draft.recognised[place][0] for one in draft.refused if (place := (one.sheet, one.row)) in draft.recognised}
            assert all(row.told == before[row.code] or _name(draft, row.code) in named for row in draft.rows), number
            outcomes["unread by the other"] += 1
            continue
        try:
            _check(draft, original, cells)
        except (AssertionError, ValueError, StopIteration, KeyError) as error:
            raise AssertionError(f"file {number}: {error!r}") from error
        outcomes["read"] += 1
    print(outcomes)
    assert not outcomes["no remedy"]
    assert outcomes["read"] > outcomes["refused"] / 4 > 0
    assert outcomes["read"] > outcomes["unread by the other"]


@pytest.mark.parametrize(("written", "value"), ODD)
def test_numbers_with_odd_marks(written, value, tables, tmp_path):
    path = tmp_path / "hasil.csv"
    path.write_text(f'Kode;Kab/Kota;Nilai\n13.71;Kota Padang;"{written}"\n', encoding="utf-8")
    draft = read_draft(path, YEAR, tables)
    assert [row.scores for row in draft.rows] == ([] if value is None else [{"": value}])
    assert bool(draft.refused) == (value is None)
