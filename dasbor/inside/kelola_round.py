"""What the page Kelola data says of a file before it is saved, and of a round office by office."""

import pandas as pd

from dasbor.inside import manage
from dasbor.inside.kelola import draft_title
from dasbor.inside.manage import MINISTRY, OfficePart, Scores, Summary
from dasbor.mart import common
from dasbor.page import blocks
from dasbor.page.blocks import Metric
from dasbor.page.tables import ShownColumn, Table
from dasbor.words import formats
from dasbor.words.texts import Texts

_SHOWN = 12


def office(t: Texts, name: str) -> str:
    """An office in words; of a version of before it was asked nothing is known."""
    return t("kelola.ministry") if name == MINISTRY else name or "—"


def metrics(t: Texts, known: Summary) -> list[Metric]:
    """Regions and participants; lowest, median and highest score, each against the year before."""
    count = formats.number(known.regions, t.lang)
    people = t("kelola.seen_absent", absent=known.absent, untold=known.untold)
    shown = [
        Metric(t("kelola.seen_regions"), count),
        Metric(t("kelola.seen_participants"), formats.number(known.participants, t.lang), (people,)),
    ]
    scores = ("lowest", "median", "highest")
    shown += [Metric(t(f"kelola.seen_{one}"), _score(t, known.scores, one), (_before(t, known, one),)) for one in scores]
    return shown


# texts: kelola.seen_*
def _score(t: Texts, scores: Scores | None, name: str) -> str:
    return t("kelola.seen_no_score") if scores is None else formats.number(getattr(scores, name), t.lang, 2)


def _before(t: Texts, known: Summary, name: str) -> str:
    if known.year_before is None:
        return t("kelola.seen_first")
    return t("kelola.seen_before", year=known.year_before, value=_score(t, known.before, name))


def sentences(t: Texts, known: Summary, year: int) -> list[str]:
    """How many got each predicate; what the file does to what is public, what it contradicts."""
    predicates = ", ".join(f"{name} {formats.number(count, t.lang)}" for name, count in known.predicates)
    lines = [t("kelola.seen_predicates", list=predicates, without=known.without_predicate)]
    lines.append(
        t(
            "kelola.seen_effect",
            year=year,
            added=len(known.added),
            same=len(known.same),
            changed=len(known.changed),
            staying=len(known.staying),
        )
    )
    for key, codes in (("lost", known.emptied), ("changed", known.changed), ("contradicting", known.contradicting)):
        if codes:
            lines.append(t(f"kelola.seen_{key}", count=len(codes), list=_names(codes)))
    return lines


def _names(codes: tuple[str, ...]) -> str:
    frame = common.regions()
    names = dict(zip(frame["kode"], frame["nama"], strict=True))
    found = [str(names.get(code, code)) for code in codes[:_SHOWN]]
    return ", ".join([*found, "…"] if len(codes) > _SHOWN else found)


def distribution(t: Texts, known: Summary, year: int) -> tuple[str, Table]:
    """The small picture of the scores against the year before, and its table."""
    before = known.year_before or t("kelola.seen_no_year")
    rows = [(f"{one.low}–{one.high}", one.count, one.before) for one in known.classes]
    shown = (
        ShownColumn("class", "kelola.seen_class"),
        ShownColumn("count", "", "int", heading=str(year)),
        ShownColumn("before", "", "int", heading=str(before)),
    )
    title = draft_title(t, t("kelola.seen_distribution", year=year, before=before))
    table = Table(pd.DataFrame(rows, columns=["class", "count", "before"]), shown, title, t)
    alt = t("kelola.seen_alt", list="; ".join(f"{name}: {count} ({former})" for name, count, former in rows))
    return blocks.twin_bars(manage.heights(known), f"{title}. {alt}"), table


def parts_table(t: Texts, parts: tuple[OfficePart, ...], year: int, moments: dict[str, tuple[str, str]]) -> Table:
    """One row per office: how many regions are in, drafted and published, since when, and which are missing."""
    rows = [
        (
            office(t, one.office),
            formats.share(one.regions - len(one.missing), one.regions, t.lang),
            one.drafted,
            one.published,
            *moments[one.office],
            ", ".join(map(str, one.versions)) or "—",
            _names(one.missing) or t("kelola.round_complete"),
        )
        for one in parts
    ]
    names = ["office", "in", "drafted", "published", "since", "last", "versions", "missing"]
    shown = (
        ShownColumn("office", "kelola.col_office"),
        ShownColumn("in", "kelola.round_in"),
        ShownColumn("drafted", "kelola.round_drafted", "int"),
        ShownColumn("published", "kelola.round_published", "int"),
        ShownColumn("since", "kelola.round_since"),
        ShownColumn("last", "kelola.round_last"),
        ShownColumn("versions", "kelola.round_versions"),
        ShownColumn("missing", "kelola.round_missing"),
    )
    return Table(pd.DataFrame(rows, columns=names), shown, draft_title(t, t("kelola.round_title", year=year)), t)


def round_sentence(t: Texts, parts: tuple[OfficePart, ...]) -> str:
    """How many offices are in, whole and in part."""
    whole = sum(not one.missing for one in parts)
    some = sum(bool(one.missing and one.versions) for one in parts)
    return t("kelola.round_sentence", whole=whole, some=some, none=len(parts) - whole - some, count=len(parts))
