"""What if, on the running year: the pickers of a region's scores and of an office's regions. All of it lives in the session.

What is picked by name stands in the address bar; numbers typed stand in the session only. Nothing is written anywhere.
"""

from collections.abc import Mapping

import streamlit as st

from dasbor.mart.rules import HIGHEST, Rule, known
from dasbor.page import blocks
from dasbor.page.ui import Page
from dasbor.running import andaian as view
from dasbor.running import whatif
from dasbor.running.gambaran import Picture
from dasbor.running.whatif import Assumed, WhatIf
from dasbor.words import formats

_STEP = 0.5


def draw(page: Page, picture: Picture) -> None:
    """One region under other scores, then the office with other regions at the top."""
    t = page.t
    page.section(t("andaian.title"))
    st.html(view.band(t))
    page.text(t("andaian.intro"))
    tried = _region(page, picture)
    _office(page, picture, tried)


def _region(page: Page, picture: Picture) -> tuple[str, WhatIf] | None:
    """The region tried and what comes of it."""
    t = page.t
    st.html(f'<div class="ph"><h3>{t("andaian.region_title")}</h3></div>')
    with page.pickers():
        code = page.pick_one("andai-daerah", t("andaian.pick_region"), view.region_options(t, picture))
        rule = picture.rule
        if code and rule is None:
            rule = known()[page.pick_one("andai-aturan", t("andaian.pick_rule"), view.rule_options(t))]
    if not code or rule is None:
        return None
    begun = view.start(picture, code, rule)
    slot = f"andai.{code}.{picture.year}.{rule.name}"
    st.button(t("andaian.reset"), key=f"{slot}.ulang", on_click=_forget, args=(slot,))
    criteria = _rights(rule, begun.criteria, slot)
    assumed = _assumed(page, rule, begun, slot)
    found = whatif.outcome(rule, criteria, assumed)
    if reason := view.missing(t, rule, criteria, assumed):
        page.empty(reason)
    else:
        st.html(view.cards(view.region_metrics(t, rule, begun, found)))
    page.text(t("andaian.assumptions"))
    st.html(blocks.points(view.region_assumptions(t, picture, rule, begun, criteria, assumed)))
    return code, found


def _forget(slot: str) -> None:
    for key in [key for key in st.session_state if str(key).startswith(f"{slot}.")]:
        del st.session_state[key]


def _rights(rule: Rule, begun: Mapping[int, float], slot: str) -> dict[int, float | None]:
    """A field per right, empty where nothing is known: an empty one is no zero."""
    with st.container(horizontal=True):
        return {
            one.order: st.number_input(
                formats.literal(one.name),
                0.0,
                HIGHEST,
                value=begun.get(one.order),
                step=_STEP,
                key=f"{slot}.hak{one.order}",
                width=220,
            )
            for one in rule.criteria
        }


def _assumed(page: Page, rule: Rule, begun: view.Start, slot: str) -> Assumed:
    t, equal = page.t, False
    if rule.criteria and not whatif.knows_weights(rule):
        equal = st.checkbox(t("andaian.equal_box"), key=f"{slot}.sama", help=t("andaian.equal_help"))
    with st.container(horizontal=True):
        bonus = st.number_input(
            t("andaian.bonus_box"), 0.0, HIGHEST, value=begun.bonus or 0.0, step=_STEP, key=f"{slot}.bonus", width=220
        )
        unanswered = st.number_input(
            t("andaian.unanswered_box"), 0, 999, value=begun.unanswered or 0, key=f"{slot}.rekomendasi", width=220
        )
        deduction = st.number_input(
            t("andaian.deduction_box"), 0.0, HIGHEST, value=rule.deduction or 0.0, step=_STEP, key=f"{slot}.potongan", width=220
        )
    return Assumed(equal, bonus, unanswered, deduction)


def _office(page: Page, picture: Picture, tried: tuple[str, WhatIf] | None) -> None:
    t = page.t
    st.html(f'<div class="ph"><h3>{t("andaian.office_title")}</h3></div>')
    with page.pickers():
        choice = page.pick_one("andai-mulai", t("andaian.pick_base"), view.base_options(t, picture))
        started = view.base(picture, choice)
        rest = {one.code: one.name for one in picture.positions if one.code not in started}
        marked = page.pick_many("andai-nama", t("andaian.pick_names"), rest)
        # a number typed for one office may be more than another has, so each has a field of its own
        slot = f"andai.{picture.year}.{'.'.join(picture.provinces)}.jumlah"
        unnamed = st.number_input(t("andaian.pick_number"), 0, picture.whole, key=slot, width=220)
    supposed = view.suppose(started, marked, unnamed, tried, picture.top)
    if supposed.count > picture.whole:
        page.empty(t("andaian.too_many", N=picture.whole))
        return
    st.html(view.cards(view.office_metrics(t, picture, supposed)))
    if honours := view.honours(t, picture, supposed):
        st.html(honours.html)
    page.text(t("andaian.assumptions"))
    st.html(blocks.points(view.office_assumptions(t, picture, choice, marked, supposed)))
