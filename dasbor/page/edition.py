"""Which version of the data a session reads: `?versi=` in the address bar, kept when the page changes.

An old version is what was public then: whoever logged in sees no internal figures beside it, and pages that are not for everybody
know no versions.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ParamSpec, TypeVar
from urllib.parse import urlencode

import streamlit as st

from dasbor.mart import versions, warehouse
from dasbor.mart.filters import VERSION
from dasbor.mart.versions import PublishedVersion
from dasbor.mart.warehouse import VersionError, WarehouseError
from dasbor.words import language

P = ParamSpec("P")
R = TypeVar("R")
_REMEMBERED = "_versi"


@dataclass(frozen=True)
class Edition:
    """What the address asks for. `name`: "" for what is published now; `wrong`: why the version asked for cannot be shown."""

    name: str = ""
    version: PublishedVersion | None = None
    wrong: VersionError | None = None

    @property
    def old(self) -> bool:
        """Whether another version than that in force is shown, or told of."""
        return self.wrong is not None or (self.version is not None and not self.version.current)

    @property
    def silent(self) -> bool:
        """Whether no figures may be shown: the version was closed, or its file is lost."""
        return self.wrong is not None and self.wrong.reason != "versi.unknown"


def asked(*, public: bool) -> str:
    """The version that this session reads; a page that is not `public` forgets it."""
    if not public:
        st.session_state.pop(_REMEMBERED, None)
        st.query_params.pop(VERSION, None)
        return ""
    name = st.query_params.get(VERSION)
    if name is None and language.came_back():
        st.session_state.pop(_REMEMBERED, None)
        return ""
    if name is None:
        kept = str(st.session_state.get(_REMEMBERED, ""))
        if kept:  # a change of page empties the address bar
            st.query_params[VERSION] = kept
        return kept
    st.session_state[_REMEMBERED] = name
    return name


@contextlib.contextmanager
def opened(*, public: bool) -> Iterator[Edition]:
    """Within the block the version that the address asks for is read, or the one published now, whatever is published meanwhile."""
    name = asked(public=public)
    with contextlib.ExitStack() as stack:
        edition = Edition()
        try:
            if name:
                stack.enter_context(warehouse.reading(name, linked=True))
                edition = Edition(name, versions.find(name))
            elif public:
                stack.enter_context(warehouse.holding())
        except VersionError as error:
            edition = Edition(name, versions.find(name), error)
            if not edition.silent:
                st.session_state.pop(_REMEMBERED, None)
                st.query_params.pop(VERSION, None)
        except WarehouseError:  # said where the page would stand
            edition = Edition()
        yield edition


def bound(make: Callable[P, R]) -> Callable[P, R]:
    """What makes a file when its button is pressed, of the version that the page with the button showed.

    Whatever is published between the two, and although the press runs outside of the page.
    """
    name, linked = warehouse.stamp().name, bool(warehouse.linked())

    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        with warehouse.reading(name, linked=linked):
            return make(*args, **kwargs)

    return made


def here(page: str, name: str) -> str:
    """Address of the view that is shown, read in the version `name` ("" for the newest)."""
    pairs = {key: value for key, value in st.query_params.to_dict().items() if key not in (VERSION, language.PARAMETER)}
    lang = language.language()
    if lang != "id":
        pairs[language.PARAMETER] = lang
    if name:
        pairs[VERSION] = name
    return f"./{page}" + (f"?{urlencode(pairs)}" if pairs else "")
