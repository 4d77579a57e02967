"""What is concluded of regions, and why nothing is, in words with the claims one click away."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from dasbor.mart import links, programmes
from dasbor.page import blocks
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Texts

Row = Mapping[Hashable, Any]  # a row of `mart.hasil_kabkota`
CONCLUSIONS = frozenset({"jumlah penuh", "daftar lengkap", "tanpa peserta", "peserta penuh"})


def basis(t: Texts, row: Row) -> str | None:
    """What a region's state rests on: an official result, a claim about it, or the conclusion; None where it is not known."""
    found = row["dasar_keadaan"]
    if is_unknown(found):
        return None
    return term(t, "simpulan" if found in CONCLUSIONS else "dasar_keadaan", found)


def hindrance(t: Texts, row: Row) -> str | None:
    """Why nothing is concluded of a region although a count could say it; None where nothing hinders."""
    return None if is_unknown(row["halangan"]) else term(t, "halangan", row["halangan"])


def address(t: Texts, row: Row) -> str:
    """Where the claims stand on which a conclusion rests, or which were not enough for one; "" for neither."""
    keys = (row["kunci_simpulan"], row["kunci_halangan"])
    return next((links.source_link(t, str(key)) for key in keys if not is_unknown(key)), "")


def listed(t: Texts, rows: Iterable[Row]) -> str:
    """Every conclusion and every hindrance once, year by year, each leading to its claims; "" without any."""
    items = dict.fromkeys(item for row in rows for item in _items(t, row))
    return blocks.links(sorted(items)) if items else ""


def _items(t: Texts, row: Row) -> list[tuple[str, str, str]]:
    year = int(row["tahun"])
    found = []
    if not is_unknown(row["kunci_simpulan"]):
        state = programmes.states(year)[str(row["keadaan_rinci"])].label(t)
        found.append((f"{year}: {state}", links.source_link(t, str(row["kunci_simpulan"])), f"– {basis(t, row)}"))
    if why := hindrance(t, row):
        found.append((t("common.not_concluded", year=year), links.source_link(t, str(row["kunci_halangan"])), f"– {why}"))
    return found
