"""What the page predikat shows of the counts: figure, table and sentences, shared by all readers."""

import pandas as pd
import plotly.graph_objects as go

from dasbor import colors, formats, links
from dasbor.cache import shared
from dasbor.figures import predikat as figures
from dasbor.queries import common, stated
from dasbor.queries import predikat as queries
from dasbor.queries.predikat import Basis
from dasbor.tables import Column, Table
from dasbor.terms import terms
from dasbor.texts import Texts

# texts: predikat.basis_*, texts: predikat.counts_caption_*
_PARTS = (colors.PART_ONLY, colors.NO_PART, colors.UNKNOWN, colors.NOT_FORMED)

_SHARE_PARTICIPANTS = Column(
    "bagian_peserta", "predikat.col_share_participants", "share", of="peserta", help="predikat.help_share_participants"
)


@shared
def stacked(t: Texts, basis: Basis) -> go.Figure:
    """Regions by state and year."""
    return figures.stacked(
        queries.counts(basis), common.rounds(), _disputed() if basis == "terlapor" else (), common.predicates(), t
    )


def _disputed() -> tuple[int, ...]:
    frame = common.national()
    return tuple(int(year) for year in frame.loc[frame["konflik"], "tahun"])


@shared
def counts_table(t: Texts, basis: Basis) -> Table:
    """One row per assessed year: every part of the bar, the share of the best predicate, and what else was stated."""
    frame = queries.counts(basis).pivot_table(index="tahun", columns="keadaan", values="jumlah", aggfunc="sum")
    order = [name for name in (*common.predicates(), *(part.key for part in _PARTS)) if name in frame.columns]
    frame = frame[order].astype("Int64").reset_index()
    national = common.national().set_index("tahun")
    frame["N"] = frame["tahun"].map(queries.counts(basis).groupby("tahun")["N"].first())
    frame["peserta"] = frame["tahun"].map(national["peserta"]).astype("Int64")
    none = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    frame["bagian_N"] = frame["bagian_peserta"] = frame.get(queries.TOP, none)  # of no year in a record without claims
    frame["batas"] = basis == "bernama"
    frame["aturan"] = frame["tahun"].map(common.rounds().set_index("tahun")["dasar_hukum"])
    states = colors.all_states(common.predicates())
    parts = [Column(name, heading=states[name].label(t), kind="int", least=_least(basis, name)) for name in order]
    columns = [
        Column("tahun", "common.year", "year"),
        *parts,
        Column("N", "predikat.col_regions", "int"),
        Column("bagian_N", "predikat.col_share_regions", "share", of="N", least="batas", help="predikat.help_share_regions"),
    ]
    if basis == "terlapor":
        years = [int(year) for year in frame["tahun"]]
        frame["lain"] = [_others(t, year) for year in years]
        causes = national["sebab_konflik"]
        frame["sebab"] = [terms(t, "sebab", causes.get(year)) or t("predikat.no_conflict") for year in years]
        keys = [links.fact_key(year, "nasional", "ID", "jumlah_peduli") for year in years]
        frame["alamat"] = [links.source_link(t, key) for key in keys]
        columns += [
            Column(
                "bagian_peserta", "predikat.col_share_participants", "share", of="peserta", help="predikat.help_share_participants"
            ),
            Column("lain", "predikat.col_stated", href="alamat", help="predikat.help_stated"),
            Column("sebab", "predikat.col_conflict"),
        ]
    columns.append(Column("aturan", "predikat.col_rule"))
    gap = ", ".join(str(year) for year in gaps())
    caption = t(f"predikat.counts_caption_{basis}", gap=gap)
    return Table(frame, tuple(columns), caption, t, states=common.predicates())


def _least(basis: Basis, name: str) -> str | None:
    # how many are unknown, or known to have taken part and no more, is a fact about the record, not a bound
    exact = (colors.UNKNOWN.key, colors.PART_ONLY.key, colors.NOT_FORMED.key)
    return "batas" if basis == "bernama" and name not in exact else None


def _others(t: Texts, year: int) -> str:
    """All values stated for the national count of the best predicate, with how many organisations state each."""
    frame = stated.values("nasional", "ID")
    frame = frame[(frame["tahun"] == year) & (frame["ukuran"] == "jumlah_peduli")]
    if frame.empty:
        return t("predikat.nothing_stated")
    told = zip(frame["nilai"], frame["jumlah_lembaga"], strict=True)
    return "; ".join(t("predikat.stated", value=value, count=count) for value, count in told)


@shared
def gaps() -> tuple[int, ...]:
    """Years without assessment."""
    frame = common.rounds()
    return tuple(int(year) for year in frame.loc[~frame["ada_penilaian"], "tahun"])


@shared
def lead(t: Texts, basis: Basis) -> tuple[str, ...]:
    """The newest counts in words."""
    national = common.national().sort_values("tahun")
    newest, counted = national.iloc[-1], national[national["peduli"].notna()]
    results = common.results()
    unclear = results.loc[results["tahun"] == newest["tahun"], "keadaan"].isin([colors.UNKNOWN.key, colors.PART_ONLY.key])
    named = t(
        "predikat.lead_named" if unclear.any() else "predikat.lead_all",
        year=int(newest["tahun"]),
        count=formats.number(newest["peduli_bernama"], t.lang),
        N=formats.number(newest["jumlah_kabkota"], t.lang),
        predicate=queries.TOP,
    )
    basis_note = t(f"predikat.basis_note_{basis}")
    if counted.empty:  # a record without claims
        return named, basis_note
    known = counted.iloc[-1]
    share = formats.share(known["peduli"], known["jumlah_kabkota"], t.lang)
    reported = t("predikat.lead_reported", year=int(known["tahun"]), predicate=queries.TOP, share=share)
    missing = "" if newest["tahun"] == known["tahun"] else " " + t("predikat.lead_missing", year=int(newest["tahun"]))
    return reported + missing + " " + named, basis_note


@shared
def counts_alt(t: Texts, basis: Basis) -> str:
    """The figure in words: every year's best predicate with what it is counted of."""
    frame = queries.counts(basis)
    top = frame[frame["keadaan"] == queries.TOP]
    sign = "≥ " if basis == "bernama" else ""
    found = {int(year): f"{sign}{count}/{whole}" for year, count, whole in zip(top["tahun"], top["jumlah"], top["N"], strict=True)}
    told = [f"{year}: {found.get(year, t('common.unknown'))}" for year in common.years()]
    gap = ", ".join(str(year) for year in gaps())
    return t("predikat.counts_alt", basis=t(f"predikat.basis_{basis}"), predicate=queries.TOP, list="; ".join(told), gap=gap)


@shared
def disputed_note(t: Texts, basis: Basis) -> str | None:
    """What the sign above the bars means; None where no bar has it."""
    years = _disputed() if basis == "terlapor" else ()
    return t("predikat.disputed_note", years=", ".join(str(year) for year in years)) if years else None
