"""What a page of an older version says of itself: since when it is old, where the newest is. Pages carry the places for it."""

import re
from dataclasses import dataclass
from functools import cache
from html import escape

from jinja2 import Template

from dasbor.mart import simulation
from dasbor.mart.versions import PublishedVersion
from dasbor.site import render
from dasbor.site.addresses import relative
from dasbor.words import formats
from dasbor.words.texts import LANGUAGES, Lang, texts

_HEAD = re.compile(rb"<!--asal-->.*?<!--/asal-->", re.DOTALL)
_PLACE = re.compile(rb"<!--versi-->.*?<!--/versi-->", re.DOTALL)


@dataclass(frozen=True)
class Old:
    """A page of an older version: its path from the root, the page of the newest version that it leads to, its version.

    `after`: the version that took its place, None where that is not known; `same`: the newest page says the same.
    """

    path: str
    newest: str
    name: str
    after: PublishedVersion | None
    base: str
    same: bool = False


def language(path: str) -> Lang:
    """The language of a page by its path; that of the door is the first."""
    return next((lang for lang in LANGUAGES if path.startswith(f"{lang}/")), LANGUAGES[0])


def marked(content: bytes, old: Old) -> bytes:
    """The page with its banner, not to be indexed, the newest page named as the one that counts. Doing it again changes nothing."""
    origin = f'<link rel="canonical" href="{escape(old.base + old.newest)}">' if old.base else ""
    head = f'<!--asal--><meta name="robots" content="noindex">{origin}<!--/asal-->'.encode()
    shown = f"<!--versi-->{''.join(_banner(lang, old) for lang in _languages(old))}<!--/versi-->".encode()
    return _PLACE.sub(lambda _: shown, _HEAD.sub(lambda _: head, content))


def _languages(old: Old) -> tuple[Lang, ...]:
    """That of the page; the door speaks both."""
    inside = old.path.split("/", 2)[2]
    return tuple(lang for lang in LANGUAGES if inside.startswith(f"{lang}/")) or LANGUAGES


def _banner(lang: Lang, old: Old) -> str:
    t = texts(lang)
    words = [t("situs.old_version", version=old.name)]
    if old.after:
        words.append(t("situs.old_since", date=formats.date(old.after.published, lang), version=old.after.name))
    words.append(t("situs.old_same") if old.same else t("situs.old_note"))
    target = relative(old.newest, old.path)
    return (
        f'<p class="versi-lama" role="note" lang="{lang}">{escape(" ".join(words))} '
        f'<a href="{escape(target)}">{escape(t("situs.old_link"))}</a></p>'
    )


@cache
def _page() -> Template:
    return render.templates().get_template("penunjuk.html")


def pointer(lang: str) -> str:
    """In the folder of a version: the way to the list of all versions."""
    t = texts("id" if lang == "id" else "en")
    target = f"../../../{lang}/versi.html"
    title = simulation.title(t("situs.versions_title"))
    return _page().render(
        lang=lang, title=title, root="../", target=target, paragraphs=[t("situs.versions_lead")], words=t("situs.versions_title"),
        others=[], simulated=simulation.banner(t),
    )  # fmt: skip


def closed_page(version: PublishedVersion) -> str:
    """All that is to be read of a closed version: that it is closed, and why; both languages."""
    t, other = (texts(lang) for lang in LANGUAGES)
    told = {"version": version.name, "reason": version.closed}
    return _page().render(
        lang=t.lang, title=simulation.title(t("situs.closed_title", version=version.name)), root="../../", target="",
        paragraphs=[t("situs.closed_text", **told)], words=t("situs.old_link"), link="../../id/index.html",
        others=[(other.lang, other("situs.closed_text", **told), f"../../{other.lang}/index.html", other("situs.old_link"))],
        simulated=simulation.banner(t),
    )  # fmt: skip
