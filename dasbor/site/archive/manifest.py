"""`arsip.json`: what an archive says of itself, and whether a folder may become one."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from dasbor.exports.command import ExportError
from dasbor.site import store
from dasbor.words.texts import texts

NAME = "arsip.json"
KIND, FORM = "arsip-kkp-ham", 1
_T = texts("id")


@dataclass(frozen=True)
class ArchiveManifest:
    """Version and moment of the data, whether they are invented, the program, whether a site is inside, rows of each table."""

    versi: str
    dibangun: str
    simulasi: bool
    program: str
    commit: str
    situs: bool
    tabel: Mapping[str, int]

    def text(self) -> bytes:
        """As JSON, the same for the same archive."""
        return (json.dumps({"jenis": KIND, "bentuk": FORM, **asdict(self)}, ensure_ascii=False, indent=1) + "\n").encode()


def read(folder: Path) -> ArchiveManifest | None:
    """The manifest of an archive; None where there is none that can be read."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if (told.pop("jenis"), told.pop("bentuk")) != (KIND, FORM):
            return None
        return ArchiveManifest(**told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def refuse(folder: Path, mine: ArchiveManifest) -> None:
    """ExportError unless `mine` may be put at `folder`: nothing, an empty folder, or a whole archive of no newer data.

    Whole, so that nothing is deleted that somebody put in or wrote on; and real figures never give way to invented ones, or the
    other way round.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    former = read(folder) if folder.is_dir() else None
    if former is None:
        reason = "arsip.folder_foreign"
    elif not store.intact(folder):
        reason = "arsip.folder_touched"
    elif former.simulasi != mine.simulasi:
        reason = "arsip.folder_other_kind"
    elif former.dibangun > mine.dibangun:
        reason = "arsip.folder_newer"
    else:
        return
    raise ExportError(_T(reason, path=folder), _T("arsip.remedy_folder"))
