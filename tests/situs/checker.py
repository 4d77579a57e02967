"""Reads a built site the way a browser would follow it: links, anchors, what a page loads."""

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

LOADED = {
    "img": ("src",),
    "script": ("src",),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "object": ("data",),
    "form": ("action",),
}
# names of a link element that make a browser load something
FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "prefetch"}


@dataclass
class PageLinks(HTMLParser):
    """`links`: addresses of <a> and <link rel=alternate>; `loads`: what the browser fetches by itself; `ids`: anchors."""

    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if "id" in named:
            self.ids.append(named["id"])
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        if tag == "link":
            (self.loads if FETCHED & set(named["rel"].split()) else self.links).append(named["href"])
        if tag == "meta" and named.get("property") == "og:image":
            self.pictures.append(named["content"])
        self.loads += [named[name] for name in LOADED.get(tag, ()) if name in named]


def read(path):
    """The links of a page."""
    found = PageLinks()
    found.feed(path.read_text(encoding="utf-8"))
    found.close()
    return found


def resolve(page, address):
    """(path from the root, anchor) that a relative address on `page` leads to."""
    parts = urlsplit(address)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    return path, parts.fragment


def is_outside(address):
    """Whether an address leaves the site, or is not relative."""
    return bool(urlsplit(address).scheme or urlsplit(address).netloc) or address.startswith("/")


def dead(folder, planned=frozenset()):
    """Every relative address of every page that leads nowhere; `planned` are paths that a whole site has besides."""
    pages = {path.relative_to(folder).as_posix(): read(path) for path in folder.rglob("*.html")}
    anchors = {page: set(found.ids) for page, found in pages.items()}
    wrong = []
    for page, found in pages.items():
        for address in [*found.links, *found.loads, *found.pictures]:
            if is_outside(address):
                continue
            path, anchor = resolve(page, address)
            if path.startswith("..") or not ((folder / path).is_file() or path in planned):
                wrong.append(f"{page}: {address}")
            elif anchor and path in anchors and anchor not in anchors[path]:
                wrong.append(f"{page}: {address} (no such anchor)")
    return wrong
