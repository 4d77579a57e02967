"""A year's stages and deadlines in the reader's words: a table, what comes next, and what is not known.

Everything here takes the date it counts from; only `dasbor.words.clock` knows today's.
"""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from dasbor.mart import common, links
from dasbor.mart import stages as queries
from dasbor.mart.cache import shared
from dasbor.mart.provinsi import Row
from dasbor.page.tables import ShownColumn, Table
from dasbor.words import formats
from dasbor.words.formats import is_unknown
from dasbor.words.terms import term
from dasbor.words.texts import Texts

NEAR = 400
"""Days within which "how many days" says something; farther off the date says it better."""
_UPCOMING = 2


def span(t: Texts, row: Row) -> str:
    """As in "10 Agustus 2020", "1–15 September 2020", "1 Juni – 30 September 2023", "mulai 1 Oktober 2020"."""
    start, end = day(row["mulai"]), day(row["selesai"])
    if end is None:
        return t("tahapan.from", date=formats.date(start, t.lang))
    last = formats.date(end, t.lang)
    if start is None or start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    return f"{formats.date(start, t.lang).removesuffix(f' {end.year}')} – {last}"


def left(t: Texts, row: Row, at: dt.date) -> str:
    """How far off a step is at `at`: "12 hari lagi", "hari ini, sampai pukul 24.00", "lewat 3 hari", "sudah lewat"."""
    open_ended = is_unknown(row["selesai"])
    days = days_left(row, at)
    if days == 0:
        return t("tahapan.starts_today" if open_ended else "tahapan.ends_today")
    if days == 1 and open_ended:
        return t("tahapan.begins_tomorrow")
    side = "ahead" if days > 0 else "begun" if open_ended else "past"
    size = "far" if abs(days) > NEAR else "one" if abs(days) == 1 else "days"
    return t(f"tahapan.{side}_{size}", days=abs(days))


def days_left(row: Row, at: dt.date) -> int:
    """Days from `at` to the step's last day (its first where no last is known); negative once it is over."""
    return queries.days_left(day(row["mulai"]), day(row["selesai"]), at)


# texts: tahapan.short_*, texts: tahapan.record_*
# texts: tahapan.ahead_*, texts: tahapan.begun_*, texts: tahapan.past_*, texts: tahapan.basis_*, texts: tahapan.usual_*
def basis(t: Texts, row: Row) -> str:
    """What a date rests on: this office, the nation, or the rule's usual calendar, which nobody published for this year."""
    return t(f"tahapan.basis_{row['dasar']}")


def short_basis(t: Texts, row: Row) -> str:
    """The basis for a list: whose it is, and whether the claim is uncertain or the day only usual."""
    words = t(f"tahapan.short_{row['dasar']}")
    return t("tahapan.short_uncertain", basis=words) if row["keyakinan"] == "ambigu" else words


def day(value: object) -> dt.date | None:
    """The date in a cell of a frame, None for an empty one."""
    return value.date() if isinstance(value, pd.Timestamp) else None


def _source(t: Texts, row: Row) -> str:
    """Address of the claim; where none is kept, of the table of rounds and usual calendars."""
    if not is_unknown(row["kunci"]):
        return links.source_link(t, str(row["kunci"]))
    return links.part_link(t, "tahunan")


def certainty(t: Texts, row: Row) -> str:
    """How certain the claim of the year itself is, with a mark where sources differ; "–" for a day that no claim of it states."""
    if is_unknown(row["keyakinan"]):
        return "–"
    words = term(t, "keyakinan", row["keyakinan"])
    return t("tahapan.disputed", certainty=words) if row["konflik"] else words


def exactness(t: Texts, row: Row) -> str:
    """What a day of the reference data is worth: that of another year, approximate, on record; "–" for one that a claim states."""
    if is_unknown(row["kepastian"]):
        return "–"
    return t(f"tahapan.{'usual' if row['dasar'] == 'lazim' else 'record'}_{row['kepastian']}")


def who(t: Texts, row: Row) -> str:
    """Who published the date; of a usual one, who does the work."""
    if row["dasar"] == "lazim":
        return t("tahapan.done_by", who=term(t, "pelaksana", row["siapa"]))
    if is_unknown(row["siapa"]):
        return t("tahapan.decreed" if row["tahap"] == queries.DECREE else "tahapan.announced")
    return t("tahapan.published_by", who=row["siapa"])


def _table(t: Texts, frame: pd.DataFrame, at: dt.date, caption: str, *, single: bool) -> Table:
    rows = frame.to_dict("records")
    shown = frame.assign(
        tahap=[term(t, "tahap", row["tahap"]) for row in rows],
        kapan=[span(t, row) for row in rows],
        sisa=[left(t, row, at) for row in rows],
        dasar=[basis(t, row) for row in rows],
        alamat=[_source(t, row) for row in rows],
        cakupan=[t("tahapan.everywhere") if is_unknown(row["provinsi"]) else str(row["provinsi"]) for row in rows],
        siapa=[who(t, row) for row in rows],
        keyakinan=[certainty(t, row) for row in rows],
        ketepatan=[exactness(t, row) for row in rows],
        penjelasan=frame["penjelasan"].fillna("–"),
    )
    columns = (
        ShownColumn("tahap", "tahapan.col_step"),
        ShownColumn("kapan", "tahapan.col_when", help="tahapan.help_when"),
        ShownColumn("sisa", "tahapan.col_left", help="tahapan.help_left"),
        ShownColumn("dasar", "tahapan.col_basis", href="alamat", help="tahapan.help_basis"),
        ShownColumn("cakupan", "tahapan.col_scope", file_only=single),
        ShownColumn("siapa", "tahapan.col_who"),
        ShownColumn("keyakinan", "tahapan.col_certainty", help="tahapan.help_certainty"),
        ShownColumn("ketepatan", "tahapan.col_exactness", help="tahapan.help_exactness"),
        ShownColumn("penjelasan", "tahapan.col_note"),
        ShownColumn("mulai", "tahapan.col_start", "date", file_only=True),
        ShownColumn("selesai", "tahapan.col_end", "date", file_only=True),
        ShownColumn("kunci", "tahapan.col_key", file_only=True, help="tahapan.help_key"),
        ShownColumn("sumber_url", "tahapan.col_address", file_only=True),
    )
    return Table(shown.reset_index(drop=True), columns, caption, t)


@shared
def table(t: Texts, provinces: tuple[str, ...], year: int, at: dt.date) -> Table:
    """The steps in force for the office of `provinces` in `year`, by date, with the time left at `at`; empty where none is."""
    frame = queries.stages(provinces, year)
    return _table(t, frame[frame["berlaku"]], at, t("tahapan.title", year=year), single=len(provinces) <= 1)


@shared
def others(t: Texts, provinces: tuple[str, ...], year: int, at: dt.date) -> Table:
    """The dates of the same steps on a lesser basis, which are not in force; often empty."""
    frame = queries.stages(provinces, year)
    return _table(t, frame[~frame["berlaku"]], at, t("tahapan.others_title", year=year), single=len(provinces) <= 1)


@shared
def sentences(t: Texts, provinces: tuple[str, ...], year: int, at: dt.date) -> tuple[str, ...]:
    """What comes next, on what the dates rest, from where the days are counted, and what is not known."""
    frame = queries.stages(provinces, year)
    rows = frame[frame["berlaku"]].to_dict("records")
    told = []
    if rows:
        told += [*_next_sentences(t, rows, year, at), _basis_sentence(t, rows, year), counted_from(t, provinces, at)]
    return (*told, *_unknown_sentences(t, rows, year, of_office=bool(provinces)))


def _next_sentences(t: Texts, rows: Sequence[Row], year: int, at: dt.date) -> list[str]:
    ahead = [row for row in rows if days_left(row, at) >= 0]
    if not ahead:
        last = rows[-1]
        return [t("tahapan.all_past", year=year, step=term(t, "tahap", last["tahap"]), when=span(t, last))]
    return [
        t(
            f"tahapan.next_{place}",
            step=term(t, "tahap", row["tahap"]), when=span(t, row), left=left(t, row, at), basis=basis(t, row),
        )
        for place, row in zip(("first", "second"), ahead[:_UPCOMING], strict=False)
    ]  # fmt: skip


# texts: tahapan.next_*, texts: tahapan.count_*
def _basis_sentence(t: Texts, rows: Sequence[Row], year: int) -> str:
    counts = {name: sum(row["dasar"] == name for row in rows) for name in queries.BASES}
    told = [t(f"tahapan.count_{name}", count=count) for name, count in counts.items() if count]
    words = t("tahapan.counts", list="; ".join(told))
    if not counts["lazim"]:
        return words
    return f"{words} {t('tahapan.usual_note', rule=queries.rule(year))}"


@shared
def counted_from(t: Texts, provinces: tuple[str, ...], at: dt.date) -> str:
    """The date that days are counted from, and the office's time zone or zones."""
    zones = queries.zones(provinces)
    return t("tahapan.counted_from", date=formats.date(at, t.lang), zones=t("tahapan.and").join(zones))


def _unknown_sentences(t: Texts, rows: Sequence[Row], year: int, *, of_office: bool) -> list[str]:
    rule = queries.rule(year)
    if rule is None:
        planned = year in set(common.rounds()["tahun"])
        return [t("tahapan.no_assessment" if planned else "tahapan.no_round", year=year)]
    if not queries.has_calendar(rule):
        return [t("tahapan.no_calendar", rule=rule, year=year)]
    own = any(row["dasar"] == "kanwil" for row in rows)
    return [t("tahapan.none_of_office", year=year)] if of_office and not own else []


@shared
def empty(t: Texts, year: int) -> str:
    """Why there is no step at all in a year, and what to do."""
    return t("tahapan.empty", year=year, known=", ".join(map(str, queries.years())))
