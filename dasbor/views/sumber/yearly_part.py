"""The part of the page sumber about the parameters of a year."""

from dasbor.page.ui import Page
from dasbor.views.sumber import yearly


def draw(page: Page) -> None:
    """Rounds, decrees, thresholds and usual calendar in full sight, each with its downloads."""
    page.text(page.t("tahunan.intro"))
    for name, table in yearly.tables(page.t).items():
        page.table(name, table.caption, table, uses=())
