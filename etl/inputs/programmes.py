"""Programmes and their predicates: those that `program.csv` and `predikat.csv` describe, completed by what the rules name.

Reads: typed rows of `program`, `predikat`, `regulasi`, `aturan_nilai`. Decides: which programme a rule belongs to, and how a
predicate that a rule names and `predikat.csv` does not is called, ranked and marked: a new rule needs rows in `regulasi.csv` alone.
Writes: nothing; `reference` stores the completed rows.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

Row = Mapping[str, object]

PROGRAMME = "program"
"""The element of `aturan_nilai.csv` that names the programme of a rule."""
RESERVED = frozenset({"kabkota", "peserta", "rekomendasi"})
"""Words that `jumlah_…` means already; no predicate may take them as its code."""
CODE = re.compile(r"[a-z][a-z0-9_]*")


def slug(name: str) -> str:
    """A name as a code: "Sangat Patuh" → "sangat_patuh"."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def complete(
    programmes: Sequence[Row], predicates: Sequence[Row], rules: Sequence[Row], elements: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """All programmes and all predicates, described or only named. Columns as in `program.csv` and `predikat.csv`.

    Predicates that are only named rank by their lower limit (unknown ones last), then by their place in `regulasi.csv`, after those
    that are described; the best one is the award where the programme has none. Their mark is the first letter nobody has.
    """
    all_programmes = list(programmes)
    found: dict[str, list[Row]] = {}
    for rule in rules:
        programme = _programme_of(rule, all_programmes, predicates, elements)
        if (programme, rule["predikat"]) not in {(row["program"], row["nama"]) for row in predicates}:
            found.setdefault(programme, []).append(rule)
    all_predicates = list(predicates)
    for programme, named in found.items():
        all_predicates += _named(programme, named, all_predicates)
    return tuple(all_programmes), tuple(all_predicates)


def _programme_of(rule: Row, programmes: list[Row], predicates: Sequence[Row], elements: Sequence[Row]) -> str:
    """The code of a rule's programme; one that nobody described is added to `programmes`, named as the rules name it.

    A rule that names none is of the programme whose predicate it has, else a programme of its own.
    """
    stated = next((str(row["nilai"]) for row in elements if row["unsur"] == PROGRAMME and _meets(row, rule)), None)
    if stated is None:
        known = next((str(row["program"]) for row in predicates if row["nama"] == rule["predikat"]), None)
        if known is not None:
            return known
        stated = str(rule["peraturan"])
    code = next((str(row["kode"]) for row in programmes if row["nama"] == stated), None)
    if code is None:
        code = slug(stated)
        programmes.append(_row(programmes, kode=code, nama=stated, nama_en=stated, kepastian="tidak diketahui"))
    return code


def _meets(element: Row, rule: Row) -> bool:
    return element["peraturan"] == rule["peraturan"] and element["nilai"] is not None


def _row(like: Sequence[Row], **cells: object) -> Row:
    """A row with the columns of the others."""
    return {**dict.fromkeys(like[0] if like else cells), **cells}


def _named(programme: str, rules: Iterable[Row], described: Sequence[Row]) -> Iterable[Row]:
    """Rows for predicates that `rules` of one programme name, best first."""
    limits: dict[str, float] = {}
    for rule in rules:
        name, limit = str(rule["predikat"]), rule["nilai_min"]
        limits[name] = max(limits.get(name, -1.0), float(str(limit)) if limit is not None else -1.0)
    own = [row for row in described if row["program"] == programme]
    codes, marks = {str(row["kode"]) for row in described} | RESERVED, {str(row["tanda"]) for row in own}
    last = max((int(str(row["urutan"])) for row in own), default=0)
    for place, name in enumerate(sorted(limits, key=lambda one: -limits[one]), start=1):
        code = slug(name) if slug(name) not in codes else f"{slug(name)}_{programme}"
        mark = _mark(name, marks)
        codes.add(code)
        marks.add(mark)
        yield {
            "kode": code,
            "program": programme,
            "nama": name,
            "nama_en": name,
            "tanda": mark,
            "urutan": last + place,
            "penghargaan": last == 0 and place == 1,
        }


def _mark(name: str, taken: set[str]) -> str:
    letters = [letter for letter in name.upper() if letter.isalnum()]
    return next((letter for letter in letters if letter not in taken), name[:2])


def faults(programmes: Sequence[Row], predicates: Sequence[Row]) -> Iterable[str]:
    """Everything wrong with the rows of `program.csv` and `predikat.csv` themselves."""
    known = {row["kode"] for row in programmes}
    for row in predicates:
        where = f"predikat.csv {row['kode']}"
        if not CODE.fullmatch(str(row["kode"])) or row["kode"] in RESERVED:
            yield f"{where}: kode harus huruf kecil, angka, dan garis bawah, dan bukan {', '.join(sorted(RESERVED))}"
        if row["program"] not in known:
            yield f"{where}: program '{row['program']}' tidak ada di program.csv"
        if len(str(row["tanda"])) > 2:  # noqa: PLR2004  a cell of a grid holds no more
            yield f"{where}: tanda '{row['tanda']}' paling panjang dua huruf"
    for code in sorted({str(row["program"]) for row in predicates}):
        own = [row for row in predicates if row["program"] == code]
        if sum(bool(row["penghargaan"]) for row in own) != 1:
            yield f"predikat.csv: program {code} harus memiliki tepat satu predikat penghargaan"
        for column in ("nama", "tanda", "urutan"):
            values = [row[column] for row in own]
            for value in sorted({str(value) for value in values if values.count(value) > 1}):
                yield f"predikat.csv: program {code} memiliki {column} '{value}' lebih dari sekali"
