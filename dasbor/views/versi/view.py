"""What the page Versi data shows: all versions with their reasons, and what each changed. Always as the newest file tells it."""

import pandas as pd

from dasbor.mart import versions
from dasbor.mart.cache import of_newest
from dasbor.mart.filters import VERSION, link
from dasbor.mart.versions import PublishedVersion, VersionReason
from dasbor.page.tables import ShownColumn, Table
from dasbor.words import formats, terms
from dasbor.words.texts import Texts, catalogue

KINDS = ("hasil", "jumlah", "target", "tenggat", "klaim", "versi-hasil", "berkas", "tabel")
_LIST = (
    ShownColumn("nomor", "versi.col_number", "int"),
    ShownColumn("versi", "versi.col_name", href="alamat", help="versi.col_name_help"),
    ShownColumn("terbit", "versi.col_published"),
    ShownColumn("mengapa", "versi.col_why"),
    ShownColumn("perubahan", "versi.col_count", "int", help="versi.col_count_help", missing="versi.not_compared"),
    ShownColumn("keadaan", "versi.col_state"),
)
_CHANGES = (
    ShownColumn("jenis", "versi.col_kind"),
    ShownColumn("tahun", "common.year", "year", missing="versi.not_about"),
    ShownColumn("nama", "versi.col_place", missing="versi.empty"),
    ShownColumn("tingkat", "versi.col_level", missing="versi.not_about"),
    ShownColumn("kode", "versi.col_code", missing="versi.not_about"),
    ShownColumn("ukuran", "versi.col_measure"),
    ShownColumn("sebelum", "versi.col_before", missing="versi.empty"),
    ShownColumn("sesudah", "versi.col_after", missing="versi.empty"),
    ShownColumn("sebelum_data", "versi.col_before_data", missing="versi.empty", file_only=True),
    ShownColumn("sesudah_data", "versi.col_after_data", missing="versi.empty", file_only=True),
    ShownColumn("id_klaim", "versi.col_claim", missing="versi.not_about", file_only=True),
)
_COUNTS = (ShownColumn("jenis", "versi.col_kind"), ShownColumn("jumlah", "versi.total", "int"))
_SHORT = 12
"""Digits of a digest that are enough to tell two files apart on the screen."""


def summary(t: Texts) -> str:
    """How many versions there are, since when."""
    known = versions.versions()
    first, last = known[-1].published, known[0].published
    return t("versi.summary", count=len(known), first=formats.date(first, t.lang), last=formats.date(last, t.lang))


def options(t: Texts) -> dict[str, str]:
    """Number of a version → how the picker names it, the newest first."""
    known = versions.versions()
    return {str(one.number): t("versi.pick_option", number=one.number, date=_moment(t, one), count=_count(t, one)) for one in known}


def chosen(number: str) -> PublishedVersion:
    """The version with that number. StopIteration if there is none."""
    return next(one for one in versions.versions() if str(one.number) == number)


def kinds(t: Texts, version: PublishedVersion) -> dict[str, str]:
    """The kinds of change that a version brought, in words; all of them first."""
    there = set(versions.changes_of(version)["jenis"]) if version.count else set()
    return {"": t("versi.pick_all"), **{kind: _kind(t, kind) for kind in KINDS if kind in there}}


def address(t: Texts, version: PublishedVersion) -> str:
    """Where the dashboard is read in that version."""
    return link("ringkasan", {VERSION: version.name}, t)


# texts: versi.why_*
def why(t: Texts, reasons: tuple[VersionReason, ...]) -> str:
    """The reasons of a version in one line."""
    return "; ".join(_reason(t, one) for one in reasons) or t("versi.why_unknown")


def _reason(t: Texts, one: VersionReason) -> str:
    if one.kind == "keterangan":
        return f"“{one.text}”"
    if one.kind == "berkas":
        return t(f"versi.why_berkas_{one.subject}", subject=one.text)
    if one.kind == "isi-semula":
        return t("versi.why_isi_semula", subject=one.text)
    key = f"versi.why_{one.kind.replace('-', '_')}"
    if key not in catalogue():
        return one.text
    what = t(key, year=one.year, subject=one.subject) if one.subject else t(key)
    return t("versi.why_said", what=what, text=one.text) if one.text else what


@of_newest
def all_versions(t: Texts) -> Table:
    """One row per version, the newest first: when, why, how much changed, whether it can be read; its name leads to it."""
    rows = [
        {
            "nomor": one.number,
            "versi": one.name,
            "alamat": "" if one.closed or not one.kept else address(t, one),
            "terbit": _moment(t, one),
            "mengapa": why(t, one.reasons),
            "perubahan": one.count,
            "keadaan": _state(t, one),
        }
        for one in versions.versions()
    ]
    frame = pd.DataFrame(rows).astype({"perubahan": "Int64"})
    return Table(frame, _LIST, t("versi.list"), t, row_header=False)


@of_newest
def counts(t: Texts, version: PublishedVersion) -> Table:
    """How many changes of each kind a version brought."""
    there = versions.changes_of(version)["jenis"].value_counts()
    rows = [{"jenis": _kind(t, kind), "jumlah": int(there[kind])} for kind in KINDS if kind in there]
    return Table(pd.DataFrame(rows, columns=["jenis", "jumlah"]), _COUNTS, t("versi.counts"), t)


@of_newest
def changes(t: Texts, version: PublishedVersion, kind: str) -> Table:
    """The changes of a version, of one kind or all, row by row."""
    frame = versions.changes_of(version)
    frame = frame[frame["jenis"] == kind] if kind else frame
    words = {
        "jenis": [_kind(t, one) for one in frame["jenis"]],
        "tingkat": [None if formats.is_unknown(one) else terms.term(t, "tingkat", one) for one in frame["tingkat"]],
        "nama": [_name(t, *one) for one in zip(frame["jenis"], frame["nama"], strict=True)],
        "ukuran": [_measure(t, one) for one in frame["ukuran"]],
        "sebelum": [_value(t, *one) for one in zip(frame["ukuran"], frame["sebelum"], strict=True)],
        "sesudah": [_value(t, *one) for one in zip(frame["ukuran"], frame["sesudah"], strict=True)],
    }
    raw = {"sebelum_data": frame["sebelum"].tolist(), "sesudah_data": frame["sesudah"].tolist()}
    shown = frame.assign(**{name: pd.Series(column, dtype=object, index=frame.index) for name, column in (words | raw).items()})
    return Table(shown, _CHANGES, t("versi.changes", name=version.name), t, row_header=False)


def _moment(t: Texts, version: PublishedVersion) -> str:
    at = version.published
    clock = f"{at:%H.%M}" if t.lang == "id" else f"{at:%H:%M}"
    return t("versi.moment", date=formats.date(at, t.lang), time=clock)


def _count(t: Texts, version: PublishedVersion) -> str:
    return t("versi.not_compared") if version.count is None else formats.number(version.count, t.lang)


def _state(t: Texts, version: PublishedVersion) -> str:
    if version.current:
        return t("versi.state_current")
    if version.closed and version.closed_at is not None:
        return t("versi.state_closed", date=formats.date(version.closed_at, t.lang), reason=version.closed)
    return t("versi.state_readable" if version.kept else "versi.state_lost")


# texts: versi.kind_*
def _kind(t: Texts, kind: str) -> str:
    key = f"versi.kind_{kind.replace('-', '_')}"
    return t(key) if key in catalogue() else kind


def _name(t: Texts, kind: str, name: object) -> str | None:
    if formats.is_unknown(name):
        return None
    family = {"target": "penetap", "tenggat": "tahap"}.get(kind)
    return terms.term(t, family, name) if family else str(name)


# texts: versi.measure_*
def _measure(t: Texts, measure: str) -> str:
    key = f"versi.measure_{measure}"
    return t(key) if key in catalogue() else terms.term(t, "ukuran", measure)


# texts: versi.value_*
def _value(t: Texts, measure: str, value: object) -> str | None:
    """A value in words: numbers as the language writes them, codes as words, digests cut short; the rest as the data have it."""
    if formats.is_unknown(value):
        return None
    text = str(value)
    if measure == "sha256":
        return text[:_SHORT]
    if measure == "bendera":
        return terms.term(t, "bendera", text)
    key = f"versi.value_{text.replace(' ', '_')}"
    if key in catalogue():
        return t(key)
    if measure == "skor":
        return formats.number(float(text), t.lang, 2)
    return text
