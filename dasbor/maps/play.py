"""The assessed years of the map one after another: by hand, or played.

While it plays, a fragment asks every `BEAT` seconds: it says where the years stand, then what lies between (a year without
assessment), then sets the next year and has the page run. So each year is the page as a reader would have picked it, address
included, and what a beat costs beyond that is one line of text. Nothing moves unless asked; it stops at the last year.
"""

import streamlit as st

from dasbor.mart import common
from dasbor.page.ui import Page

BEAT = 2.0  # seconds
_PLAYING = "peta-putar"
_NEXT = "peta-putar-ke"  # the year that the run to come shows
_BEATS = "peta-putar-ketuk"  # how often this year's fragment has run


def follow(page: Page) -> None:
    """Before the picker of the year is drawn: bring it to the year that is played."""
    if page.fresh("tahun"):  # the page was just opened, or Back was pressed: nobody asked here to play
        for name in (_PLAYING, _NEXT):
            st.session_state.pop(name, None)
    year = st.session_state.pop(_NEXT, None)
    if year and st.session_state.get(_PLAYING):
        page.put("tahun", year)


# texts: peta.step_*
def steps(page: Page, year: int) -> None:
    """To the assessed year before and after, playing and pausing, and back from a province."""
    years = common.years()
    place = years.index(year)
    before, after = years[place - 1] if place else None, years[place + 1] if place + 1 < len(years) else None
    playing = bool(st.session_state.get(_PLAYING)) and after is not None
    st.session_state[_PLAYING] = playing
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, target, words in (("mundur", before, "peta.step_back"), ("maju", after, "peta.step_on")):
            label = page.t(words, year=target) if target else page.t("peta.step_none")
            st.button(label, key=f"peta.{name}", disabled=target is None, on_click=page.put, args=("tahun", target))
        label = page.t("peta.pause") if playing else page.t("peta.play")
        icon = ":material/pause:" if playing else ":material/play_arrow:"
        st.button(label, key="peta-main", icon=icon, on_click=_toggle, args=(page, years[0] if after is None else year))
        if page.current("prov"):
            st.button(page.t("peta.back"), key="peta-kembali", on_click=page.put, args=("prov", ""))
        if playing and after is not None:
            st.session_state[_BEATS] = 0
            _beat(page, year, after)  # beside the buttons, so that the map stays where it is


def _toggle(page: Page, year: int) -> None:
    """Play from `year` on (from the first again, where the last is shown), or pause."""
    st.session_state[_PLAYING] = not st.session_state.get(_PLAYING)
    if st.session_state[_PLAYING]:
        page.put("tahun", year)


@st.fragment(run_every=BEAT)
def _beat(page: Page, year: int, after: int) -> None:
    """One beat: the year shown, then the years stepped over, then the next year."""
    gap = ", ".join(str(one) for one in range(year + 1, after))
    said = [page.t("peta.playing", year=year), *([page.t("peta.playing_gap", gap=gap, year=after)] if gap else [])]
    beat = st.session_state[_BEATS]
    st.session_state[_BEATS] = beat + 1
    if beat < len(said):
        page.text(said[beat])
        return
    st.session_state[_NEXT] = after
    st.rerun()
