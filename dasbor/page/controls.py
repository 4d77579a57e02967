"""Widgets whose state lives in the address bar.

Why not `bind="query-params"`: Streamlit 1.67 writes the *formatted* option into the address
("?prov=Maluku", "?predikat=Unknown"), so a link made in one language breaks in the other, and it drops
a wrong value without a word. Here the address holds the option itself (a year, a code), a wrong
value is dropped with a notice, and a default leaves no trace in the address.

The address seeds a widget when it appears and after Back/Forward; from then on the widget leads and the
address follows, so two quick changes cannot undo each other.
"""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import streamlit as st

from dasbor.mart.filters import SEPARATOR, VERSION, Filter, Selection, parse_many, parse_one
from dasbor.page import travel
from dasbor.words import formats, language
from dasbor.words.texts import Texts

V = TypeVar("V", bound=Hashable)
_YEARS = ("tahun", "ke", "dari")
_SUBJECTS = (*_YEARS, "prov", "kanwil", "kode")
_PAGERS = ("hal", "tabel-")
"""Beginnings of parameters that say where in a page one is: left over from a part that was closed, they are no fault of a link."""


def _day(raw: str | None, first: dt.date, last: dt.date) -> dt.date | None:
    """The day that `raw` names, if it is one from `first` to `last`."""
    try:
        day = dt.date.fromisoformat(raw or "")
    except ValueError:
        return None
    return day if first <= day <= last else None


@dataclass
class Controls:
    """The pickers of one page. Every pick is also recorded in `selection`."""

    key: str
    t: Texts
    selection: Selection = field(default_factory=Selection)
    known: set[str] = field(default_factory=lambda: {language.PARAMETER, VERSION})
    opened: bool = True

    def _slot(self, name: str) -> str:
        # with the language in it, a switch mounts the widget anew from the address
        return f"{self.key}.{name}.{self.t.lang}"

    def _seeds(self, slot: str) -> bool:
        return slot not in st.session_state or language.came_back()

    def fresh(self, name: str) -> bool:
        """Whether the address will fill the picker `name`: the page was just opened, or Back or Forward pressed."""
        return self._seeds(self._slot(name))

    def current(self, name: str) -> str:
        """What the picker `name` will show, before it is drawn: for options that depend on the choice itself."""
        slot = self._slot(name)
        return str(st.query_params.get(name, "") if self._seeds(slot) else st.session_state[slot])

    def put(self, name: str, value: object) -> None:
        """Set the picker `name` from a callback, before it is drawn again; the address follows when it is drawn."""
        st.session_state[self._slot(name)] = value

    def follow(self, name: str, value: str | None) -> None:
        """Bring the address bar in line, only when it differs: each change is a message."""
        self.known.add(name)
        if value:
            if st.query_params.get(name) != value:
                st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]

    def _dropped(self, label: str, value: str) -> None:
        st.warning(self.t("common.link_dropped", label=label, value=formats.literal(value[:60])))

    def tidied(self) -> list[str]:
        """See to it that the address says everything once and without blanks around it; what it said twice, in words."""
        said = {name: st.query_params.get_all(name) for name in st.query_params}
        clean = {name: values[-1].strip() for name, values in said.items() if values}
        if any(values != [clean[name]] for name, values in said.items() if values):
            st.query_params.from_dict(clean)
        return [
            self.t("common.link_doubled", name=formats.literal(name[:30]), value=formats.literal(clean[name][:60]))
            for name, values in said.items()
            if len({value.strip() for value in values}) > 1
        ]

    def strangers(self) -> list[str]:
        """Take out of the address what no part of the page asked for; of a page that was just opened, told in words."""
        found = {name: value for name, value in st.query_params.to_dict().items() if name not in self.known}
        if found:
            st.query_params.from_dict({name: value for name, value in st.query_params.to_dict().items() if name in self.known})
        return [
            self.t("common.link_unknown", name=formats.literal(name[:30]), value=formats.literal(value[:60]))
            for name, value in found.items()
            if self.opened and not name.startswith(_PAGERS)
        ]

    def _picked(self, name: str, slot: str) -> None:
        travel.picked(self.key, name, str(st.session_state[slot]))

    def clear_button(self) -> None:
        """One press that ends what travels from page to page, here too; nothing while nothing does."""
        if self.key in travel.NAMES and travel.kept():
            st.button(self.t("common.clear"), key=f"{self.key}.hapus", on_click=self._clear, help=self.t("common.clear_help"))

    def _clear(self) -> None:
        travel.clear()
        for name in travel.shown(self.key):
            st.session_state.pop(self._slot(name), None)
            st.query_params.pop(name, None)

    def pick_one(
        self,
        name: str,
        label: str,
        options: Mapping[V, str],
        *,
        default: V | None = None,
        help_text: str | None = None,
    ) -> V:
        """One of `options` (value → shown text); `name` is the URL parameter.

        Without `default` the first option is it. ValueError if there are no options.
        """
        if not options:
            raise ValueError(f"{self.key}: no options for {name}")
        values = list(options)
        fallback: V = default if default is not None and default in options else values[0]
        asked, wrong = parse_one(st.query_params.get(name), values)
        slot = self._slot(name)
        raw = st.query_params.get(name, "")
        if wrong and self._seeds(slot) and not travel.brought(self.key, name, raw):
            # later the widget leads: options that shrank (regions of another province) are no fault of a link
            if name in _YEARS and travel.unassessed(raw):
                st.info(self.t("common.link_no_round", year=raw, shown=options[fallback]))
            else:
                self._dropped(label, raw)
        if self._seeds(slot) or st.session_state[slot] not in options:
            st.session_state[slot] = fallback if asked is None else asked
            if asked is not None:
                travel.picked(self.key, name, raw)
        chosen: V = st.selectbox(
            label,
            values,
            key=slot,
            format_func=options.__getitem__,
            help=help_text,
            on_change=self._picked,
            args=(name, slot),
        )
        self.follow(name, None if chosen == fallback else str(chosen))
        plain = chosen == fallback and name not in _SUBJECTS
        self.selection.add(Filter(name, label, str(chosen), options[chosen], plain=plain))
        return chosen

    def pick_many(
        self,
        name: str,
        label: str,
        options: Mapping[V, str],
        *,
        default: Sequence[V] = (),
        most: int | None = None,
        help_text: str | None = None,
    ) -> tuple[V, ...]:
        """Some of `options`, at most `most`, in the order picked; an empty pick gives an empty tuple."""
        asked, wrong = parse_many(st.query_params.get(name), options)
        for value in wrong:
            self._dropped(label, value)
        slot = self._slot(name)
        if self._seeds(slot):
            st.session_state[slot] = (asked or list(default))[:most]
        elif any(value not in options for value in st.session_state[slot]):
            st.session_state[slot] = [value for value in st.session_state[slot] if value in options]
        chosen: list[V] = st.multiselect(
            label,
            list(options),
            key=slot,
            format_func=options.__getitem__,
            placeholder=self.t("common.choose"),
            max_selections=most,
            help=help_text,
        )
        joined = SEPARATOR.join(str(value) for value in chosen)
        self.follow(name, None if chosen == list(default) else joined)
        shown = ", ".join(options[value] for value in chosen)
        self.selection.add(Filter(name, label, joined, shown))
        return tuple(chosen)

    def pick_year(self, years: Sequence[int], *, name: str = "tahun", label: str | None = None, default: int | None = None) -> int:
        """One of `years`, newest first; the newest is the default, unless another is named."""
        options = {year: str(year) for year in sorted((int(y) for y in years), reverse=True)}
        return self.pick_one(name, label or self.t("common.year"), options, default=default)

    def pick_province(self, provinces: Mapping[str, str], *, name: str = "prov", everything: bool = True, default: str = "") -> str:
        """Code of one of `provinces` (code → name); "" means all, offered when `everything`."""
        options = {"": self.t("common.all_provinces"), **provinces} if everything else dict(provinces)
        return self.pick_one(name, self.t("common.province"), options, default=default)

    def pick_geography(self) -> bool:
        """Whether provinces are today's in every year (True) or those of each year (False, the default)."""
        options = {"tahun": self.t("common.geography_year"), "kini": self.t("common.geography_today")}
        return self.pick_one("susunan", self.t("common.geography"), options) == "kini"

    def pick_date(self, name: str, label: str, default: dt.date, *, first: dt.date, last: dt.date) -> dt.date:
        """A day from `first` to `last`; in the address as 2020-08-10."""
        raw = st.query_params.get(name)
        asked = _day(raw, first, last)
        slot = self._slot(name)
        if self._seeds(slot):
            if raw is not None and asked is None:
                self._dropped(label, raw)
            st.session_state[slot] = asked or default
        chosen: dt.date = st.date_input(label, key=slot, min_value=first, max_value=last, format="DD/MM/YYYY") or default
        self.follow(name, None if chosen == default else chosen.isoformat())
        self.selection.add(Filter(name, label, chosen.isoformat(), formats.date(chosen, self.t.lang)))
        return chosen

    def search_box(self, *, name: str = "cari", label: str | None = None, hint: str | None = None) -> str:
        """Free text, trimmed, at most 80 characters; "" when nothing was typed."""
        label = label or self.t("common.search")
        slot = self._slot(name)
        if self._seeds(slot):
            st.session_state[slot] = st.query_params.get(name, "")[:80]
        placeholder = hint or self.t("common.search_hint")
        typed = st.text_input(label, key=slot, max_chars=80, placeholder=placeholder).strip()
        self.follow(name, typed or None)
        self.selection.add(Filter(name, label, typed, typed and f"“{typed}”"))
        return typed

    def paginate(self, total: int, *, size: int = 50, name: str = "hal") -> slice:
        """Rows of the page picked, as a slice into `total` rows; shows nothing when one page holds all.

        Another choice than before begins at the first page again.
        """
        pages = max(1, -(-total // size))
        asked, wrong = parse_one(st.query_params.get(name), range(1, pages + 1))
        slot, choices = self._slot(name), tuple(f.value for f in self.selection.filters)
        if self._seeds(slot):
            if wrong:
                self._dropped(self.t("common.page"), st.query_params[name])
            st.session_state[slot] = asked or 1
        elif st.session_state[slot] > pages or st.session_state.get(f"{slot}.for", choices) != choices:
            st.session_state[slot] = 1
        st.session_state[f"{slot}.for"] = choices
        number = 1
        if pages > 1:
            number = int(st.pagination(pages, key=slot) or 1)
        self.follow(name, None if number == 1 else str(number))
        first = (number - 1) * size
        if total:
            last = min(first + size, total)
            # not st.caption: its grey is below the contrast that WCAG AA asks for
            line = self.t("common.page_of", first=first + 1, last=last, total=total)
            st.html(f'<div class="ph"><p class="sel">{line}</p></div>')
        return slice(first, first + size)
