"""Briefing slides of a year (PPTX) for leadership: five slides with a real chart and real tables, sources in the speaker notes.

The way in: `slides_pptx`. The same version of the data gives the same bytes.
"""

import datetime as dt
import io
import re
import zipfile

from dasbor.exports.briefs import brief
from dasbor.mart.scopes import scope
from dasbor.words.texts import Lang

MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def slides_pptx(year: int, lang: Lang) -> bytes:
    """The five slides of an award year. ScopeError for a year that is unknown or had no assessment."""
    b = brief(scope("nasional", "", year), lang)
    from dasbor.exports import slide_deck  # python-pptx takes a third of a second to open

    out = io.BytesIO()
    slide_deck.made(b).save(out)
    return _steady(out.getvalue(), b.built)


def _steady(archive: bytes, built: dt.datetime) -> bytes:
    """The archive with every time in it that of the data: those of its entries, and those of the workbook behind the chart."""
    moment = built.astimezone(dt.UTC)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = _steady(content, built)
            elif name == "docProps/core.xml":
                content = _WRITTEN.sub(rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
