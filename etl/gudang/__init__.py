"""Where the workspace lives: in the data folder alone, or in a lake that several machines share (`PEDULIHAM_GUDANG`).

Reads: the environment, once, at the edge of a program (`configure`). Decides: which of the two holds for a data folder (`of`).
Writes: nothing. Nothing else is opened here, so that whoever stays in the folder pays nothing for the other.

In the lake the data folder is a mirror: reading is done there, as ever; writing goes to the lake first, and comes back from it.
"""

import contextlib
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from etl.publish import TableState

VARIABLE = "PEDULIHAM_GUDANG"
FILES_VARIABLE = "PEDULIHAM_GUDANG_BERKAS"


class Keeper(Protocol):
    """The lake of a data folder, as those see it who read and write there."""

    def keeps(self, path: Path) -> bool:
        """Whether a chain is one of those that live in the lake."""

    def fresh(self, path: Path) -> None:
        """Bring the mirror of a chain up to date, if that was not done just now."""

    def alone(self, path: Path, wait: float) -> AbstractContextManager[None]:
        """Hold a chain against every other machine, its mirror being up to date. Raises `UserError` after `wait` seconds."""

    def append(self, path: Path, fields: Mapping[str, object]) -> int:
        """Add a line to a chain in the lake, then to its mirror; its number. Raises `UserError` if it is not the next one."""

    def keep(self, aside: Path) -> bool:
        """Take a version that stands aside (a folder or a file). True: it comes to its place with what is written `together`."""

    def building(self) -> AbstractContextManager[None]:
        """Hold the build of the workspace against every other machine, the folder being up to date."""

    def together(self, workspace: Path, states: Mapping[str, "TableState"]) -> AbstractContextManager[None]:
        """What is appended and kept within is in the lake with the tables of a finished workspace, or nothing of it is."""


_keepers: dict[str, tuple[tuple[str, str], Keeper]] = {}


def configure(folder: Path, environ: Mapping[str, str]) -> None:
    """Let the workspace of `folder` live where `PEDULIHAM_GUDANG` says. Raises `UserError` for one that cannot be understood.

    Nothing is opened; called again with the same words it does nothing.
    """
    place = os.path.realpath(folder)
    said = environ.get(VARIABLE, "").strip(), environ.get(FILES_VARIABLE, "").strip()
    if not said[0]:
        _keepers.pop(place, None)
    elif place not in _keepers or _keepers[place][0] != said:
        from etl.gudang import address, lake

        _keepers[place] = said, lake.Lake(address.understood(*said), folder)


def of(folder: Path) -> Keeper | None:
    """The lake of a data folder; None if its workspace lives in the folder itself."""
    found = _keepers.get(os.path.realpath(folder)) if _keepers else None
    return None if found is None else found[1]


def building(folder: Path) -> AbstractContextManager[None]:
    """See `Keeper.building`; without a lake there is nothing to hold."""
    keeper = of(folder)
    return contextlib.nullcontext() if keeper is None else keeper.building()


def together(folder: Path, workspace: Path, states: Mapping[str, "TableState"]) -> AbstractContextManager[None]:
    """See `Keeper.together`; without a lake each part is written by itself."""
    keeper = of(folder)
    return contextlib.nullcontext() if keeper is None else keeper.together(workspace, states)
