"""What a reader has chosen: one object gives the line above a chart, the XLSX sheet and the file name.

No Streamlit here; `dasbor.page.controls` makes these from widgets and the address bar.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from dasbor.mart import warehouse
from dasbor.words.texts import Texts

VERSION = "versi"
"""The URL parameter that names the version of the data, on every public page."""
SEPARATOR = "~"  # between several values in one URL parameter; needs no escaping in an address
_LINKED = re.compile(rf"[?&]{VERSION}=[0-9a-f-]+$")
_UNSAFE = re.compile(r"[^a-z0-9.]+")


@dataclass(frozen=True)
class Filter:
    """One choice. `name` and `value` are those of the URL, the same in every language.

    `plain`: the usual one among a few ways of showing the same, which a file name need not say.
    """

    name: str
    label: str
    value: str
    shown: str
    plain: bool = False


@dataclass
class Selection:
    """All choices of a page, in the order of its controls."""

    filters: list[Filter] = field(default_factory=list)

    def add(self, choice: Filter) -> None:
        """Add a choice."""
        self.filters.append(choice)

    def only(self, names: Collection[str] | None) -> "Selection":
        """The choices with these names, for a part of a page that depends on no others; None means all."""
        return self if names is None else Selection([f for f in self.filters if f.name in names])

    def sentence(self, t: Texts) -> str:
        """As in "Tahun penghargaan: 2024 · Provinsi: Maluku"; without choices, that all data is meant."""
        parts = [t("common.selection", label=f.label, value=f.shown) for f in self.filters if f.shown]
        return " · ".join(parts) or t("common.selection_all")

    def rows(self) -> list[tuple[str, str]]:
        """Label and shown value of each choice, for a sheet."""
        return [(f.label, f.shown) for f in self.filters]

    def slug(self) -> str:
        """Part of a file name: values of the URL, ASCII, e.g. "2024-81"."""
        values = (_UNSAFE.sub("-", f.value.lower()).strip("-") for f in self.filters if not f.plain)
        return "-".join(value for value in values if value)[:60]


def parse_one(raw: str | None, options: Iterable[object]) -> tuple[object | None, bool]:
    """The option whose text is `raw`; and whether `raw` names none (then the option is None)."""
    if raw is None:
        return None, False
    for option in options:
        if str(option) == raw:
            return option, False
    return None, True


def parse_many(raw: str | None, options: Iterable[object]) -> tuple[list[object], list[str]]:
    """The options named in `raw`, in its order and once each; and the names that are none."""
    known = {str(option): option for option in options}
    names = list(dict.fromkeys(name for name in (raw or "").split(SEPARATOR) if name))
    return [known[n] for n in names if n in known], [n for n in names if n not in known]


def link(path: str, values: Mapping[str, object], t: Texts) -> str:
    """Address of a page with its choices, relative to the app, in the language of `t` and the version that is read by its name."""
    from urllib.parse import urlencode

    pairs = {name: str(value) for name, value in values.items() if value not in (None, "")}
    if t.lang != "id":
        pairs["lang"] = t.lang
    if name := warehouse.linked():
        pairs.setdefault(VERSION, name)
    return f"./{path}" + (f"?{urlencode(pairs)}" if pairs else "")


def unlinked(text: str) -> str:
    """An address of `link` without the version that it was made in; any other text as it is."""
    return _LINKED.sub("", text) if text.startswith("./") else text
