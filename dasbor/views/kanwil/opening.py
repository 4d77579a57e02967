"""What the page kanwil opens with: one sentence on target, outcome and deadline; whom to call and by when, side by side."""

import datetime as dt
from html import escape

from dasbor.mart import facts, kanwil_groups, links, programmes, regions, rules, targets
from dasbor.mart import kanwil as queries
from dasbor.mart import stages as stage_queries
from dasbor.mart.angka import PlaceNumbers, level
from dasbor.mart.cache import shared
from dasbor.page import blocks
from dasbor.views.kanwil import stages
from dasbor.views.kanwil.groups import group_words
from dasbor.views.kanwil.view import aimed_words, no_outcome
from dasbor.words.terms import term
from dasbor.words.texts import Texts

_NAMED = 6  # so many names still read as a sentence
_LISTED = 14  # names of a group before the list of all names takes over
_GROUPS = 3


@shared
def finding(t: Texts, slug: str, year: int, at: dt.date, *, kini: bool) -> str:
    """Target, outcome, who does not hold the award, and the next deadline at `at` (the published one, where all are over)."""
    place = queries.outcomes(slug, kini=kini).get(year)
    told = [_aimed(t, slug, year, place, kini=kini)]
    if place is not None:
        told.append(_lacking(t, slug, year, kini=kini))
    told.append(_deadline(t, queries.then(slug, year), year, at))
    return " ".join(part for part in told if part)


# texts: kanwil.finding_*
def _aimed(t: Texts, slug: str, year: int, place: PlaceNumbers | None, *, kini: bool) -> str:
    aims = queries.wanted(slug, year, kini=kini)
    words = no_outcome(t, year) if place is None else facts.count(t, place.award)
    if not aims:
        return t("kanwil.finding_aimless", outcome=words, year=year, predicate=programmes.award(year).name)
    return t("kanwil.finding_aim", target=aimed_words(t, aims, queries.whole(slug, year, kini=kini)), outcome=words)


def _lacking(t: Texts, slug: str, year: int, *, kini: bool) -> str:
    """Who certainly does not hold the award: by name where they are few; beside it of how many it is not known."""
    frame = kanwil_groups.regions(slug, year, kini=kini)
    if frame.empty:
        return t("kanwil.finding_all")
    sure = frame.loc[~frame["terbuka"], "kode"].tolist()
    unclear = len(frame) - len(sure)
    if not sure:
        return t("kanwil.finding_unclear", unclear=unclear)
    if len(sure) <= _NAMED:
        told = t("kanwil.finding_names", list=", ".join(regions.short_names()[code] for code in sure))
    else:
        told = t("kanwil.finding_count", count=len(sure))
    return f"{told} {t('kanwil.finding_rest', unclear=unclear)}" if unclear else told


def _deadline(t: Texts, provinces: tuple[str, ...], year: int, at: dt.date) -> str:
    frame = stage_queries.stages(provinces, year)
    rows = frame[frame["berlaku"]].to_dict("records")
    ahead = [row for row in rows if stages.days_left(row, at) >= 0]
    if ahead:
        step, when = term(t, "tahap", ahead[0]["tahap"]), stages.span(t, ahead[0])
        usual = "usual" if ahead[0]["dasar"] == "lazim" else "published"
        return t(f"kanwil.finding_next_{usual}", step=step, when=when, left=stages.left(t, ahead[0], at))
    own = [row for row in rows if row["dasar"] == "kanwil"]
    return t("kanwil.finding_was", step=term(t, "tahap", own[-1]["tahap"]), when=stages.span(t, own[-1])) if own else ""


@shared
def beside(t: Texts, slug: str, year: int, *, kini: bool) -> str:
    """Two columns: whom to work with by the last assessment, each region once; the deadlines in force with the Yankomas risk."""
    assessed = queries.reference_year(year)
    calls = (t("kanwil.calls", year=assessed), _calls(t, slug, assessed, kini=kini))
    return blocks.beside((calls, (t("kanwil.dates", year=year), _dates(t, slug, year))))


def _calls(t: Texts, slug: str, year: int, *, kini: bool) -> str:
    frame = kanwil_groups.regions(slug, year, kini=kini)
    if frame.empty:
        return f"<p>{escape(t('kanwil.finding_all'))}</p>"
    found = [name for name in kanwil_groups.GROUPS if name in set(frame["kelompok"])]
    items = "".join(_group(t, name, year, frame.loc[frame["kelompok"] == name, "kode"].tolist()) for name in found[:_GROUPS])
    rest = [(group_words(t, name, year), int((frame["kelompok"] == name).sum())) for name in found[_GROUPS:]]
    more = "; ".join(f"{name} ({count})" for name, count in rest)
    return f'<ul class="calls">{items}</ul>' + (f"<p>{escape(t('kanwil.calls_more', list=more))}</p>" if more else "")


def _group(t: Texts, name: str, year: int, codes: list[str]) -> str:
    names = [blocks.anchor(regions.short_names()[code], links.region_link(t, code)) for code in codes[:_LISTED]]
    rest = len(codes) - _LISTED
    more = f" {escape(t('kanwil.calls_rest', count=rest))}" if rest > 0 else ""
    return f"<li><b>{escape(group_words(t, name, year))} ({len(codes)})</b>: {', '.join(names)}{more}"


def _dates(t: Texts, slug: str, year: int) -> str:
    frame = stage_queries.stages(queries.then(slug, year), year)
    rows = frame[frame["berlaku"]].to_dict("records")
    items = "".join(
        f"<li><b>{escape(stages.span(t, row))}</b> {escape(term(t, 'tahap', row['tahap']))}"
        f" <span>({escape(stages.short_basis(t, row))})</span>"
        for row in rows
    )
    listed = f'<ul class="calls">{items}</ul>' if items else f"<p>{escape(stages.empty(t, year))}</p>"
    risk = rules.deduction(year)
    told = ""
    if risk is not None:
        # what the rule says is data, and in Indonesian
        told = f'<p class="note">{escape(t("kanwil.yankomas", rule=risk[0]))} <span lang="id">{escape(risk[1])}</span>.</p>'
    return listed + told


@shared
def finding_all(t: Texts, year: int, *, kini: bool) -> str:
    """All offices: how many have a published target, and how those stand to it."""
    found = targets.offices(level("kanwil", kini=kini), year)
    values = {"year": year, "count": found.aimed, "N": found.whole}
    if not found.aimed:
        return t("kanwil.finding_offices_none", **values)
    # texts: kanwil.verdict_*
    stand = [f"{t(f'kanwil.verdict_{name}').lower()} {count}" for name, count in found.verdicts.items() if count]
    return t("kanwil.finding_offices", list=", ".join(stand), **values)
