"""A file of the site before it is made, so that one whose content is what it was need not be set again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dasbor.site import store
from dasbor.site.store import SetMark


@dataclass(frozen=True)
class Item:
    """Path from the root, and what makes the bytes.

    `told`: of what a typesetter sets (fact sheets, previews) the digest of what it is handed, known before it is set; "" of others,
    which cost no more to make than to compare.
    """

    path: str
    make: Callable[[], bytes]
    told: str = ""


@dataclass(frozen=True)
class Former:
    """The site that stands now, if it was made by the same program: its folder, and what was set in it."""

    folder: Path
    known: Mapping[str, SetMark]

    def hand_over(self, item: Item, new: Path) -> SetMark | None:
        """Let the file of an item be that of the former site, if that says the same and is whole; its mark, or None."""
        mark, old = self.known.get(item.path), self.folder / item.path
        if mark is None or not item.told or mark.isi != item.told:
            return None
        try:
            whole = store.digest(old.read_bytes()) == mark.sidik
        except OSError:
            return None
        if not whole:
            return None
        new.parent.mkdir(parents=True, exist_ok=True)
        store.link(old, new)
        return mark


def put(path: Path, content: bytes) -> None:
    """Write a file, with its folder; never into one that is there, which may be that of the site readers see."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)
