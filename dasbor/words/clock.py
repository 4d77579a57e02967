"""The date where the reader is: Indonesia has three time zones, and a deadline ends at 24:00 local time.

The one place that reads the wall clock; everything below it takes a date.
"""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

ZONES = {"WIB": ZoneInfo("Asia/Jakarta"), "WITA": ZoneInfo("Asia/Makassar"), "WIT": ZoneInfo("Asia/Jayapura")}
"""From west to east, as `mart.zona_waktu.zona` names them: UTC+7, +8, +9 without daylight saving."""


def now() -> dt.datetime:
    """This moment (UTC); a test replaces it."""
    return dt.datetime.now(dt.UTC)


def today(zones: Iterable[str] = ("WIB",)) -> dt.date:
    """Today's date in the easternmost of `zones`: whoever counts from it never promises a day that is over for some of them."""
    order = list(ZONES)
    zone = max(zones, key=order.index, default="WIB")
    return now().astimezone(ZONES[zone]).date()
