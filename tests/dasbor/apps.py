"""Opening the app through AppTest: always from app.py, then the page, as a visitor would."""

from streamlit.testing.v1 import AppTest

from dasbor import paths

APP = str(paths.ROOT / "app.py")
TIMEOUT = 60


def open_page(key, lang="id", **choices):
    """The page `key` with `choices` in the address bar."""
    at = AppTest.from_file(APP, default_timeout=TIMEOUT)
    if lang != "id":
        at.query_params["lang"] = lang
    at = at.run()
    at.switch_page(f"pages/{key}.py")
    for name, value in choices.items():
        at.query_params[name] = str(value)
    return at.run()


def bodies(at):
    """All HTML on the page, in order."""
    return "\n".join(element.proto.body for element in at.get("html"))
