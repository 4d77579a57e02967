"""Opening the app through AppTest: always from app.py, then the page, as a visitor would."""

import re

from streamlit.testing.v1 import AppTest

from dasbor.page import registry
from dasbor.words import paths

APP = str(paths.ROOT / "app.py")
TIMEOUT = 60


def open_page(key, lang="id", **choices):
    """The page `key` with `choices` in the address bar."""
    at = AppTest.from_file(APP, default_timeout=TIMEOUT)
    if lang != "id":
        at.query_params["lang"] = lang
    choices = {name: str(value) for name, value in choices.items()}
    if registry.page(key).default:
        # the first run shows this very page, and from then on the widgets lead, not the address
        at.query_params.update(choices)
        return at.run()
    at = at.run().switch_page(registry.page(key).file)
    at.query_params.update(choices)
    return at.run()


def bodies(at):
    """All HTML on the page, in order; words without the meaning that glossary.explained hangs on them."""
    html = "\n".join(element.proto.body for element in at.get("html"))
    return re.sub(r'<span class="arti"[^>]*>(.*?)</span>', r"\1", html)
