"""The empty presentation: 16:9, in the colours of the dashboard, one layout with title, foot and number."""

import re
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from dasbor.words import colors

WIDE, HIGH = 13.333, 7.5
MARGIN = 0.55
INNER = WIDE - 2 * MARGIN
TOP = 1.35
"""Inches: below the title."""
FOOT = 7.02
_TITLE_STYLE = (
    '<a:lvl1pPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" algn="l"><a:spcBef><a:spcPct val="0"/></a:spcBef>'
    "<a:buNone/>"
    '<a:defRPr sz="2600" b="1" kern="1200"><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:latin typeface="+mj-lt"/>'
    "</a:defRPr></a:lvl1pPr>"
)
_FONT = "Arial"
"""On every machine, or a face of the same widths."""
_ACCENTS = (colors.ACCENT, *colors.SERIES[1:])


def deck() -> Any:  # noqa: ANN401 — python-pptx has no types
    """An empty presentation, 16:9, with one layout: a title to the left, a line at the foot, the slide number."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDE), Inches(HIGH)
    for layout in list(made.slide_layouts):
        if layout.name != "Title Only":
            made.slide_layouts.remove(layout)
    master = made.slide_master
    style = master._element.find(qn("p:txStyles")).find(qn("p:titleStyle"))  # noqa: SLF001
    style.replace(style.find(qn("a:lvl1pPr")), parse_xml(_TITLE_STYLE))
    for holder in [*master.placeholders, *made.slide_layouts[0].placeholders]:
        _place(holder)
    _colour_theme(master.part)
    _drop_thumbnail(made.part.package)
    return made


def _place(holder: Any) -> None:  # noqa: ANN401
    """Where the placeholders of master and layout stand; the date is not used."""
    kind = holder.placeholder_format.type
    boxes = {
        PP_PLACEHOLDER.TITLE: (MARGIN, 0.32, INNER, 0.98),
        PP_PLACEHOLDER.BODY: (MARGIN, TOP, INNER, FOOT - TOP - 0.1),
        PP_PLACEHOLDER.FOOTER: (MARGIN, FOOT, INNER - 0.8, 0.3),
        PP_PLACEHOLDER.SLIDE_NUMBER: (WIDE - MARGIN - 0.7, FOOT, 0.7, 0.3),
        PP_PLACEHOLDER.DATE: (MARGIN, HIGH, 1.0, 0.3),
    }
    holder.left, holder.top, holder.width, holder.height = (Inches(value) for value in boxes[kind])
    if kind == PP_PLACEHOLDER.TITLE:
        holder.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        holder.text_frame.margin_left = 0
    elif kind == PP_PLACEHOLDER.DATE:
        holder._element.getparent().remove(holder._element)  # noqa: SLF001


def _colour_theme(master: Any) -> None:  # noqa: ANN401
    """Accents and letters of the theme, so that whatever is added later fits."""
    theme = next(rel.target_part for rel in master.rels.values() if rel.reltype.endswith("/theme"))
    blob = theme.blob.decode()
    for place, colour in enumerate(_ACCENTS, start=1):
        accent = f'<a:accent{place}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:accent{place}>'
        blob = re.sub(rf"<a:accent{place}>.*?</a:accent{place}>", accent, blob, flags=re.DOTALL)
    blob = blob.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{_FONT}"/>')
    theme._blob = blob.encode()  # noqa: SLF001


def _drop_thumbnail(package: Any) -> None:  # noqa: ANN401
    """The preview that comes with python-pptx shows another presentation."""
    for key in [key for key, rel in package._rels.items() if rel.reltype.endswith("/thumbnail")]:  # noqa: SLF001
        package._rels.pop(key)  # noqa: SLF001
