"""What a page is made of: heading, pickers (from `controls`), key figures, charts, tables, notes.

    page = ui.start("predikat")
    year = page.pick_year(queries.years())
    page.metrics([...])
    page.chart("tren", title, figure(page.t.lang, year), alt=..., table=table(page.t.lang, year))

Habits that keep a rerun cheap: figures and tables come from `cache.shared` functions of `dasbor.views`;
a table below a chart travels only while it is open; plain text goes through `st.html`, one call
for several paragraphs.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from html import escape

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dasbor.mart import programmes, simulation, warehouse
from dasbor.page import blocks, chart_pictures, downloads, edition, registry, travel
from dasbor.page import figures as base
from dasbor.page.blocks import Metric
from dasbor.page.controls import Controls
from dasbor.page.tables import Table
from dasbor.web import login
from dasbor.words import formats, glossary, language
from dasbor.words.colors import State
from dasbor.words.streamlit_inside import PagesManager
from dasbor.words.texts import Texts

_PLACES = ("kode", "daerah", "kanwil", "prov")
_YEARS = ("tahun", "ke")
_RUN: ContextVar["Page | None"] = ContextVar("halaman", default=None)
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def start(key: str) -> "Page":
    """Begin the page `key` of the registry: heading and introduction in the reader's language.

    A page that is not for everybody ends here for whoever lacks its rights, however its script came to run.
    """
    _leave_pages_directory_mode()
    spec = registry.page(key)
    if spec.rights:
        login.require(*spec.rights, place=key)
    t = language.reader_texts()
    page = Page(key, t, opened=travel.arrive(key))
    doubled = page.tidied() if page.opened else []
    title = escape(spec.title(t.lang))
    # the address holds the year chosen; a page of all years is headed by the programme of today
    programme, intro = escape(_programme(t, page.current("tahun"))), escape(t(f"{key}.intro"))
    st.html(f'<div class="ph"><p class="prog">{programme}</p><h1>{title}</h1><p>{intro}</p></div>')
    page.told = st.empty()
    page.tell(doubled)
    _RUN.set(page)
    return page


def finish() -> None:
    """End the run of a page that was drawn to its end: what its address said in vain, and the title of the browser's tab."""
    page = _RUN.get()
    if page is None:
        return
    _RUN.set(None)
    page.tell(page.strangers())
    if page.row is not None:  # after the pickers, some of which may have been drawn late
        with page.row:
            page.clear_button()
    title = page.tab_title()
    st.set_page_config(page_title=simulation.title(title))
    told = {"terlihat": page.heard(title), "sumber": page.source(), "versi": warehouse.stamp().name}
    st.html("<span" + "".join(f' data-{name}="{escape(words)}"' for name, words in told.items()) + "></span>")


def _programme(t: Texts, year: str) -> str:
    """The programme of a year, as its round calls it; its usual name while there is no warehouse to ask."""
    try:
        return programmes.title(t.lang, year or None)
    except (warehouse.WarehouseError, warehouse.QueryError):  # none there, or one of before these tables
        return t("common.programme")


def _leave_pages_directory_mode() -> None:
    """See to it that app.py draws the frame even if the first visitor opened a page by its path.

    Beside a folder called `pages`, Streamlit runs page scripts by themselves until `st.navigation` was
    called once in the process; a link to /partisipasi would then show a page without frame and language.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


class Page(Controls):
    """A page being drawn: `t` (texts, with `t.lang`), `selection`, the pickers, and the parts below."""

    told: DeltaGenerator | None = None
    row: DeltaGenerator | None = None
    _headed = ""
    _heard = ""

    def pickers(self) -> AbstractContextManager[object]:
        """Row for the pickers: `with page.pickers(): page.pick_year(...)`; they wrap on narrow screens."""
        row = st.container(horizontal=True, vertical_alignment="bottom")
        self.row = self.row or row
        return row

    def tell(self, sentences: Sequence[str]) -> None:
        """What the address said in vain, below the heading."""
        if sentences and self.told is not None:
            self.told.warning("  \n".join(sentences))

    def heard(self, title: str) -> str:
        """What is said aloud after a pick: what is shown now, and its first finding."""
        return f"{title}. {self._heard}" if self._heard else title

    def tab_title(self) -> str:
        """Page, place, year and programme, as the browser's tab and its history name what is shown."""
        place, year = self._place_and_year()
        parts = (registry.page(self.key).title(self.t.lang), place, year, _programme(self.t, year))
        return " · ".join(part for part in parts if part)

    def _place_and_year(self) -> tuple[str, str]:
        chosen = {choice.name: choice.shown for choice in self.selection.filters if choice.value}
        place = next((chosen[name] for name in _PLACES if name in chosen), "")
        return place, next((chosen[name] for name in _YEARS if name in chosen), "")

    def section(self, title: str, *, selection: bool = False, uses: Collection[str] | None = None, drawn: str = "") -> None:
        """Heading of a part of the page; below it what is `drawn`, and with `selection` the choices in force.

        `uses`, here and below, names the choices (URL parameters) that this part depends on, when not on all:
        a line about the year above a chart of all years would be false.
        """
        self._headed = title
        told = [drawn, self.selection.only(uses).sentence(self.t) if selection else ""]
        line = f'<p class="sel">{escape(" · ".join(part for part in told if part))}</p>' if any(told) else ""
        st.html(f'<div class="ph"><h2>{escape(title)}</h2>{line}</div>')

    def text(self, *paragraphs: str) -> None:
        """Plain paragraphs."""
        st.html('<div class="ph">' + "".join(f"<p>{escape(p)}</p>" for p in paragraphs) + "</div>")

    def lead(self, text: str) -> None:
        """The sentence that a reader should leave with, and a button to take it along."""
        self._heard = self._heard or text
        button = blocks.cite_button(self.t, "", text)
        st.html(f'<div class="ph"><p class="lead">{escape(text)}</p><p class="salin">{button}</p></div>')

    def source(self) -> str:
        """What stands behind a sentence that was copied: whose record it is from, the date and version of the data."""
        stamp = warehouse.stamp()
        programme = _programme(self.t, self.current("tahun"))
        date = formats.date(stamp.built, self.t.lang)
        said = self.t("kutip.source", programme=programme, date=date, version=stamp.version)
        return " ".join([*simulation.notes(self.t), said])

    def note(self, text: str) -> None:
        """A remark that changes how the figures are to be read."""
        st.html(f'<div class="ph"><p class="note" role="note">{escape(text)}</p></div>')

    def empty(self, reason: str) -> None:
        """What stands where there is nothing to show: say why, and what to do."""
        st.html(f'<div class="ph"><p class="void">{escape(reason)}</p></div>')

    def metrics(self, metrics: Sequence[Metric], *, public: bool = True) -> None:
        """Key figures side by side, each with a button that takes it along as a sentence; not those that are not `public`."""
        said = [self._sentence(one) for one in metrics]
        self._heard = self._heard or "; ".join(said[:1])
        cites = [
            blocks.cite_button(self.t, one.label, words) if any(map(str.isdigit, one.value)) else ""
            for one, words in zip(metrics, said, strict=True)
        ]
        shown = cites if public and not registry.page(self.key).rights else ()
        st.html(blocks.metrics(metrics, shown, partial(glossary.explained, self.t)))

    def _sentence(self, figure: Metric) -> str:
        """A key figure by itself: where and when, or below which heading; what, how many, and the share or basis."""
        place, year = self._place_and_year()
        where = f"{place}, {year}" if place and year else self._headed
        aside = f" ({figure.notes[0]})" if figure.notes else ""
        said = f"{figure.label} {figure.value}{aside}"
        return f"{where}: {said}" if where else said

    def legend(self, counts: Mapping[str, int], states: Mapping[str, State] | None = None) -> None:
        """Marks of the states with their counts, by state key; `states` where a page calls them otherwise."""
        items = "".join(
            f'<li><span class="c {s.css}" style="{s.paint}" aria-hidden="true">{s.mark}</span> '
            f"{glossary.explained(self.t, s.label(self.t))}: {counts[s.key]}</li>"
            for s in (states or programmes.states()).values()
            if s.key in counts
        )
        st.html(f'<div class="ph"><ul class="legend">{items}</ul></div>')

    def chart(  # noqa: PLR0913 - what stands around a figure, all but the first by name
        self,
        name: str,
        title: str,
        figure: go.Figure,
        *,
        alt: str,
        table: Table,
        drawn: str = "",
        lead: Sequence[str] = (),
        note: str | None = None,
        legend: Mapping[str, int] | None = None,
        states: Mapping[str, State] | None = None,
        uses: Collection[str] | None = None,
        files: bool = True,
    ) -> None:
        """A figure with heading, choices, alternative text, its table (sent only while open) and downloads.

        `name` (ASCII, unique on the page) goes into keys, the address and file names. `alt` says what
        the figure shows, with its main numbers; where the title tells the finding, `drawn` says what is drawn; `lead` are sentences
        between heading and figure; `legend` is counts by state, shown with their marks, `states` how they are drawn if not as
        everywhere. Without `files` its files stand behind one button.
        `figure` and `table` must be shared objects.
        """
        self.section(title, selection=True, uses=uses, drawn=drawn)
        if lead:
            self.text(*lead)
        st.plotly_chart(figure, theme=None, config=base.CONFIG, alt=alt, key=f"{self.key}.{name}")
        if legend:
            self.legend(legend, states)
        if note:
            self.note(note)
        self._closed_table(name, table.caption, table)
        items = chart_pictures.legend(self.t, legend, states or programmes.states()) if legend else ()
        choices = self.selection.only(uses).sentence(self.t)
        caption = chart_pictures.ChartCaption(_programme(self.t, self.current("tahun")), title, choices, alt, note or "", items)
        self.downloads(name, title, table, uses=uses, picture=caption, lead=files)

    def table(
        self,
        name: str,
        title: str,
        table: Table,
        *,
        shown: slice | None = None,
        uses: Collection[str] | None = None,
        files: bool = True,
    ) -> None:
        """A table in full sight with downloads; `shown` (see `paginate`) restricts the screen, not the file."""
        self.section(title, selection=True, uses=uses)
        st.html((table.part(shown) if shown else table).html)
        self.downloads(name, title, table, uses=uses, lead=files)

    def paged_table(
        self, name: str, title: str, table: Table, *, size: int = 25, uses: Collection[str] | None = None, pager: str = "hal"
    ) -> None:
        """A long table, `size` rows on the screen, the picker of the page below it; files hold all rows.

        `pager`: URL parameter of that picker; another one for a second table of the same page.
        """
        box = st.container()
        rows = self.paginate(len(table.frame), size=size, name=pager)
        with box:
            self.table(name, title, table, shown=rows, uses=uses)

    def fold(self, name: str, title: str) -> DeltaGenerator | None:
        """A closed box for a long table; None while it is closed, so that what is inside is not sent.

        if box := page.fold("klaim", title):
            with box: ...
        """
        slot = f"tabel-{name}"
        if self._seeds(f"{self.key}.{slot}"):
            st.session_state[f"{self.key}.{slot}"] = st.query_params.get(slot) == "1"
        label = self.t("common.table_of", title=formats.literal(title))
        box = st.expander(label, key=f"{self.key}.{slot}", on_change="rerun")
        self.follow(slot, "1" if box.open else None)
        return box if box.open else None

    def box(self, name: str, title: str, *, asked: Collection[str]) -> DeltaGenerator | None:
        """A closed box for a part that few readers open; None while it is closed, so that nothing inside is sent.

        It opens by itself for an address that has one of the choices `asked`, which are inside.
        """
        slot = f"{self.key}.kotak-{name}"
        st.session_state.setdefault(slot, any(choice in st.query_params for choice in asked))
        box = st.expander(formats.literal(title), key=slot, on_change="rerun")
        return box if box.open else None

    def _closed_table(self, name: str, title: str, table: Table) -> None:
        if box := self.fold(name, title):
            box.html(table.html)

    # texts: common.download_*
    def downloads(
        self,
        name: str,
        title: str,
        table: Table,
        *,
        uses: Collection[str] | None = None,
        picture: chart_pictures.ChartCaption | None = None,
        internal: bool = False,
        lead: bool = True,
    ) -> None:
        """Buttons for a chart as picture, saved or copied, and `table` for Excel; the rest behind one. `name` as for `chart`.

        Without `lead` all of them stand behind that button: for pages of many parts.
        On a page that is not for everybody, and where `internal`, tables say in every row that they are internal, there are no
        pictures, and each file is logged when it is made.
        """
        internal = internal or bool(registry.page(self.key).rights)
        stamp = warehouse.stamp()
        origin = downloads.DownloadOrigin(
            self.key, name, title, self.selection.only(uses), stamp.built, stamp.version, stamp.simulated, internal
        )
        drawn = None if internal else picture
        told = {"simulated": stamp.simulated, "internal": internal}
        file = _File(self, origin, f"{self.key}.{name}", self.t("common.download_help", title=formats.literal(title)))
        with st.container(horizontal=True):
            if lead:
                self._common(file, drawn, table)
            more = st.popover(self.t("common.download_more" if lead else "common.download"))
        with more:
            if not lead:
                self._common(file, drawn, table)
            if drawn:
                chart_pictures.vector_button(self.t, file.key, drawn)
            file.button("csv", "text/csv", partial(downloads.csv_bytes, table, **told))
            file.button("csv-excel", "text/csv", partial(downloads.csv_indonesia_bytes, table, **told))

    def _common(self, file: "_File", picture: chart_pictures.ChartCaption | None, table: Table) -> None:
        """What most people take."""
        st.html(f'<span data-judul="{escape(file.origin.title)}"></span>', width="content")
        if picture:
            chart_pictures.buttons(self.t, file.key, file.origin.file_name("png").removesuffix(".png"), picture)
        file.button("xlsx", XLSX_MIME, partial(downloads.xlsx_bytes, table, file.origin))


@dataclass(frozen=True)
class _File:
    """Where the files of one table come from, and how their buttons are drawn."""

    page: Page
    origin: downloads.DownloadOrigin
    key: str
    tip: str

    # texts: common.download_*
    def button(self, kind: str, mime: str, make: Callable[[], bytes]) -> None:
        """A button for one kind of file: its extension, after a dash in front of it what it is for."""
        extension, _, use = kind.partition("-")
        name = self.origin.file_name(f"{use}.{extension}" if use else extension).replace(f".{use}.", f"-{use}.")
        st.download_button(
            self.page.t(f"common.download_{kind.replace('-', '_')}"),
            login.taken(make, name, self.page.key) if self.origin.internal else edition.bound(make),
            name,
            mime,
            key=f"{self.key}.{kind}",
            help=self.tip,
            on_click="ignore",
        )
