"""What the page Kelola data says about the versions of a year: which there are, what was decided, in what two of them differ."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache

import pandas as pd

from dasbor.inside import manage
from dasbor.inside.kelola import draft_title
from dasbor.inside.kelola_round import office
from dasbor.inside.manage import Decision, Event, ResultVersion
from dasbor.mart import common
from dasbor.mart.warehouse import WIB
from dasbor.page.tables import ShownColumn, Table
from dasbor.words import formats
from dasbor.words.texts import Texts

_HASH = 12
_DECISIONS: tuple[Decision, ...] = ("terbit", "kembali", "tarik")


def moment(t: Texts, at: dt.datetime | None) -> str | None:
    """Date and time in Jakarta; None for none."""
    if at is None:
        return None
    local = at.astimezone(WIB)
    return t("kelola.moment", date=formats.date(local, t.lang), time=f"{local:%H.%M}" if t.lang == "id" else f"{local:%H:%M}")


# texts: kelola.state_*
def state(t: Texts, version: ResultVersion) -> str:
    """Where a version stands, in words."""
    return t(f"kelola.state_{version.standing.state}")


def options(t: Texts, versions: Sequence[ResultVersion]) -> dict[int, str]:
    """Number → version in words, for pickers."""
    return {
        one.number: t(
            "kelola.version_option", number=one.number, state=state(t, one), name=one.origin.name, at=moment(t, one.origin.at)
        )
        for one in versions
    }


def versions_table(t: Texts, versions: Sequence[ResultVersion]) -> Table:
    """Every version: state, file, who loaded it and when, rows, since when it is published and why."""
    rows = [
        (
            one.number,
            state(t, one),
            one.origin.name,
            office(t, one.origin.office),
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
    names = ["number", "state", "file", "office", "at", "who", "rows", "refused", "since", "reason", "sha256"]
    shown = (
        ShownColumn("number", "kelola.col_version", "int"),
        ShownColumn("state", "kelola.col_state"),
        ShownColumn("file", "kelola.col_file"),
        ShownColumn("office", "kelola.col_office"),
        ShownColumn("at", "kelola.col_loaded"),
        ShownColumn("who", "kelola.col_who"),
        ShownColumn("rows", "kelola.taken", "int"),
        ShownColumn("refused", "kelola.refused", "int"),
        ShownColumn("since", "kelola.col_since"),
        ShownColumn("reason", "kelola.col_reason"),
        ShownColumn("sha256", "kelola.col_hash", file_only=True),
    )
    return Table(pd.DataFrame(rows, columns=names), shown, t("kelola.versions_title"), t)


# texts: kelola.event_*
def events_table(t: Texts, events: Sequence[Event], versions: Sequence[ResultVersion]) -> Table:
    """Everything that was decided: when, who, what, why, and the file it was about."""
    hashes = {one.number: one.origin.sha256 for one in versions}
    rows = [
        (
            moment(t, one.at),
            one.who,
            t(f"kelola.event_{one.what}"),
            ", ".join(map(str, one.versions)),
            moment(t, one.due) or "—",
            one.reason or "—",
            hashes.get(one.version, "")[:_HASH],
        )
        for one in events
    ]
    frame = pd.DataFrame(rows, columns=["at", "who", "what", "version", "due", "reason", "sha256"])
    shown = (
        ShownColumn("at", "kelola.col_when"),
        ShownColumn("who", "kelola.col_who"),
        ShownColumn("what", "kelola.col_what"),
        ShownColumn("version", "kelola.col_version"),
        ShownColumn("due", "kelola.col_due"),
        ShownColumn("reason", "kelola.col_reason"),
        ShownColumn("sha256", "kelola.col_hash"),
    )
    return Table(frame, shown, t("kelola.history_title"), t)


def compared(versions: Sequence[ResultVersion]) -> tuple[int, int] | None:
    """The two states of the round one looks at first: the published one (or the one before) and the newest; None for one alone."""
    if len(versions) < 2:  # noqa: PLR2004 - before and after
        return None
    newest = versions[0].number
    published = next((one.number for one in versions if one.standing.state == "terbit"), newest)
    return (published if published != newest else versions[1].number), newest


@lru_cache(maxsize=4)
def differences_table(t: Texts, year: int, before: int, after: int, seals: tuple[str, ...], *, draft: bool) -> Table:
    """Every value that differs in the round when each version had come. `draft`: one of the versions is not published.

    Remembered, as two full rounds with all details differ in 60,000 values; `seals` are the versions' own, which never change.
    """
    del seals
    found = manage.differences(year, before, after)
    frame = common.regions()
    names = dict(zip(frame["kode"], frame["nama"], strict=True))
    rows = [(names.get(one.code, one.code), _meaning(t, one.meaning), _said(t, one.before), _said(t, one.after)) for one in found]
    shown = (
        ShownColumn("region", "kelola.col_region"),
        ShownColumn("meaning", "kelola.col_meaning"),
        ShownColumn("before", heading=t("kelola.version", number=before)),
        ShownColumn("after", heading=t("kelola.version", number=after)),
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
def choices(versions: Sequence[ResultVersion], drafted: Sequence[int]) -> dict[Decision, dict[int, tuple[ResultVersion, ...]]]:
    """What may be done now → the version it may be done to (0: all of them together) → those it is about then.

    `drafted`: what the draft of the round rests on; it goes first, as it is what is mostly published.
    """
    standing = tuple(one for one in versions if one.standing.state == "terbit" or one.standing.scheduled is not None)
    whole = {
        "terbit": tuple(one for one in versions if one.number in drafted),
        "kembali": (),
        "tarik": tuple(one for one in standing if one.standing.state == "terbit") or standing,
    }
    single = {
        "terbit": tuple(one for one in versions if one.standing.first is None),
        "kembali": tuple(one for one in versions if one.standing.first is not None),
        "tarik": standing,
    }
    found: dict[Decision, dict[int, tuple[ResultVersion, ...]]] = {}
    for what in _DECISIONS:
        together = {0: whole[what]} if len(whole[what]) > 1 else {}
        if some := together | {one.number: (one,) for one in single[what] if what != "kembali" or not _wholly(one)}:
            found[what] = some
    return found


def _wholly(version: ResultVersion) -> bool:
    """Whether every region of a version rests on it, so that there is nothing to restore."""
    return version.standing.state == "terbit" and version.whole


def choice_options(t: Texts, found: dict[int, tuple[ResultVersion, ...]]) -> dict[int, str]:
    """The same for the picker, in words."""
    words = options(t, [one for some in found.values() for one in some])
    together = t("kelola.together", versions=numbers(one.number for one in found.get(0, ())))
    return {number: words[number] if number else together for number in found}


def numbers(found: Iterable[int]) -> str:
    """Numbers of versions in a row."""
    return ", ".join(str(one) for one in sorted(found))


def regions(codes: Iterable[str]) -> str:
    """Names of regions in a row."""
    frame = common.regions()
    names = dict(zip(frame["kode"], frame["nama"], strict=True))
    return ", ".join(f"{names.get(code, code)} ({code})" for code in codes)
