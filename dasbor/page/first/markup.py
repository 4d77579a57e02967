"""What a page sent, as HTML that needs no script: headings, sentences, figures, tables and light pictures; choices as words.

Left out is what only works with scripts: buttons, boxes that open, charts (their text alternative stands in their place).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import parse_qsl, urlencode

from dasbor.words import language
from dasbor.words.streamlit_inside import Alert, Block, Element, ForwardMsg, RootContainer
from dasbor.words.texts import LANGUAGES, Lang, texts

_SHEET = re.compile(r'<style>@import "([^"]+)";</style>')
_SCRIPT = re.compile(r"<script src=[^>]*></script>(<span></span>)?")
_SENTENCE = re.compile(r'<p class="lead">(.*?)</p>|<h1>.*?</h1><p>(.*?)</p>', re.DOTALL)
_MARKUP = re.compile(r"<[^>]+>")
_ESCAPED = re.compile(r"\\(.)")
_MOST_WORDS = 160
"""Characters that search engines show of a description."""


@dataclass(frozen=True)
class PaintedPage:
    """A page as HTML: title of the tab, a sentence about it, navigation beside it, the page, the style sheets that it asks for.

    `charts`: whether the application will draw any.
    """

    title: str
    description: str
    beside: str
    main: str
    sheets: tuple[str, ...]
    charts: bool


def draft(messages: Iterable[ForwardMsg], lang: Lang, path: str, query: str) -> PaintedPage | None:
    """The page of these messages; None where it says that something is wrong, which the application has to say itself."""
    parts: dict[tuple[int, ...], str] = {}
    boxes: dict[tuple[int, ...], str] = {}
    title = navigation = ""
    charts = False
    for message in messages:
        kind = message.WhichOneof("type")
        if kind == "page_config_changed" and message.page_config_changed.title:
            title = message.page_config_changed.title
        elif kind == "navigation":
            navigation, named = _navigation(message, lang)
            title = title or named
        elif kind == "page_not_found":
            return None
        elif kind == "delta" and message.delta.WhichOneof("type") == "add_block":
            boxes[tuple(message.metadata.delta_path)] = _box(message.delta.add_block)
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception" or element.alert.format == Alert.ERROR:
                return None
            charts = charts or element.WhichOneof("type") == "plotly_chart"
            parts[tuple(message.metadata.delta_path)] = _element(element, lang, path, query)
    sheets = tuple(found for html in parts.values() for found in _SHEET.findall(html))
    told = {place: _SHEET.sub("", html) for place, html in sorted(parts.items())}
    main = _nested({place: html for place, html in told.items() if place[0] == RootContainer.MAIN and html}, boxes)
    beside = navigation + "".join(html for place, html in told.items() if place[0] == RootContainer.SIDEBAR)
    charts = charts or 'class="ph petaawal"' in main
    return PaintedPage(title, _description(main), beside, main, sheets, charts) if "<h1>" in main else None


def _box(block: Block) -> str:
    """The opening of a box that sets its parts side by side, or of a column in it; "" for one that changes nothing."""
    if block.WhichOneof("type") == "column":
        return f'<div style="flex:{block.column.weight:g} 1 18rem">'
    if block.WhichOneof("type") == "expandable" and not block.expandable.expanded:
        return "<div hidden>"  # what a closed box holds is not seen
    across = block.flex_container.direction == Block.FlexContainer.HORIZONTAL
    return '<div class="baris">' if across else ""


def _nested(parts: Mapping[tuple[int, ...], str], boxes: Mapping[tuple[int, ...], str]) -> str:
    """The parts in the order of their places, within the boxes that hold any."""
    html, opened = "", list[tuple[int, ...]]()
    for place, part in parts.items():
        while opened and place[: len(opened[-1])] != opened[-1]:
            opened.pop()
            html += "</div>"
        for depth in range(1, len(place)):
            box = place[:depth]
            if boxes.get(box) and box not in opened:
                opened.append(box)
                html += boxes[box]
        html += part
    return html + "</div>" * len(opened)


def _description(main: str) -> str:
    """The sentence that the page opens with, else its introduction."""
    found = {name: unescape(_MARKUP.sub("", text)) for name, text in _sentences(main)}
    told = found.get("lead") or found.get("intro", "")
    return told if len(told) <= _MOST_WORDS else told[: told.rfind(" ", 0, _MOST_WORDS)] + " …"


def _sentences(main: str) -> Iterable[tuple[str, str]]:
    for lead, intro in _SENTENCE.findall(main):
        yield ("lead", lead) if lead else ("intro", intro)


def _navigation(message: ForwardMsg, lang: Lang) -> tuple[str, str]:
    """Links to the pages, the one that is shown marked; and its name."""
    held, items, shown = message.navigation, "", ""
    tail = "" if lang == LANGUAGES[0] else f"?{urlencode({language.PARAMETER: lang})}"
    for page in held.app_pages:
        here = page.page_script_hash == held.page_script_hash
        shown = page.page_name if here else shown
        if not page.is_hidden:
            mark = ' aria-current="page"' if here else ""
            items += f'<li><a href="./{escape(page.url_pathname)}{tail}"{mark}>{escape(page.page_name)}</a>'
    return f'<nav aria-label="{escape(texts(lang)("awal.pages"))}"><ul>{items}</ul></nav>', shown


def _element(element: Element, lang: Lang, path: str, query: str) -> str:
    kind = element.WhichOneof("type")
    if kind == "radio" and element.radio.id.endswith("_lang_switch"):
        return _languages(element, lang, path, query)
    write = _WRITERS.get(kind or "")
    return write(element) if write else ""


def _html(element: Element) -> str:
    body = element.html.body
    return "" if body.startswith('<div class="ph bagan"') else _SCRIPT.sub("", body)  # what makes pictures of charts


def _alert(element: Element) -> str:
    """What of the address was dropped; its words were escaped for Markdown."""
    words = _ESCAPED.sub(r"\1", element.alert.body)
    return f'<p class="ph note">{escape(words)}</p>'


def _chart(element: Element) -> str:
    alt = element.plotly_chart.alt
    return f'<div class="ph"><p class="sel">{escape(alt)}</p></div>' if alt else ""


def _selectbox(element: Element) -> str:
    box = element.selectbox
    return _choice(box.label, box.raw_value or box.options[box.default]) if box.options else ""


def _multiselect(element: Element) -> str:
    many = element.multiselect
    return _choice(many.label, ", ".join(many.options[place] for place in many.default) or many.placeholder)


_WRITERS = {"html": _html, "alert": _alert, "plotly_chart": _chart, "selectbox": _selectbox, "multiselect": _multiselect}


def _choice(label: str, value: str) -> str:
    return f'<p class="ph pilih"><span>{escape(label)}</span> <b>{escape(value)}</b></p>'


def _languages(element: Element, lang: Lang, path: str, query: str) -> str:
    """The switch of languages as links: the same address in the other language."""
    kept = [(name, value) for name, value in parse_qsl(query) if name != language.PARAMETER]
    items = []
    for code, name in zip(LANGUAGES, element.radio.options, strict=True):
        pairs = kept if code == LANGUAGES[0] else [*kept, (language.PARAMETER, code)]
        address = f"./{path}" + (f"?{urlencode(pairs)}" if pairs else "")
        mark = ' aria-current="true"' if code == lang else ""
        items.append(f'<a href="{escape(address)}" lang="{code}" hreflang="{code}"{mark}>{escape(name)}</a>')
    return f'<p class="ph bahasa">{" · ".join(items)}</p>'
