"""Corrections of region names, remembered as data.

Reads: the reference files, `alias_wilayah.csv`. Decides: whether a spelling may stand for a region from now on.
Writes: `alias_wilayah.csv` in the data folder, aside and then in place.
"""

import csv
import io
import os
from pathlib import Path

from etl.base import atomic, publish
from etl.base.errors import UserError
from etl.forms.regions import make_recogniser
from etl.inputs import reference
from etl.inputs.reference import ReferenceData
from etl.regions.spelling import words_of

FILE = "alias_wilayah.csv"


def remember(folder: Path, written: str, code: str, note: str) -> str:
    """From now on `written` means the region `code`; its name. Nothing changes if it did already.

    Raises `UserError` for an unknown code, and for a spelling that is empty or already means another region.
    """
    written = " ".join(written.split())
    with publish.exclusive(folder):
        tables = reference.load(folder)
        names = {str(row["kode"]): str(row["nama"]) for row in tables.rows("wilayah")}
        if code not in names:
            raise UserError(f"Kode '{code}' tidak ada di wilayah.csv.", remedy="pakai kode Kemendagri masa kini, misalnya 13.02.")
        if _known(tables, written, code):
            return names[code]
        spec = tables.tables["alias_wilayah"].spec
        rows = [[str(row[column.name] or "") for column in spec.columns] for row in tables.rows("alias_wilayah")]
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(
            [[column.name for column in spec.columns], *rows, [written, code, " ".join(note.split())]]
        )
        _replace(folder / FILE, text.getvalue().encode("utf-8", "replace"))
    return names[code]


def _known(tables: ReferenceData, written: str, code: str) -> bool:
    """Whether the spelling means the region already."""
    key = "".join(words_of(written))
    if not key:
        raise UserError("Tulisan yang akan diingat kosong.", remedy='tulis di antara tanda kutip, misalnya "Kab. Ogan Kom Ulu".')
    for row in tables.rows("alias_wilayah"):
        if "".join(words_of(str(row["tulisan"]))) == key:
            if row["kode"] == code:
                return True
            raise UserError(f"'{written}' sudah diingat sebagai {row['kode']}.", remedy=f"ubah barisnya di {FILE} bila itu keliru.")
    found = make_recogniser(tables).recognise(written)
    if found.region is not None and found.region.code != code and found.how in ("nama", "nama-lain", "panggilan"):
        raise UserError(
            f"'{written}' adalah {found.region.name} ({found.region.code}).",
            remedy="periksa kodenya; nama yang dikenal tidak dapat diberi arti lain.",
        )
    return False


def _replace(path: Path, content: bytes) -> None:
    try:
        atomic.write(path, content)
    except OSError as error:
        raise UserError(
            f"{path.name} tidak dapat ditulis: {os.strerror(error.errno or 0)}.",
            remedy="periksa ruang kosong dan hak akses folder data.",
        ) from error
