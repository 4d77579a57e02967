"""Entries held against the access log: who entered something had logged in before. Reads and writes nothing."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from etl.base.moments import read_if_any

LONGEST = dt.timedelta(hours=24)
"""How long a login can last at the most (`dasbor.web.access_file`)."""
_CLOCKS_DIFFER = dt.timedelta(minutes=5)
Line = Mapping[str, object]


def without_login(entries: Iterable[Line], log: Iterable[Line]) -> Iterator[Line]:
    """The lines of the ledger before which their author did not log in; those of the commands, which need no login, too."""
    logins: dict[str, list[dt.datetime]] = {}
    for line in log:
        if line.get("apa") == "masuk" and (at := read_if_any(line.get("waktu"))) is not None:
            logins.setdefault(str(line.get("alamat")), []).append(at)
    for line in entries:
        at = read_if_any(line.get("waktu"))
        known = logins.get(str(line.get("siapa")), ())
        if at is None or not any(one - _CLOCKS_DIFFER <= at <= one + LONGEST + _CLOCKS_DIFFER for one in known):
            yield line


def gives_role(line: Line) -> bool:
    """Whether an entry gives or takes a role, which no command can."""
    changes = line.get("isi")
    return isinstance(changes, list) and any(isinstance(one, dict) and one.get("jenis") == "peran" for one in changes)
