"""The small forms of the page isian: Yankomas counts of a region, targets of a province, deadlines."""

import datetime as dt
from collections.abc import Hashable, Mapping

import pandas as pd
import streamlit as st

from dasbor.inside import entering
from dasbor.inside import entries as queries
from dasbor.inside import isian as view
from dasbor.inside import isian_part as isian_parts
from dasbor.inside import part as inside_parts
from dasbor.inside.entering import Key
from dasbor.inside.isian_part import EntryChoice, show_rows
from dasbor.page import steps
from dasbor.page.ui import Page
from dasbor.web import login
from dasbor.words.formats import is_unknown

_NATION = "nasional"
_FIELDS = {
    "yankomas": ("dugaan", "rekomendasi", "terjawab", "keterangan"),
    "target": ("target_peduli", "target_peserta"),
    "tenggat": ("tanggal",),
}
_OPTIONAL = frozenset({"keterangan", "target_peserta"})
_ROWS = 40
_Row = Mapping[Hashable, object]


def draw(page: Page, choice: EntryChoice) -> None:
    """The one thing that is entered, its form filled with what stands, and all that stands."""
    frame = _frame(choice)
    if choice.kind == "yankomas" and not choice.province and choice.national:
        page.empty(page.t("isian.choose_province"))
        return
    if isian_parts.may_enter():
        key, row = _pick(page, choice, frame)
        _form(page, choice, key, row)
    table = view.standing(page.t, choice.kind, frame)
    page.section(table.caption, selection=True, uses=("tahun", "prov"))
    if not len(frame):
        page.empty(page.t("isian.none_yet"))
        return
    show_rows(page, table, size=_ROWS)
    inside_parts.downloads(page, choice.kind, table.caption, table, uses=("tahun", "prov"))


def _frame(choice: EntryChoice) -> pd.DataFrame:
    make = {"yankomas": queries.yankomas, "target": queries.targets, "tenggat": queries.deadlines}[choice.kind]
    return make(login.inside(), choice.year, choice.provinces)


def _pick(page: Page, choice: EntryChoice, frame: pd.DataFrame) -> tuple[Key, _Row]:
    """What is entered, and the row that says what stands; an empty one if nothing does."""
    t, year = page.t, str(choice.year)
    if choice.kind == "yankomas":
        with page.pickers():
            code = page.pick_one("daerah", t("isian.region"), dict(zip(frame["kode"], frame["nama"], strict=True)))
        return (year, code), _found(frame, kode=code)
    places = {code: name for code, name in choice.own.items() if code in choice.provinces}
    if choice.kind == "tenggat" and choice.national:
        places = {_NATION: t("isian.nation"), **places}
    with page.pickers():
        place = page.pick_one("untuk", t("isian.for_province"), places) if len(places) > 1 else next(iter(places))
        code = "" if place == _NATION else place
        if choice.kind == "target":
            return (year, code), _found(frame, kode_provinsi=code)
        stage = page.pick_one("tahap", t("isian.stage"), view.stages(t, entering.DEADLINES))
    return (year, code, stage), _found(frame, kode_provinsi=code, tahap=stage)


def _found(frame: pd.DataFrame, **wanted: str) -> _Row:
    for row in frame.to_dict("records"):
        if all(row[name] == value for name, value in wanted.items()):
            return row
    return {"no": None}


def _form(page: Page, choice: EntryChoice, key: Key, row: _Row) -> None:
    t, kind = page.t, choice.kind
    slot = f"{kind}.{'.'.join(key)}"
    number = row["no"]
    isian_parts.opened(slot, {key: 0 if is_unknown(number) else int(str(number))})
    isian_parts.draw_late(page, slot)
    page.text(view.last(t, row))
    form = isian_parts.generation(slot)
    with st.form(f"isian-form.{form}"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            value = {name: _field(page, name, row.get(name), form, choice.year) for name in _FIELDS[kind]}
        back = not is_unknown(number) and st.checkbox(t("isian.take_back_this"), key=f"isian-back.{form}")
        reason = isian_parts.reason_box(page, form, needed=not is_unknown(number))
        sent = steps.sent(t("isian.save"), f"isian-save.{form}")
    if sent:
        values: isian_parts.Values = {key: None if back else value}
        isian_parts.save(page, slot, kind, values, reason, lambda entry: t("isian.saved", number=entry.number, count=1))


def _field(page: Page, name: str, stands: object, form: str, year: int) -> object:
    """The widget of a field, first filled with what stands."""
    label, key = view.field(page.t, name), f"isian-{name}.{form}"
    if name in _OPTIONAL:
        label = page.t("isian.optional", field=label)
    stands = None if is_unknown(stands) else stands
    if name == "keterangan":
        return st.text_input(label, str(stands or ""), max_chars=300, key=key, help=page.t("isian.remark_help"))
    if name == "tanggal":
        day = None if stands is None else pd.Timestamp(str(stands)).date()
        first, last = dt.date(year - 1, 1, 1), dt.date(year + 1, 12, 31)
        return st.date_input(label, day, min_value=first, max_value=last, key=key, format="DD/MM/YYYY")
    return st.number_input(label, min_value=0, step=1, value=None if stands is None else int(float(str(stands))), key=key)
