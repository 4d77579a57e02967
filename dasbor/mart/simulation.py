"""A simulation says so wherever it is shown or written: the words of the mark, and when they stand.

`mart.versi.simulasi` alone decides, which the build takes from the data folder. Whoever makes a name, a title or a note calls one
of these; with real data they change nothing.
"""

from dasbor.mart import warehouse
from dasbor.words.texts import Texts

MARK = "SIMULASI"
"""The same word in both languages, as in the simulated files themselves."""
COLUMN, YES = "simulasi", "ya"
"""The constant column of every table in a file, and its value: a part that was copied elsewhere still says what it is."""
COLOUR = "#9b1c1c"
"""Of the mark and nothing else; white on it and it on white have a contrast of 8 to 1."""


def active() -> bool:
    """Whether the results of the warehouse in force are invented."""
    return warehouse.stamp().simulated


def file_name(name: str, *, simulated: bool) -> str:
    """As in "simulasi-data-nasional-2024-….csv"; `simulated` is that of the stamp whose version stands in the name."""
    return f"{MARK.lower()}-{name}" if simulated else name


def title(text: str) -> str:
    """A title as in "SIMULASI · Peduli HAM 2024"."""
    return f"{MARK} · {text}" if active() else text


def banner(t: Texts) -> str:
    """The sentence that the figures are invented; "" with real data."""
    return t("simulasi.banner") if active() else ""


def notes(t: Texts) -> list[str]:
    """The same as the first of several lines; none with real data."""
    return [banner(t)] if active() else []
