"""The fact sheet (lembar fakta) of a scope as PDF: A4, one or two pages, set by typst without a browser.

The file is PDF/UA-1: tagged, with language, title, and words for its pictures. The same version of the data gives the same bytes.
"""

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

import typst

from dasbor.exports import sheet_content, sheet_map
from dasbor.exports.briefs import Brief, brief
from dasbor.exports.sheet_content import SheetForm
from dasbor.exports.sheet_map import SheetMap
from dasbor.maps.png import FAMILY, fonts
from dasbor.mart.scopes import Scope
from dasbor.words import paths
from dasbor.words.texts import Lang

PAGES = 2
_NO_DAY = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TEMPLATE = paths.ASSETS / "lembar-fakta.typ"
_ALL = 10_000
_FITS = (
    SheetForm(grid=True, sources=_ALL),
    SheetForm(sources=_ALL),
    SheetForm(sources=_ALL, unknown_first=False),
    *(SheetForm(sources=most) for most in (44, 34, 26, 18, 10)),
    SheetForm(sources=10, unknown_first=False),
)
"""What is tried until two pages hold it; of the publishers' pages left out the number is told."""


@dataclass(frozen=True, eq=False)
class FactSheet:
    """A fact sheet that is not set yet: what it says, and its map."""

    brief: Brief
    mapped: SheetMap

    def told(self) -> str:
        """Digest of all that is handed to the typesetter, but for the lines that name day and version of the data.

        Taken of the fullest form, which holds what the shorter ones leave out: equal digests, equal sheets but for those lines.
        """
        unnamed = replace(self.brief, built=_NO_DAY, version="")
        fullest = sheet_content.content(unnamed, self.mapped, _FITS[0])
        return hashlib.sha256(f"{_as_json(fullest)}\n{self.mapped.svg}".encode()).hexdigest()

    def pdf(self) -> bytes:
        """Set it. Other threads go on meanwhile."""
        picture = self.mapped.svg.replace('font-family="sans-serif"', f'font-family="{FAMILY}"', 1)
        tried: dict[str, Any] = {}
        pdf = b""
        for form in _FITS:
            content = sheet_content.content(self.brief, self.mapped, form)
            if content == tried:  # nothing was left out, so it is as long as before
                continue
            tried, pdf = content, _set(content, picture, int(self.brief.built.timestamp()))
            if pages(pdf) <= PAGES:
                break
        return pdf


def sheet(scope: Scope, lang: Lang) -> FactSheet:
    """The fact sheet of a checked scope, before it is set."""
    return FactSheet(brief(scope, lang), sheet_map.sheet_map(scope, lang))


def sheet_pdf(scope: Scope, lang: Lang) -> bytes:
    """The fact sheet of a checked scope, set."""
    return sheet(scope, lang).pdf()


def _as_json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _set(content: dict[str, Any], picture: str, built: int) -> bytes:
    pdf: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"isi": _as_json(content), "peta": picture},
        pdf_standards="ua-1",
        timestamp=built,
    )
    return pdf


def pages(pdf: bytes) -> int:
    """How many pages a document of typst has: it writes the page tree in the open."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
