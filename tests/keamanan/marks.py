"""Marks of injection, and where they may stand: a page is searched element by element, field by field."""

import re
from collections.abc import Iterator

from google.protobuf.message import Message

HTML = "<img src=x onerror=alert(1)>"
MARKDOWN = "[klik](http://jahat.invalid/) ![x](https://jahat.invalid/x.png) www.jahat.invalid"
FORMULA = "=HYPERLINK(CHAR(120))"
PLAIN = ("options", "raw_value", "raw_values", "value", "default", "alt", "spec", "placeholder", "title")
"""Fields that a browser shows as they stand. Every other field may be read as Markdown, `body` of st.html as HTML."""
LISTS = ("selectbox", "multiselect")
"""Widgets whose options are text; those of radio buttons and pills are Markdown."""
_LINK = re.compile(r"(?<!\\)\]\(|(?<!\\)!\[(?!\\)|https?://jahat|www\.jahat|javascript:", re.IGNORECASE)


def elements(node) -> Iterator[tuple[str, Message]]:
    """Every element of a page of AppTest with the name of its kind."""
    for child in getattr(node, "children", {}).values():
        if (proto := getattr(child, "proto", None)) is not None:
            yield getattr(child, "type", type(child).__name__), proto
        yield from elements(child)


def texts(proto: Message) -> Iterator[tuple[str, str]]:
    """Every text in a message with the name of its field."""
    for field, value in proto.ListFields():
        single = isinstance(value, str | bytes | int | float | bool | Message)
        for one in [value] if single else list(value):
            if isinstance(one, Message):
                yield from texts(one)
            elif isinstance(one, str):
                yield field.name, one


def present(at) -> bool:
    """Whether a mark stands on the page at all; a search that finds nothing proves nothing."""
    return any("jahat.invalid" in text for _, proto in elements(at._tree) for _, text in texts(proto))


def holes(at) -> list[str]:
    """Where on the page of AppTest a mark would run as HTML, or become a link or a picture."""
    found = []
    for kind, proto in elements(at._tree):
        for field, text in texts(proto):
            if kind == "html":
                if HTML in text or re.search(r'(href|src)="\s*(javascript|data):', text, re.IGNORECASE):
                    found.append(f"{kind}.{field}: {text[:200]}")
            elif (field not in PLAIN or (field == "options" and kind not in LISTS)) and "jahat" in text and _LINK.search(text):
                found.append(f"{kind}.{field}: {text[:200]}")
    return found
