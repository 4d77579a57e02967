"""The running year on the page kanwil, for whoever may see internal figures: switch, pickers, funnel, lists, the meeting's page."""

import datetime as dt
from functools import partial

import streamlit as st

from dasbor.inside import part as inside_parts
from dasbor.mart import kanwil as published
from dasbor.mart import offices, warehouse
from dasbor.mart import stages as stage_queries
from dasbor.page import figures as base
from dasbor.page import steps
from dasbor.page.tables import Table
from dasbor.page.ui import Page
from dasbor.running import andaian_part as andaian_parts
from dasbor.running import berjalan as view
from dasbor.running import entered as berjalan
from dasbor.running import gambaran as pictures
from dasbor.running import meeting
from dasbor.running import peluang as berjalan_peluang
from dasbor.running import posisi as berjalan_posisi
from dasbor.running import target as berjalan_target
from dasbor.running.gambaran import Picture
from dasbor.web import login
from dasbor.web.access import Right
from dasbor.web.internal import Inside
from dasbor.words import clock
from etl.base.errors import UserError

PART = "berjalan"
USES = ("kanwil", "tahun-berjalan", "hari")
_FIRST, _LAST = dt.date(2013, 1, 1), dt.date(2039, 12, 31)
_SIZE = 15


def chosen(page: Page) -> bool:
    """Whether the page shows the running year: offered to those with the right only; others are told what a link wanted."""
    t = page.t
    if not login.person().may(Right.LIHAT):
        if st.query_params.get("bagian") == PART:
            # an instance without login has no log to write to, and beside an old version nobody sees it
            if login.offered() and not warehouse.linked():
                login.note("ditolak", login.person(), halaman=page.key, hak=str(Right.LIHAT))
            page.known.add("bagian")  # who logs in comes back to it
            page.note(t("berjalan.refused"))
        return False
    parts = {"": t("berjalan.part_public"), PART: t("berjalan.part_running")}
    return page.pick_one("bagian", t("berjalan.part"), parts) == PART


def draw(page: Page) -> None:
    """The running year of one office, or of all that the reader may see."""
    t = page.t
    try:
        inside = login.inside()
    except UserError as error:  # the ledger was changed by hand, or cannot be read
        steps.refused(page, error)
        return
    inside_parts.banner(page)
    slug, year, at = _choose(page, inside)
    picture = pictures.picture(inside, pictures.of_office(inside, slug), year, at)
    page.section(t("berjalan.head", office=view.name(t, slug), year=year))
    page.text(*view.lead(t, picture))
    _meeting_button(page, picture, slug)
    page.metrics(view.metrics(t, picture), public=False)
    if not slug:
        _offices(page, inside, picture)
    _funnel(page, picture)
    _positions(page, picture)
    _contradictions(page, picture)
    _list(page, "peluang", berjalan_peluang.gains(t, picture), berjalan_peluang.gains_sentences(t, picture))
    _list(page, "yankomas", berjalan_peluang.yankomas(t, picture), berjalan_peluang.yankomas_sentences(t, picture))
    _list(page, "target-berjalan", berjalan_target.targets(t, picture))
    andaian_parts.draw(page, picture)


def _choose(page: Page, inside: Inside) -> tuple[str, int, dt.date]:
    """The office ("" for the whole area, where it has several), the year, and the day that days are counted from."""
    t, known = page.t, pictures.seen_offices(inside)
    whole = len(known) != 1 or set(pictures.seen(inside)) - set(next(iter(known.values())).provinces)
    running_year = clock.today().year
    names = {"": view.name(t, "")} if whole else {}
    with page.pickers():
        if (asked := page.current("kanwil")) and (other := published.counterpart(asked, kini=True)) in known and other != asked:
            page.put("kanwil", other)
        slug = page.pick_one("kanwil", t("kanwil.office"), names | {key: one.name for key, one in known.items()})
        years = view.year_options(t, berjalan.years(inside, running_year), running_year)
        year = page.pick_one("tahun-berjalan", t("berjalan.year"), years, default=running_year)
        today = clock.today(stage_queries.zones(pictures.of_office(inside, slug)))
        at = page.pick_date("hari", t("tahapan.at"), today, first=_FIRST, last=_LAST)
    return slug, year, at


def _meeting_button(page: Page, picture: Picture, slug: str) -> None:
    t, file = page.t, meeting.file_name(slug, picture, page.t.lang)
    st.download_button(
        t("rapat.download"),
        login.taken(partial(meeting.meeting_pdf, picture, slug, t.lang), file, page.key),
        file,
        "application/pdf",
        key=f"{page.key}.rapat.pdf",
        help=t("rapat.download_help"),
        on_click="ignore",
    )


def _offices(page: Page, inside: Inside, picture: Picture) -> None:
    missing = {code: name for code, name in offices.unassigned().items() if code in picture.provinces}
    _list(page, "kantor", berjalan_target.all_offices(page.t, picture, pictures.seen_offices(inside), missing))


def _funnel(page: Page, picture: Picture) -> None:
    t = page.t
    chart = view.funnel(t, picture)
    page.section(chart.table.caption, selection=True, uses=USES)
    page.text(view.funnel_sentence(t, picture), view.predicate_basis(t, picture))
    st.plotly_chart(chart.figure, theme=None, config=base.CONFIG, alt=chart.alt, key=f"{page.key}.corong")
    if box := page.fold("corong", chart.table.caption):
        box.html(chart.table.html)
    inside_parts.downloads(page, "corong", chart.table.caption, chart.table, uses=USES)


def _positions(page: Page, picture: Picture) -> None:
    t = page.t
    page.section(t("berjalan.positions_title", year=picture.year), selection=True, uses=USES)
    with page.pickers():
        shown = page.pick_one("posisi", t("berjalan.view"), berjalan_posisi.options(t, picture))
    table = berjalan_posisi.table(t, picture, shown)
    if table.frame.empty:
        page.empty(t("berjalan.positions_empty"))
        return
    _paged(page, "posisi-daftar", table, uses=(*USES, "posisi"))


def _contradictions(page: Page, picture: Picture) -> None:
    table = berjalan_posisi.contradictions(page.t, picture)
    if len(table.frame):
        page.section(table.caption)
        page.note(page.t("berjalan.contradictions_note"))
        _paged(page, "bertentangan", table)


def _list(page: Page, name: str, table: Table, sentences: tuple[str, ...] = ()) -> None:
    page.section(table.caption, selection=True, uses=USES)
    if sentences:
        page.text(*sentences)
    _paged(page, name, table)


def _paged(page: Page, name: str, table: Table, *, uses: tuple[str, ...] = USES) -> None:
    """A table of internal figures, a page at a time; its files hold all rows."""
    box = st.container()
    rows = page.paginate(len(table.frame), size=_SIZE, name=f"hal-{name}")
    box.html(table.part(rows).html)
    inside_parts.downloads(page, name, table.caption, table, uses=uses)
