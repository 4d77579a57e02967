"""What is known of a login beyond its cookie: whether it was ended, and what the identity provider says by now.

Ended logins stand in the access log (line `keluar` with `sejak`, when the login began), so that a restart forgets none. What roles
the provider gives is asked again every few minutes with the tokens of the login, which are kept in memory and nowhere else: the
cookie would carry them through every request, and whoever copies it would have them. After a restart the claims of the cookie are
believed for as long as they would have been between two questions; then the person logs in anew.
"""

import datetime as dt
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dasbor.web import trail
from dasbor.web.access import Person, Policy
from dasbor.words import clock
from etl.base.errors import UserError

LOG = logging.getLogger("dasbor")
Login = tuple[str, dt.datetime | None]
"""Address, and when the provider made the token of the login."""
_MOST = 2000
_LONGEST = dt.timedelta(hours=25)
"""No login holds longer (`access_file`), so older lines of the log end none."""
_LATE = 2
"""How often a question to the provider may come due without an answer before its last one is believed no more."""
_STARTED = time.monotonic()


@dataclass
class Held:
    """The tokens of a login, and the claims at `checked` (monotonic seconds). `gone`: the provider knows it no more."""

    claims: Mapping[str, object]
    checked: float
    refresh: str = ""
    access: str = ""
    proof: str = ""
    gone: bool = False


_held: OrderedDict[Login, Held] = OrderedDict()
_over: set[Login] = set()
"""Ended in this process: also those whose line in the log could not be written."""
_guard = threading.Lock()
_read: tuple[object, frozenset[Login]] = (None, frozenset())
"""What the access log held when it was last read, and the logins that it ends."""


def begin(login: Login, claims: Mapping[str, object], token: Mapping[str, Any]) -> None:
    """Keep the tokens of a login that has just been made, and the claims that its cookie has."""
    with _guard:
        _held[login] = Held(
            dict(claims),
            time.monotonic(),
            str(token.get("refresh_token") or ""),
            str(token.get("access_token") or ""),
            str(token.get("id_token") or ""),
        )
        while len(_held) > _MOST:
            _held.popitem(last=False)


def end(who: Person, why: str) -> None:
    """End a login for every tab and every copy of its cookie, and log it; a log that cannot be written is told the operator."""
    login = (who.address, who.since)
    with _guard:
        _held.pop(login, None)
        if login in _over:
            return
        _over.add(login)
    try:
        trail.log("keluar", who, sebab=why, **({"sejak": who.since.isoformat()} if who.since else {}))
    except UserError as error:
        LOG.error("login yang diakhiri tidak tercatat dan sah lagi sesudah dimulai ulang: %s", error)  # noqa: TRY400


def ended(login: Login) -> bool:
    """Whether a login was ended, by whatever process. Raises `UserError` if the log cannot be read."""
    global _read  # noqa: PLW0603 - the last reading, shared by all sessions
    found = trail.read()
    known, logins = _read
    if known is not found:
        logins = frozenset(_ends(found.lines))
        _read = (found, logins)
    return login in _over or login in logins


def _ends(lines: Sequence[Mapping[str, object]]) -> list[Login]:
    until = clock.now() - _LONGEST
    ends: list[Login] = []
    for line in reversed(lines):
        try:
            if dt.datetime.fromisoformat(str(line.get("waktu"))) < until:
                break
            if line.get("apa") == "keluar" and "sejak" in line:
                ends.append((str(line.get("alamat")), dt.datetime.fromisoformat(str(line["sejak"]))))
        except (ValueError, TypeError):  # not a line of ours: `jejak --periksa` says so
            continue
    return ends


def proof(login: Login) -> str:
    """The token that tells the provider whose session is to be ended; "" after a restart."""
    held = _held.get(login)
    return held.proof if held else ""


def claims(login: Login, cookie: Mapping[str, object], policy: Policy) -> Mapping[str, object]:
    """The claims of a cookie with the roles as the provider last gave them."""
    held = _held.get(login)
    return {**cookie, policy.claim: held.claims.get(policy.claim)} if held and policy.claim else cookie


def believed(login: Login, policy: Policy) -> bool:
    """Whether what the provider said of the roles of this login is young enough."""
    limit, held = policy.minutes * 60, _held.get(login)
    if held:
        return not held.gone and time.monotonic() - held.checked < _LATE * limit
    # a login of before this program began, of which another program had the tokens
    age = (clock.now() - login[1]).total_seconds() if login[1] else limit
    return min(age, time.monotonic() - _STARTED) < limit


def due(policy: Policy) -> list[Held]:
    """The logins about which the provider is to be asked again; those that are too old anyway are forgotten."""
    now = time.monotonic()
    with _guard:
        for login in [one for one in _held if one[1] is None or clock.now() - one[1] > dt.timedelta(hours=policy.hours)]:
            del _held[login]
        return [
            held
            for held in _held.values()
            if not held.gone and now - held.checked >= policy.minutes * 60 and policy.by_provider(held.claims)
        ]
