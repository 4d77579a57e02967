"""Who may what: roles and their rights, a person, and the access configuration of an instance. Knows no Streamlit.

Reads: the file that `PEDULIHAM_AKSES` names (docs/operasi.md). Without it the instance is public: nobody logs in, and nothing but
`publik.duckdb` is opened. Decides: who somebody is, from the claims that the identity provider signed. Whatever is missing, not
understood or too old makes a person nobody: the least, never an error that lets somebody through.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from dasbor.mart import offices
from etl.entries.area import EVERYTHING, NOTHING, Area

VARIABLE = "PEDULIHAM_AKSES"
_PLAIN = re.compile(r"[!-~]+")


class Role(StrEnum):
    """What somebody is; the words of the configuration and of the ledger."""

    PUBLIK = "publik"
    KANWIL = "kanwil"
    PIMPINAN = "pimpinan"
    OPERATOR = "operator"
    ADMIN = "admin"


class Right(StrEnum):
    """What somebody may: see internal figures, enter, approve corrections, load and publish, give roles, read the access log."""

    LIHAT = "lihat"
    ISI = "isi"
    SETUJU = "setuju"
    MUAT = "muat"
    PERAN = "peran"
    JEJAK = "jejak"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.PUBLIK: frozenset(),
    Role.KANWIL: frozenset({Right.LIHAT, Right.ISI}),
    Role.PIMPINAN: frozenset({Right.LIHAT}),
    Role.OPERATOR: frozenset({Right.LIHAT, Right.ISI, Right.SETUJU, Right.MUAT}),
    Role.ADMIN: frozenset({Right.PERAN, Right.JEJAK}),
}
NATIONAL = frozenset({Role.PIMPINAN, Role.OPERATOR})
"""Roles whose rights hold in the whole country; those of `kanwil` hold in the provinces of the offices alone."""


@dataclass(frozen=True)
class Grant:
    """A role that somebody has, with its office (slug of `queries.offices.charges`) if it is `kanwil`."""

    role: Role
    office: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody with their roles, in the order of `Role`. `offices`: slugs; `since`: when they logged in. `PUBLIC` is nobody."""

    address: str = ""
    roles: tuple[Role, ...] = ()
    offices: tuple[str, ...] = ()
    since: dt.datetime | None = None

    @property
    def rights(self) -> frozenset[Right]:
        """Everything that the roles together allow."""
        return frozenset().union(*(RIGHTS[role] for role in self.roles))

    def may(self, right: Right) -> bool:
        """Whether one of the roles allows it."""
        return right in self.rights


PUBLIC = Person()


def area(person: Person, right: Right = Right.LIHAT) -> Area:
    """Where `right` holds for a person: the areas of the roles that give it, and of no other role."""
    giving = {role for role in person.roles if right in RIGHTS[role]}
    if giving & NATIONAL:
        return EVERYTHING
    if Role.KANWIL not in giving:
        return NOTHING
    kini = offices.charges()
    return Area(provinces=frozenset(code for slug in person.offices if slug in kini for code in kini[slug].provinces))


State = Literal["nobody", "known", "unknown", "unverified", "unusable", "expired", "ended", "unchecked"]
"""Not logged in; known; logged in without a role here; address not confirmed by the provider; no address, or one that is not plain;
logged in too long ago; ended, here or in another tab; the provider has not said for too long which roles it gives."""


@dataclass(frozen=True)
class Verdict:
    """Who somebody is, and why they are nobody if so. `address`: whom the provider named, also of one without a role."""

    person: Person
    state: State
    address: str = ""


@dataclass(frozen=True)
class Policy:
    """An access configuration that was read and found right.

    `address_claim`: the claim that holds the address; `verified`: whether the provider must have confirmed it; `hours`: how long
    a login holds; `claim`: the claim that gives roles, `by_claim` its values, `minutes`: how often the provider is asked about it
    again; `by_address`: address → roles.
    """

    address_claim: str = "email"
    verified: bool = True
    hours: float = 8
    minutes: float = 10
    claim: str = ""
    by_claim: Mapping[str, tuple[Grant, ...]] = field(default_factory=dict)
    by_address: Mapping[str, tuple[Grant, ...]] = field(default_factory=dict)

    def person(self, claims: Mapping[str, object], granted: Mapping[str, tuple[Grant, ...]], now: dt.datetime) -> Person:
        """Who the claims name at `now`; `granted`: address → roles given on the page Akses. PUBLIC for whoever is not known."""
        return self.judge(claims, granted, now).person

    def judge(self, claims: Mapping[str, object], granted: Mapping[str, tuple[Grant, ...]], now: dt.datetime) -> Verdict:
        """The same with the reason, for those who are to be told."""
        address = normal(claims.get(self.address_claim))
        if claims.get("is_logged_in") is not True:
            return Verdict(PUBLIC, "nobody")
        if not address:
            return Verdict(PUBLIC, "unusable")
        if self.verified and claims.get("email_verified") is not True:
            return Verdict(PUBLIC, "unverified", address)
        since = _issued(claims.get("iat"))
        if since is None or not since - _CLOCKS_DIFFER <= now < since + dt.timedelta(hours=self.hours):
            return Verdict(PUBLIC, "expired", address)
        given = [
            *self.by_address.get(address, ()),
            *self.by_provider(claims),
            *granted.get(address, ()),
        ]
        roles = tuple(role for role in Role if role in {one.role for one in given} and RIGHTS[role])
        if not roles:
            return Verdict(PUBLIC, "unknown", address)
        slugs = tuple(sorted({one.office for one in given if one.office}))
        return Verdict(Person(address, roles, slugs, since), "known", address)

    def by_provider(self, claims: Mapping[str, object]) -> list[Grant]:
        """The roles that rest on what the provider said."""
        return [one for value in _values(claims.get(self.claim)) for one in self.by_claim.get(value, ())]

    def login(self, claims: Mapping[str, object]) -> tuple[str, dt.datetime | None]:
        """What tells one login from another: address, and when the provider made its token."""
        return normal(claims.get(self.address_claim)), _issued(claims.get("iat"))

    def kept(self, claims: Mapping[str, object]) -> dict[str, object]:
        """The claims that decide anything here; a browser sends its cookies every time, and people are in many groups."""
        names = ("iss", "sub", "iat", self.address_claim, "email_verified")
        found = {name: claims[name] for name in names if name in claims}
        given = [value for value in _values(claims.get(self.claim)) if value in self.by_claim]
        return {**found, self.claim: given} if given else found


_CLOCKS_DIFFER = dt.timedelta(minutes=5)


def normal(address: object) -> str:
    """An address as it is compared and written: without spaces around it, in small letters.

    "" for what is no text, and for one with anything but visible ASCII: `ﬆaf@…` and `ſtaf@…` would become `staf@…`, and letters of
    other scripts look like ours.
    """
    plain = address.strip(" ") if isinstance(address, str) else ""
    return plain.lower() if _PLAIN.fullmatch(plain) else ""


def _issued(value: object) -> dt.datetime | None:
    """When the id token was made (claim `iat`, seconds; OpenID Connect Core 2 requires it); None if it does not say."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return dt.datetime.fromtimestamp(value, tz=dt.UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _values(claim: object) -> list[str]:
    """The values of a claim, which may be one text or a list of them, each once."""
    found = [claim] if isinstance(claim, str) else claim if isinstance(claim, list) else []
    return list(dict.fromkeys(value for value in found if isinstance(value, str)))
