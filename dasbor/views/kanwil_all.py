"""What the page kanwil shows of all offices in one year: who has a target, how far it is, sorted as the reader wishes."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dasbor import blocks, formats, links
from dasbor.blocks import Metric
from dasbor.cache import shared
from dasbor.queries import common, offices
from dasbor.queries import kanwil as queries
from dasbor.queries import provinsi as province_queries
from dasbor.tables import Column, Table
from dasbor.texts import Texts
from dasbor.views.kanwil import amounts_words, area, distances
from dasbor.views.kanwil_targets import basis_words

Office = Mapping[Any, Any]
SORTS = ("jarak", "bagian", "target", "nama")
REACHED, SOME, SHORT, OPEN = "tercapai", "sebagian", "kurang", "terbuka"


@shared
def listed(year: int, *, today: bool) -> tuple[str, ...]:
    """The offices in charge in `year`, or today's."""
    return tuple(offices.offices(None if today else year))


def verdict(slug: str, year: int, *, today: bool) -> str | None:
    """How an office's outcome stands to its targets: all reached, the smallest of several only, none, or not to be said.

    A lower bound that reaches a target proves it; one below it proves nothing. None where no target was published.
    """
    wanted, row = queries.wanted(slug, year, today=today), queries.outcomes(slug, today=today).get(year)
    if not wanted.amounts:
        return None
    if row is None or row["peduli"] is None or not wanted.complete:
        return OPEN
    reached = [row["peduli"] >= amount for amount in wanted.amounts]
    if all(reached):
        return REACHED
    if any(reached):
        return SOME
    return SHORT if row["dasar_peduli"] == "klaim" else OPEN


@shared
def verdicts(year: int, *, today: bool) -> dict[str, int]:
    """Verdict → number of offices with a target."""
    found = [verdict(slug, year, today=today) for slug in listed(year, today=today)]
    return {name: found.count(name) for name in (REACHED, SOME, SHORT, OPEN)}


@shared
def pointer(t: Texts, year: int, *, today: bool) -> str:
    """A line of another page that leads here: how many offices have a published target for the year."""
    slugs = listed(year, today=today)
    aimed = sum(bool(queries.wanted(slug, year, today=today).amounts) for slug in slugs)
    remark = t("kanwil.pointer_remark", count=aimed, N=len(slugs), year=year)
    return blocks.line(t("kanwil.pointer"), links.office_link(t, "", year, today=today), remark)


# texts: kanwil.verdict_*
@shared
def metrics(t: Texts, year: int, *, today: bool) -> tuple[Metric, ...]:
    """How many offices have a target, and how those stand."""
    found = verdicts(year, today=today)
    whole, aimed = len(listed(year, today=today)), sum(found.values())
    cards = [Metric(t("kanwil.with_target"), t("provinsi.of", n=aimed, N=whole), (formats.percent(aimed, whole, t.lang),))]
    if not aimed:
        return tuple(cards)
    for name, count in found.items():
        if count or name in (REACHED, SHORT):
            note = t(f"kanwil.verdict_{name}_help")
            cards.append(Metric(t(f"kanwil.verdict_{name}"), t("provinsi.of", n=count, N=aimed), (note,)))
    return tuple(cards)


@shared
def sentences(t: Texts, year: int, *, today: bool) -> tuple[str, ...]:
    """What the figures leave out: offices without a target, a year without assessment, provinces whose office is not known."""
    aimed, whole = sum(verdicts(year, today=today).values()), len(listed(year, today=today))
    told = [t("kanwil.all_lead", year=year, count=aimed, N=whole, rest=whole - aimed)]
    if year not in common.years():
        told.append(t("kanwil.gap_note_all", year=year, before=queries.reference_year(year)))
    if missing := offices.unassigned(None if today else year):
        told.append(t("kanwil.unassigned", count=len(missing), list=", ".join(missing.values())))
    if today:
        told.append(t("kanwil.today_note"))
    return tuple(told)


def sort_options(t: Texts) -> dict[str, str]:
    """Ways to sort the table of all offices."""
    return {name: t(f"kanwil.sort_{name}") for name in SORTS}  # texts: kanwil.sort_*


def _missing(row: Office) -> tuple[object, ...]:
    """Farthest from the largest target first; then targets that cannot be compared, then no target."""
    if row["kurang"] is not None:
        return (0, -row["kurang"])
    return (1 if row["jumlah_target"] else 2, 0)


def _share(row: Office) -> tuple[object, ...]:
    return (1, 0) if row["hasil"] is None else (0, -row["hasil"] / row["N"])


_ORDERS: dict[str, Callable[[Office], tuple[object, ...]]] = {
    "jarak": _missing,
    "bagian": _share,
    "target": lambda row: (0, -row["jumlah_target"]) if row["jumlah_target"] else (1, 0),
    "nama": lambda _: (),
}
COLUMNS = (
    Column("kanwil", "kanwil.office", href="alamat"),
    Column("target", "provinsi.target"),
    Column("hasil", heading="Peduli HAM", kind="share", of="N", least="batas", help="kanwil.help_outcome"),
    Column("jarak", "provinsi.col_distance"),
    Column("pembina", "provinsi.pembina", help="kanwil.help_pembina"),
    Column("dasar", "provinsi.col_basis"),
    Column("provinsi", "kanwil.col_provinces", help="kanwil.help_area"),
)


@shared
def table(t: Texts, year: int, order: str, *, today: bool) -> Table:
    """One row per office, and one for each province whose office is not known."""
    rows = [_row(t, slug, year, today=today) for slug in listed(year, today=today)]
    rows += [_unassigned(t, code, told, year, today=today) for code, told in offices.unassigned(None if today else year).items()]
    rows.sort(key=lambda row: (*_ORDERS[order](row), row["tanpa_kanwil"], str(row["kanwil"])))
    frame = pd.DataFrame(rows).astype({"hasil": "Int64"})
    return Table(frame, COLUMNS, t("kanwil.all_title", year=year), t)


def _row(t: Texts, slug: str, year: int, *, today: bool) -> dict[str, object]:
    wanted, row = queries.wanted(slug, year, today=today), queries.outcomes(slug, today=today).get(year)
    short, lines = distances(t, wanted, row, year)
    known = row is not None and row["peduli"] is not None
    return {
        "kanwil": offices.all_offices()[slug].name, "tanpa_kanwil": False, "alamat": links.office_link(t, slug, year, today=today),
        "provinsi": area(t, slug, year, today=today), "target": amounts_words(t, wanted, short=True),
        "jumlah_target": max(wanted.amounts, default=0), "hasil": row["peduli"] if row else None,
        "N": queries.whole(slug, year, today=today), "batas": known and row is not None and row["dasar_peduli"] == "bernama",
        "jarak": "; ".join(lines) if wanted.complete and len(lines) > 1 else short if wanted.amounts else "–",
        "kurang": max(wanted.amounts) - row["peduli"] if known and row is not None and wanted.complete else None,
        "pembina": _pembina(t, tuple(queries.provinces(slug, year, today=today)), year, today=today),
        "dasar": basis_words(t, row, year),
    }  # fmt: skip


def _unassigned(t: Texts, code: str, told: str, year: int, *, today: bool) -> dict[str, object]:
    rows = province_queries.by_year(code, today=today)
    row = rows.get(year)
    count = None if row is None or formats.is_unknown(row["peduli"]) else int(row["peduli"])
    near = rows[queries.reference_year(year)]
    return {
        "kanwil": t("kanwil.office_unknown", province=told), "tanpa_kanwil": True,
        "alamat": links.province_link(t, code), "provinsi": told,
        "target": "–", "jumlah_target": 0, "hasil": count, "N": int(near["jumlah_kabkota"]),
        "batas": row is not None and row["dasar_peduli"] == "bernama", "jarak": "–", "kurang": None,
        "pembina": _pembina(t, (code,), year, today=today),
        "dasar": basis_words(t, None if row is None else {**row, "peduli": count, "provinsi": 1}, year),
    }  # fmt: skip


def _pembina(t: Texts, codes: tuple[str, ...], year: int, *, today: bool) -> str:
    """Whether its province was honoured; for several, how many are known to have been."""
    rows = [province_queries.by_year(code, today=today).get(year) for code in codes]
    known = [bool(row["pembina"]) for row in rows if row is not None and not formats.is_unknown(row["pembina"])]
    if not known:
        return t("common.unknown")
    if len(codes) == 1:
        return t("common.yes" if known[0] else "common.no")
    return ("" if len(known) == len(codes) else "≥ ") + t("provinsi.of", n=sum(known), N=len(codes))
