"""The scripts of our pages: a file of static/ that is told by data attributes what to do (`assets/panggil.js`).

No page contains a script itself, so that the Content-Security-Policy can refuse every script that is no file of this server.
"""

from functools import cache
from html import escape

from dasbor.words import paths, static_files


@cache
def _source() -> str:
    return (paths.ASSETS / "panggil.js").read_text(encoding="utf-8")


def call(**asked: str) -> str:
    """An element that makes the browser do what is `asked` (names as in panggil.js); for `st.html` with scripts allowed.

    Empty where static/ cannot be written: pages work without, see `map_script.call` and `frame.head`.
    """
    place = static_files.address("panggil", ".js", _source())
    if place is None:
        return ""
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in asked.items())
    return f'<script src="{place}"{data}></script><span></span>'  # Streamlit shows no element that holds nothing but a script
