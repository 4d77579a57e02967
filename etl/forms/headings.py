"""What names a region in a table, whatever it is about: headings of kinds and provinces, sums, names with number and province.

Reads: cells of a sheet. Decides: what a row says of those below it, which rows are sums, which cells are merged across rows.
Writes: nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from etl.forms.sheets import Cell, Sheet, cell
from etl.regions.spelling import kind_said, words_of

NAMING = frozenset({"kode", "kabkota"})
TELLING = frozenset({"predikat", "skor", "skor_murni", "skor_total", "partisipasi", "rekomendasi"})
SEVERAL, _LONGEST_LIKE = 3, 40
_CODE, _NAMED = re.compile(r"\s*[1-9][0-9]\.[0-9]{2}\s*"), re.compile(r"(?i)\s*(kab|kota)\b[. a-z]+$")
IsProvince = Callable[[str], bool]
SUMS = frozenset(
    {"jumlah", "total", "rata", "rerata", "average", "grand", "subtotal", "persentase", "prosentase"}
    | {"rata2", "mean", "banyaknya", "banyak"}
)
_EXTREMES = frozenset(
    {"tertinggi", "terendah", "maksimum", "maksimal", "minimum", "minimal", "median", "modus", "simpangan"}
    | {"maks", "max", "min", "standar", "deviasi", "stdev"}
)
_OFFICES = frozenset({"kanwil", "kantor", "provinsi", "propinsi", "prov"})
_AROUND_KIND = frozenset({"daerah", "pemerintah", "wilayah"})
LONGEST = 200
_NUMBERED = re.compile(
    r"\(?(?:[Nn]o\.? ?)?[0-9]{1,3}(?:[.)]\s*(?=[A-Za-z])|[ -]{1,3}(?=[Kk][Aa][Bb][. a-z]|[Kk][Oo][Tt][Aa] [A-Za-z]))"
)
_LETTERED = re.compile(r"\(?[A-Za-z]{1,4}[.)]\s*(?=(?:[Kk][Aa][Bb]|[Kk][Oo][Tt][Aa])\b)")
LISTED = re.compile(r"\(?[0-9A-Za-z]{1,4}[.)]\s*(?=[A-Za-z])")
MARK = re.compile(r"[0-9IVXivx.]{1,6}|[A-Za-z][.)]?")
OF_A_REGION = re.compile(r"(?i)[\s,(:–-](?:kab(?:upaten)?[. ]|kota )")
_PROVINCE = re.compile(r"[\s,(–-]prov(?:insi|\.)?\s", re.IGNORECASE)
_SPREAD_DOWN = frozenset({"provinsi", "nomor", "jenis", "tahun", "catatan", "jenis_skor"})


def names_regions(sheet: Sheet) -> bool:
    """Whether several rows of a sheet have the code of a region, or a name with its kind: a table whose header is not known."""
    rows = (any(isinstance(said, str) and region_like(said) for said in row) for row in sheet.rows)
    return sum(rows) >= SEVERAL


def region_like(said: str) -> bool:
    """Whether a text is the code of a region, or a name with its kind."""
    return bool(_CODE.fullmatch(said) or (len(said) <= _LONGEST_LIKE and _NAMED.match(said)))


def named(written: str, is_province: IsProvince) -> tuple[str, str]:
    """The name in "1. Kab. X" and "Kab. X, Provinsi Y", and the province."""
    if len(written) > LONGEST:
        return written, ""
    name = written
    for number in (_NUMBERED, _LETTERED):
        if found := number.match(name):
            name = name[found.end() :]
    if (found := _PROVINCE.search(name)) and name[: found.start()].strip():
        return name[: found.start()].rstrip(" ,(–-"), name[found.end() :].strip(" ).")
    if (found := OF_A_REGION.search(name)) and is_province(name[: found.start()].strip(" ,(:–-")):
        return name[found.start() :].strip(" ,(:)–-"), name[: found.start()].strip(" ,(:–-")
    before, comma, after = name.rpartition(",")
    return (before.strip(), after.strip()) if comma and is_province(after) else (name, "")


def merged_cells(sheet: Sheet, columns: Mapping[int, str], after: int) -> dict[int, dict[int, str]]:
    """Row → columns whose cell is one with those of other regions, or of another value; with the rows of the merged cell.

    `columns`: place → meaning; `after`: the last row of the header.
    """
    found: dict[int, dict[int, str]] = {}
    naming = [place for place, meaning in columns.items() if meaning in NAMING]
    for (top, left), (bottom, right) in sheet.merged:
        if top < after or top >= len(sheet.rows) or cell(sheet.rows[top], left + 1) is None:
            continue
        inside = range(top + 1, min(bottom + 1, len(sheet.rows)) + 1)
        if set(naming) & set(range(left + 1, right + 2)):  # one name beside several results
            rows = [row for row in inside if row == inside[0] or any(_told(sheet.rows[row - 1], columns))]
            found.update({inside[0]: {left + 1: f"{inside[0]}–{inside[-1]}"}} if len(rows) > 1 else {})
            continue
        telling = [place for place, meaning in columns.items() if left < place <= right + 1 and meaning not in _SPREAD_DOWN]
        regions = [row for row in inside if any(cell(sheet.rows[row - 1], place) is not None for place in naming)]
        across = isinstance(cell(sheet.rows[top], left + 1), float) and len(telling) > 1
        if telling and (across or len(regions) > 1):
            for row in regions:
                found.setdefault(row, {})[telling[0]] = f"{inside[0]}–{inside[-1]}" if len(inside) > 1 else str(inside[0])
    return found


def _told(row: Sequence[Cell], columns: Mapping[int, str]) -> Iterator[bool]:
    return (cell(row, place) is not None for place, meaning in columns.items() if meaning in TELLING)


def is_sum(words: Sequence[str]) -> bool:
    """Whether it is "Jumlah", "Rata-rata", "Nilai Tertinggi"."""
    return bool(words) and (words[0] in SUMS or bool(set(words[:2]) & _EXTREMES) or words[:2] == ["nilai", "rata"])


def province_said(said: str, is_province: IsProvince) -> str:
    """The province of a heading: "Riau", "Provinsi Riau", "Kanwil Kementerian Hukum Riau"; "" for none."""
    if len(said) > LONGEST:
        return ""
    if is_province(said):
        return said
    words = words_of(said)
    if not words or words[0] not in _OFFICES:
        return ""
    return next((rest for start in range(1, len(words)) if is_province(rest := " ".join(words[start:]))), "")


def kind_heading(said: Sequence[str]) -> str:
    """The kind that the cells of a row name and nothing else but a number: "KABUPATEN", "B. KOTA", "Daerah Kota (3)"."""
    said = [one for one in said if not MARK.fullmatch(one)]
    if len(said) != 1 or len(said[0]) > LONGEST:
        return ""
    plain = LISTED.sub("", said[0], count=1)
    words = [word for word in words_of(plain) if word not in _AROUND_KIND and not word.isdigit()]
    return kind_said(words[0]) or "" if len(words) == 1 else ""


def names_a_sum(name: str) -> bool:
    """Whether what stands in the column of names is no region but "Jumlah" or the like."""
    return is_sum(words_of(name))
