"""The form for stages: the usual case is that several regions have done the same step, often on the same day."""

import datetime as dt
from collections.abc import Hashable, Mapping

import pandas as pd
import streamlit as st

from dasbor.inside import entering
from dasbor.inside import entries as queries
from dasbor.inside import isian as view
from dasbor.inside import isian_part as isian_parts
from dasbor.inside import part as inside_parts
from dasbor.inside.isian_part import EntryChoice, show_rows
from dasbor.page import steps
from dasbor.page.ui import Page
from dasbor.web import login
from dasbor.words import formats
from dasbor.words.clock import today
from dasbor.words.formats import is_unknown

_DONE = "sudah"
_TAKE_BACK = "kosong"
_ROWS = 40


def draw(page: Page, choice: EntryChoice) -> None:
    """The stage, the form, and what stands now."""
    t = page.t
    if not choice.province and choice.national:
        page.empty(t("isian.choose_province"))
        return
    with page.pickers():
        stage = page.pick_one("tahap", t("isian.stage"), view.stages(t, entering.STAGES), default="mengirim")
    frame = queries.stage(login.inside(), choice.year, choice.provinces, stage)
    page.metrics(view.stage_metrics(t, frame))
    if isian_parts.may_enter():
        _form(page, choice, stage, frame)
    table = view.standing(t, "tahap", frame, view.stage(t, stage))
    page.section(table.caption, selection=True, uses=("tahun", "prov", "tahap"))
    show_rows(page, table, size=_ROWS)
    inside_parts.downloads(page, "tahap", table.caption, table, uses=("tahun", "prov", "tahap"))


def _form(page: Page, choice: EntryChoice, stage: str, frame: pd.DataFrame) -> None:
    t = page.t
    keys = [(str(choice.year), str(code), stage) for code in frame["kode"]]
    slot = f"tahap.{choice.year}.{choice.province}.{stage}"
    isian_parts.opened(slot, isian_parts.numbers(frame, keys))
    isian_parts.draw_late(page, slot)
    names = {key: _label(t("isian.mark_done"), row) for key, row in zip(keys, frame.to_dict("records"), strict=True)}
    form = isian_parts.generation(slot)
    with st.form(f"isian-form.{form}"):
        chosen = st.pills(
            t("isian.regions_done"), keys, selection_mode="multi", key=f"isian-regions.{form}", format_func=names.__getitem__
        )
        states = {**{one: view.state(t, one) for one in view.STATES}, _TAKE_BACK: t("isian.take_back")}
        state = st.radio(
            t("isian.field_keadaan"), list(states), key=f"isian-state.{form}", format_func=states.__getitem__, horizontal=True
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day = _day(page, choice.year, form)
            # what is no date, or too far away, arrives as no date at all: then only these words mean "without"
            undated = st.checkbox(t("isian.day_unknown"), key=f"isian-undated.{form}")
        reason = isian_parts.reason_box(page, form)
        sent = steps.sent(t("isian.save"), f"isian-save.{form}")
    if not sent:
        return
    if not chosen:
        page.empty(t("isian.choose_regions"))
        return
    before = dict(zip(keys, frame.to_dict("records"), strict=True))
    values: isian_parts.Values = {key: None if state == _TAKE_BACK else _value(state, day, before[key]) for key in chosen}
    if not undated and any(one and one["keadaan"] == _DONE and one["tanggal"] is None for one in values.values()):
        first, last = (formats.date(one.isoformat(), t.lang) for one in _days(choice.year))
        page.empty(t("isian.day_missing", first=first, last=last))
        return
    isian_parts.save(
        page, slot, "tahap", values, reason, lambda entry: t("isian.saved", number=entry.number, count=len(entry.changes))
    )


def _value(state: str, day: dt.date | None, before: Mapping[Hashable, object]) -> Mapping[str, object]:
    """State and day; a day that was left empty leaves the one that stands."""
    if state != _DONE:
        return {"keadaan": state, "tanggal": None}
    stands = before["tanggal"] if before["keadaan"] == _DONE and not is_unknown(before["tanggal"]) else None
    return {"keadaan": state, "tanggal": day or (None if stands is None else pd.Timestamp(str(stands)).date())}


def _label(done: str, row: Mapping[Hashable, object]) -> str:
    """A region's name as short as it can be told, with a mark if the step was done."""
    name = str(row["nama"]).replace("Kabupaten ", "Kab. ", 1)
    name = formats.literal(name)  # Streamlit reads it as Markdown
    return f"{name} ({done})" if not is_unknown(row["keadaan"]) and row["keadaan"] == _DONE else name


def _days(year: int) -> tuple[dt.date, dt.date]:
    """The first and last day on which a step of an award year can have been done."""
    first = dt.date(year - 1, 1, 1)
    return first, max(first, min(today(("WIT",)), dt.date(year + 1, 12, 31)))


def _day(page: Page, year: int, form: str) -> dt.date | None:
    first, last = _days(year)
    label = page.t("isian.day_done")
    chosen: dt.date | None = st.date_input(
        label, None, min_value=first, max_value=last, key=f"isian-day.{form}", format="DD/MM/YYYY"
    )
    return chosen
