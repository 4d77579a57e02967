"""The page of all versions of the data: when each was published, why, and what it changed."""

import csv
import io
from collections.abc import Collection

from dasbor.mart import simulation, versions
from dasbor.mart.versions import PublishedVersion
from dasbor.site import store
from dasbor.site.model import PagePart, SitePage, folded, links, part, parts, table, text
from dasbor.views.versi import view as views
from dasbor.words import formats
from dasbor.words.texts import Lang, Texts, texts
from etl.build.versions import compare

NAME = "versi.html"
_MOST = 400
"""Rows of changes on the page, of all versions together; the rest stands in the CSV file."""
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def page(lang: Lang, addresses: Collection[str]) -> SitePage:
    """The page; versions whose names are among `addresses` have pages of their own in the site."""
    t, left = texts(lang), _MOST
    found: list[PagePart] = []
    for version in versions.versions():
        made, used = _part(t, version, left, linked=version.name in addresses)
        found.append(made)
        left -= used
    lead = (t("situs.versions_lead" if addresses else "situs.versions_single"),)
    way = part("semua", t("situs.version_files"), links([(t("situs.version_csv"), f"/{table_name()}")]))
    crumbs = ((t("situs.home"), "index.html"),)
    return SitePage(lang, NAME, t("situs.versions_title"), lead[0], parts(*found, way), crumbs, lead=lead)


def listed() -> tuple[PublishedVersion, ...]:
    """All versions, the newest first; one that came again stands where it came last."""
    found: dict[str, PublishedVersion] = {}
    for version in versions.versions():
        found.setdefault(version.name, version)
    return tuple(found.values())


def _part(t: Texts, version: PublishedVersion, left: int, *, linked: bool) -> tuple[PagePart, int]:
    """What is told of a version, and how many rows of changes that took."""
    title = t("situs.version_heading", version=version.name)
    told = [t("situs.version_told", date=formats.date(version.published, t.lang), why=views.why(t, version.reasons))]
    if version.closed:
        return part(_ident(version), title, text(*told, t("situs.version_closed", reason=version.closed))), 0
    changed = views.changes(t, version, "") if version.base else None
    rows = 0 if changed is None else len(changed.frame)
    shown = min(rows, max(left, 0))
    address = f"/{t.lang}/index.html" if version.current else f"/{store.VERSIONS}/{version.name}/{t.lang}/index.html"
    pieces = (
        text(t("situs.version_current") if version.current else "", *told, _counts(t, version, rows)),
        links([(t("situs.version_open"), address)]) if linked else "",
        text(t("situs.version_more", shown=shown, n=formats.number(rows, t.lang))) if shown < rows else "",
        folded(t("situs.version_table"), table(changed.part(slice(0, shown)))) if changed and shown else "",
    )
    return part(_ident(version), title, *pieces), shown


def _ident(version: PublishedVersion) -> str:
    """The anchor of a version on the page; a content that came again is told of each time."""
    return f"v-{version.number}"


def anchor(lang: Lang, version: PublishedVersion) -> str:
    """Where the page tells of a version, as a path from the root."""
    return f"{lang}/{NAME}#{_ident(version)}"


def _counts(t: Texts, version: PublishedVersion, rows: int) -> str:
    """How many changes of which kind."""
    if not version.base:
        return ""
    if not rows:
        return t("situs.version_no_changes")
    counts = views.counts(t, version).frame
    told = [f"{kind} {formats.number(n, t.lang)}" for kind, n in zip(counts["jenis"], counts["jumlah"], strict=True)]
    return t("situs.version_changes", n=formats.number(rows, t.lang), counts="; ".join(told))


def table_name() -> str:
    """The file of all changes, at the root: versions themselves do not hold it, for it tells of those after them."""
    return simulation.file_name("perubahan-versi.csv", simulated=simulation.active())


def table_bytes() -> bytes:
    """Every change of every open version as CSV, the newest version first; text that a spreadsheet would run begins with "'"."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    marked = simulation.active()
    writer.writerow([*("simulasi",) * marked, "nomor", "versi", *compare.COLUMNS])
    for version in versions.versions():
        if version.base and not version.closed:
            for row in versions.changes_of(version)[list(compare.COLUMNS)].itertuples(index=False):
                cells = ["" if formats.is_unknown(cell) else _plain(str(cell)) for cell in row]
                writer.writerow([*(simulation.MARK,) * marked, version.number, version.name, *cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) else cell
