"""`python -m bench.exports`: time and size of every file, first and then, and how long other threads stand still."""

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from dasbor.exports import publications
from dasbor.exports.map_files import map_downloads
from dasbor.exports.publications import Wish
from dasbor.exports.sheet import sheet_pdf
from dasbor.map_view import MapView
from dasbor.queries import common
from dasbor.scopes import scope

_REGIONS = MapView("kabkota", today=False, year=2022, other_year=None, measure="keadaan", province="", kind="geografis", lang="id")
_VIEWS = (
    _REGIONS,
    replace(_REGIONS, kind="ubin"),
    replace(_REGIONS, level="provinsi", measure="jumlah"),
    replace(_REGIONS, level="provinsi", measure="jumlah", kind="ubin"),
)
_SHEETS = (("provinsi", "16", 2022), ("nasional", "", 2024), ("daerah", "16.71", 2022))
_REPEATS = 5


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


def _line(name: str, make: Callable[[], bytes]) -> None:
    """Make a file several times and print what it took."""
    spans = []
    for _ in range(_REPEATS + 1):
        start = time.perf_counter()
        content = make()
        spans.append(time.perf_counter() - start)
    median = statistics.median(spans[1:])
    print(f"{name:<44}{len(content) // 1000:>7}{spans[0]:>11.2f}{median:>10.2f}{_pause(make):>13.3f}")


def _sheets() -> None:
    """Fact sheets: one of each kind, and all provinces of the newest round together."""
    for kind, code, year in _SHEETS:
        one = scope(kind, code, year)
        _line(f"lembar fakta {kind} {code} {year}", lambda one=one: sheet_pdf(one, "id"))  # type: ignore[misc]
    newest = common.years()[-1]
    start = time.perf_counter()
    made = [sheet_pdf(scope("provinsi", code, newest), "id") for code in common.provinces(newest)]
    print(
        f"{f'lembar fakta, {len(made)} provinsi {newest}':<44}{sum(map(len, made)) // 1000:>7}{time.perf_counter() - start:>11.2f}"
    )


def _data() -> None:
    """Data files of the nation, of a year and of all years; the tables are read anew for the first of each only."""
    for all_years in (False, True):
        wish = Wish(scope("nasional", "", common.years()[-1]), "id", all_years)
        for file in publications.files(wish, ["xlsx", "csv", "parquet", "paket"]):
            if file.part in ("", "hasil_kabkota"):
                _line(f"{file.format} nasional {'semua tahun' if all_years else wish.scope.year}", file.make)


def main() -> None:
    """Print one line per file."""
    print(f"{'berkas':<44}{'KB':>7}{'pertama s':>11}{'median s':>10}{'jeda lain s':>13}")
    for view in _VIEWS:  # GeoJSON and GeoPackage hold tiles where the boundaries may not be handed on
        for file in map_downloads(view):
            _line(file.name.partition("-data-")[0] + "." + file.name.rpartition(".")[2], file.make)
    for file in map_downloads(_REGIONS, beside=True)[:2]:
        _line(file.name.partition("-data-")[0][:40] + "." + file.name.rpartition(".")[2], file.make)
    _sheets()
    _data()


if __name__ == "__main__":
    main()
