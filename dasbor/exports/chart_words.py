"""Plotly's text with its few tags as plain lines."""

import html
import re

from dasbor.exports.chart_kinds import ChartKindError

_BREAK = re.compile(r"<br ?/?>")
_BOLD = re.compile(r"<b>(.*)</b>", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def lines_of(text: str) -> tuple[list[str], bool]:
    """The lines of a text, and whether it is bold as a whole. ChartKindError for a tag that no figure of ours uses."""
    whole = _BOLD.fullmatch(text.strip())
    inner = whole.group(1) if whole else text
    lines = _BREAK.split(inner)
    if strange := [line for line in lines if _TAG.search(line)]:
        raise ChartKindError(f"tag in a text: {strange[0]}")
    return [html.unescape(line) for line in lines], whole is not None
