"""Parts of the page kelola about what was loaded: versions side by side, decisions, history."""

import datetime as dt
from functools import partial

import streamlit as st

from dasbor.inside import kelola_round as round_view
from dasbor.inside import kelola_versions as view
from dasbor.inside import manage
from dasbor.inside.kelola_part import mark_draft, working
from dasbor.inside.manage import Decision, Effect, ResultVersion
from dasbor.mart.warehouse import WIB
from dasbor.page.steps import attempt, pressed
from dasbor.page.ui import Page
from dasbor.words import clock

_ROWS = 25
_NINE = dt.time(9)
_NEWEST = "kelola-newest"


def draw_versions(page: Page, year: int) -> tuple[ResultVersion, ...]:
    """The versions of a year; none is said in words."""
    t, versions = page.t, manage.versions(year)
    page.section(t("kelola.versions_title"))
    if versions:
        table = view.versions_table(t, versions)
        st.html(table.html)
        page.downloads("versi", table.caption, table, uses=("tahun",))
    else:
        page.empty(t("kelola.no_version", year=year))
    return versions


def draw_differences(page: Page, year: int, versions: tuple[ResultVersion, ...]) -> None:
    """Two versions side by side, only what differs; first the published one and the newest."""
    t, pair = page.t, view.compared(versions)
    if pair is None:
        return
    page.section(t("kelola.compare_title"))
    options = view.options(t, versions)
    newest = (year, versions[0].number)
    if st.session_state.get(_NEWEST, newest) != newest:  # what was just loaded is what one wants to see
        page.put("dari", pair[0])
        page.put("ke", pair[1])
    st.session_state[_NEWEST] = newest
    with page.pickers():
        before = page.pick_one("dari", t("kelola.before"), options, default=pair[0])
        after = page.pick_one("ke", t("kelola.after"), options, default=pair[1])
    both = tuple(one for one in versions if one.number in (before, after))
    draft = any(one.standing.first is None for one in both)
    table = view.differences_table(t, year, before, after, tuple(one.origin.seal for one in both), draft=draft)
    if not len(table.frame):
        page.empty(t("kelola.no_difference"))
        return
    if draft:
        mark_draft(page)
    rows = page.paginate(len(table.frame), size=_ROWS, name="hal-banding")
    st.html(table.part(rows).html)
    page.downloads("draf-banding" if draft else "banding", table.caption, table, uses=("tahun", "dari", "ke"))


def draw_round(page: Page, year: int, versions: tuple[ResultVersion, ...]) -> None:
    """The round office by office: what is in, what is missing, since when."""
    if not versions:
        return
    t, parts = page.t, manage.parts(year)
    moments = {one.office: (view.moment(t, one.since) or "—", view.moment(t, one.last) or "—") for one in parts}
    table = round_view.parts_table(t, parts, year, moments)
    page.section(table.caption)
    page.text(round_view.round_sentence(t, parts))
    rows = page.paginate(len(table.frame), size=_ROWS, name="hal-putaran")
    st.html(table.part(rows).html)
    page.downloads("draf-putaran", table.caption, table, uses=("tahun",))


# texts: kelola.button_*, texts: kelola.done_*
def draw_decision(page: Page, year: int, versions: tuple[ResultVersion, ...]) -> None:
    """Publish, restore or withdraw: what, which, when, why; then one button that says it all again."""
    t, choices = page.t, view.choices(versions, manage.drafted(year))
    if not choices:
        return
    page.section(t("kelola.decide_title"))
    what: Decision = st.radio(
        t("kelola.decide"),
        list(choices),
        key=f"kelola-what.{year}.{versions[0].number}.{t.lang}",
        format_func=lambda one: t(f"kelola.do_{one}"),
        horizontal=True,
    )
    options = view.choice_options(t, choices[what])
    number = st.selectbox(
        t("kelola.which"),
        list(options),
        key=f"kelola-which.{what}.{year}.{versions[0].number}.{t.lang}",
        format_func=options.__getitem__,
    )
    due = _due(page) if what == "terbit" else None
    effect = manage.effect(what, year, number or None)
    drops = [] if what == "tarik" else _drops(page, year, number, effect)
    reason = st.text_input(
        t("kelola.reason"), max_chars=300, key=f"kelola-reason.{what}.{year}.{number}", help=t("kelola.reason_help")
    )
    unexplained = bool(effect.moved or drops) and not reason.strip()
    late, lost = due is not None and manage.passed(due), set(effect.lost) - set(drops)
    for said, wrong in (("kelola.reason_needed", unexplained), ("kelola.moment_passed", late)):
        if wrong:
            page.text(t(said))
    sure = st.checkbox(t("kelola.sure"), key=f"kelola-sure.{what}.{year}.{number}")
    moment = "" if due is None else t("kelola.button_at", at=view.moment(t, due))
    label = t(f"kelola.button_{what}", version=view.numbers(effect.versions), year=year) + moment
    if pressed(page, label, "decide", disabled=not sure or unexplained or late or bool(lost), primary=True):
        attempt(page, partial(_decide, page, what, year, number, due, reason, drops))


def _drops(page: Page, year: int, number: int, effect: Effect) -> list[str]:
    """Regions to take out of public, each by its name; those that would disappear unsaid are named first."""
    t, public = page.t, manage.in_force(year)
    if effect.lost:
        page.note(t("kelola.would_vanish", count=len(effect.lost), list=view.regions(effect.lost)))
    if not public:
        return []
    names = {code: view.regions([code]) for code in public}
    return st.multiselect(
        t("kelola.drops"),
        list(names),
        key=f"kelola-drops.{year}.{number}",
        format_func=names.__getitem__,
        placeholder=t("kelola.choose_region"),
        help=t("kelola.drops_help"),
    )


def _due(page: Page) -> dt.datetime | None:
    """The moment that was set, in Jakarta's time; None for at once."""
    t = page.t
    options = {"segera": t("kelola.at_once"), "nanti": t("kelola.at_time")}
    when = st.radio(t("kelola.when"), list(options), key=f"kelola-when.{t.lang}", format_func=options.__getitem__, horizontal=True)
    if when == "segera":
        return None
    with st.container(horizontal=True):
        today = clock.today()
        day = st.date_input(t("kelola.day"), key="kelola-day", value=today, min_value=today, format="DD/MM/YYYY") or today
        time = st.time_input(t("kelola.time"), key="kelola-time", value=_NINE) or _NINE
    return dt.datetime.combine(day, time, WIB)


def _decide(page: Page, what: Decision, year: int, number: int, due: dt.datetime | None, reason: str, drops: list[str]) -> str:
    t = page.t
    with working(page, t("kelola.deciding")) as step:
        done = manage.decide(what, year, version=number or None, due=due, reason=reason, progress=step, drops=drops)
    which = view.numbers(done.event.versions)
    if done.event.due is not None:
        return t("kelola.scheduled", version=which, year=year, at=view.moment(t, done.event.due))
    return t(f"kelola.done_{what}", version=which, year=year)


def draw_history(page: Page, year: int, versions: tuple[ResultVersion, ...]) -> None:
    """Who decided what, when and why."""
    table = view.events_table(page.t, manage.events(year), versions)
    if len(table.frame):
        page.section(table.caption)
        rows = page.paginate(len(table.frame), size=_ROWS, name="hal-riwayat")
        st.html(table.part(rows).html)
        page.downloads("riwayat", table.caption, table, uses=("tahun",))
