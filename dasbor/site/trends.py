"""Who held the award year by year as bars of HTML: they wrap no words, weigh nothing, and say in words what they show."""

from collections.abc import Hashable, Mapping
from html import escape

from dasbor.exports.briefs.trend import trend
from dasbor.mart import programmes
from dasbor.mart.scopes import Scope
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Texts

Row = Mapping[Hashable, object]


def title(t: Texts, scope: Scope) -> str:
    """What the bars show, by the award of the programme of the scope's year."""
    return t("lembar.trend_title", place=scope.name(t), award=programmes.award(scope.year).name)


def bars(t: Texts, scope: Scope) -> str:
    """The counts of a scope in every round: hatched where they are lower bounds, a question mark where nothing is known."""
    frame, _ = trend(scope)
    rows = frame.to_dict("records")
    highest = max((int(row["N"]) for row in rows if not is_unknown(row["N"])), default=1)
    told = "; ".join(f"{row['tahun']}: {_words(t, row)}" for row in rows)
    heading = title(t, scope)
    drawn = "".join(_bar(t, row, highest) for row in rows)
    return (
        f'<figure class="tren"><ol aria-hidden="true">{drawn}</ol>'
        f'<figcaption><span class="vh">{escape(t("lembar.trend_alt", title=heading, list=told))}</span>'
        f'<span aria-hidden="true">{escape(t("situs.trend_note"))}</span></figcaption></figure>'
    )


def _bar(t: Texts, row: Row, highest: int) -> str:
    n, whole = (None if is_unknown(row[name]) else int(str(row[name])) for name in ("n", "N"))
    inside = ""
    if whole is not None and row["assessed"]:
        share = "" if n is None else f'<b{" class=least" if row["least"] else ""} style="--p:{100 * n / whole:.1f}%"></b>'
        inside = f'<i style="--p:{100 * whole / highest:.1f}%">{share}</i>'
    css = "" if row["assessed"] else ' class="gap"'
    rule = f"<em>{escape(t('common.mark_rule', rule=row['rule']))}</em>" if row["rule_change"] else ""
    return f"<li{css}><u>{_short(row, n, whole)}</u><s>{inside}</s><span>{row['tahun']}</span>{rule}"


def _short(row: Row, n: int | None, whole: int | None) -> str:
    if whole is None or not row["assessed"]:
        return "–"
    return ("≥ " if row["least"] else "") + ("?" if n is None else str(n)) + f"/{whole}" + (" ≠" if row["conflict"] else "")


def _words(t: Texts, row: Row) -> str:
    if not row["assessed"]:
        return t("common.state_no_round")
    if is_unknown(row["N"]):
        return t("lembar.not_formed")
    if is_unknown(row["n"]):
        return t("common.unknown")
    return ("≥ " if row["least"] else "") + t("provinsi.of", n=row["n"], N=row["N"])
