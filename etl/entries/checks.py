"""Whether a change can be accepted: its key, its value, the author's rights and area. One way for forms and for files.

Reads: changes, and what is known (`etl.entries.known`).
Decides: the key in its one form (today's codes), the value as it will stand, whose area it is; collects every fault.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.base.moments import WIT
from etl.entries.entry import Author, FieldFault, Invalid, NotPermitted, WantedChange, named
from etl.entries.kinds import KINDS, Field, Key, Kind, Plain, Value
from etl.entries.known import FIRST_YEAR, Known
from etl.entries.rules import RULES, Statement

APPROVE = "setuju"

_Told = list[tuple[str, str]]
"""Faults of one change: field and sentence."""


@dataclass(frozen=True)
class Checked:
    """A change that can be accepted as far as it alone can tell."""

    kind: Kind
    key: Key
    province: str
    value: Value | None
    seen: int | None


def check(changes: Sequence[WantedChange], author: Author, known: Known, now: dt.datetime) -> tuple[Checked, ...]:
    """The changes as they would be recorded. Raises `NotPermitted`, or `Invalid` with the faults of all of them."""
    today = now.astimezone(WIT).date()  # what is today in the east is not the future
    checked: dict[tuple[str, Key], Checked] = {}
    faults: list[FieldFault] = []
    refused: list[str] = []
    for place, change in enumerate(changes):
        told: _Told = []
        one = _one(change, known, today, told)
        if one is not None:
            refused += refusals(author, one.kind, one.key, one.province)
            if (change.kind, one.key) in checked:
                told.append((one.kind.keys[-1].name, "hal yang sama sudah ada di antara isian yang disimpan bersamanya"))
            checked[change.kind, one.key] = one
        faults += [FieldFault(place, field, sentence) for field, sentence in told]
    faults += _together({one.kind.name: one.kind for one in checked.values()})
    refuse(refused)
    if faults:
        raise Invalid(faults, changes)
    return tuple(checked.values())


def refusals(author: Author, kind: Kind, key: Key, province: str) -> list[str]:
    """Why an author may not change this, a sentence each."""
    if kind.right not in author.rights or not author.address:
        return [f"jenis {kind.name}: peran Anda tidak boleh mengisinya"]
    if kind.place and not author.area.holds(province):
        return [f"{named(kind.name, key)}: di luar wilayah kerja Anda"]
    if kind.name == "peran" and key[0] == author.address.casefold():
        return ["jenis peran: peran sendiri tidak dapat diubah; minta admin lain"]
    return []


def approval(author: Author, kind: Kind, before: Value | None, after: Value | None) -> list[str]:
    """Why an author may not decide about a correction: deciding, and taking back what was approved, needs a right of its own."""
    if kind.name != "koreksi" or APPROVE in author.rights:
        return []
    decided = [value["putusan"] for value in (before, after) if value is not None]
    if "setuju" in decided or (after is not None and after["putusan"] != "usul"):
        return ["jenis koreksi: peran Anda boleh mengusulkan, tetapi tidak boleh memutuskan"]
    return []


def refuse(reasons: Iterable[str]) -> None:
    """Raise `NotPermitted` if there is any reason to."""
    if details := tuple(dict.fromkeys(reasons)):
        raise NotPermitted(
            "Isian ini di luar wewenang Anda; tidak ada yang disimpan.",
            details=details,
            remedy="minta yang berwenang mengisinya, atau minta admin memeriksa peran Anda.",
        )


def _together(found: Mapping[str, Kind]) -> list[FieldFault]:
    """Kinds that may not be saved with others: their common reason would be published with what is not."""
    apart = [name for name, kind in found.items() if kind.alone and len(found) > 1]
    return [FieldFault(None, "jenis", f"{name} disimpan tersendiri, sebab alasannya ikut terbit") for name in apart]


def _one(change: WantedChange, known: Known, today: dt.date, told: _Told) -> Checked | None:
    """The change with its key in its one form; None if the key cannot be understood."""
    kind = KINDS.get(change.kind)
    if kind is None:
        told.append(("jenis", f"'{change.kind}' tidak dikenal; pakai {', '.join(KINDS)}"))
        return None
    if len(change.key) != len(kind.keys):
        told.append(("kunci", f"harus {len(kind.keys)} isian: {', '.join(field.name for field in kind.keys)}"))
        return None
    key = {field.name: _read(field, part, told) for field, part in zip(kind.keys, change.key, strict=True)}
    province = None if told else _place(kind, key, known, today, told)
    if province is None or told:
        return None
    names = tuple("" if part is None else str(part) for part in key.values())
    value = None if change.value is None else _value(kind, names, change.value, known, today, told)
    return Checked(kind, names, province, value, change.seen)


def _place(kind: Kind, key: dict[str, Plain], known: Known, today: dt.date, told: _Told) -> str | None:
    """Whose area a key is; a region's code becomes today's. Faults of year and place are told."""
    if kind.place == "klaim":
        claim = known.claims.get(str(key["id"]))
        if claim is None:
            told.append(("id", f"klaim '{key['id']}' tidak ada; salin tanda pengenalnya dari halaman Sumber & mutu"))
            return None
        return claim.province
    if not kind.place:
        return ""
    year = int(str(key["tahun"]))
    _check_year(kind, year, known, today, told)
    if kind.place == "kabkota":
        return _region(key, year, known, told)
    province = str(key["kode_provinsi"] or "")
    if province and not known.regions(province, year):
        told.append(("kode_provinsi", f"'{province}' bukan kode provinsi pada tahun {year}; periksa wilayah.csv"))
    return province


def _check_year(kind: Kind, year: int, known: Known, today: dt.date, told: _Told) -> None:
    if not FIRST_YEAR <= year <= today.year + 1:
        told.append(("tahun", f"{year} di luar {FIRST_YEAR} sampai {today.year + 1}"))
    elif not known.context.assessed.get(year, True) and not kind.without_assessment:
        told.append(("tahun", f"tahun {year} tanpa penilaian; hanya target dan tenggat yang diterima"))


def _region(key: dict[str, Plain], year: int, known: Known, told: _Told) -> str | None:
    code = known.region(str(key["kode"]))
    if code is None:
        told.append(("kode", f"'{key['kode']}' bukan kode kabupaten/kota; tulis seperti 53.01"))
        return None
    if not known.existed(code, year):
        told.append(("kode", f"{known.context.official['kabkota', code]} belum dibentuk pada tahun {year}"))
    key["kode"] = code
    return code.partition(".")[0]


def _value(kind: Kind, key: Key, written: Mapping[str, object], known: Known, today: dt.date, told: _Told) -> Value | None:
    names = [field.name for field in kind.values]
    told += [(name, f"isian ini tidak ada pada {kind.name}; pakai {', '.join(names)}") for name in written if name not in names]
    value = {field.name: _read(field, written.get(field.name), told) for field in kind.values}
    if not told:
        told += RULES[kind.name](Statement(key, value, known, today))
    return None if told else value


def _read(field: Field, written: object, told: _Told) -> Plain:
    text = _text(written)
    if not text:
        if not field.optional:
            told.append((field.name, "harus diisi"))
        return None
    try:
        return field.parser(text)
    except ValueError as error:
        told.append((field.name, f"'{text}' {error}"))
        return None


def _text(written: object) -> str:
    """A value as it would be typed."""
    if written is None:
        return ""
    if isinstance(written, bool):
        return "ya" if written else "tidak"
    if isinstance(written, dt.datetime):
        written = written.date()
    if isinstance(written, float) and written.is_integer():
        written = int(written)
    if isinstance(written, list | tuple | set | frozenset):
        return ", ".join(map(str, written))
    return str(written).strip()
