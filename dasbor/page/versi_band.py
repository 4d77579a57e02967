"""The band that says which version is read, and that it is not the newest: always in sight, and on every printed page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dasbor.page import edition
from dasbor.page.edition import Edition
from dasbor.words import formats, paths
from dasbor.words.texts import Texts


@dataclass
class VersionBand:
    """A band in its place; its link leads to the same view of the newest version."""

    t: Texts
    read: Edition
    path: str
    place: DeltaGenerator
    shown: str = ""

    def follow(self) -> None:
        """Show the band; again only if its link leads elsewhere now."""
        body = _body(self.t, self.read, edition.here(self.path, ""))
        if body != self.shown:
            self.place.html(body)
            self.shown = body


def draw(t: Texts, read: Edition, path: str) -> VersionBand | None:
    """The band where the page begins; None for who reads the newest version."""
    if not read.old:
        return None
    band = VersionBand(t, read, path, st.empty())
    band.follow()
    return band


def sentence(t: Texts, read: Edition) -> str:
    """What the band says."""
    version = read.version
    if read.wrong is not None and read.wrong.reason == "versi.unknown":
        return t("versi.unknown", name=read.name[:60])
    if read.silent or version is None or version.ended is None:
        return t("versi.band_lost", name=read.name[:60])
    since = formats.date(version.ended, t.lang)
    return t("versi.band", name=version.name, built=formats.date(version.built, t.lang), since=since)


def refusal(t: Texts, read: Edition) -> str:
    """What stands instead of the figures of a version that was closed or whose file is lost."""
    version = read.version
    if read.wrong is not None and read.wrong.reason == "versi.closed" and version is not None and version.closed_at is not None:
        day = formats.date(version.closed_at, t.lang)
        words = t("versi.closed", name=version.name, date=day, reason=version.closed)
    else:
        words = t("versi.missing", name=read.name[:60])
    return f'<div class="ph"><h1>{escape(t("versi.refused_title"))}</h1><p class="void" role="alert">{escape(words)}</p></div>'


def outdated(t: Texts, read: Edition, file: str, make: Callable[[], bytes]) -> None:
    """What stands where the figures of a page would, if an earlier program published the version: why, and its tables to take."""
    st.html(f'<div class="ph"><p class="void" role="alert">{escape(t("versi.outdated", name=read.name))}</p></div>')
    st.download_button(t("versi.outdated_files"), edition.bound(make), file, "application/zip", on_click="ignore")


def _body(t: Texts, read: Edition, newest: str) -> str:
    words = sentence(t, read)
    link = f' <a href="{escape(newest)}">{escape(t("versi.to_newest"))}</a>'
    return f'<style>{_style(words)}</style><p class="versi" role="note">{escape(words)}{link}</p>'


@cache
def _css() -> str:
    return (paths.ASSETS / "versi.css").read_text(encoding="utf-8").replace("\n", "")


def _style(words: str) -> str:
    """The rules of the band; `words` stand on every printed page."""
    quoted = words.replace("\\", "").replace('"', "'").replace("<", "")
    return _css().replace("{BANNER}", quoted)
