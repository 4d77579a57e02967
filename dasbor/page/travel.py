"""Choices that travel: the year, province and office picked on one page hold on the next, until the reader clears them.

A page that is opened within the session gets them into its address, where its pickers find them; a link that names them leads. A
link opens a session of its own, so that a place opens on its best-known year unless the link names another.
"""

import contextlib
from typing import Final

import streamlit as st

from dasbor.mart import common, offices, warehouse
from dasbor.words import language

YEAR, PROVINCE, OFFICE = "tahun", "prov", "kanwil"
_KEPT, _PAGE = "_pilihan", "_halaman"
_AS: Final = {("predikat", "ke"): YEAR}
"""Pickers of other names that mean the same."""
NAMES: Final = {
    "ringkasan": (YEAR,),
    "peta": (YEAR, PROVINCE),
    "partisipasi": (YEAR, PROVINCE),
    "provinsi": (YEAR, PROVINCE),
    "kanwil": (YEAR, OFFICE),
    "daerah": (YEAR, PROVINCE),
    "predikat": (PROVINCE,),
    "unduh": (YEAR,),
    "banding": (YEAR,),
}
"""The pickers of the pages that take what was picked elsewhere. Sources are searched, and internal pages filled in, anew."""


def arrive(key: str) -> bool:
    """Begin a run of the page `key`; whether it was just opened, and then with what was picked elsewhere in its address."""
    before = st.session_state.get(_PAGE)
    st.session_state[_PAGE] = key
    if before is not None and before != key and not language.came_back():
        bring = {name: value for name, value in _wanted(key).items() if name not in st.query_params}
        if bring:
            st.query_params.update(bring)
    return before != key or language.came_back()


def _wanted(key: str) -> dict[str, str]:
    """What the page `key` is given, by the names of its pickers."""
    held = kept()
    found = {name: held[_AS.get((key, name), name)] for name in shown(key) if _AS.get((key, name), name) in held}
    if key == "unduh" and PROVINCE in held:
        found |= {"cakupan": "provinsi", "kode": held[PROVINCE]}
    if key == "banding" and PROVINCE in held:
        found["antara"] = held[PROVINCE]
    return found


def shown(key: str) -> tuple[str, ...]:
    """The pickers of the page `key` that show what was picked elsewhere."""
    return (*NAMES.get(key, ()), *(name for page, name in _AS if page == key))


def brought(key: str, name: str, value: str) -> bool:
    """Whether it was not a link that put `value` into the picker `name` of the page `key`: that page may lack it."""
    return name in shown(key) and kept().get(_AS.get((key, name), name)) == value


def kept() -> dict[str, str]:
    """What travels now, by the name of the picker."""
    return dict(st.session_state.get(_KEPT, {}))


def picked(key: str, name: str, value: str) -> None:
    """A reader, or a link, chose `value` ("" for all) in the picker `name` of the page `key`."""
    held = kept()
    if name == "kode" and key in ("daerah", "peta") and value:
        # regions begin with the code of their province
        name, value = PROVINCE, value.partition(".")[0]
    elif name not in shown(key):
        return
    name = _AS.get((key, name), name)
    if held.get(name, "") == value:
        return
    _set(held, name, value)
    with contextlib.suppress(warehouse.QueryError, warehouse.WarehouseError):  # an old version knows no offices, or there is none
        _pair(held, name, value)
    st.session_state[_KEPT] = held


def _pair(held: dict[str, str], name: str, value: str) -> None:
    """A province brings its office of today, an office the one province that it looks after."""
    if name == PROVINCE:
        office = offices.office_of(value) if value else None
        _set(held, OFFICE, office.slug if office else "")
    elif name == OFFICE:
        area = offices.all_offices()[value].provinces if value in offices.all_offices() else {}
        if held.get(PROVINCE) not in area:
            _set(held, PROVINCE, next(iter(area)) if len(area) == 1 else "")


def _set(held: dict[str, str], name: str, value: str) -> None:
    if value:
        held[name] = value
    else:
        held.pop(name, None)


def clear() -> None:
    """Nothing travels any more."""
    st.session_state.pop(_KEPT, None)


def unassessed(value: str) -> bool:
    """Whether `value` is a year without assessment, which a link may well name: there is nothing wrong with it."""
    try:
        rounds = common.rounds()
    except warehouse.WarehouseError:  # that there is none is said where the page would stand
        return False
    return value in {str(year) for year in rounds.loc[~rounds["ada_penilaian"], "tahun"]}
