"""What the tests of the ledger share: who enters, and shortened ways to enter, by file too."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from etl.base.paths import ENTRIES_NAME
from etl.entries import file, ledger
from etl.entries.area import EVERYTHING, Area
from etl.entries.file import Understood
from etl.entries.ledger import Author, Entry, WantedChange

NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
YEAR = 2026
NTT, NTB = "53", "52"
NATIONAL_CLAIM, REGION_CLAIM, SCORE_CLAIM = "nasional", "ende", "skor"


def author(address: str = "ntt@contoh.go.id", *provinces: str, rights: tuple[str, ...] = ("isi",)) -> Author:
    """A kanwil of these provinces, of Nusa Tenggara Timur if none are named."""
    return Author(address, ("kanwil",), frozenset(rights), Area(provinces=frozenset(provinces or (NTT,))))


KANWIL = author()
OPERATOR = Author("operator@contoh.go.id", ("operator",), frozenset({"lihat", "isi", "setuju", "muat"}), EVERYTHING)
ADMIN = Author("admin@contoh.go.id", ("admin",), frozenset({"peran", "jejak"}), Area())


def stage(
    code: str = "53.01", step: str = "mengirim", state: str = "sudah", *, seen: int | None = 0, year: int = 2026
) -> WantedChange:
    return WantedChange("tahap", (str(year), code, step), {"keadaan": state}, seen)


def target(number: object, *, seen: int | None = 0, province: str = NTT, year: int = 2026) -> WantedChange:
    return WantedChange("target", (str(year), province), {"target_peduli": number}, seen)


def record(folder: Path, *changes: WantedChange, by: Author = KANWIL, reason: str = "", now: dt.datetime = NOW) -> Entry:
    return ledger.record(folder, changes, author=by, reason=reason, now=now)


def values(folder: Path) -> dict[tuple[str, tuple[str, ...]], Mapping[str, object] | None]:
    """What stands under each key."""
    return {key: one.value for key, one in ledger.read(folder).current.items()}


def path_of(folder: Path) -> Path:
    return folder / ENTRIES_NAME


HEAD = "Kode;Kabupaten/Kota;Tahun;Tahap;Keadaan;Tanggal"


def understand(
    folder: Path, tmp_path: Path, *rows: str, head: str = HEAD, kind: str = "tahap", by: Author = KANWIL, year: int | None = None
) -> Understood:
    """What is in a CSV of these lines."""
    path = tmp_path / "isian.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return file.understand(folder, path, author=by, now=NOW, kind=kind, year=year)


def errors(seen: Understood) -> set[tuple[int | None, int | None, str]]:
    """Row, column and code of what is wrong in a file."""
    return {(one.row, one.column, one.code) for one in seen.findings if one.level == "galat"}


def planned(seen: Understood) -> dict[tuple[str, ...], Mapping[str, object] | None]:
    """What a file would put under each key."""
    return {one.change.key: one.after for one in seen.planned}
