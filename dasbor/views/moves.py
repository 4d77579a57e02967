"""What the page predikat shows of the moves between two rounds, shared by all readers."""

import pandas as pd

from dasbor import colors, formats, links
from dasbor.cache import shared
from dasbor.figures import predikat as figures
from dasbor.queries import common
from dasbor.queries import moves as queries
from dasbor.queries.predikat import TOP
from dasbor.tables import Column, Table
from dasbor.texts import Texts
from dasbor.views.parts import Chart

KNOWN = ""  # the choice "all moves that are known"


def _side(frame: pd.DataFrame, state: str, column: str) -> pd.DataFrame:
    return frame[frame[column] == state]


@shared
def links_frame(earlier: int, later: int, province: str) -> pd.DataFrame:
    """Regions per pair of states, `dari`, `ke`, `jumlah`, `kategori`, in the order of the states."""
    frame = queries.moves(earlier, later, province)
    pairs = frame.groupby(["posisi_dari", "posisi_ke", "kategori"]).size().rename("jumlah").reset_index()
    order = {key: place for place, key in enumerate(colors.all_states(common.predicates()))}
    pairs = pairs.sort_values(by=["posisi_dari", "posisi_ke"], key=lambda column: column.map(order))
    return pairs.rename(columns={"posisi_dari": "dari", "posisi_ke": "ke"}).reset_index(drop=True)


def _both_open(pairs: pd.DataFrame) -> "pd.Series[bool]":
    return (pairs["dari"] == colors.UNKNOWN.key) & (pairs["ke"] == colors.UNKNOWN.key)


@shared
def flow(t: Texts, earlier: int, later: int, province: str) -> Chart | None:
    """The flow, or None when nothing is known of either round."""
    pairs = links_frame(earlier, later, province)
    drawn = pairs[~_both_open(pairs)]
    if drawn.empty:
        return None
    figure = figures.flow(drawn, (earlier, later), common.predicates(), t)
    return Chart(figure, flow_alt(t, earlier, later, province), flow_table(t, earlier, later, province))


@shared
def flow_note(t: Texts, earlier: int, later: int, province: str) -> str:
    """What the flow leaves out."""
    hidden, whole = undrawn(earlier, later, province)
    return t("predikat.flow_note", hidden=hidden, N=whole)


@shared
def undrawn(earlier: int, later: int, province: str) -> tuple[int, int]:
    """How many regions are unknown in both rounds, of how many."""
    pairs = links_frame(earlier, later, province)
    return int(pairs.loc[_both_open(pairs), "jumlah"].sum()), int(pairs["jumlah"].sum())


@shared
def flow_table(t: Texts, earlier: int, later: int, province: str) -> Table:
    """The flow as rows, with what is unknown on both sides."""
    pairs = links_frame(earlier, later, province)
    frame = pairs.assign(N=pairs["jumlah"].sum(), kategori=[t(_key(name)) for name in pairs["kategori"]])
    columns = (
        Column("dari", heading=str(earlier), kind="state"),
        Column("ke", heading=str(later), kind="state"),
        Column("jumlah", "predikat.col_regions_share", "share", of="N"),
        Column("kategori", "predikat.col_category"),
    )
    return Table(
        frame, columns, t("predikat.flow_title", earlier=earlier, later=later), t, row_header=False
    )


# texts: predikat.move_*
def _key(category: str) -> str:
    return f"predikat.move_{category.replace(' ', '_')}"


@shared
def summary(t: Texts, earlier: int, later: int, province: str) -> Table:
    """One row per category with n/N and what it means."""
    frame = queries.moves(earlier, later, province)
    rows = [(t(_key(name)), int((frame["kategori"] == name).sum()), t(_key(name) + "_help")) for name in queries.CATEGORIES]
    table = pd.DataFrame(rows, columns=["kategori", "jumlah", "arti"]).assign(N=len(frame))
    columns = (
        Column("kategori", "predikat.col_category"),
        Column("jumlah", "predikat.col_regions_share", "share", of="N"),
        Column("arti", "predikat.col_meaning"),
    )
    return Table(table, columns, t("predikat.summary_title", earlier=earlier, later=later), t)


@shared
def categories(t: Texts, earlier: int, later: int, province: str) -> dict[str, str]:
    """Choices for the list of names, with counts: all known moves first, then the categories that occur."""
    found = queries.moves(earlier, later, province)["kategori"].value_counts()
    known = int(found.sum() - found.get(queries.OPEN, 0))
    options = {KNOWN: t("predikat.all_known", count=known)}
    options |= {name: f"{t(_key(name))} ({found[name]})" for name in queries.CATEGORIES if name in found}
    return options


@shared
def names(t: Texts, earlier: int, later: int, province: str, category: str) -> Table:
    """The regions of a category (all known moves if ""), with both states."""
    frame = queries.moves(earlier, later, province)
    frame = frame[frame["kategori"] != queries.OPEN] if category == KNOWN else frame[frame["kategori"] == category]
    frame = frame.assign(
        alamat=[links.region_link(t, code) for code in frame["kode"]],
        kategori=[t(_key(name)) for name in frame["kategori"]],
        beda=[t("predikat.disputed_mark") if flag else "–" for flag in frame["konflik"]],
    )
    columns = (
        Column("nama", "predikat.col_region", href="alamat"),
        Column("kode", "predikat.col_code", file_only=True),
        Column("provinsi_kini", "common.province"),
        Column("posisi_dari", heading=str(earlier), kind="state"),
        Column("posisi_ke", heading=str(later), kind="state"),
        Column("kategori", "predikat.col_category"),
        Column("beda", "predikat.col_conflict"),
    )
    return Table(frame, columns, t("predikat.names_title", earlier=earlier, later=later), t)


@shared
def sentences(t: Texts, earlier: int, later: int, province: str) -> tuple[str, ...]:
    """Who held the best predicate then and now, with what is not known."""
    frame = queries.moves(earlier, later, province)
    place = common.provinces()[province] if province else t("predikat.nation")
    now, then = _side(frame, TOP, "posisi_ke"), _side(frame, TOP, "posisi_dari")
    values = {"place": place, "earlier": earlier, "later": later, "predicate": TOP, "N": formats.number(len(frame), t.lang)}
    told = [_holders(t, "now", now["posisi_dari"], values), _holders(t, "then", then["posisi_ke"], values)]
    if rule_changed(earlier, later):
        told.append(t("predikat.rules_differ", earlier=earlier, later=later))
    return tuple(told)


# texts: predikat.sentence_*
def _holders(t: Texts, when: str, other: "pd.Series[str]", values: dict[str, object]) -> str:
    if other.empty:
        return t(f"predikat.sentence_{when}_none", **values)
    unknown = int(other.map(queries.position_is_open).sum())
    same = int((other == TOP).sum())
    return t(f"predikat.sentence_{when}", count=len(other), same=same, other=len(other) - same - unknown, unknown=unknown, **values)


@shared
def rule_changed(earlier: int, later: int) -> bool:
    """Whether the two rounds were assessed under different rules."""
    rules = common.rounds().set_index("tahun")["dasar_hukum"]
    return bool(rules[earlier] != rules[later])


@shared
def flow_alt(t: Texts, earlier: int, later: int, province: str) -> str:
    """The flow in words: its largest streams."""
    pairs = links_frame(earlier, later, province)
    states = colors.all_states(common.predicates())
    drawn = pairs[~_both_open(pairs)].sort_values("jumlah", ascending=False).head(8)
    told = [
        f"{states[before].label(t)} → {states[after].label(t)}: {count}"
        for before, after, count in zip(drawn["dari"], drawn["ke"], drawn["jumlah"], strict=True)
    ]
    hidden, whole = undrawn(earlier, later, province)
    return t("predikat.flow_alt", earlier=earlier, later=later, list="; ".join(told), hidden=hidden, N=whole)


@shared
def streaks(t: Texts, province: str) -> Table:
    """Ranking of regions by their longest run of rounds with the best predicate known by name."""
    frame = queries.streaks()
    if province:
        frame = frame[frame["kode_provinsi_kini"] == province]
    frame = frame.assign(
        alamat=[links.region_link(t, code) for code in frame["kode"]],
        masa=[str(a) if a == b else f"{a}–{b}" for a, b in zip(frame["mulai"], frame["akhir"], strict=True)],
    )
    columns = (
        Column("peringkat", "predikat.col_rank", "int"),
        Column("nama", "predikat.col_region", href="alamat"),
        Column("kode", "predikat.col_code", file_only=True),
        Column("provinsi_kini", "common.province"),
        Column("terpanjang", "predikat.col_longest", "int", least="terpanjang_minimal", help="predikat.help_longest"),
        Column("masa", "predikat.col_span"),
        Column("ambigu", "predikat.col_uncertain", "int", help="predikat.help_uncertain"),
        Column("berjalan", "predikat.col_current", "int", least="berjalan_minimal", help="predikat.help_current"),
        Column("jumlah", "predikat.col_total", "share", of="putaran", least="jumlah_minimal", help="predikat.help_total"),
    )
    return Table(frame, columns, t("predikat.streaks_caption", predicate=TOP), t, row_header=False)


@shared
def streaks_lead(t: Texts, province: str) -> str:
    """How many were ever named, and the longest run."""
    frame = queries.streaks()
    whole = len(common.regions())
    if province:
        frame = frame[frame["kode_provinsi_kini"] == province]
        whole = int((common.regions()["kode_provinsi"] == province).sum())
    if frame.empty:
        return ""
    first = frame.iloc[0]
    sign = "≥ " if first["terpanjang_minimal"] else ""
    return t(
        "predikat.streaks_lead",
        predicate=TOP, count=len(frame), N=whole, region=first["nama"], run=f"{sign}{first['terpanjang']}",
        first=first["mulai"], last=first["akhir"], uncertain=first["ambigu"],
    )  # fmt: skip
