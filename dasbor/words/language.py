"""Which language a session reads: `?lang=` in the address bar, kept when the page changes."""

from typing import cast
from urllib.parse import parse_qs

import streamlit as st

from dasbor.words.streamlit_inside import get_script_run_ctx
from dasbor.words.texts import LANGUAGES, Lang, Texts, texts

PARAMETER = "lang"
_REMEMBERED = "_lang"
_SWITCH = "_lang_switch"
_NAMES = {"id": "Bahasa Indonesia", "en": "English"}


def came_back() -> bool:
    """Whether this run was caused by Back or Forward; then the address leads."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def language() -> Lang:
    """Language of this run. A link's `lang` wins; without one the session keeps what it had, unless the reader went back."""
    asked = st.query_params.get(PARAMETER)
    if asked in LANGUAGES:
        st.session_state[_REMEMBERED] = asked
        return asked
    if came_back():
        st.session_state.pop(_REMEMBERED, None)
    kept = cast("Lang", st.session_state.get(_REMEMBERED, LANGUAGES[0]))
    if asked is not None:
        del st.query_params[PARAMETER]
    if kept != LANGUAGES[0]:
        # a change of page empties the address bar
        st.query_params[PARAMETER] = kept
    return kept


def of_query(query: str) -> Lang:
    """The language that the query of an address asks for, where no session is there to ask."""
    asked = parse_qs(query).get(PARAMETER, [""])[-1]
    return next((lang for lang in LANGUAGES if lang == asked), LANGUAGES[0])


def reader_texts() -> Texts:
    """The texts of this run's language."""
    return texts(language())


def _switched() -> None:
    chosen = st.session_state[_SWITCH]
    st.session_state[_REMEMBERED] = chosen
    if chosen == LANGUAGES[0]:
        st.query_params.pop(PARAMETER, None)
    else:
        st.query_params[PARAMETER] = chosen


def switch() -> None:
    """The switch itself: two radio buttons, so arrow keys work."""
    lang = language()
    if st.session_state.get(_SWITCH) != lang:
        st.session_state[_SWITCH] = lang
    st.radio(
        texts(lang)("common.language"),
        LANGUAGES,
        key=_SWITCH,
        format_func=_NAMES.__getitem__,
        on_change=_switched,
        horizontal=True,
    )
