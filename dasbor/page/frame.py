"""The frame around every page: stylesheet, language switch, footer, last resort."""

import gc
import importlib
import logging
import runpy
import secrets
from collections.abc import Callable
from functools import cache, partial
from html import escape

import streamlit as st

from dasbor.mart import simulation, versions, warehouse
from dasbor.mart.filters import link
from dasbor.page import blocks, edition, page_script, registry, ui, versi_band
from dasbor.web import login
from dasbor.words import colors, formats, language, paths, static_files, texts
from dasbor.words.streamlit_inside import StreamlitPage

LOG = logging.getLogger("dasbor")
Files = Callable[[], tuple[str, Callable[[], bytes]]]
_HEAVY = ("pandas", "plotly.graph_objects", "plotly.io", "orjson", "xlsxwriter", "babel.dates", "duckdb")


@cache
def warm_up() -> None:
    """Once per process: import what pages need, fill static caches, hide it all from the collector.

    Streamlit's reruns trigger collections that would otherwise walk through every imported module.
    """
    for module in (*_HEAVY, "streamlit.elements.plotly_chart", "streamlit.elements.html"):
        importlib.import_module(module)
    texts.catalogue()
    stylesheet()
    gc.collect()
    gc.freeze()


@cache
def stylesheet() -> str:
    """A style element that brings all our CSS.

    By address, since inline it would be 7 KB of every rerun. The file is written into static/ at the
    start; where that folder cannot be written, the CSS travels inline.
    """
    css = (paths.ASSETS / "style.css").read_text(encoding="utf-8").replace("\n", "") + colors.stylesheet()
    place = static_files.address("gaya", ".css", css)
    return f'<style>@import "{place}";</style>' if place else f"<style>{css}</style>"


def draw(page: StreamlitPage, whole: Files) -> None:
    """Everything of a run: the frame and the page in it, all of it of one version of the data.

    `whole`: name and maker of the file with all tables of the version that is read.
    """
    with edition.opened(public=_is_public(page.url_path)) as read:
        band = head(read, page.url_path)
        guarded(partial(_silent, read) if read.silent else partial(_page, page, read, whole))
        if band:
            band.follow()  # the page has brought its choices into the address by now
        guarded(partial(foot, read, page.url_path))


def _is_public(path: str) -> bool:
    return path not in {spec.url_path for spec in registry.INTERNAL}


def _silent(read: edition.Edition) -> None:
    """What stands in place of a page whose version may not or cannot be read."""
    st.html(versi_band.refusal(language.reader_texts(), read))


def _page(page: StreamlitPage, read: edition.Edition, whole: Files) -> None:
    """The page; of a version that an earlier program published, and the page cannot read, that and its tables to take away."""
    try:
        page.run()
        ui.finish()
    except warehouse.WarehouseError:
        raise
    except Exception:
        if not (read.old and versions.outdated()):
            raise
        LOG.info("page %s cannot read version %s", page.url_path, read.name, exc_info=True)
        versi_band.outdated(language.reader_texts(), read, *whole())


def head(read: edition.Edition, path: str) -> versi_band.VersionBand | None:
    """Stylesheet, bands of an old version and of a simulation, language of the document, its switch, name of the programme."""
    t = language.reader_texts()
    st.html(stylesheet())
    band = versi_band.draw(t, read, path)
    if _simulated():
        _mark(t)
    with st.sidebar:
        language.switch()
        login.draw()
        name, tagline = escape(t("common.programme")), escape(t("common.tagline"))
        st.html(f'<div class="ph"><p class="sel">{name}. {tagline}</p></div>')
    if script := page_script.call(lang=t.lang):
        st.html(script, unsafe_allow_javascript=True)
    return band


def _simulated() -> bool:
    """Whether the figures are invented. What is wrong with a warehouse that cannot be read is said where the page would stand."""
    try:
        return simulation.active()
    except warehouse.WarehouseError:
        return False


def _mark(t: texts.Texts) -> None:
    """A band that stays in sight, on every printed page too, and the word on every figure, table and chart.

    The rules travel with the mark, so that with real data no page has them.
    """
    words = t("simulasi.banner")
    st.html(f'<style>{_mark_style(words)}</style><p class="simulasi" role="note">{escape(words)}</p>')


@cache
def _mark_style(words: str) -> str:
    css = (paths.ASSETS / "tanda.css").read_text(encoding="utf-8").replace("\n", "")
    for name, value in (("BANNER", words), ("MARK", simulation.MARK), ("COLOUR", simulation.COLOUR)):
        css = css.replace(f"{{{name}}}", value)
    return css


def foot(read: edition.Edition, path: str) -> None:
    """Sources, when the data was built, and the address under which this view stays as it is."""
    t = language.reader_texts()
    stamp = warehouse.stamp()
    line = t("common.data_line", date=formats.date(stamp.built, t.lang), version=stamp.version)
    sources = escape(t("simulasi.footer" if stamp.simulated else "common.footer"))
    if read.silent:
        st.html(f'<div class="ph"><p class="foot">{sources}</p></div>')
        return
    terms = f'<a href="{escape(link("sumber", {"bagian": "istilah"}, t))}">{escape(t("sumber.part_istilah"))}</a>'
    st.html(f'<div class="ph"><p class="foot">{sources} {terms}</p><p class="sel">{escape(line)}</p></div>')
    if _is_public(path) and not read.name:  # by itself: what stands above is the same on every page and travels once
        address = escape(edition.here(path, stamp.name))
        st.html(f'<div class="ph"><p class="sel"><a href="{address}">{escape(t("versi.permanent"))}</a></p></div>')
    if _is_public(path):
        st.html(f'<div class="ph"><p class="salin">{blocks.link_buttons(t)}</p></div>')


def guarded(draw: Callable[[], None]) -> None:
    """Draw a page; a missing or broken warehouse, or any fault, becomes a message without traceback."""
    t = language.reader_texts()
    try:
        draw()
    except warehouse.WarehouseError as error:
        LOG.warning("warehouse: %s", error)
        st.error(t(error.reason, path=error.path.name, holder=error.holder))
    except Exception:
        code = secrets.token_hex(4)
        LOG.exception("page failed, code %s", code)
        st.error(t("common.page_failed", code=code))


def navigation() -> StreamlitPage:
    """The navigation of the pages that exist and that this session may open; returns the page asked for.

    Streamlit serves the page marked default at "/" and nowhere else. So a hidden page stands at "/" and
    runs the file of the default one, which keeps its own path. Where one can log in, the address of a page that is not for this
    session says so; elsewhere there is no such page.
    """
    lang = language.language()
    who = login.person()
    first = next(spec for spec in registry.PAGES if spec.default)

    def beranda() -> None:
        runpy.run_path(str(first.path))

    pages = [st.Page(beranda, title=first.title(lang), default=True, visibility="hidden")]
    pages += [st.Page(spec.path, title=spec.title(lang), icon=spec.icon, url_path=spec.url_path) for spec in registry.present(who)]
    if login.offered():
        pages += [
            st.Page(
                partial(login.refused_page, spec.rights, spec.key),
                title=spec.title(lang),
                url_path=spec.url_path,
                visibility="hidden",
            )
            for spec in registry.closed(who)
        ]
    return st.navigation(pages, expanded=True)  # Streamlit folds more than ten away, and with them what an operator works in
