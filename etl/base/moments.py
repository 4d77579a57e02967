"""Moments as they are shown and judged: Indonesia's zones."""

import datetime as dt

WIB = dt.timezone(dt.timedelta(hours=7), "WIB")
"""Jakarta's time, in which moments are shown."""
WIT = dt.timezone(dt.timedelta(hours=9), "WIT")
"""The first of Indonesia's zones to see a new day."""


def wib(moment: dt.datetime) -> str:
    """A moment as shown: Jakarta's time."""
    return f"{moment.astimezone(WIB):%Y-%m-%d %H.%M} WIB"
