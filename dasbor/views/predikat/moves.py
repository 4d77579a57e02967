"""What the page predikat shows of the moves between two rounds, shared by all readers."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from dasbor.mart import angka, common, facts, links, programmes
from dasbor.mart import moves as queries
from dasbor.mart.cache import shared
from dasbor.page.tables import ShownColumn, Table
from dasbor.views.parts import Chart
from dasbor.views.predikat import figure as figures
from dasbor.words import formats
from dasbor.words.terms import term
from dasbor.words.texts import Texts

KNOWN = ""  # the choice "all moves that are known"


@shared
def links_frame(earlier: int, later: int, province: str) -> pd.DataFrame:
    """`queries.moves.flows` in the order of the states."""
    order = {key: place for place, key in enumerate(programmes.states())}
    return (
        queries.flows(earlier, later, province)
        .sort_values(by=["keadaan_dari", "keadaan_ke"], key=lambda column: column.map(order))
        .reset_index(drop=True)
    )


@shared
def flow(t: Texts, earlier: int, later: int, province: str) -> Chart | None:
    """The flow, or None when nothing is known of either round or the rounds are of different programmes."""
    pairs = links_frame(earlier, later, province)
    drawn = pairs[~pairs["tanpa_keterangan"]]
    if drawn.empty or not comparable(earlier, later):
        return None
    figure = figures.flow(drawn, (earlier, later), programmes.states(), t)
    return Chart(figure, flow_alt(t, earlier, later, province), flow_table(t, earlier, later, province))


def comparable(earlier: int, later: int) -> bool:
    """Whether the two rounds are of one programme: across another nothing rises, falls, or stays."""
    return programmes.of_year(earlier).code == programmes.of_year(later).code


@shared
def flow_empty(t: Texts, earlier: int, later: int, province: str) -> str:
    """Why there is no flow."""
    if not comparable(earlier, later):
        return _other_programme(t, earlier, later)
    place = common.provinces().get(province, t("predikat.nation"))
    return t("predikat.flow_empty", earlier=earlier, later=later, place=place)


def _other_programme(t: Texts, earlier: int, later: int) -> str:
    return t("predikat.other_programme", earlier=earlier, later=later, programme=programmes.of_year(later).title(t.lang))


@shared
def flow_note(t: Texts, earlier: int, later: int, province: str) -> str:
    """What the flow leaves out."""
    hidden, whole = undrawn(earlier, later, province)
    return t("predikat.flow_note", hidden=hidden, N=whole)


@shared
def undrawn(earlier: int, later: int, province: str) -> tuple[int, int]:
    """How many regions are unknown in both rounds, of how many."""
    pairs = links_frame(earlier, later, province)
    hidden = pairs.loc[pairs["tanpa_keterangan"], "banyak"].tolist()
    return (int(hidden[0]) if hidden else 0), int(pairs["dari"].iloc[0])


@shared
def flow_table(t: Texts, earlier: int, later: int, province: str) -> Table:
    """The flow as rows, with what is unknown on both sides."""
    pairs = links_frame(earlier, later, province)
    frame = pairs.assign(kategori=[t(_key(name)) for name in pairs["kategori"]])
    columns = (
        ShownColumn("keadaan_dari", heading=str(earlier), kind="state"),
        ShownColumn("keadaan_ke", heading=str(later), kind="state"),
        ShownColumn("banyak", "predikat.col_regions_share", "share", of="dari"),
        ShownColumn("kategori", "predikat.col_category"),
    )
    return Table(frame, columns, t("predikat.flow_title", earlier=earlier, later=later), t, row_header=False)


# texts: predikat.move_*, texts: predikat.sentence_*
def _key(category: str) -> str:
    return f"predikat.move_{category.replace(' ', '_')}"


@shared
def summary(t: Texts, earlier: int, later: int, province: str) -> Table:
    """One row per category with n/N and what it means."""
    found, award = queries.categories(earlier, later, province), programmes.award(later).name
    _, whole = queries.known_and_whole(earlier, later, province)
    listed = queries.CATEGORIES if comparable(earlier, later) else tuple(found)
    rows = [(t(_key(name)), found.get(name, 0), t(_key(name) + "_help", predicate=award)) for name in listed]
    table = pd.DataFrame(rows, columns=["kategori", "jumlah", "arti"]).assign(N=whole)
    columns = (
        ShownColumn("kategori", "predikat.col_category"),
        ShownColumn("jumlah", "predikat.col_regions_share", "share", of="N"),
        ShownColumn("arti", "predikat.col_meaning"),
    )
    return Table(table, columns, t("predikat.summary_title", earlier=earlier, later=later), t)


@shared
def categories(t: Texts, earlier: int, later: int, province: str) -> dict[str, str]:
    """Choices for the list of names, with counts: all known moves first, then the categories that occur."""
    known, _ = queries.known_and_whole(earlier, later, province)
    options = {KNOWN: t("predikat.all_known", count=known)}
    return options | {name: f"{t(_key(name))} ({n})" for name, n in queries.categories(earlier, later, province).items()}


@shared
def names(t: Texts, earlier: int, later: int, province: str, category: str) -> Table:
    """The regions of a category (all known moves if ""), with both states and what is concluded about them."""
    frame = queries.moves(earlier, later, province)
    unmoved = (queries.OPEN, queries.OTHER_PROGRAMME)
    frame = frame[~frame["kategori"].isin(unmoved)] if category == KNOWN else frame[frame["kategori"] == category]
    frame = frame.assign(
        alamat=[links.region_link(t, code) for code in frame["kode"]],
        kategori=[t(_key(name)) for name in frame["kategori"]],
        dasar=[_basis(t, row, earlier, later) for row in frame.to_dict("records")],
        sumber=["" if formats.is_unknown(key) else links.source_link(t, str(key)) for key in frame["kunci"]],
        beda=[t("predikat.disputed_mark") if flag else "–" for flag in frame["konflik"]],
    )
    columns = (
        ShownColumn("nama", "predikat.col_region", href="alamat"),
        ShownColumn("kode", "predikat.col_code", file_only=True),
        ShownColumn("provinsi_kini", "common.province"),
        ShownColumn("keadaan_dari", heading=str(earlier), kind="state"),
        ShownColumn("keadaan_ke", heading=str(later), kind="state"),
        ShownColumn("kategori", "predikat.col_category"),
        ShownColumn("dasar", "predikat.col_basis", href="sumber", help="predikat.help_basis"),
        ShownColumn("beda", "predikat.col_conflict"),
    )
    return Table(frame, columns, t("predikat.names_title", earlier=earlier, later=later), t)


def _basis(t: Texts, row: dict[Hashable, Any], earlier: int, later: int) -> str:
    """What a concluded state rests on, or why nothing is concluded; "–" where its own claims say it all."""
    parts = []
    for year, side in ((earlier, "dari"), (later, "ke")):
        for kind in ("simpulan", "halangan"):
            code = row[f"{kind}_{side}"]
            parts += [] if formats.is_unknown(code) else [f"{year}: {term(t, kind, code)}"]
    return "; ".join(parts) or "–"


@shared
def sentences(t: Texts, earlier: int, later: int, province: str) -> tuple[str, ...]:
    """Who held the award then and now, with what is not known; beside it the published counts."""
    found = queries.holders(earlier, later, province)
    if found is None:
        return (_other_programme(t, earlier, later),)
    place = common.provinces()[province] if province else t("predikat.nation")
    values = {"place": place, "earlier": earlier, "later": later, "predicate": programmes.award(later).name}
    now, then = f"predikat.sentence_now{'' if found.now else '_none'}", f"predikat.sentence_then{'' if found.then else '_none'}"
    told = [
        t(now, count=found.now, same=found.both, other=found.gained, unknown=found.from_unknown,
          N=formats.number(found.whole, t.lang), **values),
        t(then, count=found.then, same=found.both, other=found.lost, unknown=found.to_unknown, **values),
    ]  # fmt: skip
    numbers = [angka.nation(year).award for year in (earlier, later)]
    if not province and all(number.n is not None for number in numbers):
        counts = [facts.sign(number) + formats.number(number.n, t.lang) for number in numbers]
        told.append(t("predikat.sentence_counts", n_earlier=counts[0], n_later=counts[1], **values))
    if rule_changed(earlier, later):
        told.append(t("predikat.rules_differ", earlier=earlier, later=later))
    return tuple(told)


@shared
def rule_changed(earlier: int, later: int) -> bool:
    """Whether the two rounds were assessed under different rules."""
    rules = common.rounds().set_index("tahun")["dasar_hukum"]
    return bool(rules[earlier] != rules[later])


@shared
def flow_alt(t: Texts, earlier: int, later: int, province: str) -> str:
    """The flow in words: its largest streams."""
    pairs, states = links_frame(earlier, later, province), programmes.states()
    drawn = pairs[~pairs["tanpa_keterangan"]].sort_values("banyak", ascending=False, kind="stable").head(8)
    told = [
        f"{states[before].label(t)} → {states[after].label(t)}: {count}"
        for before, after, count in zip(drawn["keadaan_dari"], drawn["keadaan_ke"], drawn["banyak"], strict=True)
    ]
    hidden, whole = undrawn(earlier, later, province)
    return t("predikat.flow_alt", earlier=earlier, later=later, list="; ".join(told), hidden=hidden, N=whole)


@shared
def streaks(t: Texts, province: str) -> Table:
    """Ranking of regions by their longest run of rounds with the award known by name, in the programme that has them."""
    frame = _streaks(province)
    frame = frame.assign(
        alamat=[links.region_link(t, code) for code in frame["kode"]],
        masa=[str(a) if a == b else f"{a}–{b}" for a, b in zip(frame["mulai"], frame["akhir"], strict=True)],
    )
    columns = (
        ShownColumn("peringkat", "predikat.col_rank", "int"),
        ShownColumn("nama", "predikat.col_region", href="alamat"),
        ShownColumn("kode", "predikat.col_code", file_only=True),
        ShownColumn("provinsi_kini", "common.province"),
        ShownColumn("terpanjang", "predikat.col_longest", "int", least="terpanjang_minimal", help="predikat.help_longest"),
        ShownColumn("masa", "predikat.col_span"),
        ShownColumn("ambigu", "predikat.col_uncertain", "int", help="predikat.help_uncertain"),
        ShownColumn("berjalan", "predikat.col_current", "int", least="berjalan_minimal", help="predikat.help_current"),
        ShownColumn("jumlah", "predikat.col_total", "share", of="putaran", least="jumlah_minimal", help="predikat.help_total"),
    )
    return Table(frame, columns, t("predikat.streaks_caption", predicate=streak_award()), t, row_header=False)


def _programme() -> programmes.Programme:
    """The newest programme of which any region is known to hold the award; runs do not cross into another."""
    found = list(programmes.programmes().values())[::-1]
    return next((one for one in found if len(queries.streaks(one.code))), found[0])


def streak_award() -> str:
    """The award whose runs are listed."""
    return _programme().award.name


def _streaks(province: str) -> pd.DataFrame:
    frame = queries.streaks(_programme().code)
    return frame[frame["kode_provinsi_kini"] == province] if province else frame


@shared
def streaks_lead(t: Texts, province: str) -> str:
    """How many were ever named, and the longest run."""
    frame = _streaks(province)
    if frame.empty:
        return ""
    places = angka.places("provinsi_kini" if province else "nasional", common.years()[-1])
    whole = places[province or angka.NATION].whole
    first = frame.iloc[0]
    sign = "≥ " if first["terpanjang_minimal"] else ""
    return t(
        "predikat.streaks_lead",
        predicate=streak_award(), count=len(frame), N=whole, region=first["nama"], run=f"{sign}{first['terpanjang']}",
        first=first["mulai"], last=first["akhir"], uncertain=first["ambigu"],
    )  # fmt: skip
