"""What machines read: feeds of changes (Atom, RFC 4287), sitemap, robots.txt."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from dasbor.mart import simulation
from dasbor.site import history
from dasbor.site.store import SiteManifest
from dasbor.views.versi import view as versi
from dasbor.words.texts import LANGUAGES, Lang, texts

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.rfc-editor.org/rfc/rfc4287#kabupaten-kota-peduli-ham")
MOST_PLACES = 12
_MOST_ENTRIES = 50


def told(former: SiteManifest | None, new: SiteManifest, titles: dict[str, str]) -> list[dict[str, Any]]:
    """The history of a site with what its new version of the data changed; the same version adds nothing.

    `titles`: path → title of the pages of the first language, for the names of places in an entry.
    """
    history = list(former.riwayat) if former else []
    if history and history[-1]["versi"] == new.masukan.versi:
        return history
    before = {path: mark.isi for path, mark in former.halaman.items()} if former else {}
    after = {path: mark.isi for path, mark in new.halaman.items()}
    changed = sorted(path for path in before.keys() & after.keys() if before[path] != after[path])
    places = [path.partition("/")[2] for path in changed if path in titles and "/daerah/" in path]
    entry = {
        "versi": new.masukan.versi,
        "dibangun": new.masukan.dibangun,
        "halaman": len(after),
        "berubah": len(changed),
        "baru": len(after.keys() - before.keys()) if former else 0,
        "hilang": len(before.keys() - after.keys()),
        "pertama": former is None,
        "tempat": [titles[f"{LANGUAGES[0]}/{path}"] for path in places[:MOST_PLACES]],
    }
    return [*history, entry][-_MOST_ENTRIES:]


def atom(manifest: SiteManifest, lang: Lang, base: str) -> str:
    """The feed of a language, the newest entry first. Without an address of the site its links are relative to the feed."""
    t = texts(lang)
    title = simulation.title(f"{t('common.programme')}: {t('situs.feed_title')}")
    home = f"{base}{lang}/index.html" if base else f"../{lang}/index.html"
    own = f'<link rel="self" href={quoteattr(f"{base}umpan/{lang}.xml")}/>' if base else ""
    entries = [_entry(entry, lang, home, base) for entry in reversed(manifest.riwayat)]
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
        f"<title>{escape(title)}</title>\n<id>{_name(base, lang)}</id>\n<updated>{manifest.riwayat[-1]['dibangun']}</updated>\n"
        f"<link href={quoteattr(home)}/>{own}\n<author><name>{escape(t('common.programme'))}</name></author>\n"
        f"{''.join(entries)}</feed>\n"
    )


def _entry(entry: dict[str, Any], lang: Lang, home: str, base: str) -> str:
    t = texts(lang)
    if entry["pertama"]:
        said = t("situs.feed_first", pages=entry["halaman"])
    elif entry["berubah"] or entry["baru"] or entry["hilang"]:
        said = t("situs.feed_changed", changed=entry["berubah"], added=entry["baru"], removed=entry["hilang"])
    else:
        said = t("situs.feed_rebuilt")
    if entry["tempat"]:
        said += " " + t("situs.feed_places", places=", ".join(entry["tempat"]))
    version = next((one for one in history.listed() if one.digest == entry["versi"]), None)
    if version:
        place = history.anchor(lang, version)
        home = base + place if base else f"../{place}"
        said = t("situs.feed_why", why=versi.why(t, version.reasons), said=said) if version.reasons else said
    title = simulation.title(t("situs.feed_entry", version=entry["versi"]))
    return (
        f"<entry><title>{escape(title)}</title><id>{_name(base, lang, entry['versi'], entry['dibangun'])}</id>"
        f"<updated>{entry['dibangun']}</updated><link href={quoteattr(home)}/><summary>{escape(said)}</summary></entry>\n"
    )


def _name(*parts: str) -> str:
    """An identifier that stays the same for the same thing."""
    return uuid.uuid5(_SPACE, "|".join(parts)).urn


def sitemap(manifest: SiteManifest, base: str) -> str:
    """Every page with its languages and the day its content last changed. Sitemaps need the full address of the site."""
    urls = []
    for path in sorted(manifest.halaman):
        rest = path.partition("/")[2]
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(f"{base}{lang}/{rest}")}/>' for lang in LANGUAGES
        )
        day = manifest.halaman[path].dibangun[:10]
        urls.append(f"<url><loc>{escape(base + path)}</loc><lastmod>{day}</lastmod>{others}</url>\n")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(urls)}</urlset>\n'
    )


def robots(base: str, *, simulated: bool) -> str:
    """All may be read; of a simulation nothing is to be indexed."""
    lines: Sequence[str] = ["User-agent: *", "Disallow: /" if simulated else "Disallow:"]
    sitemaps: Iterable[str] = [f"Sitemap: {base}sitemap.xml"] if base else []
    return "\n".join([*lines, *sitemaps]) + "\n"
