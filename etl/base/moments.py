"""Moments as they are shown and judged: Indonesia's zones."""

import datetime as dt

WIB = dt.timezone(dt.timedelta(hours=7), "WIB")
"""Jakarta's time, in which moments are shown."""
WIT = dt.timezone(dt.timedelta(hours=9), "WIT")
"""The first of Indonesia's zones to see a new day."""


def wib(moment: dt.datetime) -> str:
    """A moment as shown: Jakarta's time."""
    return f"{moment.astimezone(WIB):%Y-%m-%d %H.%M} WIB"


def read(written: object) -> dt.datetime:
    """A moment as lines and files say it. Raises `ValueError` for what is none, or names no zone."""
    moment = dt.datetime.fromisoformat(str(written))
    if moment.tzinfo is None:
        raise ValueError(written)
    return moment


def read_if_any(written: object) -> dt.datetime | None:
    """The same; None for what is none."""
    try:
        return read(written)
    except ValueError:
        return None
