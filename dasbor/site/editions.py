"""Every published version of the data under its own address for ever: `versi/<name>/`, built as the root is.

The newest version's files there are those of the root. When another takes its place its pages stay, say that they are old, and lead
to the newest; its files to download stay byte for byte as they were first published. A version that the site does not hold yet, or
no longer whole, is built from its kept database. A closed version has one page that says why, and nothing else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dasbor.mart.versions import PublishedVersion
from dasbor.site import banner, history, packed, store
from dasbor.site.files import FOLDER as FILES
from dasbor.site.items import put
from dasbor.site.store import SUMS, VERSIONS, Digests, SiteManifest
from dasbor.words.texts import LANGUAGES

FEEDS = "umpan"
_ROOT_ONLY = frozenset({"robots.txt", "sitemap.xml", SUMS, store.SIGNATURE})
"""What a site has once, besides the table of all changes."""
Make = Callable[[PublishedVersion, Path], None]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Shelf:
    """Where versions are laid: the new site, the one that stands now, the address of the site, and whether twins are wanted."""

    new: Path
    old: Path
    base: str
    packed: bool

    def place(self, name: str) -> Path:
        """Where a version is laid."""
        return self.new / VERSIONS / name

    def held(self, name: str) -> Path:
        """Where it lies in the site that stands now."""
        return self.old / VERSIONS / name

    def has(self, name: str) -> bool:
        """Whether it lies there whole, by its own checksums."""
        return self.held(name).is_dir() and store.intact(self.held(name))

    def others(self, listed: Iterable[str]) -> list[str]:
        """Versions that lie in the site that stands now, but whose databases are not kept here."""
        found = (self.old / VERSIONS).iterdir() if (self.old / VERSIONS).is_dir() else ()
        return sorted({path.name for path in found if path.is_dir()} - set(listed))


def readable(shelf: Shelf, listed: Sequence[PublishedVersion]) -> frozenset[str]:
    """The versions that will have pages: those that are open, and those that lie there already."""
    return frozenset([one.name for one in listed if not one.closed] + shelf.others(one.name for one in listed))


def lay(shelf: Shelf, manifest: SiteManifest, listed: Sequence[PublishedVersion], make: Make, say: Say, digests: Digests) -> None:
    """Lay all versions (the newest first in `listed`) into the new site, whose root is ready but for its checksums."""
    newest, *former = listed
    _mirror(shelf, newest.name)
    after = newest
    for version in former:
        if version.closed:
            put(shelf.place(version.name) / "index.html", banner.closed_page(version).encode())
        else:
            if not shelf.has(version.name):
                say(f"  … versi {version.name} dibangun dari gudang data yang disimpan")
                make(version, shelf.place(version.name))
                _strip(shelf.place(version.name))
            else:
                _take(shelf, version.name)
            _demote(shelf, manifest, version.name, after)
        after = version
    for name in shelf.others(one.name for one in listed):
        _take(shelf, name)
        _demote(shelf, manifest, name, None)
    for place in sorted(path for path in (shelf.new / VERSIONS).iterdir() if path.is_dir()):
        if shelf.packed:
            packed.pack(place, shelf.held(place.name))
        put(place / SUMS, store.sums(place, digests).encode())


def _mirror(shelf: Shelf, name: str) -> None:
    """The newest version: the files of the root; to download, those that were first published at its address."""
    place = shelf.place(name)
    for path in [path for path in store.files(shelf.new) if not path.startswith(f"{VERSIONS}/") and path not in _root_only()]:
        _link(shelf.new / path, place / path)
    if shelf.has(name):
        for path in store.files(shelf.held(name) / FILES) if (shelf.held(name) / FILES).is_dir() else ():
            _link(shelf.held(name) / FILES / path, place / FILES / path)
    for lang in LANGUAGES:
        _pointer(place, lang)


def _take(shelf: Shelf, name: str) -> None:
    """A version as it lies in the former site; twins are made again where they are wanted, which keeps the same ones."""
    for path in store.files(shelf.held(name)):
        if not path.endswith(packed.SUFFIX):
            _link(shelf.held(name) / path, shelf.place(name) / path)


def _strip(place: Path) -> None:
    """A version that was just built, without what only a root has."""
    for path in _root_only():
        (place / path).unlink(missing_ok=True)


def _root_only() -> frozenset[str]:
    names = _ROOT_ONLY | {history.table_name()}
    return names | {name + packed.SUFFIX for name in names}


def _demote(shelf: Shelf, manifest: SiteManifest, name: str, after: PublishedVersion | None) -> None:
    """Every page of a version says that it is old, and leads to what took its place; its feeds are the newest.

    `after`: the version that took its place, where that is known.
    """
    place = shelf.place(name)
    own = store.read(place)
    for path in [path for path in store.files(place) if path.endswith(".html")]:
        target = path if (shelf.new / path).is_file() else f"{banner.language(path)}/index.html"
        shown = banner.Old(f"{VERSIONS}/{name}/{path}", target, name, after, shelf.base, same=_same(own, manifest, path))
        before = (place / path).read_bytes()
        if (content := banner.marked(before, shown)) != before:
            put(place / path, content)
    for lang in LANGUAGES:
        _pointer(place, lang)
        if (shelf.new / FEEDS / f"{lang}.xml").is_file():
            _link(shelf.new / FEEDS / f"{lang}.xml", place / FEEDS / f"{lang}.xml")


def _same(own: SiteManifest | None, newest: SiteManifest, path: str) -> bool:
    """Whether the page of the newest version says the same."""
    before, now = own.halaman.get(path) if own else None, newest.halaman.get(path)
    return before is not None and now is not None and before.isi == now.isi


def _pointer(place: Path, lang: str) -> None:
    """In a version the page of all versions only leads to the newest list: what was closed since must not be told by an old one."""
    path = place / lang / history.NAME
    path.with_name(path.name + packed.SUFFIX).unlink(missing_ok=True)
    put(path, banner.pointer(lang).encode())


def _link(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    store.link(old, new)
