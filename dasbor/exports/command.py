"""`python -m etl ekspor`: publications written to a folder. What may be asked for is checked before the first byte is written.

Every file is written aside and renamed, so that a folder never holds half of one, also when it is stopped or the disk is full.
"""

import argparse
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from dasbor.exports import publications
from dasbor.exports.publications import SPANNING, PublicationFile, Wish
from dasbor.mart import common, offices, scopes, warehouse
from dasbor.mart.scopes import Scope, ScopeError
from dasbor.words.texts import LANGUAGES, Lang, texts
from etl.base import atomic

ALL = "semua"
EXIT_OK = 0
_T = texts("id")


class ExportError(Exception):
    """Something the operator can mend: an Indonesian sentence and what to do. Nothing half-written is left behind."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


@contextlib.contextmanager
def reported(folder: Path) -> Iterator[None]:
    """While files are made for a folder: what fails of the wish, the warehouse or the folder is an `ExportError`."""
    try:
        yield
    except ScopeError as error:
        raise ExportError(error.sentence(_T), _T("unduh.remedy_scope")) from error
    except warehouse.WarehouseError as error:
        raise ExportError(_T(error.reason, path=error.path, holder=error.holder), _T("unduh.remedy_warehouse")) from error
    except OSError as error:
        told = _T("unduh.folder_unwritable", path=folder, reason=error.strerror or error)
        raise ExportError(told, _T("unduh.remedy_folder")) from error


def run(options: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Write what the options ask for, a line per file. Returns exit code 0; raises `ExportError`, files written so far stay."""
    with reported(Path(options.keluar)):
        files = _files(options)
        folder = _folder(Path(options.keluar))
        stamp, width = warehouse.stamp(), len(str(len(files)))
        if stamp.simulated:
            say(_T("simulasi.banner"))
        say(f"{len(files)} berkas ke {folder}")
        for number, file in enumerate(files, start=1):
            content = file.make()
            if warehouse.stamp() != stamp:
                raise ExportError(_T("unduh.data_replaced"), _T("unduh.remedy_replaced"))
            size = _write(folder, file.name, content)
            say(f"  [{number:>{width}}/{len(files)}] {file.name} ({size / 1000:.0f} kB)")
    say(f"Selesai: {len(files)} berkas.")
    return EXIT_OK


def _files(options: argparse.Namespace) -> list[PublicationFile]:
    """All files in order, each name once (CSV has no language, so two languages give the same one).

    ScopeError for what does not exist, and for a format that none of the scopes has.
    """
    formats = _words(options.format)
    wishes = _wishes(options)
    found: dict[str, PublicationFile] = {}
    for wish in wishes:
        # of all rounds the data make one file, the rest one per round
        fitting = [one for one in formats if options.tahun != ALL or (one in SPANNING) == wish.all_years]
        if fitting:
            found |= {file.name: file for file in publications.files(wish, fitting)}
    if lacking := set(formats) - {file.format for file in found.values()}:
        kinds = sorted({wish.scope.kind for wish in wishes})
        raise ScopeError("unduh.no_such_file", formats=", ".join(sorted(lacking)), kinds=", ".join(kinds))
    return list(found.values())


def _wishes(options: argparse.Namespace) -> list[Wish]:
    """What is asked for, year by year; of all years also once without a year, for the data."""
    years = common.years() if options.tahun == ALL else _years(options.tahun)
    chosen = [one for year in years for one in (_everything(options, year) if options.semua else _named(options, year, years))]
    languages = _languages(options.bahasa)
    found = [Wish(one, lang) for one in chosen for lang in languages]
    if options.tahun != ALL:
        return found
    newest = {(one.kind, one.code): one for one in chosen}
    return [*found, *(Wish(one, lang, all_years=True) for one in newest.values() for lang in languages)]


def _named(options: argparse.Namespace, year: int, years: tuple[int, ...]) -> list[Scope]:
    """The scopes asked for by code, which must exist; of all years, those that exist in `year` if they do in any."""
    kind = options.cakupan or "nasional"
    found = []
    for code in _words(options.kode) or [""]:
        try:
            found.append(scopes.scope(kind, code, year))
        except ScopeError:
            if options.tahun != ALL or kind not in scopes.KINDS or not any(code in scopes.codes(kind, y) for y in years):
                raise
    return found


def _everything(options: argparse.Namespace, year: int) -> list[Scope]:
    """Of a kind, all of that year (offices: those in charge); without a kind, the nation and its provinces."""
    if options.kode:
        raise ScopeError("unduh.all_and_code", code=options.kode)
    if options.cakupan is None:
        return [scopes.scope("nasional", "", year), *(scopes.scope("provinsi", code, year) for code in common.provinces(year))]
    if options.cakupan == "nasional":
        return [scopes.scope("nasional", "", year)]
    if options.cakupan not in scopes.KINDS:
        return [scopes.scope(options.cakupan, "", year)]  # raises, naming the known ones
    known = offices.offices(year) if options.cakupan == "kanwil" else scopes.codes(options.cakupan, year)
    return [one for code in known if (one := scopes.scope(options.cakupan, code, year)).provinces()]


def _years(given: str | None) -> tuple[int, ...]:
    """The years named, the newest round without any. ScopeError for a word that is no year."""
    words = _words(given)
    if wrong := [word for word in words if not word.isdecimal()]:
        raise ScopeError("cakupan.unknown_year", year=", ".join(wrong), known=", ".join(map(str, common.years())))
    return tuple(map(int, words)) or (common.years()[-1],)


def _languages(given: str) -> list[Lang]:
    if unknown := [word for word in _words(given) if word not in LANGUAGES]:
        raise ScopeError("unduh.unknown_language", lang=", ".join(unknown), known=", ".join(LANGUAGES))
    return cast("list[Lang]", _words(given))


def _words(given: str | None) -> list[str]:
    """The parts between commas, each once."""
    return list(dict.fromkeys(word.strip() for word in (given or "").split(",") if word.strip()))


def _folder(path: Path) -> Path:
    """The folder, made if it was not there. OSError if it cannot be."""
    made = not path.exists()
    path.mkdir(parents=True, exist_ok=True)
    if made:
        path.chmod(atomic.PUBLIC_FOLDER)
    return path.resolve()


def _write(folder: Path, name: str, content: bytes) -> int:
    """Write a file aside and rename it. Returns its size; a failure leaves nothing of it, and an older file as it was."""
    atomic.write(folder / name, content, atomic.PUBLIC)
    return len(content)
