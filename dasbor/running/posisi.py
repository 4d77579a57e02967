"""Who stands where in the running year: a row per region, the most urgent first, and the records that contradict each other."""

import pandas as pd

from dasbor.mart import links
from dasbor.page.tables import ShownColumn, Table
from dasbor.running import year as running
from dasbor.running.berjalan import moment, several, stands, state_word, step
from dasbor.running.gambaran import Picture
from dasbor.running.tenggat import ENTERED
from dasbor.running.year import STAGES, Due, Position, Timing
from dasbor.words import formats
from dasbor.words.texts import Texts

_TIMINGS: dict[str, tuple[Timing, ...]] = {
    "terlambat": (running.LATE,),
    "mungkin": (running.MAYBE_LATE,),
    "menunggu": ("menjelang", "tanpa tenggat"),
    "keluar": ("keluar",),
}
VIEWS = ("semua", *_TIMINGS)


# texts: berjalan.view_*
def options(t: Texts, picture: Picture) -> dict[str, str]:
    """Which regions to list → words with their number."""
    return {view: t("berjalan.view_count", view=t(f"berjalan.view_{view}"), n=len(_chosen(picture, view))) for view in VIEWS}


def _chosen(picture: Picture, view: str) -> list[tuple[Position, Due]]:
    wanted = _TIMINGS.get(view)
    return [pair for pair in picture.dues if wanted is None or pair[1].timing in wanted]


def left(t: Texts, found: Due) -> str:
    """How a region stands to its next deadline: "terlambat 12 hari", "9 hari lagi", or why there is no number."""
    if found.days is None:
        return {"selesai": t("berjalan.due_done"), "keluar": t("berjalan.due_out")}.get(found.timing, t("berjalan.due_unknown"))
    if found.days >= 0:
        return t("berjalan.due_today") if found.days == 0 else t("berjalan.due_ahead", days=found.days)
    return t("berjalan.due_late" if found.timing == running.LATE else "berjalan.due_maybe", days=-found.days)


# texts: berjalan.basis_of_*
def deadline_basis(t: Texts, basis: str) -> str:
    """What a deadline rests on."""
    return t(f"berjalan.basis_of_{basis.replace(' ', '_')}")


def table(t: Texts, picture: Picture, view: str = "semua") -> Table:
    """A row per region: how far, what is missing, its next deadline, who recorded it last. Files have every stage with its day."""
    rows = [_row(t, position, found) for position, found in _chosen(picture, view)]
    columns = (
        ShownColumn("nama", "berjalan.col_region", href="alamat"),
        ShownColumn("provinsi", "common.province", file_only=not several(picture)),
        ShownColumn("sisa", "berjalan.col_left", help="berjalan.help_left"),
        ShownColumn("berikut", "berjalan.col_next", help="berjalan.help_next"),
        ShownColumn("sejauh", "berjalan.col_furthest", help="berjalan.help_furthest"),
        ShownColumn("tenggat", "berjalan.col_deadline", "date", missing="berjalan.dash", help="berjalan.help_deadline"),
        ShownColumn("dasar", "berjalan.col_basis", href="alamat_tenggat", help="berjalan.help_basis"),
        ShownColumn("kurang", "berjalan.col_lacking", help="berjalan.help_lacking"),
        ShownColumn("dicatat", "berjalan.col_recorded", help="berjalan.help_recorded"),
        ShownColumn("kode", "berjalan.col_code", file_only=True),
        ShownColumn("hari", "berjalan.col_days", "signed", file_only=True, help="berjalan.help_days"),
        *(part for stage in STAGES for part in _stage_columns(t, stage)),
        ShownColumn("predikat", "berjalan.step_predikat", file_only=True),
        ShownColumn("nomor", "berjalan.col_entry", "int", file_only=True),
    )
    frame = pd.DataFrame(rows, columns=["alamat", "alamat_tenggat", *(column.key for column in columns)])
    numbers = ["hari", "nomor"]
    caption = t("berjalan.positions_title", year=picture.year)
    return Table(frame.astype(dict.fromkeys(numbers, "Int64")), columns, caption, t)


def _stage_columns(t: Texts, stage: str) -> tuple[ShownColumn, ShownColumn]:
    heading = step(t, stage)
    return (
        ShownColumn(f"{stage}.keadaan", heading=heading, file_only=True),
        ShownColumn(f"{stage}.hari", heading=t("berjalan.col_day_of", step=heading), kind="date", file_only=True),
    )


def _row(t: Texts, one: Position, found: Due) -> dict[str, object]:
    last = one.last_entry
    row: dict[str, object] = {
        "kode": one.code, "nama": one.name, "alamat": links.region_link(t, one.code), "provinsi": one.province,
        "sejauh": _furthest(t, one), "berikut": _next(t, one), "sisa": left(t, found),
        "tenggat": found.deadline.day if found.deadline else None,
        "dasar": deadline_basis(t, found.deadline.basis) if found.deadline else "–", "alamat_tenggat": _source(t, found),
        "kurang": lacking(t, one), "hari": found.days,
        "predikat": one.predicate or state_word(t, one.marks[running.PREDICATE].state),
        "dicatat": t("berjalan.recorded_by", who=last.who, when=moment(t, last.at)) if last else t("berjalan.never_recorded"),
        "nomor": last.number if last else None,
    }  # fmt: skip
    for stage in STAGES:
        row[f"{stage}.keadaan"] = state_word(t, one.marks[stage].state)
        row[f"{stage}.hari"] = one.marks[stage].day
    return row


def _source(t: Texts, found: Due) -> str:
    """Where the day of a deadline can be followed to; "" for one that was entered: its entry is on the page Isian."""
    if found.deadline is None or found.deadline.basis in ENTERED:
        return ""
    return links.source_link(t, found.deadline.fact) if found.deadline.fact else links.part_link(t, "tahunan")


def _furthest(t: Texts, one: Position) -> str:
    if one.furthest is None:
        return t("berjalan.nowhere")
    if one.predicate:
        return one.predicate
    day = one.marks[one.furthest].day
    return step(t, one.furthest) if day is None else t("berjalan.on_day", step=step(t, one.furthest), day=formats.date(day, t.lang))


def _next(t: Texts, one: Position) -> str:
    if one.left_at:
        return stands(t, one.left_at, running.NO)
    if one.next is None:
        return "–"
    return stands(t, one.next, one.marks[one.next].state)


def lacking(t: Texts, one: Position) -> str:
    """The steps behind a region that are not done, or not recorded as done."""
    return ", ".join(stands(t, name, one.marks[name].state) for name in one.lacking) or "–"


def contradictions(t: Texts, picture: Picture) -> Table:
    """A row per region and step whose record does not go with those of later steps; often empty."""
    rows = [
        {
            "nama": one.name, "provinsi": one.province, "kode": one.code,
            "awal": _told(t, one, earlier), "kemudian": "; ".join(_told(t, one, name) for name in later),
        }
        for one in picture.positions
        for earlier, later in one.contradictions.items()
    ]  # fmt: skip
    columns = (
        ShownColumn("nama", "berjalan.col_region"),
        ShownColumn("provinsi", "common.province", file_only=not several(picture)),
        ShownColumn("awal", "berjalan.col_earlier"),
        ShownColumn("kemudian", "berjalan.col_later"),
        ShownColumn("kode", "berjalan.col_code", file_only=True),
    )
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    return Table(frame, columns, t("berjalan.contradictions_title", year=picture.year), t)


def _told(t: Texts, one: Position, at: str) -> str:
    mark = one.marks[at]
    words = stands(t, at, mark.state)
    return words if mark.day is None else t("berjalan.on_day", step=words, day=formats.date(mark.day, t.lang))
