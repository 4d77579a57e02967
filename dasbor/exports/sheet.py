"""The fact sheet (lembar fakta) of a scope as PDF: A4, one or two pages, set by typst without a browser.

The file is PDF/UA-1: tagged, with language, title, and words for its pictures. The same version of the data gives the same bytes.
"""

import json
import re
from typing import Any

import typst

from dasbor import paths
from dasbor.briefs import brief
from dasbor.exports import sheet_content, sheet_map
from dasbor.exports.png import FAMILY, fonts
from dasbor.exports.sheet_content import Form
from dasbor.scopes import Scope
from dasbor.texts import Lang

PAGES = 2
_TEMPLATE = paths.ASSETS / "lembar-fakta.typ"
_ALL = 10_000
_FITS = (
    Form(grid=True, sources=_ALL),
    Form(sources=_ALL),
    Form(sources=_ALL, unknown_first=False),
    *(Form(sources=most) for most in (44, 34, 26, 18, 10)),
    Form(sources=10, unknown_first=False),
)
"""What is tried until two pages hold it; of the publishers' pages left out the number is told."""


def sheet_pdf(scope: Scope, lang: Lang) -> bytes:
    """The fact sheet of a checked scope. Other threads go on meanwhile."""
    made = brief(scope, lang)
    mapped = sheet_map.sheet_map(scope, lang)
    picture = mapped.svg.replace('font-family="sans-serif"', f'font-family="{FAMILY}"', 1)
    tried: dict[str, Any] = {}
    pdf = b""
    for form in _FITS:
        content = sheet_content.content(made, mapped, form)
        if content == tried:  # nothing was left out, so it is as long as before
            continue
        tried, pdf = content, _set(content, picture, int(made.built.timestamp()))
        if pages(pdf) <= PAGES:
            break
    return pdf


def _set(content: dict[str, Any], picture: str, built: int) -> bytes:
    pdf: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"isi": json.dumps(content, ensure_ascii=False), "peta": picture},
        pdf_standards="ua-1",
        timestamp=built,
    )
    return pdf


def pages(pdf: bytes) -> int:
    """How many pages a document of typst has: it writes the page tree in the open."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
