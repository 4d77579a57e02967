"""The meeting's page about a running year as PDF: one page A4, set by typst. Internal: whoever offers it logs that it was taken.

The file is PDF/UA-1. The same entries, results, day and language give the same bytes.
"""

import datetime as dt
import json

import typst

from dasbor.exports.sheet import pages
from dasbor.maps.png import fonts
from dasbor.mart import simulation, warehouse
from dasbor.running.gambaran import Picture
from dasbor.running.meeting_content import content
from dasbor.words import paths
from dasbor.words.formats import is_unknown
from dasbor.words.texts import Lang, texts

_TEMPLATE = paths.ASSETS / "lembar-rapat.typ"
_ROWS = (24, 20, 16, 13, 10, 8, 6, 4, 2, 1, 0)
"""How many rows of each list are tried until one page holds it; of those left out the number is told."""


def meeting_pdf(picture: Picture, slug: str, lang: Lang) -> bytes:
    """The page of an office ("" for all of `picture`). Other threads go on meanwhile."""
    pdf = b""
    for rows in _ROWS:
        made = content(texts(lang), picture, slug, rows)
        pdf = typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=fonts(),
            format="pdf",
            sys_inputs={"isi": json.dumps(made, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=_moment(picture),
        )
        if pages(pdf) == 1:
            break
    return pdf


def _moment(picture: Picture) -> int:
    """Seconds of the newest thing on the page: the last entry, the build, the day that days are counted from."""
    day = dt.datetime.combine(picture.at, dt.time(), tzinfo=dt.UTC)
    entered = picture.latest["waktu"]
    known = [day, warehouse.stamp().built] + ([] if is_unknown(entered) else [entered])
    return int(max(moment.timestamp() for moment in known))  # type: ignore[attr-defined]


def file_name(slug: str, picture: Picture, lang: Lang) -> str:
    """As in "internal-rapat-kemenham-nusa-tenggara-timur-2026-20261122-catatan-41-id.pdf"; ASCII only."""
    number = picture.latest["no"]
    entry = "0" if is_unknown(number) else str(int(str(number)))
    name = f"internal-rapat-{slug or 'semua'}-{picture.year}-{picture.at:%Y%m%d}-catatan-{entry}-{lang}.pdf"
    return simulation.file_name(name, simulated=simulation.active())
