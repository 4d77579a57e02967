"""What the page Kelola data says about the versions of a year: which there are, what was decided, in what two of them differ."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from dasbor import formats
from dasbor.inside import manage
from dasbor.inside.manage import Decision, Event, Version
from dasbor.queries import common
from dasbor.tables import Column, Table
from dasbor.texts import Texts
from dasbor.views.kelola import draft_title
from dasbor.warehouse import WIB

_HASH = 12


def moment(t: Texts, at: dt.datetime | None) -> str | None:
    """Date and time in Jakarta; None for none."""
    if at is None:
        return None
    local = at.astimezone(WIB)
    return t("kelola.moment", date=formats.date(local, t.lang), time=f"{local:%H.%M}" if t.lang == "id" else f"{local:%H:%M}")


# texts: kelola.state_*
def state(t: Texts, version: Version) -> str:
    """Where a version stands, in words."""
    return t(f"kelola.state_{version.standing.state}")


def options(t: Texts, versions: Sequence[Version]) -> dict[int, str]:
    """Number → version in words, for pickers."""
    return {
        one.number: t(
            "kelola.version_option", number=one.number, state=state(t, one), name=one.origin.name, at=moment(t, one.origin.at)
        )
        for one in versions
    }


def versions_table(t: Texts, versions: Sequence[Version]) -> Table:
    """Every version: state, file, who loaded it and when, rows, since when it is published and why."""
    rows = [
        (
            one.number,
            state(t, one),
            one.origin.name,
            moment(t, one.origin.at),
            one.origin.who,
            one.origin.rows,
            one.origin.refused,
            moment(t, one.standing.scheduled or one.standing.since) or "—",
            one.standing.reason or "—",
            one.origin.sha256,
        )
        for one in versions
    ]
    names = ["number", "state", "file", "at", "who", "rows", "refused", "since", "reason", "sha256"]
    shown = (
        Column("number", "kelola.col_version", "int"),
        Column("state", "kelola.col_state"),
        Column("file", "kelola.col_file"),
        Column("at", "kelola.col_loaded"),
        Column("who", "kelola.col_who"),
        Column("rows", "kelola.taken", "int"),
        Column("refused", "kelola.refused", "int"),
        Column("since", "kelola.col_since"),
        Column("reason", "kelola.col_reason"),
        Column("sha256", "kelola.col_hash", file_only=True),
    )
    return Table(pd.DataFrame(rows, columns=names), shown, t("kelola.versions_title"), t)


# texts: kelola.event_*
def events_table(t: Texts, events: Sequence[Event], versions: Sequence[Version]) -> Table:
    """Everything that was decided: when, who, what, why, and the file it was about."""
    hashes = {one.number: one.origin.sha256 for one in versions}
    rows = [
        (
            moment(t, one.at),
            one.who,
            t(f"kelola.event_{one.what}"),
            one.version,
            moment(t, one.due) or "—",
            one.reason or "—",
            hashes.get(one.version, "")[:_HASH],
        )
        for one in events
    ]
    frame = pd.DataFrame(rows, columns=["at", "who", "what", "version", "due", "reason", "sha256"])
    shown = (
        Column("at", "kelola.col_when"),
        Column("who", "kelola.col_who"),
        Column("what", "kelola.col_what"),
        Column("version", "kelola.col_version", "int"),
        Column("due", "kelola.col_due"),
        Column("reason", "kelola.col_reason"),
        Column("sha256", "kelola.col_hash"),
    )
    return Table(frame, shown, t("kelola.history_title"), t)


def compared(versions: Sequence[Version]) -> tuple[int, int] | None:
    """The two versions one looks at first: the published one (or the one before) and the newest; None if there is only one."""
    if len(versions) < 2:  # noqa: PLR2004 - before and after
        return None
    newest = versions[0].number
    published = next((one.number for one in versions if one.standing.state == "terbit"), newest)
    return (published if published != newest else versions[1].number), newest


@lru_cache(maxsize=4)
def differences_table(t: Texts, year: int, before: int, after: int, seals: tuple[str, ...], *, draft: bool) -> Table:
    """Every value that differs. `draft`: one of the versions is not published.

    Remembered, as two versions with all details differ in 60,000 values; `seals` are the versions' own, which never change.
    """
    del seals
    found = manage.differences(year, before, after)
    frame = common.regions()
    names = dict(zip(frame["kode"], frame["nama"], strict=True))
    rows = [(names.get(one.code, one.code), _meaning(t, one.meaning), _said(t, one.before), _said(t, one.after)) for one in found]
    shown = (
        Column("region", "kelola.col_region"),
        Column("meaning", "kelola.col_meaning"),
        Column("before", heading=t("kelola.version", number=before)),
        Column("after", heading=t("kelola.version", number=after)),
    )
    title = t("kelola.differences_title", before=before, after=after)
    table = pd.DataFrame(rows, columns=["region", "meaning", "before", "after"])
    return Table(table, shown, draft_title(t, title) if draft else title, t)


def _meaning(t: Texts, known: str) -> str:
    if known.startswith("kriteria:"):
        return t("kelola.meaning_criterion_short", order=known[9:])
    if known.startswith("indikator:"):
        return t("kelola.meaning_indicator", number=known[10:])
    return t(f"kelola.meaning_{known}")


def _said(t: Texts, value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return t("common.yes" if value else "common.no")
    if isinstance(value, float):
        return formats.number(value, t.lang, 2)
    return t("kelola.there") if value == "ada" else str(value)


# texts: kelola.do_*
def choices(versions: Sequence[Version]) -> dict[Decision, tuple[Version, ...]]:
    """What may be done now → the versions it may be done to."""
    found: dict[Decision, tuple[Version, ...]] = {
        "terbit": tuple(one for one in versions if one.standing.first is None),
        "kembali": tuple(one for one in versions if one.standing.first is not None and one.standing.state != "terbit"),
        "tarik": tuple(one for one in versions if one.standing.state == "terbit" or one.standing.scheduled is not None),
    }
    return {what: some for what, some in found.items() if some}
