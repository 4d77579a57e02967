"""Words of pictures: Plotly's text with its few tags as plain lines, and how wide a line is in our letters."""

import html
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from dasbor import paths
from dasbor.exports.chart_kinds import ChartKindError

_BREAK = re.compile(r"<br ?/?>")
_BOLD = re.compile(r"<b>(.*)</b>", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_FILES = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}


def lines_of(text: str) -> tuple[list[str], bool]:
    """The lines of a text, and whether it is bold as a whole. ChartKindError for a tag that no figure of ours uses."""
    whole = _BOLD.fullmatch(text.strip())
    inner = whole.group(1) if whole else text
    lines = _BREAK.split(inner)
    if strange := [line for line in lines if _TAG.search(line)]:
        raise ChartKindError(f"tag in a text: {strange[0]}")
    return [html.unescape(line) for line in lines], whole is not None


def letters(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text in pixels."""
    return float(_face(bold).getlength(text)) * size / _MEASURE


_MEASURE = 100


@lru_cache(maxsize=2)
def _face(bold: bool) -> Any:  # noqa: ANN401, FBT001
    from PIL import ImageFont

    return ImageFont.truetype(str(font_file(bold)), _MEASURE)


def font_file(bold: bool) -> Path:  # noqa: FBT001
    """The face that pictures are written in; it lies beside the style sheet."""
    return paths.ASSETS / "huruf" / _FILES[bold]


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The words of a text in lines that fit the width."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and letters(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
