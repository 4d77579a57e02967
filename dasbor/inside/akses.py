"""What the page Akses says: who holds which role and by what, who gave it and why, and the access log in words."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from dasbor.inside.entering import Entry, StandingEntry
from dasbor.inside.isian import charge_words, value_words
from dasbor.mart import common, offices
from dasbor.page.blocks import Detail
from dasbor.page.tables import ShownColumn, Table
from dasbor.web.access import Grant, Policy, Role
from dasbor.words import formats
from dasbor.words.terms import term
from dasbor.words.texts import Texts
from etl.base.moments import read_if_any
from etl.inputs.reference import charge_of

PARTS = ("peran", "jejak")
GIVEN = tuple(role for role in Role if role != Role.PUBLIK)
_KNOWN = frozenset({"no", "sebelum", "waktu", "apa", "alamat", "peran"})
Line = Mapping[str, object]


# texts: akses.part_*
def parts(t: Texts, allowed: Sequence[str]) -> dict[str, str]:
    """The parts of the page that the reader may open."""
    return {part: t(f"akses.part_{part}") for part in allowed}


def role(t: Texts, name: object) -> str:
    """A role in words."""
    return term(t, "peran", str(name))


def charge(province: str) -> str:
    """What the role kanwil is given for to hold in a province: its office, or the province by itself if that is not known."""
    office = offices.office_of(province)
    return office.slug if office else charge_of(province)


def province_options(t: Texts) -> dict[str, str]:
    """Code → province and its office, the province first: typing its name finds it, and the name of an office finds that office."""
    return {code: _option(t, code, name) for code, name in common.provinces().items()}


def _option(t: Texts, code: str, name: str) -> str:
    office = offices.office_of(code)
    if office is None:
        return t("akses.office_unknown", province=name)
    count = len(office.provinces)
    return t("akses.office_of" if count == 1 else "akses.office_of_several", province=name, office=office.name, count=count)


def province_of(slug: str) -> str | None:
    """The province that stands for an office in the picker, its first; None for what is no more."""
    one = offices.charges().get(slug)
    return None if one is None else next(iter(one.provinces))


def saved(t: Texts, entry: Entry) -> str:
    """What was given to whom, with office and provinces, so that a slip is seen."""
    one = next(one for one in entry.changes if one.kind == "peran")
    what_stands = t("akses.no_role") if one.after is None else value_words(t, "peran", one.after)
    return t("akses.saved", number=entry.number, who=one.key[0], what=what_stands)


def holders(t: Texts, policy: Policy, given: Mapping[str, StandingEntry]) -> Table:
    """Everybody who has a role: by the configuration, which this page cannot change, or given here."""
    rows: list[tuple[object, ...]] = []
    for address, grants in sorted(policy.by_address.items()):
        rows += [(address, *_granted(t, one), t("akses.from_file"), None, None, None) for one in grants]
    for value, grants in sorted(policy.by_claim.items()):
        who = t("akses.by_claim", claim=policy.claim, value=value)
        rows += [(who, *_granted(t, one), t("akses.from_file"), None, None, None) for one in grants]
    for address, standing in given.items():
        roles, office = held(standing)
        words = ", ".join(role(t, one) for one in roles)
        at = formats.moment(standing.at, t.lang)
        rows.append(
            (address, words, charge_words(t, office) if office else None, t("akses.from_page"), standing.who, at, standing.reason)
        )
    names = ["who", "role", "office", "source", "by", "when", "reason"]
    shown = tuple(_column(name) for name in names)
    return Table(pd.DataFrame(rows, columns=names), shown, t("akses.holders_title"), t)


def _granted(t: Texts, one: Grant) -> tuple[str, str | None]:
    return role(t, one.role), charge_words(t, one.office) if one.office else None


def held(standing: StandingEntry | None) -> tuple[list[str], str]:
    """Roles and office that were given to somebody here."""
    value = standing.value if standing and standing.value else {}
    roles = value.get("peran")
    return list(roles) if isinstance(roles, list) else [], str(value.get("kanwil") or "")


def given_by(t: Texts, standing: StandingEntry) -> str:
    """Who gave what stands, and when."""
    at = formats.moment(standing.at, t.lang)
    return t("akses.given_by", who=standing.who, at=at, number=standing.number, reason=standing.reason)


def history(t: Texts, entries: Sequence[Entry]) -> Table:
    """Every giving and taking back, the newest first."""
    rows = [
        (
            entry.number,
            formats.moment(entry.at, t.lang),
            entry.who,
            one.key[0],
            *(t("akses.no_role") if value is None else value_words(t, "peran", value) for value in (one.before, one.after)),
            entry.reason,
        )
        for entry in entries
        for one in entry.changes
        if one.kind == "peran"
    ]
    names = ["number", "when", "by", "who", "before", "after", "reason"]
    shown = tuple(_column(name) for name in names)
    return Table(pd.DataFrame(rows, columns=names), shown, t("akses.history_title"), t)


# texts: akses.what_*
def what(t: Texts, name: object) -> str:
    """What was logged, in words."""
    return t(f"akses.what_{name}")


def what_options(t: Texts, lines: Sequence[Line]) -> dict[str, str]:
    """What occurs in the log, for the picker."""
    found = sorted({str(line["apa"]) for line in lines if "apa" in line})
    return {"": t("akses.everything"), **{one: what(t, one) for one in found}}


def people(t: Texts, lines: Sequence[Line]) -> dict[str, str]:
    """Who occurs in the log, for the picker."""
    return {"": t("isian.everybody"), **{one: one for one in sorted({str(line.get("alamat") or "") for line in lines} - {""})}}


def chosen(lines: Sequence[Line], name: str, person: str, since: dt.date) -> tuple[Line, ...]:
    """The readable lines of the log that match, the newest first; days are those of Jakarta."""
    return tuple(
        line
        for line in reversed(lines)
        if (at := read_if_any(line.get("waktu"))) is not None
        and formats.jakarta(at).date() >= since
        and name in ("", line.get("apa"))
        and person in ("", line.get("alamat"))
    )


def log(t: Texts, lines: Sequence[Line]) -> Table:
    """The access log: when, what, who with which roles, where."""
    rows = []
    for line in lines:
        at, roles = read_if_any(line.get("waktu")), line.get("peran")
        words = ", ".join(role(t, one) for one in roles) if isinstance(roles, list) and roles else t("akses.no_role")
        where = ", ".join(f"{name} {value}" for name, value in line.items() if name not in _KNOWN)
        when = "" if at is None else formats.moment(at, t.lang)
        rows.append((line.get("no"), when, what(t, line["apa"]), line.get("alamat") or None, words, where or None))
    names = ["number", "when", "what", "who", "role", "where"]
    shown = tuple(_column(name) for name in names)
    return Table(pd.DataFrame(rows, columns=names), shown, t("akses.log_title"), t)


def whole(t: Texts, count: int, seal: str) -> list[Detail]:
    """That the chain is whole, with what to compare it by elsewhere."""
    words = t("akses.whole", count=formats.number(count, t.lang))
    return [Detail(t("akses.chain"), words), Detail(t("akses.seal"), seal)]


# texts: akses.col_*
def _column(name: str) -> ShownColumn:
    return ShownColumn(name, f"akses.col_{name}", "year" if name == "number" else "text", missing="akses.none")
