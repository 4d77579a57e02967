"""`python -m bench.exports`: time and size of every file, first and then, and how long other threads stand still."""

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from dasbor.exports import publications
from dasbor.exports.publications import Wish
from dasbor.exports.sheet import sheet_pdf
from dasbor.maps.files import map_downloads
from dasbor.maps.view import MapView
from dasbor.mart import common
from dasbor.mart.scopes import scope

_REGIONS = MapView("kabkota", kini=False, year=2022, other_year=None, measure="keadaan", province="", kind="geografis", lang="id")
_VIEWS = (
    _REGIONS,
    replace(_REGIONS, kind="ubin"),
    replace(_REGIONS, level="provinsi", measure="jumlah"),
    replace(_REGIONS, level="provinsi", measure="jumlah", kind="ubin"),
)
_SHEETS = (("provinsi", "16", 2022), ("nasional", "", 2024), ("daerah", "16.71", 2022))
_REPEATS = 5
Row = dict[str, float]
HEAD = f"{'berkas':<44}{'KB':>7}{'pertama s':>11}{'median s':>10}{'jeda lain s':>13}"
SHEETS = "lembar fakta semua provinsi"


def _pause(make: Callable[[], bytes]) -> float:
    """The longest that another thread had to wait while a file was made, in seconds."""
    work = threading.Thread(target=make)
    worst, last = 0.0, time.perf_counter()
    work.start()
    while work.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        worst, last = max(worst, now - last), now
    return worst


def _taken(name: str, make: Callable[[], bytes]) -> Row:
    """Make a file several times: what it took, printed as it comes."""
    spans = []
    for _ in range(_REPEATS + 1):
        start = time.perf_counter()
        content = make()
        spans.append(time.perf_counter() - start)
    row = {
        "kb": len(content) // 1000,
        "first_s": round(spans[0], 2),
        "median_s": round(statistics.median(spans[1:]), 2),
        "pause_s": round(_pause(make), 3),
    }
    print(f"{name:<44}{row['kb']:>7}{row['first_s']:>11}{row['median_s']:>10}{row['pause_s']:>13}")
    return row


def judged() -> dict[str, Row]:
    """The files that have a goal: fact sheets of each kind, those of all provinces together, and the national workbook."""
    print(HEAD)
    rows = {f"lembar fakta {kind}": _sheet(kind, code, year) for kind, code, year in _SHEETS}
    newest = common.years()[-1]
    start = time.perf_counter()
    made = [sheet_pdf(scope("provinsi", code, newest), "id") for code in common.provinces(newest)]
    name, took = f"lembar fakta, {len(made)} provinsi", round(time.perf_counter() - start, 2)
    print(f"{name:<44}{sum(map(len, made)) // 1000:>7}{took:>11}")
    rows[SHEETS] = {"kb": sum(map(len, made)) // 1000, "first_s": took}
    for all_years in (False, True):
        wish = Wish(scope("nasional", "", newest), "id", all_years)
        (book,) = publications.files(wish, ["xlsx"])
        said = f"XLSX nasional {'semua tahun' if all_years else 'satu tahun'}"
        rows[said] = _taken(said, book.make)
    return rows


def _sheet(kind: str, code: str, year: int) -> Row:
    one = scope(kind, code, year)
    return _taken(f"lembar fakta {kind} {code} {year}", lambda: sheet_pdf(one, "id"))


def main() -> None:
    """Print one line per file, also of those without a goal."""
    print(HEAD)
    for view in _VIEWS:  # GeoJSON and GeoPackage hold tiles where the boundaries may not be handed on
        for file in map_downloads(view):
            _taken(file.name.partition("-data-")[0] + "." + file.name.rpartition(".")[2], file.make)
    for file in map_downloads(_REGIONS, beside=True)[:2]:
        _taken(file.name.partition("-data-")[0][:40] + "." + file.name.rpartition(".")[2], file.make)
    for all_years in (False, True):
        wish = Wish(scope("nasional", "", common.years()[-1]), "id", all_years)
        for file in publications.files(wish, ["csv", "parquet", "paket"]):
            if file.part in ("", "hasil_kabkota"):
                _taken(f"{file.format} nasional {'semua tahun' if all_years else wish.scope.year}", file.make)
    judged()


if __name__ == "__main__":
    main()
