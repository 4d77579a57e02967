"""The content of a publication (fact sheet, slides, preview) about a nation, province, office or region in one year.

`brief(scope, lang)` is the way in. Knows no Streamlit and no Plotly; its numbers are those of the queries the pages use.
"""

from dasbor.exports.briefs.make import brief
from dasbor.exports.briefs.model import Brief, Headline, NameGroup

__all__ = ["Brief", "Headline", "NameGroup", "brief"]
