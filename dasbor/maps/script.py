"""What the browser does for the maps (`assets/map.js`): hatching, linked highlight, names to type ahead.

A file of static/, loaded as a module once per page; an element of the page only calls it.
"""

import json
from collections.abc import Sequence
from functools import cache

from dasbor.page import page_script
from dasbor.words import colors, paths, static_files
from dasbor.words.legend import LegendItem, hatch_line


@cache
def _source() -> str:
    return (paths.ASSETS / "map.js").read_text(encoding="utf-8")


def call(legend: Sequence[LegendItem], *, shapes: str = "") -> str:
    """An element that hatches the hatched classes of `legend` and, with the address of `shapes`, offers their names.

    Without the script (where static/ cannot be written) shapes keep their plain colours, maps stay unlinked and the search takes
    whole words only.
    """
    module = static_files.address("peta", ".js", _source())
    if module is None:
        return ""
    hatched = json.dumps([_hatched(item) for item in legend if item.pattern and item.count])
    return page_script.call(map=module, hatch=hatched, **({"names": shapes} if shapes else {}))


def _hatched(item: LegendItem) -> str:
    """The colour of a class; with that of the lines where it is concluded (`assets/map.js`)."""
    if item.pattern != colors.CONCLUDED_PATTERN:
        return item.colour[1:]
    return f"{item.colour[1:]} {hatch_line(item.ink, colors.BORDER)[1:]}"
