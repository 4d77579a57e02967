"""Files made to harm whoever reads them, each of a size that can be chosen, and mutations of right ones."""

import io
import random
import zipfile

import xlsxwriter
import xlwt

ROWS = [
    ["Kode", "Kab/Kota", "Nilai", "Predikat", "Dugaan", "Rekomendasi", "Terjawab"],
    ["18.01", "Kab. Lampung Selatan", 90.5, "Peduli HAM", 3, 2, 1],
    ["18.71", "Kota Bandar Lampung", 80, "Peduli HAM", 4, 1, 1],
]
"""What both pages understand: results and entries."""


def workbook(fill=None, **options):
    """A small right workbook; `fill(book, sheet)` adds to it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("Hasil")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        if fill:
            fill(book, sheet)
    return out.getvalue()


def plain():
    """The same as CSV."""
    return "\n".join(";".join(map(str, row)) for row in ROWS).encode()


def old_workbook(rows=400):
    """The same as XLS."""
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Hasil")
    for number in range(rows):
        for column, value in enumerate(ROWS[min(number, 2)]):
            sheet.write(number, column, value)
    book.save(out)
    return out.getvalue()


def far(size=1):
    """A lone cell at the far corner: the rectangle up to it has 17 thousand million cells."""
    return _patched(
        workbook(), "xl/worksheets/sheet1.xml", "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def merged(size=1):
    """A merged area over the whole sheet."""
    added = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return _patched(workbook(), "xl/worksheets/sheet1.xml", "</sheetData>", "</sheetData>" + added)


def texts(size=100_000_000):
    """Shared texts that are large when unpacked."""
    added = "<si><t>" + "x" * size + "</t></si></sst>"
    return _patched(workbook(), "xl/sharedStrings.xml", "</sst>", added)


def formulas(size=2_000_000):
    """Formulas without values, two hundred in a row."""
    rows = (
        f'<row r="{row}">' + "".join(f"<c><f>A{row}+{column}</f></c>" for column in range(200)) + "</row>"
        for row in range(10, 10 + size // 200)
    )
    return _patched(workbook(), "xl/worksheets/sheet1.xml", "</sheetData>", "".join(rows) + "</sheetData>")


def brackets(size=100_000):
    """A name of nested brackets, and one of blanks."""
    rows = [[None, "Kab. " + "(" * size, 80, "Peduli HAM"], [None, "Kab. " + "( " * (size // 2) + ")", 80, "Peduli HAM"]]

    def fill(book, sheet):
        for number, row in enumerate(rows, start=3):
            sheet.write_row(number, 0, [one[:32_000] if isinstance(one, str) else one for one in row])

    return workbook(fill)


def brackets_csv(size=100_000):
    """The same where no cell has a longest length."""
    names = ("(" * size, "( " * (size // 2) + ")", " " * size + "x", "1" * size, "-" * size)
    return ("Kab/Kota;Nilai\n" + "".join(f"Kab. {name};80\n" for name in names)).encode()


def separators(size=50_000_000):
    """A CSV of nothing but separators."""
    return b"Kab/Kota;Nilai\n" + b";" * (size - 100)


def lines(size=50_000_000):
    """A CSV of rows that all have something wrong with them."""
    return b"Kab/Kota;Nilai\n" + b"x;y\n" * (size // 4 - 10)


def corrupt(seed):
    """An XLS some of whose bytes are others."""
    return flipped(old_workbook(), random.Random(seed), 40)


KINDS = {
    "far.xlsx": far,
    "merged.xlsx": merged,
    "texts.xlsx": texts,
    "formulas.xlsx": formulas,
    "brackets.xlsx": brackets,
    "brackets.csv": brackets_csv,
    "separators.csv": separators,
    "lines.csv": lines,
    "corrupt.xls": lambda size=7: corrupt(size),
}
"""File name → what makes it, as large as an upload may be."""


def flipped(content, chance, most=5):
    """Some bytes changed."""
    changed = bytearray(content)
    for _ in range(chance.randrange(1, most + 1)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def mutated(seed):
    """A file that was right before it was changed at random: (name, content). The same seed gives the same."""
    chance = random.Random(seed)
    name = ("hasil.xls", "hasil.xlsx", "hasil.csv")[seed % 3]
    content = plain() if name.endswith("csv") else workbook() if name.endswith("xlsx") else old_workbook(3)
    ways = [flipped, _cut, _doubled] + [_part] * 3 * name.endswith("xlsx")
    for way in chance.choices(ways, k=chance.choice((1, 1, 2))):
        try:
            content = way(content, chance)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, zipfile.zlib.error):
            continue  # a second change of what the first has destroyed
    return name, content


def _cut(content, chance):
    begun = chance.randrange(len(content))
    return content[:begun] + content[begun + chance.choice((1, 2, 40, len(content))) :] or b"x"


def _doubled(content, chance):
    begun = chance.randrange(len(content))
    part = content[begun : begun + chance.choice((1, 8, 512))]
    return content[:begun] + part * chance.choice((2, 50)) + content[begun:]


def _part(content, chance):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = chance.choice([one for one in parts if "sheet1" in one or "shared" in one or "workbook" in one or "style" in one])
    parts[name] = chance.choice((flipped, _cut, _doubled))(parts[name], chance)
    return _packed(parts)


def _patched(content, name, old, new):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {one: book.read(one) for one in book.namelist()}
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    return _packed(parts)


def _packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for one, part in parts.items():
            book.writestr(one, part)
    return out.getvalue()
