"""What the browser does for the maps (`assets/map.js`): hatching, linked highlight, names to type ahead.

A file of static/, loaded as a module once per page; an element of the page only calls it.
"""

import base64
import json
from collections.abc import Sequence
from functools import cache

from dasbor import paths, static_files
from dasbor.legend import LegendItem


@cache
def _source() -> str:
    return (paths.ASSETS / "map.js").read_text(encoding="utf-8")


def _module() -> str:
    """Where the module is loaded from; inside the address itself where static/ cannot be written."""
    inline = "data:text/javascript;base64,"
    return static_files.address("peta", ".js", _source()) or inline + base64.b64encode(_source().encode()).decode()


def call(legend: Sequence[LegendItem], *, shapes: str = "") -> str:
    """A script element that hatches the hatched classes of `legend` and, with the address of `shapes`, offers their names.

    Without the script shapes keep their plain colours, maps stay unlinked and the search takes whole words only.
    """
    colours = json.dumps([item.colour[1:] for item in legend if item.pattern])
    names = f"m.names({json.dumps(shapes)});" if shapes else ""
    # an arrow function's ">" is safe; a "<" would make Streamlit take the script out
    return f"<script>import({json.dumps(_module())}).then(m=>{{m.hatch({colours});{names}}})</script>"
