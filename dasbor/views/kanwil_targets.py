"""Targets on the page kanwil: what was said about one, and targets beside outcomes over the years and province by province."""

from datetime import date

import pandas as pd

from dasbor import formats, links
from dasbor.cache import shared
from dasbor.figures import kanwil as figures
from dasbor.queries import common, offices
from dasbor.queries import kanwil as queries
from dasbor.queries import provinsi as province_queries
from dasbor.queries.provinsi import Row
from dasbor.tables import Column, Table
from dasbor.terms import term
from dasbor.texts import Texts
from dasbor.views.kanwil import amounts_words, distances, name, no_outcome
from dasbor.views.parts import Chart
from dasbor.views.provinsi import count_words, distance

LEDGER = (
    Column("terbit", "kanwil.col_said", "date", help="kanwil.help_said"),
    Column("provinsi", "common.province"),
    Column("penetap", "provinsi.col_setter"),
    Column("nilai", "provinsi.target", "share", of="N", help="provinsi.help_target"),
    Column("lain", "kanwil.col_others", help="kanwil.help_others"),
    Column("penerbit", "klaim.col_publisher", href="sumber_url", help="klaim.col_publisher_help"),
    Column("keyakinan", "provinsi.col_certainty", href="alamat", help="klaim.col_certainty_help"),
    Column("catatan", "klaim.col_note"),
    Column("sumber_url", "klaim.col_address", file_only=True, missing="klaim.address_missing"),
    Column("kunci", "klaim.col_key", file_only=True),
)


@shared
def ledger(t: Texts, slug: str, year: int, *, today: bool) -> Table:
    """Everything said about the target of a year, in the order in which it was published."""
    frame = queries.said(slug, year, today=today)
    counts = queries.region_counts(slug, year, today=today)
    frame = frame.assign(
        terbit=pd.Series([_day(day) for day in frame["tanggal_terbit"]], dtype=object),
        provinsi=frame["nama_wilayah"],
        penetap=[_setter(t, who) for who in frame["butir"]],
        nilai=frame["nilai"].astype(int),
        N=[counts[code] for code in frame["kode"]],
        lain=[t("kanwil.differs", list=", ".join(map(str, other))) if other else "–" for other in frame["lain"]],
        keyakinan=[term(t, "keyakinan", sure) for sure in frame["keyakinan"]],
        catatan=frame["catatan"].fillna("–"),
        alamat=[links.source_link(t, key) for key in frame["kunci"]],
    )
    single = len(counts) == 1
    columns = tuple(column for column in LEDGER if not (single and column.key == "provinsi"))
    return Table(frame, columns, t("kanwil.ledger_title", year=year), t, row_header=False)


def _day(value: object) -> date | None:
    return None if formats.is_unknown(value) else date.fromisoformat(str(value)[:10])


def _setter(t: Texts, who: object) -> str:
    return term(t, "penetap", "tidak disebut" if formats.is_unknown(who) else who)


def _years(slug: str, *, today: bool) -> list[int]:
    """Years of the figure: every assessed one and every one with a target."""
    return sorted({*queries.outcomes(slug, today=today), *queries.target_years(slug, today=today)})


@shared
def outcomes(t: Texts, slug: str, *, today: bool) -> Chart | None:
    """Targets against outcomes, year by year; None for an office in whose time nothing was assessed."""
    rows = queries.outcomes(slug, today=today)
    if not rows:
        return None
    wanted = {year: queries.wanted(slug, year, today=today) for year in _years(slug, today=today)}
    points = [
        (year, amount, ("" if one.complete else "≥ ") + str(amount)) for year, one in wanted.items() for amount in one.amounts
    ]
    counts = pd.DataFrame(list(rows.values()))
    targets = pd.DataFrame(points, columns=["tahun", "target_peduli", "tertulis"])
    figure = figures.outcomes(counts.astype({"peduli": "Int64"}), targets, common.rounds(), t)
    told = "; ".join(f"{year}: {count_words(t, row, 'peduli')}" for year, row in rows.items())
    aimed = "; ".join(f"{year}: {amounts_words(t, one)}" for year, one in wanted.items() if one.amounts)
    alt = t("provinsi.outcomes_alt", list=told, targets=aimed or t("kanwil.none_published"))
    return Chart(figure, alt, _outcomes_table(t, slug, wanted, today=today))


def _outcomes_table(t: Texts, slug: str, wanted: dict[int, queries.Wanted], *, today: bool) -> Table:
    rows = queries.outcomes(slug, today=today)
    targets = queries.targets(slug, today=today)
    made = []
    for year, one in wanted.items():
        row = rows.get(year)
        setters = dict.fromkeys(_setter(t, who) for who in targets.loc[targets["tahun"] == year, "penetap"])
        short, lines = distances(t, one, row, year)
        made.append(
            {
                "tahun": year, "target": amounts_words(t, one, short=True), "penetap": ", ".join(setters) or "–",
                "hasil": None if row is None else row["peduli"], "N": queries.whole(slug, year, today=today),
                "batas": row is not None and row["dasar_peduli"] == "bernama", "dasar": basis_words(t, row, year),
                "jarak": "–" if not one.amounts else "; ".join(lines) if one.complete and len(lines) > 1 else short,
            }
        )  # fmt: skip
    columns = (
        Column("tahun", "common.year", "year"),
        Column("target", "provinsi.target"),
        Column("penetap", "provinsi.col_setter"),
        Column("hasil", heading="Peduli HAM", kind="share", of="N", least="batas", help="kanwil.help_outcome"),
        Column("jarak", "provinsi.col_distance"),
        Column("dasar", "provinsi.col_basis"),
    )
    frame = pd.DataFrame(made).astype({"hasil": "Int64"})
    return Table(frame, columns, t("kanwil.outcomes_title", office=name(slug)), t)


def basis_words(t: Texts, row: Row | None, year: int) -> str:
    """What an outcome rests on, or why there is none."""
    if row is None:
        return no_outcome(t, year)
    if row["peduli"] is None:
        return t("common.unknown")
    if row["dasar_peduli"] == "bernama" and row["provinsi"] > 1:
        return t("kanwil.basis_parts", count=row["provinsi_peduli"], N=row["provinsi"])
    return term(t, "dasar", row["dasar_peduli"])


PROVINCES = (
    Column("provinsi", "common.province", href="alamat"),
    Column("target", "provinsi.target"),
    Column("hasil", heading="Peduli HAM", kind="share", of="N", least="batas", help="provinsi.help_peduli"),
    Column("jarak", "provinsi.col_distance"),
    Column("dasar", "provinsi.col_basis"),
    Column("ikut", "provinsi.participants", "share", of="N", least="sekurang", help="kanwil.help_participants"),
    Column("kepastian", "kanwil.col_area", help="kanwil.help_area"),
)


@shared
def by_province(t: Texts, slug: str, year: int, *, today: bool) -> Table:
    """A row per province of an office in a year, with its own target and outcome."""
    found = queries.parts(slug, today=today).get(year, {})
    sizes = queries.region_counts(slug, year, today=today)
    unsure = offices.all_offices()[slug].uncertain
    made = []
    for code, told in queries.provinces(slug, year, today=today).items():
        row = found.get(code)
        frame = province_queries.targets(code, today=today)
        amounts = sorted({int(amount) for amount in frame.loc[frame["tahun"] == year, "target_peduli"]})
        made.append(
            {
                "provinsi": told, "alamat": links.province_link(t, code, None if row is None else year), "N": sizes[code],
                "target": t("provinsi.and").join(map(str, amounts)) or t("kanwil.none_short"),
                "hasil": None if row is None else row["peduli"], "batas": row is not None and row["dasar_peduli"] == "bernama",
                "jarak": _distances(t, amounts, row, year),
                "dasar": term(t, "dasar", None if row is None else row["dasar_peduli"]),
                "ikut": None if row is None else row["ikut"], "sekurang": row is not None and bool(row["sekurang"]),
                "kepastian": t("kanwil.area_estimate" if code in unsure else "kanwil.area_known"),
            }
        )  # fmt: skip
    frame = pd.DataFrame(made).astype({"hasil": "Int64", "ikut": "Int64"})
    return Table(frame, PROVINCES, t("kanwil.provinces_title", office=name(slug), year=year), t)


def _distances(t: Texts, amounts: list[int], row: Row | None, year: int) -> str:
    if not amounts:
        return "–"
    if row is None:
        return no_outcome(t, year)
    told = [distance(t, amount, row) for amount in amounts]
    if len(told) == 1:
        return told[0]
    pairs = zip(amounts, told, strict=True)
    return "; ".join(t("kanwil.distance_to", amount=amount, words=words) for amount, words in pairs)
