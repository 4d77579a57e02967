"""What the page predikat shows of the counts: figure, table and sentences, shared by all readers."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.mart import angka, common, facts, links, overview, programmes
from dasbor.mart import predikat as queries
from dasbor.mart.cache import shared
from dasbor.mart.predikat import Basis
from dasbor.page import findings
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.predikat import figure as figures
from dasbor.views.ringkasan.parts import bar_states
from dasbor.words import colors, formats
from dasbor.words.colors import State
from dasbor.words.texts import Texts

# texts: predikat.basis_*, texts: predikat.lead_*, texts: predikat.counts_caption_*, texts: predikat.basis_note_*


@shared
def states(basis: Basis) -> dict[str, State]:
    """Every state, of all programmes together, as the bars of a basis call it."""
    every = programmes.states()
    if basis == "bernama":
        return every
    counted = {key: state for year in common.years() for key, state in bar_states(year).items()}
    return {key: counted.get(key, state) for key, state in every.items()}


@shared
def stacked(t: Texts, basis: Basis) -> go.Figure:
    """Regions by state and year."""
    disputed = _disputed() if basis == "terlapor" else ()
    return figures.stacked(queries.counts(basis), common.rounds(), disputed, states(basis), t)


def _disputed() -> tuple[int, ...]:
    return tuple(year for year in common.years() if angka.nation(year).conflict)


@shared
def counts_table(t: Texts, basis: Basis) -> Table:
    """One row per assessed year: every part of the bar, the share of the award, and what else was stated."""
    long, known = queries.counts(basis), states(basis)
    order = [key for key in known if key in set(long["keadaan"])]
    frame = long.pivot(index="tahun", columns="keadaan", values="jumlah")[order].astype("Int64")
    bounds = long.pivot(index="tahun", columns="keadaan", values="sekurang")[order].add_prefix("batas ")
    frame = frame.join(bounds).reset_index()
    years = [int(year) for year in frame["tahun"]]
    frame = frame.assign(**_award_columns(t, years), aturan=frame["tahun"].map(common.rounds().set_index("tahun")["dasar_hukum"]))
    columns = [
        ShownColumn("tahun", "common.year", "year"),
        *(
            ShownColumn(key, heading=known[key].label(t), kind="int", least=f"batas {key}", missing="predikat.no_part")
            for key in order
        ),
        ShownColumn("N", "predikat.col_regions", "int"),
        ShownColumn("penghargaan", "predikat.col_award"),
        ShownColumn("n", "predikat.col_share_regions", "share", of="N", least="sekurang", help="predikat.help_share_regions"),
        ShownColumn("bernama", "predikat.col_named", "int", help="predikat.help_named"),
    ]
    if basis == "terlapor":
        columns += [
            ShownColumn(
                "n_peserta", "predikat.col_share_participants", "share", of="peserta", help="predikat.help_share_participants"
            ),
            ShownColumn("lain", "predikat.col_stated", href="alamat", help="predikat.help_stated"),
            ShownColumn("sebab", "predikat.col_conflict"),
        ]
    columns.append(ShownColumn("aturan", "predikat.col_rule"))
    caption = t(f"predikat.counts_caption_{basis}", gap=", ".join(str(year) for year in gaps()))
    return Table(frame, tuple(columns), caption, t)


def _award_columns(t: Texts, years: list[int]) -> dict[str, Any]:
    """What is known of the award in each year: the best number, what it is of, what else was published, what contradicts it."""
    places = [angka.nation(year) for year in years]
    awards = [place.award for place in places]
    both = [place.award.exact and place.participants.exact for place in places]
    return {
        "N": [place.whole for place in places],
        "penghargaan": [programmes.award(year).name for year in years],
        "n": pd.array([number.n for number in awards], dtype="Int64"),
        "sekurang": [number.least for number in awards],
        "bernama": [number.named for number in awards],
        # a share of participants stands only where both numbers are exact
        "n_peserta": pd.array([number.n if ok else None for number, ok in zip(awards, both, strict=True)], dtype="Int64"),
        "peserta": pd.array([p.participants.n if ok else None for p, ok in zip(places, both, strict=True)], dtype="Int64"),
        "lain": [_stated(t, year) for year in years],
        "alamat": [links.source_link(t, number.key) if number.key else "" for number in awards],
        "sebab": [facts.conflict(t, place.causes) or t("predikat.no_conflict") for place in places],
    }


def _stated(t: Texts, year: int) -> str:
    """The other values published for the national count of the award, the shown one first."""
    number = angka.nation(year).award
    if number.key is None:
        return t("predikat.nothing_stated")
    shown = (t("predikat.shown_value", value=formats.number(number.n, t.lang)),) if number.claim else ()
    others = [t("predikat.stated", value=one["nilai"], count=one["klaim"]) for one in overview.other_values(year, number)]
    return "; ".join((*shown, *others))


@shared
def gaps() -> tuple[int, ...]:
    """Years without assessment."""
    frame = common.rounds()
    return tuple(int(year) for year in frame.loc[~frame["ada_penilaian"], "tahun"])


@shared
def lead(t: Texts, basis: Basis) -> tuple[str, ...]:
    """The newest counts in words."""
    year = common.years()[-1]
    number, predicate = angka.nation(year).award, programmes.award(year).name
    named = queries.counts("bernama")
    unclear = named.loc[named["tahun"] == year, "keadaan"].isin([colors.UNKNOWN.key, colors.PART_ONLY.key]).any()
    values = {"year": year, "predicate": predicate, "N": formats.number(number.whole, t.lang)}
    if number.n is None:
        return (t("predikat.lead_unknown", **values), t(f"predikat.basis_note_{basis}"))
    share = facts.sign(number) + formats.share(number.n, number.whole, t.lang)
    reported = t("predikat.lead_reported", share=share, basis=facts.basis(t, number), **values)
    known = "all" if not unclear else "named" if number.named else "none"  # nobody named is no count of zero
    told = t(f"predikat.lead_{known}", count=formats.number(number.named, t.lang), **values)
    return (f"{reported} {told}", t(f"predikat.basis_note_{basis}"))


@shared
def counts_title(t: Texts) -> str:
    """The newest certain count of the award and the one before; what is drawn where none is certain."""
    return findings.trend(t, {year: angka.nation(year).award for year in common.years()}) or t("predikat.counts_title")


@shared
def counts_alt(t: Texts, basis: Basis) -> str:
    """The figure in words: how many hold the award in every year, and of how many."""
    told = []
    for year in common.years():
        number = angka.nation(year).award
        by_name = t("predikat.alt_named", n=number.named, N=number.whole) if number.named else t("common.unknown")
        told.append(f"{year}: {facts.count(t, number) if basis == 'terlapor' else by_name}")
    gap = ", ".join(str(year) for year in gaps())
    names = ", ".join(dict.fromkeys(programmes.award(year).name for year in common.years()))
    return t("predikat.counts_alt", basis=t(f"predikat.basis_{basis}"), predicate=names, list="; ".join(told), gap=gap)


@shared
def disputed_note(t: Texts, basis: Basis) -> str | None:
    """What the sign above the bars means; None where no bar has it."""
    years = _disputed() if basis == "terlapor" else ()
    return t("predikat.disputed_note", years=", ".join(str(year) for year in years)) if years else None
