"""All entries of one's area, the newest first, and taking one back by a new one."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dasbor.inside import entering
from dasbor.inside import entries as queries
from dasbor.inside import isian as view
from dasbor.inside import isian_part as isian_parts
from dasbor.inside import part as inside_parts
from dasbor.inside.entering import Conflict, Invalid, UserError
from dasbor.inside.isian_part import EntryChoice
from dasbor.page import steps
from dasbor.page.ui import Page
from dasbor.views.sumber.view import region_options
from dasbor.web import login

_ROWS = 25


def draw(page: Page, choice: EntryChoice) -> None:
    """What was entered, by whom, filtered as asked; the undo of one of the entries in sight."""
    t, inside = page.t, login.inside()
    with page.pickers():
        people = {"": t("isian.everybody"), **{one: one for one in queries.people(inside)}}
        person = page.pick_one("oleh", t("isian.col_who"), people)
        region = page.pick_one("daerah", t("isian.region"), region_options(t.lang, choice.province)) if choice.province else ""
    frame = queries.journal(inside, kind=choice.kind, province=choice.province, region=region, person=person)
    page.section(t("isian.journal_title"))
    if frame.empty:
        page.empty(t("isian.journal_empty"))
        return
    table = view.journal(t, frame, together=True)
    box = st.container()
    shown = table.part(page.paginate(len(table.frame), size=_ROWS))
    box.html(shown.html)
    inside_parts.downloads(page, "riwayat", table.caption, view.journal(t, frame), uses=("jenis", "prov", "oleh", "daerah"))
    if isian_parts.may_enter():
        _undo(page, queries.journal(inside), list(shown.frame["number"]))


def _undo(page: Page, frame: pd.DataFrame, shown: Sequence[int]) -> None:
    """Choose an entry in sight, see all of what it changed go back, and undo it."""
    t, form = page.t, isian_parts.generation("urung")
    page.section(t("isian.undo_title"))
    page.text(t("isian.undo_about"))
    options = view.undo_options(t, frame, shown)
    number = st.selectbox(t("isian.undo_which"), list(options), key=f"isian-undo.{form}", format_func=options.__getitem__)
    if number is not None:
        isian_parts.show_rows(page, view.undone(t, frame, number), name="hal-urung")
    with st.form(f"isian-form.{form}"):
        reason = st.text_input(t("isian.undo_reason"), max_chars=300, key=f"isian-undo-reason.{form}")
        sent = steps.sent(t("isian.undo"), f"isian-undo-save.{form}", primary=False)
    if sent and number is not None:
        try:
            entry = entering.undo(login.author(), number, reason)
        except Conflict as error:
            st.html(view.late(t, error.changes))
        except Invalid as error:
            steps.refused(page, isian_parts.named_fields(error))
        except UserError as error:
            steps.refused(page, error)
        else:
            isian_parts.begin_anew("urung")
            st.session_state["isian-told"] = t("isian.undone", number=number, entry=entry.number)
            st.rerun()
