"""What if, in words: a region under other scores, an office with other regions reaching the predicate. Every assumption is told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from dasbor.mart import pembina, rules
from dasbor.mart.rules import Rule
from dasbor.page import blocks
from dasbor.page.blocks import Metric
from dasbor.page.tables import ShownColumn, Table
from dasbor.running import gains, whatif
from dasbor.running.gambaran import Picture
from dasbor.running.whatif import Assumed, WhatIf
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts

RESULTS, BEFORE, NOTHING = "hasil", "lalu", "kosong"


@dataclass(frozen=True)
class Start:
    """What is known of a region before anything is assumed; None is unknown."""

    name: str
    criteria: Mapping[int, float]
    score: float | None
    predicate: str | None
    bonus: float | None
    unanswered: int | None


def band(t: Texts) -> str:
    """The band that marks an assumption, in words and colour."""
    return f'<div class="ph"><p class="andai" role="note">{escape(t("andaian.band"))}</p></div>'


def cards(figures: Sequence[Metric]) -> str:
    """Key figures in the colour of an assumption."""
    return f'<div class="andai">{blocks.metrics(figures)}</div>'


def region_options(t: Texts, picture: Picture) -> dict[str, str]:
    """Code → name of the regions, none first."""
    return {"": t("andaian.no_region"), **{one.code: one.name for one in picture.positions}}


def rule_options(t: Texts) -> dict[str, str]:
    """The rules that could be assumed for a year whose rule is not known, the last one first."""
    return {name: t("andaian.rule_option", rule=name, year=rule.year) for name, rule in rules.known().items()}


def start(picture: Picture, code: str, rule: Rule) -> Start:
    """What is known of a region this year; scores of rights only under the year's own rule, whose rights they are."""
    name = next(one.name for one in picture.positions if one.code == code)
    row = next(iter(picture.results[picture.results["kode"] == code].to_dict("records")), None)
    open_ = picture.yankomas.loc[picture.yankomas["kode"] == code, "terbuka"].tolist()
    criteria = gains.criteria(picture.details, picture.rule).get(code, {}) if picture.rule == rule else {}
    return Start(
        name,
        criteria,
        None if row is None or is_unknown(row["skor"]) else float(row["skor"]),
        None if row is None or is_unknown(row["predikat"]) else str(row["predikat"]),
        None if row is None or is_unknown(row["bonus"]) else float(row["bonus"]),
        None if not open_ or is_unknown(open_[0]) else int(open_[0]),
    )


def region_metrics(t: Texts, rule: Rule, begun: Start, found: WhatIf) -> tuple[Metric, ...]:
    """Score and predicate under the assumption, each with what is known without it, and the distance to the next predicate."""
    return (
        Metric(t("andaian.score"), _number(t, found.total), _score_notes(t, begun, found)),
        Metric(t("andaian.predicate"), predicate_words(t, found), (_before(t, begun.predicate or t("common.unknown")),)),
        Metric(t("andaian.next"), *_next(t, rule, found)),
    )


def _score_notes(t: Texts, begun: Start, found: WhatIf) -> tuple[str, ...]:
    pure = () if found.pure is None or found.pure == found.total else (t("andaian.pure", score=_number(t, found.pure)),)
    return (_before(t, _number(t, begun.score)), *pure)


def _before(t: Texts, words: str) -> str:
    return t("andaian.without", value=words)


def _number(t: Texts, value: float | None) -> str:
    return formats.number(value, t.lang, 2)


def predicate_words(t: Texts, found: WhatIf) -> str:
    """The predicate, or those between which the known limits do not decide."""
    if not found.possible:
        return t("common.unknown")
    return found.predicate or t("andaian.one_of", list=", ".join(found.possible))


def _next(t: Texts, rule: Rule, found: WhatIf) -> tuple[str, tuple[str, ...]]:
    if found.total is None:
        return t("common.unknown"), ()
    above = whatif.next_band(rule, found.total)
    if above is None or above.low is None:
        return t("andaian.at_top"), ()
    note = t("andaian.threshold", predicate=above.predicate, low=formats.number(above.low, t.lang))
    return t("andaian.points_missing", points=_number(t, above.low - found.total)), (note,)


def missing(t: Texts, rule: Rule, criteria: Mapping[int, float | None], assumed: Assumed) -> str:
    """Why no score can be counted; "" where one can."""
    if not rule.criteria:
        return t("andaian.no_criteria", rule=rule.name)
    if not whatif.knows_weights(rule) and not assumed.equal:
        return t("andaian.no_weights", rule=rule.name)
    empty = sum(criteria.get(one.order) is None for one in rule.criteria)
    return t("andaian.empty_rights", n=empty, N=len(rule.criteria)) if empty else ""


def region_assumptions(
    t: Texts, picture: Picture, rule: Rule, begun: Start, criteria: Mapping[int, float | None], assumed: Assumed
) -> tuple[str, ...]:
    """Everything that is assumed about a region."""
    told = [t("andaian.by_rule", rule=rule.name, year=rule.year)]
    if picture.rule is None:
        told[0] = t("andaian.by_assumed_rule", rule=rule.name, year=picture.year)
    if assumed.equal:
        told.append(t("andaian.equal", n=len(rule.criteria)))
    changed = [
        t("andaian.right_set", right=one.name, score=formats.number(criteria[one.order], t.lang, 2))
        for one in rule.criteria
        if criteria.get(one.order) is not None and criteria[one.order] != begun.criteria.get(one.order)
    ]
    if changed:
        told.append(t("andaian.rights", list="; ".join(changed)))
    bonus = (
        "andaian.bonus_known" if assumed.bonus == begun.bonus else "andaian.bonus_set" if assumed.bonus else "andaian.bonus_left"
    )
    told.append(t(bonus, points=formats.number(assumed.bonus, t.lang, 2)))
    told.append(_deduction(t, rule, begun, assumed))
    return tuple(told)


def _deduction(t: Texts, rule: Rule, begun: Start, assumed: Assumed) -> str:
    points = formats.number(assumed.deduction, t.lang, 2)
    if not assumed.deduction:
        return t("andaian.deduction_left", rule=rule.name)
    known = "andaian.deduction_known" if assumed.deduction == rule.deduction else "andaian.deduction_set"
    words = t(known, points=points, n=assumed.unanswered)
    return words if assumed.unanswered == begun.unanswered else f"{words} {t('andaian.unanswered_set', n=assumed.unanswered)}"


# texts: andaian.base_*
def base_options(t: Texts, picture: Picture) -> dict[str, str]:
    """From which regions to start counting: this year's results if there are any, nobody, or those of the last round."""
    held = [RESULTS] if picture.reached() is not None else []
    return {name: t(f"andaian.base_{name}", year=picture.year, before=last_year(picture)) for name in (*held, NOTHING, BEFORE)}


def last_year(picture: Picture) -> int | str:
    """The last year before this one of which any of the regions has a published predicate; "–" where there is none."""
    years = picture.before.loc[picture.before["predikat"].notna(), "tahun"]
    return int(years.max()) if len(years) else "–"


def base(picture: Picture, choice: str) -> frozenset[str]:
    """Codes of the regions that have the best predicate to begin with."""
    if choice == RESULTS:
        return frozenset(one.code for one in picture.positions if one.predicate == picture.top)
    if choice == BEFORE:
        rows = picture.before[(picture.before["tahun"] == last_year(picture)) & (picture.before["predikat"] == picture.top)]
        return frozenset(rows["kode"])
    return frozenset()


@dataclass(frozen=True)
class Supposed:
    """An office's regions with the best predicate as supposed: by name, and how many more without one."""

    codes: frozenset[str]
    unnamed: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.codes) + self.unnamed


def suppose(
    started: Collection[str], marked: Collection[str], unnamed: int, tried: tuple[str, WhatIf] | None, top: str
) -> Supposed:
    """The regions to begin with, those marked, and the one region whose scores were tried: in if it reaches the top, else out."""
    codes = {*started, *marked}
    if tried and tried[1].total is not None:
        code, found = tried
        codes = (
            codes | {code} if found.predicate == top else codes - {code} if found.possible and top not in found.possible else codes
        )
    return Supposed(frozenset(codes), unnamed)


def office_metrics(t: Texts, picture: Picture, supposed: Supposed) -> tuple[Metric, ...]:
    """Count, share and the distance to the targets."""
    found = whatif.tally(supposed.count, picture.whole, office_targets(picture))
    value = t("provinsi.of", n=found.reached, N=found.whole)
    gaps = tuple(
        t("andaian.gap_short", target=target, n=gap) if gap > 0 else t("andaian.gap_met", target=target, n=-gap)
        for target, gap in found.gaps
    )
    return (
        Metric(t("andaian.count", predicate=picture.top), value, (formats.percent(found.reached, found.whole, t.lang),)),
        Metric(t("andaian.target"), gaps[0] if gaps else t("berjalan.not_entered"), gaps[1:]),
    )


def office_targets(picture: Picture) -> tuple[int, ...]:
    """The targets of all regions together: entered ones where every province has one, published ones of a single province."""
    entered = picture.targets["target_peduli"]
    found = [int(entered.sum())] if len(entered) and entered.notna().all() else []
    if len(picture.targets) == 1:
        found += [int(amount) for amount in picture.targets["terbit"].iloc[0]]
    return tuple(sorted(set(found)))


def honours(t: Texts, picture: Picture, supposed: Supposed) -> Table | None:
    """Each province beside the pembina threshold, None where none is known; of several, none has the regions without a name."""
    rule = whatif.threshold(pembina.thresholds(), picture.year)
    if rule is None:
        return None
    rows = []
    for row in picture.targets.to_dict("records"):
        held = picture.of((str(row["kode_provinsi"]),))
        count = sum(one.code in supposed.codes for one in held) + (supposed.unnamed if len(picture.targets) == 1 else 0)
        found = whatif.honour(count, len(held), rule)
        words = t("andaian.honour_open") if found.met is None else t("andaian.honour_met" if found.met else "andaian.honour_missed")
        rows.append({"provinsi": row["provinsi"], "n": count, "N": len(held), "perlu": found.needed, "kata": words})
    frame = pd.DataFrame(rows, columns=["provinsi", "n", "N", "perlu", "kata"])
    columns = (
        ShownColumn("provinsi", "common.province"),
        ShownColumn("n", heading=picture.top, kind="share", of="N"),
        ShownColumn("perlu", "andaian.col_needed", "int"),
        ShownColumn("kata", "andaian.col_honour"),
    )
    return Table(frame, columns, t("andaian.honours_title", year=picture.year), t)


def office_assumptions(t: Texts, picture: Picture, choice: str, marked: Collection[str], supposed: Supposed) -> tuple[str, ...]:
    """Everything that is assumed about an office."""
    names = [one.name for one in picture.positions if one.code in marked]
    told = [base_options(t, picture)[choice]]
    if names:
        told.append(t("andaian.marked", n=len(names), list=", ".join(names)))
    if supposed.unnamed:
        told.append(t("andaian.unnamed", n=supposed.unnamed))
        if len(picture.targets) > 1:
            told.append(t("andaian.unnamed_split"))
    rule = whatif.threshold(pembina.thresholds(), picture.year)
    if rule is None:
        told.append(t("andaian.no_threshold"))
    else:
        way = t("andaian.at_least" if rule["cara"] == pembina.AT_LEAST else "andaian.more_than", percent=rule["ambang_persen"])
        borrowed = whatif.assumed_threshold(rule, picture.year)
        told.append(t("andaian.threshold_borrowed" if borrowed else "andaian.threshold_own", way=way, year=rule["tahun"]))
    return tuple(told)
