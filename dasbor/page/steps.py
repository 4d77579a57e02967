"""A step that changes something: the button, the refusal where it was pressed, and what it led to, said once.

And work that takes its time, with how far it is and a button that ends it.
"""

import logging
import re
import time
from collections.abc import Callable, Hashable
from html import escape
from typing import Literal, TypeVar

import streamlit as st

from dasbor.page.ui import Page
from dasbor.words import formats, language, paths, streamlit_inside
from etl.base import discreet
from etl.base.errors import UserError

Result = TypeVar("Result")
Work = Callable[[Callable[[str], None]], Result]
"""What takes its time: it tells what it gets how far it is."""
LOG = logging.getLogger("dasbor")


def told(page: Page) -> None:
    """What the last step led to, once; also where the reader is looking, which on a telephone is far below."""
    if said := st.session_state.pop(f"{page.key}-told", ""):
        page.note(said)
        st.toast(formats.literal(said))


def attempt(page: Page, step: Callable[[], str]) -> None:
    """Take a step and show the page anew with what it led to; a refusal stands where the step was."""
    try:
        st.session_state[f"{page.key}-told"] = step()
    except UserError as error:
        refused(page, error)
    else:
        st.rerun()


def pressed(page: Page, label: str, name: str, *, disabled: bool = False, primary: bool = False) -> bool:
    """A button, and whether it was pressed with this very label: the press outlives a rerun that comes between."""
    key = f"{page.key}-{name}"
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    arrived = st.button(label, key=key, on_click=_press, args=(key, label), disabled=disabled, type=kind)
    return _taken(key, label, arrived=arrived) and not disabled


def sent(label: str, key: str, *, primary: bool = True) -> bool:
    """The button of a form, and whether the form was sent with it; as `pressed`."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    arrived = st.form_submit_button(label, key=key, on_click=_press, args=(key, label), type=kind)
    return _taken(key, label, arrived=arrived)


def _taken(key: str, label: str, *, arrived: bool) -> bool:
    """Whether a step is to be taken. Not if the press comes from a page that another session drew, before a cut or a restart.

    Streamlit then calls no callback, and this session does not know what the page showed, above all whether somebody else has saved
    meanwhile: what was typed stands in the form, what stands now beside it, and the next press is one of this session.
    """
    pressed = st.session_state.pop(f"{key}-pressed", None)
    if arrived and pressed is None:
        words = language.reader_texts()("common.reconnected", button=label)
        st.html(f'<div class="ph"><p class="void" role="alert">{escape(words)}</p></div>')
        st.toast(formats.literal(words))
    return bool(pressed == label)


def drawn_before(name: str) -> int:
    """The number at the end of the keys of a form (`name.number`) that the browser shows; 0 if it shows none.

    For a session that begins where another ended: drawn under another number the form would be a new one, and empty.
    """
    ending = re.compile(rf"\b{re.escape(name)}\.(\d+)$")
    return max((int(found[1]) for one in streamlit_inside.widgets_that_came() if (found := ending.search(str(one)))), default=0)


def _press(key: str, label: str) -> None:
    st.session_state[f"{key}-pressed"] = label


def worked(page: Page, name: str, about: Hashable, label: str, work: Work[Result]) -> Result | None:
    """What `work` comes to; done once as long as it is `about` the same. None: it was refused or ended, which is shown.

    `name`: the place in the session where that is kept; there is one thing at a time. `work` gets what takes its steps.
    """
    slot = _slot(page, name)
    held: tuple[Hashable, Result | UserError | None] | None = st.session_state.get(slot)
    if held is None or held[0] != about:
        st.session_state.pop(slot, None)  # the one before may be large
        held = st.session_state[slot] = (about, _work(page, slot, about, label, work))
    outcome = held[1]
    if outcome is None:
        page.note(page.t("common.ended"))
    elif isinstance(outcome, UserError):
        refused(page, outcome)
    else:
        return outcome
    st.button(page.t("common.again"), key=f"{slot}-again", on_click=forget, args=(page, name))
    return None


def kept(page: Page, name: str) -> Hashable:
    """What that which `worked` keeps under a name is about; None if it keeps nothing."""
    held: tuple[Hashable, object] | None = st.session_state.get(_slot(page, name))
    return None if held is None else held[0]


def forget(page: Page, name: str) -> None:
    """What `worked` keeps under a name is not wanted any more."""
    st.session_state.pop(_slot(page, name), None)


def _slot(page: Page, name: str) -> str:
    return f"{page.key}-{name}"


def _work(page: Page, slot: str, about: Hashable, label: str, work: Work[Result]) -> Result | UserError:
    place, began = st.empty(), time.monotonic()
    with place.container(), st.status(label, expanded=True) as box:
        # pressed meanwhile, it ends this run at the next step, and whatever the work had begun with it
        st.button(page.t("common.end"), key=f"{slot}-end", on_click=_end, args=(slot, about))

        def at(step: str) -> None:
            seconds = formats.number(int(time.monotonic() - began), page.t.lang)
            box.update(label=page.t("common.at_step", label=label, step=step, seconds=seconds) if step else label)

        try:
            outcome: Result | UserError = work(at)
        except UserError as error:
            LOG.warning("%s: %s", page.key, getattr(error, "trace", "") or type(error).__name__)
            outcome = error
    place.empty()
    return outcome


def _end(slot: str, about: Hashable) -> None:
    st.session_state[slot] = (about, None)


def refused(page: Page, error: UserError) -> None:
    """What was refused and what to do about it: in English where that was written, else as the command line says it."""
    english = error.english if page.t.lang == "en" else None
    sentence, todo = map(_said, english or (error.sentence, error.remedy))
    heading = escape(page.t("common.refused_plain" if english else "common.refused"))
    lang = page.t.lang if english else "id"
    lines = "".join(f"<li>{_said(one)}</li>" for one in error.details)
    listed = f'<ul lang="id">{lines}</ul>' if lines else ""
    st.html(
        f'<div class="ph"><div class="void" role="alert"><p><b>{heading}</b></p><p lang="{lang}">{sentence}</p>{listed}'
        f'<p>{escape(page.t("common.remedy"))} <span lang="{lang}">{todo}</span></p></div></div>'
    )


def _said(text: str) -> str:
    """A text for the page: where things lie on the machine is for its log and for the command line."""
    for place, word in ((paths.data_folder(), "folder data"), (paths.ROOT, "folder program")):
        text = text.replace(f"folder {place}", word).replace(f"Folder {place}", word.capitalize()).replace(str(place), word)
    return escape(discreet.discreet(text))
