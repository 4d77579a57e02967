"""How wide a line of text is in the letters that lie beside the style sheet, and a text in lines that fit."""

from functools import lru_cache
from typing import Any

from dasbor.words import paths

_FILES = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}
_MEASURE = 100


def letters(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text in pixels."""
    return float(_face(bold).getlength(text)) * size / _MEASURE


@lru_cache(maxsize=2)
def _face(bold: bool) -> Any:  # noqa: ANN401, FBT001
    from PIL import ImageFont

    return ImageFont.truetype(str(paths.ASSETS / "huruf" / _FILES[bold]), _MEASURE)


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
