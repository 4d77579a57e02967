"""Everything that can be taken away about a scope, as one list that the page Unduh and `python -m etl ekspor` share.

A format is what people ask for ("lembar-fakta", "csv"); it gives no file, one or several for a scope. Names are known at once,
bytes are made when somebody asks. To add a format: a maker here, and its words `unduh.format_…` and `unduh.about_…`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from dasbor.exports import data_files, package, trend_picture
from dasbor.exports.about import table_title
from dasbor.exports.dataset import dataset, has_area, stem, tables_of
from dasbor.maps import files as map_files
from dasbor.maps.choice import Level, MapView
from dasbor.maps.files import MapFile
from dasbor.mart import programmes
from dasbor.mart.scopes import Scope, ScopeError, file_stem
from dasbor.words.texts import Lang, Texts

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class PublicationFile:
    """One file: its format, the part of the format it is ("" or a table, a picture), its name, media type, and what makes it."""

    format: str
    part: str
    name: str
    mime: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Wish:
    """What is asked for: a scope in its year, the language of the words. Data can hold `all_years`; the rest is of the year."""

    scope: Scope
    lang: Lang
    all_years: bool = False


BY_TABLE = frozenset({"csv", "parquet"})
"""The formats with a file for every table."""
SPANNING = frozenset({"xlsx", "csv", "parquet", "paket"})
"""The formats that can hold all years in one file."""

Maker = Callable[[Wish], tuple[PublicationFile, ...]]


def files(wish: Wish, formats: Collection[str] = ()) -> tuple[PublicationFile, ...]:
    """The files of the formats named, all if none is, in the order of `FORMATS`; those that the scope does not have are left out.

    ScopeError: no such format (`unduh.unknown_format`), or a scope without area in its year (`paket.no_area`).
    """
    if unknown := [one for one in formats if one not in FORMATS]:
        raise ScopeError("unduh.unknown_format", format=", ".join(unknown), known=", ".join(FORMATS))
    scope = wish.scope
    if not has_area(scope, all_years=wish.all_years):
        raise ScopeError("paket.no_area", code=scope.code, year=scope.year)
    return tuple(file for key, make in FORMATS.items() if key in formats or not formats for file in make(wish))


# texts: unduh.format_*, texts: unduh.about_*
def label(t: Texts, key: str) -> str:
    """What a format is called."""
    return t(f"unduh.format_{key.replace('-', '_')}")


def about(t: Texts, key: str) -> str:
    """What a format is for, in a line."""
    return t(f"unduh.about_{key.replace('-', '_')}")


# texts: unduh.part_*
def part_words(t: Texts, file: PublicationFile) -> str:
    """Which table or picture of its format a file is."""
    return table_title(t, file.part) if file.format in BY_TABLE else t(f"unduh.part_{file.part}")


def _tables(key: str, mime: str, made: Callable[..., bytes], wish: Wish) -> tuple[PublicationFile, ...]:
    """A file for every table of the scope."""
    return tuple(
        PublicationFile(
            key,
            table,
            f"{_stem(wish, table.replace('_', '-'))}.{key}",
            mime,
            lambda table=table: made(dataset(wish.scope, all_years=wish.all_years), table),  # type: ignore[misc]
        )
        for table in tables_of(wish.scope)
    )


def _stem(wish: Wish, what: str, lang: Lang | None = None) -> str:
    return stem(what, wish.scope, lang, all_years=wish.all_years)


def _sheet(wish: Wish) -> tuple[PublicationFile, ...]:
    def made() -> bytes:
        from dasbor.exports.sheet import sheet_pdf

        return sheet_pdf(wish.scope, wish.lang)

    return (
        PublicationFile("lembar-fakta", "", f"{file_stem('lembar-fakta', wish.scope, wish.lang)}.pdf", "application/pdf", made),
    )


def _slides(wish: Wish) -> tuple[PublicationFile, ...]:
    """Slides are of the nation: leadership speaks of the whole year."""
    if wish.scope.kind != "nasional":
        return ()

    def made() -> bytes:
        from dasbor.exports.slides import slides_pptx

        return slides_pptx(wish.scope.year, wish.lang)

    return (PublicationFile("salindia", "", f"{file_stem('salindia', wish.scope, wish.lang)}.pptx", PPTX, made),)


def _xlsx(wish: Wish) -> tuple[PublicationFile, ...]:
    def made() -> bytes:
        return data_files.xlsx_bytes(dataset(wish.scope, all_years=wish.all_years), wish.lang)

    return (PublicationFile("xlsx", "", f"{_stem(wish, 'data', wish.lang)}.xlsx", XLSX, made),)


def _package(wish: Wish) -> tuple[PublicationFile, ...]:
    def made() -> bytes:
        return package.package_zip(dataset(wish.scope, all_years=wish.all_years))

    return (PublicationFile("paket", "", f"{_stem(wish, 'paket-data')}.zip", "application/zip", made),)


def map_views(wish: Wish) -> tuple[MapView, ...]:
    """The maps of a scope: regions by predicate, and of the nation its provinces too. An office of several provinces has none."""
    scope = wish.scope
    if scope.kind == "nasional":
        return (_view(wish, "provinsi", programmes.award(wish.scope.year).code, ""), _view(wish, "kabkota", "keadaan", ""))
    provinces = scope.provinces()
    if scope.kind == "daerah" or len(provinces) != 1:
        return ()
    return (_view(wish, "kabkota", "keadaan", provinces[0]),)


def _view(wish: Wish, level: Level, measure: str, province: str) -> MapView:
    return MapView(
        level=level,
        kini=False,
        year=wish.scope.year,
        other_year=None,
        measure=measure,
        province=province,
        kind="geografis",
        lang=wish.lang,
    )


def _maps(key: str, extensions: tuple[str, ...], wish: Wish) -> tuple[PublicationFile, ...]:
    """The files of the scope's maps with one of the extensions, as the page Peta makes them."""
    found: list[PublicationFile] = []
    for view in map_views(wish):
        made = [file for file in map_files.map_downloads(view) if _extension(file) in extensions]
        found += [PublicationFile(key, f"peta_{view.level}", file.name, file.mime, file.make) for file in made]
    return tuple(found)


def _extension(file: MapFile) -> str:
    return file.name.rpartition(".")[2]


def _pictures(wish: Wish) -> tuple[PublicationFile, ...]:
    """The maps of a scope and its trend; a region has no trend of its own counts."""
    made = _maps("gambar", ("png", "svg"), wish)
    if wish.scope.kind == "daerah":
        return made
    name = stem("tren-peduli", wish.scope, wish.lang, all_years=True)

    kinds = (("png", "image/png", trend_picture.png), ("svg", "image/svg+xml", trend_picture.svg))
    trend = [
        PublicationFile("gambar", "tren", f"{name}.{extension}", mime, partial(draw, wish.scope, wish.lang))
        for extension, mime, draw in kinds
    ]
    return (*made, *trend)


FORMATS: dict[str, Maker] = {
    "lembar-fakta": _sheet,
    "salindia": _slides,
    "gambar": _pictures,
    "xlsx": _xlsx,
    "csv": partial(_tables, "csv", "text/csv", data_files.csv_bytes),
    "parquet": partial(_tables, "parquet", "application/vnd.apache.parquet", data_files.parquet_bytes),
    "geojson": partial(_maps, "geojson", ("geojson",)),
    "gpkg": partial(_maps, "gpkg", ("gpkg",)),
    "paket": _package,
}
"""Format → what makes its files; the order is that of the page and of `--help`."""
