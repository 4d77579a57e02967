"""What all parts of the page isian share: what is chosen, what was shown when a form was opened, saving, and being too late.

A form remembers the entry number of everything it showed first. If somebody else saves meanwhile, saving is refused, the person is
told what stands now, by whom and since when; what they typed stays, and they save again once they have seen it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from dasbor.inside import entering
from dasbor.inside import isian as view
from dasbor.inside.entering import Clash, Conflict, Entry, Invalid, Key, UserError
from dasbor.mart import common
from dasbor.page import steps
from dasbor.page.tables import Table
from dasbor.page.ui import Page
from dasbor.web import login
from dasbor.web.access import Right, area
from dasbor.words.clock import today
from dasbor.words.formats import is_unknown
from dasbor.words.texts import texts

Values = Mapping[Key, Mapping[str, object] | None]


@dataclass(frozen=True)
class EntryChoice:
    """What the page is about. `provinces`: today's codes; `province`: the one picked, "" for all of one's own."""

    part: str
    kind: str
    year: int
    province: str
    provinces: tuple[str, ...]
    own: Mapping[str, str]
    """Code → name of all provinces of the reader's area."""
    national: bool
    """Whether that is the whole country."""


def choose(page: Page) -> EntryChoice:
    """Part, kind, year and province; only those that are the reader's own."""
    t, held = page.t, login.inside().area
    own = {code: name for code, name in common.provinces().items() if held.holds(code)}
    if not own:  # an office that is no longer there
        page.empty(t("isian.no_area"))
        st.stop()
    with page.pickers():
        part = page.pick_one("bagian", t("isian.part"), view.parts(t))
        kinds = view.kinds(t)
        kind = page.pick_one("jenis", t("isian.kind"), {"": t("isian.all_kinds"), **kinds} if part == "riwayat" else kinds)
        year = _year(page, kind) if part != "riwayat" else today().year
        province = page.pick_province(own, everything=len(own) > 1)
    return EntryChoice(part, kind, year, province, (province,) if province else tuple(own), own, held.everything)


def _year(page: Page, kind: str) -> int:
    """The award year: the running one first; for corrections one that has claims."""
    if kind == "koreksi":
        return page.pick_year(common.years())
    rounds = common.rounds()
    years = entering.years(tuple(rounds.loc[~rounds["ada_penilaian"].astype(bool), "tahun"]))
    return page.pick_one("tahun", page.t("common.year"), {year: str(year) for year in years}, default=today().year)


def may_enter() -> bool:
    """Whether this session may change something."""
    return login.person().may(Right.ISI) and bool(area(login.person(), Right.ISI))


def reason_box(page: Page, form: str, *, needed: bool = False, published: bool = False) -> str:
    """Why; `needed` where it is known beforehand that the ledger will ask for it, `published` where everybody will read it."""
    t = page.t
    label = t("isian.reason_published" if published else "isian.reason_must" if needed else "isian.reason")
    return st.text_input(label, max_chars=300, key=f"isian-reason.{form}", help=t("isian.reason_help"))


def show_rows(page: Page, table: Table, *, size: int = 25, name: str = "hal") -> None:
    """A table, `size` rows at a time, the picker of the page below it."""
    box = st.container()
    rows = page.paginate(len(table.frame), size=size, name=name)
    box.html(table.part(rows).html)


def numbers(frame: pd.DataFrame, keys: Sequence[Key]) -> dict[Key, int]:
    """The entry that each row shows as its last; 0 where nothing was entered."""
    return {key: 0 if is_unknown(number) else int(number) for key, number in zip(keys, frame["no"], strict=True)}


def opened(slot: str, shown: Mapping[Key, int]) -> dict[Key, int]:
    """Entry numbers as they were when the form `slot` was opened; what it shows for the first time is added."""
    held: dict[Key, int] = st.session_state.setdefault("isian-opened", {}).setdefault(slot, {})
    for key, number in shown.items():
        held.setdefault(key, number)
    return held


def generation(slot: str) -> str:
    """Part of the keys of a form's widgets: another one after saving, so that the form is empty again."""
    counts: dict[str, int] = st.session_state.setdefault("isian-generation", {})
    if slot not in counts:
        counts[slot] = steps.drawn_before(slot)
    return f"{slot}.{counts[slot]}"


def save(page: Page, slot: str, kind: str, values: Values, reason: str, done: Callable[[Entry], str]) -> None:
    """Save and show the page anew; being too late or mistaken is said, and the form stays as it is."""
    seen = st.session_state.get("isian-opened", {}).get(slot, {})
    try:
        entry = entering.save(login.author(), kind, values, seen=seen, reason=reason)
    except Conflict as error:
        st.session_state.setdefault("isian-late", {})[slot] = error.changes
        st.rerun()
    except Invalid as error:
        steps.refused(page, named_fields(error))
    except UserError as error:
        steps.refused(page, error)
    else:
        begin_anew(slot)
        told = [done(entry)]
        if fields := entering.personal_in(values, reason):
            told.append(page.t("isian.masked", fields=", ".join(view.field(page.t, one) for one in fields)))
        st.session_state[f"{page.key}-told"] = " ".join(told)
        st.rerun()


def begin_anew(slot: str) -> None:
    """Empty a form: what it showed is forgotten, and its widgets are new ones."""
    for name in ("isian-opened", "isian-late"):
        st.session_state.get(name, {}).pop(slot, None)
    counts: dict[str, int] = st.session_state.setdefault("isian-generation", {})
    counts[slot] = counts.get(slot, 0) + 1


def draw_late(page: Page, slot: str) -> None:
    """What somebody else saved meanwhile, as long as it was not said to have been seen."""
    clashes: Sequence[Clash] = st.session_state.get("isian-late", {}).get(slot, ())
    if not clashes:
        return
    st.html(view.late(page.t, clashes))
    st.button(page.t("isian.late_seen"), key=f"isian-seen.{slot}", on_click=partial(_seen, slot, clashes))


def _seen(slot: str, clashes: Sequence[Clash]) -> None:
    held: dict[Key, int] = st.session_state.setdefault("isian-opened", {}).setdefault(slot, {})
    held.update({one.key: one.stands.number if one.stands else 0 for one in clashes})
    st.session_state["isian-late"].pop(slot, None)


def named_fields(error: Invalid) -> UserError:
    """The same refusal with the fields as the form calls them."""
    t = texts("id")  # the sentences are Indonesian too
    details = [f"{view.field(t, fault.field)}: {fault.sentence}" for fault in error.faults]
    return UserError(error.sentence, remedy=error.remedy, details=list(dict.fromkeys(details)))
