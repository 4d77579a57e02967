"""Corrections of published claims: find a claim, propose another value or its withdrawal; approve or refuse what was proposed."""

from collections.abc import Hashable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dasbor.inside import entering
from dasbor.inside import entries as queries
from dasbor.inside import isian_claims as view
from dasbor.inside import isian_part as isian_parts
from dasbor.inside import part as inside_parts
from dasbor.inside.isian import last
from dasbor.inside.isian_part import EntryChoice, show_rows
from dasbor.mart import claims as claim_queries
from dasbor.mart.claims import ClaimFilter
from dasbor.page import blocks, steps
from dasbor.page.ui import Page
from dasbor.views.sumber import view as sumber
from dasbor.web import login
from dasbor.web.access import Right
from dasbor.words.formats import is_unknown

_MOST = 200


def draw(page: Page, choice: EntryChoice) -> None:
    """Proposals to decide about, a new proposal, and all corrections there are."""
    frame = queries.corrections(login.inside())
    if isian_parts.may_enter():
        if login.person().may(Right.SETUJU):
            _decide(page, frame)
            _publish(page)
        _propose(page, choice, frame)
    table = view.corrections(page.t, frame)
    page.section(table.caption)
    if not len(frame):
        page.empty(page.t("isian.no_correction"))
        return
    show_rows(page, table)
    inside_parts.downloads(page, "koreksi", table.caption, table, uses=())


# texts: isian.decided_*
def _decide(page: Page, frame: pd.DataFrame) -> None:
    """Approve or refuse a proposal, which a person with another right made."""
    t, waiting = page.t, frame[frame["putusan"] == "usul"]
    page.section(t("isian.decide_title", count=len(waiting)))
    if waiting.empty:
        page.text(t("isian.decide_none"))
        return
    options = view.proposals(t, waiting)
    with page.pickers():
        number = page.pick_one("usul", t("isian.proposal"), options)
    row = waiting[waiting["id"] == number].iloc[0].to_dict()
    slot, key = f"putusan.{number}", (number,)
    isian_parts.opened(slot, {key: int(row["no"])})
    isian_parts.draw_late(page, slot)
    st.html(blocks.details(view.proposal(t, row)))
    form = isian_parts.generation(slot)
    with st.form(f"isian-form.{form}"):
        reason = isian_parts.reason_box(page, form, published=True)
        with st.container(horizontal=True):
            agreed = steps.sent(t("isian.decide_setuju"), f"isian-agree.{form}")
            denied = steps.sent(t("isian.decide_tolak"), f"isian-deny.{form}", primary=False)
    if agreed or denied:
        value = {name: None if is_unknown(row[name]) else row[name] for name in ("nilai", "cabut", "sumber_url")}
        value["cabut"] = bool(value["cabut"]) or None
        value["putusan"] = "setuju" if agreed else "tolak"
        isian_parts.save(
            page, slot, "koreksi", {key: value}, reason, lambda entry: t(f"isian.decided_{value['putusan']}", number=entry.number)
        )


def _publish(page: Page) -> None:
    """The one button that puts what was decided in force."""
    if entering.corrections_wait(login.author()):
        page.note(page.t("isian.correction_waits"))
        if steps.pressed(page, page.t("isian.correction_publish"), "correction-publish", primary=True):
            steps.attempt(page, partial(_published, page))


def _published(page: Page) -> str:
    with st.spinner(page.t("isian.correction_publishing")):
        report = entering.put_in_force(login.author())
    told = page.t("isian.correction_published", version=report.edition.known.lines[-1].name)
    return " ".join([told, *entering.refused_corrections(report)])


def _propose(page: Page, choice: EntryChoice, frame: pd.DataFrame) -> None:
    """Search a claim of one's area and say what is right."""
    t = page.t
    page.section(t("isian.propose_title"))
    with page.pickers():
        region = (
            page.pick_one("daerah", t("isian.region"), sumber.region_options(t.lang, choice.province)) if choice.province else ""
        )
        measure = page.pick_one("ukuran", t("sumber.measure"), sumber.measure_options(t.lang))
        words = page.search_box()
    wanted = ClaimFilter(year=choice.year, province=choice.province, region=region, measure=measure, words=words)
    found = view.mine(claim_queries.claims().iloc[list(claim_queries.matching(wanted))], choice.own, national=choice.national)
    if found.empty:
        page.empty(t("isian.no_claim", year=choice.year))
        return
    if len(found) > _MOST:
        page.text(t("isian.many_claims", shown=_MOST, count=len(found)))
    options = view.claim_options(t, found.head(_MOST))
    with page.pickers():
        number = page.pick_one("klaim", t("isian.claim"), options)
    st.html(blocks.details(view.claim(t, found[found["id"] == number].iloc[0].to_dict())))
    stands = frame[frame["id"] == number]
    _form(page, number, {} if stands.empty else stands.iloc[0].to_dict())


def _form(page: Page, number: str, stands: Mapping[Hashable, object]) -> None:
    t, slot, key = page.t, f"koreksi.{number}", (number,)
    isian_parts.opened(slot, {key: int(str(stands["no"])) if stands else 0})
    isian_parts.draw_late(page, slot)
    if stands:
        page.text(last(t, stands), view.stands(t, stands))
    form = isian_parts.generation(slot)
    with st.form(f"isian-form.{form}"):
        what = {"nilai": t("isian.correct_value"), "cabut": t("isian.correct_withdraw")}
        how = st.radio(t("isian.correct_how"), list(what), key=f"isian-how.{form}", format_func=what.__getitem__, horizontal=True)
        value = st.text_input(t("isian.field_nilai"), max_chars=200, key=f"isian-value.{form}", help=t("isian.value_help"))
        source = st.text_input(t("isian.field_sumber_url"), max_chars=500, key=f"isian-source.{form}", placeholder="https://")
        reason = isian_parts.reason_box(page, form, published=True)
        sent = steps.sent(t("isian.propose"), f"isian-save.{form}")
    if not sent:
        return
    if how == "nilai" and not value.strip():
        page.empty(t("isian.value_missing"))
        return
    said = {
        "nilai": value.strip() if how == "nilai" else None,
        "cabut": True if how == "cabut" else None,
        "sumber_url": source.strip() or None,
        "putusan": "usul",
    }
    isian_parts.save(page, slot, "koreksi", {key: said}, reason, lambda entry: t("isian.proposed", number=entry.number))
