"""A step that changes something: the button, the refusal where it was pressed, and what it led to, said once."""

from collections.abc import Callable
from html import escape
from typing import Literal

import streamlit as st

from dasbor import formats
from dasbor.ui import Page
from etl.errors import UserError


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
    st.button(label, key=key, on_click=_press, args=(key, label), disabled=disabled, type=kind)
    return st.session_state.pop(f"{key}-pressed", None) == label and not disabled


def sent(label: str, key: str, *, primary: bool = True) -> bool:
    """The button of a form, and whether the form was sent with it; as `pressed`."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    st.form_submit_button(label, key=key, on_click=_press, args=(key, label), type=kind)
    return bool(st.session_state.pop(f"{key}-pressed", None) == label)


def _press(key: str, label: str) -> None:
    st.session_state[f"{key}-pressed"] = label


def refused(page: Page, error: UserError) -> None:
    """What was refused and what to do about it: a heading in the reader's language, the rest as the command line says it."""
    lines = "".join(f"<li>{escape(one)}</li>" for one in error.details)
    listed = f'<ul lang="id">{lines}</ul>' if lines else ""
    heading, remedy = escape(page.t("common.refused")), escape(page.t("common.remedy"))
    st.html(
        f'<div class="ph"><div class="void" role="alert"><p><b>{heading}</b></p><p lang="id">{escape(error.sentence)}</p>{listed}'
        f'<p>{remedy} <span lang="id">{escape(error.remedy)}</span></p></div></div>'
    )
