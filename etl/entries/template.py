"""The workbook by which entries come in many at once: a sheet per kind, filled with what stands, and how to fill it in.

Reads: the ledger, the reference tables, `petunjuk.toml`. Decides: rows, columns, drop-downs, what is locked.
Writes: nothing; the caller has the bytes. The headings are those that `etl.entries.columns` understands; each row carries the
number of the last entry, so that an unchanged row changes nothing however long the file lies about.
"""

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from etl.base.errors import UserError
from etl.entries import columns, ledger
from etl.entries.area import Area
from etl.entries.columns import NUMBER
from etl.entries.kinds import FILED, KINDS, Field, Key, Kind
from etl.entries.ledger import Ledger
from etl.forms import blank
from etl.forms.regions import Place, regions_of
from etl.inputs import parse, reference

NATION = "Nasional"
_SENTENCES = Path(__file__).with_name("petunjuk.toml")
SPARE_ROWS = 20
"""Empty rows for corrections, which have no list of their own."""
_LAST_DAY = dt.date(2099, 12, 31)
_MOST = 999_999


@dataclass(frozen=True)
class EntryForm:
    """What the workbook is about: a year, its regions that an area holds, and what stands."""

    year: int
    area: Area
    places: tuple[Place, ...]
    entries: Ledger

    @property
    def number(self) -> int:
        """The last entry."""
        return len(self.entries.entries)

    @property
    def provinces(self) -> Mapping[str, str]:
        """Code → name of the provinces, as they were in the year."""
        return {place.province_code: place.province for place in self.places}


def form(folder: Path, year: int, area: Area) -> EntryForm:
    """The form of a year for an area. Raises `UserError` where the area has no region, or the ledger is not whole."""
    places = tuple(place for place in regions_of(reference.load(folder), year) if area.holds(place.code.partition(".")[0]))
    if not places:
        raise UserError(f"Tidak ada kabupaten/kota pada tahun {year} dalam wilayah itu.", remedy="pilih provinsi atau tahun lain.")
    return EntryForm(year, area, places, ledger.read(folder))


def workbook(wanted: EntryForm, kinds: Sequence[str] = FILED) -> bytes:
    """The workbook as bytes; the same form gives the same bytes."""
    out = io.BytesIO()
    about = {"title": f"Templat isian {wanted.year}", "comments": f"Keadaan sampai catatan nomor {wanted.number}."}
    with blank.opened(out, wanted.year, about) as book:
        writer = _Writer(book, wanted)
        for kind in kinds:
            writer.sheet(KINDS[kind])
        blank.guide(book, _guide(wanted, kinds))
    return out.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, wanted: EntryForm) -> None:
        self.book, self.form = book, wanted
        self.styles = blank.Styles(book)
        self.day = self.styles.filled(num_format="dd/mm/yyyy")

    def sheet(self, kind: Kind) -> None:
        """One kind: a row per region or province, its stages side by side."""
        sheet = self.book.add_worksheet(kind.name.capitalize())
        headings = columns.headings(kind.name)
        named, rows = _locked(kind), list(_rows(kind, self.form))
        filled = _filled(kind)
        for place, meaning in enumerate((*named, *filled, NUMBER)):
            sheet.write_string(0, place, headings[meaning].title, self.styles.head)
            sheet.set_column(place, place, headings[meaning].width)
        for number, (words, keys) in enumerate(rows, start=1):
            for place, word in enumerate(words):
                self._cell(sheet, number, place, word, open_=kind.place == "klaim")
            for place, meaning in enumerate(filled, start=len(named)):
                self._value(sheet, number, place, kind, keys.get(meaning.partition(":")[2]), meaning.partition(":")[0])
            sheet.write_number(number, len(named) + len(filled), self.form.number, self.styles.locked)
        for place, meaning in enumerate(filled, start=len(named)):
            if rule := _validation(columns.field_of(kind, meaning.partition(":")[0])):
                sheet.data_validation(1, place, len(rows), place, rule)
        sheet.freeze_panes(1, min(len(named), 2))
        blank.finish(sheet, 0, len(rows), len(named) + len(filled) + 1, "B")
        sheet.set_row(0, 32)
        sheet.fit_to_pages(1, 0)

    def _cell(self, sheet: Worksheet, row: int, place: int, word: str | int, *, open_: bool) -> None:
        style = self.styles.open if open_ else self.styles.locked
        if isinstance(word, int):
            sheet.write_number(row, place, word, style)
        else:
            sheet.write_string(row, place, word, style) if word else sheet.write_blank(row, place, None, style)

    def _value(self, sheet: Worksheet, row: int, place: int, kind: Kind, key: Key | None, name: str) -> None:
        standing = self.form.entries.current.get((kind.name, key)) if key else None
        value = standing.value.get(name) if standing and standing.value else None
        style = self.day if name == "tanggal" else self.styles.open
        if value is None:
            sheet.write_blank(row, place, None, style)
        elif name == "tanggal":
            sheet.write_datetime(row, place, dt.datetime.fromisoformat(str(value)), style)
        elif isinstance(value, bool):
            sheet.write_string(row, place, "ya" if value else "tidak", style)
        elif isinstance(value, int):
            sheet.write_number(row, place, value, style)
        else:
            sheet.write_string(row, place, str(value), style)


def _locked(kind: Kind) -> tuple[str, ...]:
    """Meanings of the columns that name a row, in their order."""
    year = ("tahun",) if any(field.name == "tahun" for field in kind.keys) else ()
    return (*columns.place_columns(kind), *year)


def _filled(kind: Kind) -> tuple[str, ...]:
    """Meanings of the columns to fill in, in their order."""
    staged = tuple(f"{field}:{stage}" for field, stage, _ in columns.by_stage(kind))
    return staged or tuple(field.name for field in kind.values)


def _rows(kind: Kind, wanted: EntryForm) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Key]]]:
    """The locked cells of each row, and by stage ("" where there is none) the keys that it speaks of."""
    year = str(wanted.year)
    stages = tuple(dict.fromkeys(stage for _, stage, _ in columns.by_stage(kind)))

    def keys(place: str) -> Mapping[str, Key]:
        return {stage: (year, place, stage) for stage in stages} if stages else {"": (year, place)}

    if kind.place == "kabkota":
        for one in wanted.places:
            yield (one.code, one.name, one.province, wanted.year), keys(one.code)
    elif kind.place == "klaim":
        standing = [
            key for (name, key), one in wanted.entries.current.items() if name == kind.name and wanted.area.holds(one.province)
        ]
        yield from (((key[0],), {"": key}) for key in sorted(standing))
        yield from ((("",), {}) for _ in range(SPARE_ROWS))
    else:
        if wanted.area.everything and kind.place != "provinsi":
            yield ("", NATION, wanted.year), keys("")
        yield from (((code, name, wanted.year), keys(code)) for code, name in wanted.provinces.items())


def _validation(field: Field) -> dict[str, object] | None:
    if field.name == "tanggal":
        first = dt.date(2012, 1, 1)
        message = "Tulis tanggal, hari lebih dahulu: 12/03/2026."
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": _LAST_DAY, "error_message": message}
    if field.choices or field.name == "cabut":
        return {"validate": "list", "source": list(field.choices) or ["ya"]}
    if field.parser is parse.count:
        message = "Tulis bilangan bulat mulai 0; yang tidak diketahui dibiarkan kosong."
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": _MOST, "error_message": message}
    return None


def _guide(wanted: EntryForm, kinds: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What to do, and what each column means."""
    values = {
        "tahun": wanted.year,
        "wilayah": ", ".join(wanted.provinces.values()),
        "jumlah": len(wanted.places),
        "nomor": wanted.number,
    }
    lines = [("", "judul"), ("Cakupan", "cakupan"), ("Isian", "umum"), ("Sesudahnya", "muat"), ("", "kolom")]
    for kind in kinds:
        headings = columns.headings(kind)
        fields = [(headings[field.name].title, field.name) for field in KINDS[kind].values]
        lines += [(kind.capitalize(), kind), *fields]
    lines.append((columns.headings(kinds[0])[NUMBER].title, "nomor"))
    return ((about, *blank.say(_SENTENCES, key, **values)) for about, key in lines)
