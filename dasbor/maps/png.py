"""An SVG of ours as PNG, by typst, without a browser and without the fonts of the machine.

The picture is the only thing on a page of its own size. typst is given two fonts that lie beside the style sheet, so that a
bare server and two different machines draw the same letters.
"""

from functools import cache

import typst

from dasbor.words import paths

_FONTS = paths.ASSETS / "huruf"
FAMILY = "DejaVu Sans"
_PAGE = """#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.peta), format: "svg", width: eval(sys.inputs.lebar))
"""
_POINTS_PER_INCH = 72
ZOOM = 2.0
"""Twice the size on screen: sharp in print up to A4 across."""


def png(svg: str, width: int, zoom: float = ZOOM) -> bytes:
    """The picture, `width` pixels wide in the SVG, as PNG. Other threads go on meanwhile."""
    return typst.compile(
        _PAGE.encode(),
        font_paths=fonts(),
        format="png",
        ppi=_POINTS_PER_INCH * zoom,
        sys_inputs={"peta": svg.replace('font-family="sans-serif"', f'font-family="{FAMILY}"', 1), "lebar": f"{width}pt"},
    )


@cache
def fonts() -> typst.Fonts:
    """The faces that every document of ours is set in, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
