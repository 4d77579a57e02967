"""Boundary files that people can download, told apart by their columns, with the terms under which they may be handed on.

Reads: the columns of a file. Decides: which publisher's form it is, and so the column that names the regions, by code or by name.
Writes: nothing.

Columns and terms as their publishers describe them: geoBoundaries (gbOpen: CC BY 4.0); OCHA's common operational dataset on HDX
(COD-AB, where ADM2_PCODE is ID and the BPS code: CC BY-IGO); BIG (Rupabumi Indonesia, Kemendagri codes in KDPKAB); BPS.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Form:
    """How a publisher's files look. `signs`: columns, in small letters, by which they are known.

    `column` holds the names of regions if `named`, else their codes; `about` is what `asal.json` says of the source.
    """

    signs: frozenset[str]
    column: str
    about: Mapping[str, Any]
    named: bool = False


def _about(name: str, site: str, licence_id: str, licence_en: str) -> dict[str, Any]:
    return {"nama": name, "situs": site, "lisensi_id": licence_id, "lisensi_en": licence_en, "boleh_disebarkan": True}


_GEOBOUNDARIES = _about(
    "geoBoundaries",
    "https://www.geoboundaries.org",
    "CC BY 4.0: boleh disebarluaskan dengan menyebut geoBoundaries.",
    "CC BY 4.0: may be handed on with attribution to geoBoundaries.",
)
_OCHA = _about(
    "OCHA, COD-AB (BPS)",
    "https://data.humdata.org/dataset/cod-ab-idn",
    "CC BY-IGO: boleh disebarluaskan dengan menyebut OCHA dan BPS.",
    "CC BY-IGO: may be handed on with attribution to OCHA and BPS.",
)
_BIG = _about(
    "Badan Informasi Geospasial",
    "https://tanahair.indonesia.go.id",
    "Menurut ketentuan BIG; sebutkan sumbernya.",
    "Under the terms of BIG; name the source.",
)
_BPS = _about(
    "Badan Pusat Statistik",
    "https://www.bps.go.id",
    "Menurut ketentuan BPS; sebutkan sumbernya.",
    "Under the terms of BPS; name the source.",
)
FORMS = (
    Form(frozenset({"shapename", "shapeid", "shapegroup"}), "shapename", _GEOBOUNDARIES, named=True),
    Form(frozenset({"adm2_pcode"}), "adm2_pcode", _OCHA),
    Form(frozenset({"kdpkab", "wadmkk"}), "kdpkab", _BIG),
    Form(frozenset({"idkab", "nmkab"}), "idkab", _BPS),
)


def form_of(columns: Iterable[str]) -> tuple[Form, str] | None:
    """The form of a file with these columns, and its column as the file writes it; None for a file of another kind."""
    written = {name.lower(): name for name in columns}
    return next(((form, written[form.column]) for form in FORMS if form.signs <= written.keys()), None)
