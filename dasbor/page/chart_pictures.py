"""Buttons that save or copy a chart as a picture: the browser makes it of the chart it shows (`assets/bagan.js`).

The server only says what stands around the chart. Nothing is asked of it when somebody presses.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape

import streamlit as st

from dasbor.mart import facts, simulation
from dasbor.page import page_script
from dasbor.words import colors, paths, static_files
from dasbor.words import legend as legends
from dasbor.words.colors import State
from dasbor.words.texts import Texts


@dataclass(frozen=True)
class ChartCaption:
    """The words around a chart: `selection` is the line of choices, `alt` the chart in words with its n/N."""

    programme: str
    title: str
    selection: str
    alt: str
    note: str
    legend: tuple[Mapping[str, str], ...] = ()


@cache
def _source() -> str:
    return (paths.ASSETS / "bagan.js").read_text(encoding="utf-8")


def module() -> str | None:
    """Address of the script; None where static/ cannot be written, and then there are no pictures."""
    return static_files.address("bagan", ".js", _source())


def legend(t: Texts, counts: Mapping[str, int], states: Mapping[str, State]) -> tuple[Mapping[str, str], ...]:
    """States with their counts, as `Page.legend` shows them; `states` by key, in the order of legends."""
    return tuple(
        {
            "text": f"{s.label(t)}: {counts[s.key]}",
            "fill": s.fill,
            "ink": s.ink,
            "mark": s.mark,
            "hatch": legends.HATCHES.get(s.pattern, ""),
            "line": legends.hatch_line(s.ink, colors.BORDER),
        }
        for s in states.values()
        if s.key in counts
    )


def buttons(t: Texts, key: str, file: str, caption: ChartCaption) -> None:
    """Picture and copy of the chart drawn with `key`; `file`: name of the files without their extension."""
    place = module()
    if place is None:
        return
    told = {
        "name": file,
        "programme": caption.programme,
        "title": simulation.title(caption.title),
        "selection": caption.selection,
        "alt": caption.alt,
        "note": " ".join(text for text in (*simulation.notes(t), caption.note) if text),
        "source": facts.source(t.lang),
        "legend": caption.legend,
        "mark": {"text": simulation.MARK, "colour": simulation.COLOUR} if simulation.active() else None,
    }
    # texts: gambar.after_*
    said = {name: t(f"gambar.after_{name}") for name in ("copied", "instead", "failed")}
    drawn = _button(t("common.download_png"), "png", key, caption) + _button(t("gambar.copy"), "copy", key, caption)
    data = f"data-bagan={_slug(key)} data-isi='{_json(told)}' data-kata='{_json(said)}'"
    script = page_script.call(chart=place)
    st.html(
        f'<div class="ph bagan" {data}>{drawn}<span role="status"></span></div>{script}',
        width="content",
        unsafe_allow_javascript=True,
    )


def vector_button(t: Texts, key: str, caption: ChartCaption) -> None:
    """The chart as SVG: what a designer wants, so it stands apart from `buttons`, which hold what the picture says."""
    if module() is not None:
        button = _button(t("common.download_svg"), "svg", key, caption)
        st.html(f'<div class="ph bagan">{button}</div>', width="content")


def _button(label: str, made: str, key: str, caption: ChartCaption) -> str:
    name = escape(f"{label}: {caption.title}")
    return f'<button type="button" data-buat="{made}" data-untuk="{_slug(key)}" aria-label="{name}">{escape(label)}</button>'


def _slug(key: str) -> str:
    return key.replace(".", "-")


def _json(value: object) -> str:
    """For an attribute between single quotes: JSON is full of the double ones, which would each take six bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return escape(text, quote=False).replace("'", "&#39;")
