"""The page of all versions of the data: when each was published, why, and what it changed."""

import csv
import io
from collections import Counter
from collections.abc import Collection

import pandas as pd

from dasbor import formats, simulation, versions
from dasbor.site import store
from dasbor.site.model import Page, Part, folded, links, part, parts, table, text
from dasbor.tables import Column, Table
from dasbor.texts import Lang, Texts, texts
from dasbor.versions import Version

NAME = "versi.html"
_MOST = 400
"""Rows of changes on the page, of all versions together; the rest stands in the CSV file."""
_COLUMNS = ("jenis", "tahun", "tingkat", "kode", "nama", "ukuran", "sebelum", "sesudah", "id_klaim")
_WITH_WORDS = frozenset({"terbit", "kembali", "tarik", "koreksi"})
"""Reasons whose words are the operator's own, after a colon."""
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def page(lang: Lang, addresses: Collection[str]) -> Page:
    """The page; versions whose names are among `addresses` have pages of their own in the site."""
    t, left = texts(lang), _MOST
    found: list[Part] = []
    for version in listed():
        made, used = _part(t, version, left, linked=version.name in addresses)
        found.append(made)
        left -= used
    lead = (t("situs.versions_lead" if addresses else "situs.versions_single"),)
    way = part("semua", t("situs.version_files"), links([(t("situs.version_csv"), f"/{table_name()}")]))
    crumbs = ((t("situs.home"), "index.html"),)
    return Page(lang, NAME, t("situs.versions_title"), lead[0], parts(*found, way), crumbs, lead=lead)


def listed() -> tuple[Version, ...]:
    """All versions, the newest first; one that came again stands where it came last."""
    found: dict[str, Version] = {}
    for version in versions.versions():
        found.setdefault(version.name, version)
    return tuple(found.values())


def _part(t: Texts, version: Version, left: int, *, linked: bool) -> tuple[Part, int]:
    """What is told of a version, and how many rows of changes that took."""
    title = t("situs.version_heading", version=version.name)
    told = [t("situs.version_built", date=formats.date(version.published, t.lang)), " ".join(why(t, version))]
    if version.closed:
        return part(_ident(version), title, text(*told, t("situs.version_closed", reason=version.closed))), 0
    frame = versions.changes(version.name) if version.base else pd.DataFrame(columns=list(_COLUMNS))
    shown = frame.head(max(left, 0))
    more = [t("situs.version_more", shown=len(shown), n=len(frame))] if len(shown) < len(frame) else []
    address = "/" + (f"{store.VERSIONS}/{version.name}/" if not version.current else "") + f"{t.lang}/index.html"
    pieces = (
        text(t("situs.version_current") if version.current else "", *told, _counts(t, version, frame)),
        links([(t("situs.version_open"), address)]) if linked else "",
        folded(t("situs.version_changes_table", version=version.name), text(*more) + table(_changes(t, version, shown)))
        if len(shown) else text(*more),
    )  # fmt: skip
    return part(_ident(version), title, *pieces), len(shown)


def _ident(version: Version) -> str:
    """The anchor of a version on the page."""
    return f"v-{version.name}"


# texts: situs.why_*
def why(t: Texts, version: Version) -> tuple[str, ...]:
    """Why a version came, a sentence for each reason."""
    return tuple(
        t(
            f"situs.why_{reason.kind.replace('-', '_')}",
            year=reason.year or "",
            subject=reason.subject,
            text=f": {reason.text}" if reason.text and reason.kind in _WITH_WORDS else reason.text,
        )
        for reason in version.reasons
    )


def anchor(lang: Lang, digest: str) -> str:
    """Where the page tells of the version with this digest, as a path from the root; "" if it tells of none."""
    version = next((one for one in listed() if one.digest == digest), None)
    return f"{lang}/{NAME}#{_ident(version)}" if version else ""


# texts: situs.change_*
def _counts(t: Texts, version: Version, frame: pd.DataFrame) -> str:
    """How many changes of which kind."""
    if not version.base:
        return ""
    if frame.empty:
        return t("situs.version_no_changes")
    counts = Counter(map(str, frame["jenis"]))
    told = [
        t("situs.version_count", n=formats.number(n, t.lang), kind=t(f"situs.change_{kind.replace('-', '_')}"))
        for kind, n in counts.items()
    ]
    return t("situs.version_changes", n=formats.number(len(frame), t.lang), counts=", ".join(told))


def _changes(t: Texts, version: Version, frame: pd.DataFrame) -> Table:
    shown = frame.assign(jenis=[t(f"situs.change_{kind.replace('-', '_')}") for kind in frame["jenis"]])
    columns = (
        Column("nama", "klaim.col_place"),
        Column("tahun", "common.year", "year"),
        Column("jenis", "situs.change_kind"),
        Column("ukuran", "klaim.col_measure"),
        Column("sebelum", "situs.change_before", missing="situs.change_none"),
        Column("sesudah", "situs.change_after", missing="situs.change_none"),
    )
    return Table(shown, columns, t("situs.version_changes_table", version=version.name), t)


def table_name() -> str:
    """The file of all changes, at the root: versions themselves do not hold it, for it tells of those after them."""
    return simulation.file_name("versi.csv", simulated=simulation.active())


def table_bytes() -> bytes:
    """Every change of every open version as CSV, the newest version first; text that a spreadsheet would run begins with "'"."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    marked = simulation.active()
    writer.writerow([*("simulasi",) * marked, "versi", *_COLUMNS])
    for version in listed():
        if version.base and not version.closed:
            for row in versions.changes(version.name)[list(_COLUMNS)].itertuples(index=False):
                cells = ["" if formats.is_unknown(cell) else str(cell) for cell in row]
                writer.writerow([*(simulation.MARK,) * marked, version.name, *(_plain(cell) for cell in cells)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) else cell
