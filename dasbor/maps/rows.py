"""The rows of a map: per province or region the value, its class and the words about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dasbor.maps import classes as mc
from dasbor.maps.choice import MapView
from dasbor.mart import angka, facts, maps, programmes
from dasbor.mart.angka import Angka, PlaceNumbers
from dasbor.words import colors, formats
from dasbor.words.formats import is_unknown
from dasbor.words.legend import MapClass
from dasbor.words.terms import term
from dasbor.words.texts import Texts

Row = dict[str, Any]
_STATED = ("resmi", "klaim")


@dataclass(frozen=True)
class Value:
    """Class, words, value, n, N, whether n is a lower bound; what it rests on, in words and as key of a fact ("" for none)."""

    kunci_kelas: str
    teks: str
    nilai: float | None = None
    n: int | None = None
    N: int | None = None
    sekurang: bool = False
    dasar: str = ""
    kunci: str = ""


def measures(level: str, t: Texts, year: int) -> dict[str, str]:
    """Measures of `level` with their names; the counted predicates are those of the programme and the rule of `year`."""
    if level == "kabkota":
        return {key: t(f"peta.region_{key}") for key in ("keadaan", "ikut", "perubahan", "sumber")}  # texts: peta.region_*
    award, counted = programmes.award(year), angka.nation(year).predicates
    shares = {
        one.code: t("peta.measure_share", predicate=one.name) for one in programmes.of_year(year).predicates if one.code in counted
    }
    named = {
        key: t(f"peta.measure_{key}", predicate=award.name)  # texts: peta.measure_*
        for key in ("jumlah", "ikut", "perubahan", "target", "cakupan", "sumber")
    }
    first = {award.code: shares.pop(award.code), "jumlah": named.pop("jumlah"), "ikut": named.pop("ikut")}
    return {**first, **shares, **named}


def _counted(t: Texts, key: str, words: str, nilai: float | None, number: Angka) -> Value:
    """A value made from a count, with what the count rests on."""
    return Value(key, words, nilai, number.n, number.whole, number.least, facts.basis(t, number), number.key or "")


def _share(t: Texts, number: Angka) -> Value:
    key = mc.share_key(number.n, number.whole, least=number.least)
    if number.n is None:
        return _counted(t, key, t("common.unknown"), None, number)
    words = facts.sign(number) + formats.share(number.n, number.whole, t.lang)
    return _counted(t, key, words, 100 * number.n / number.whole, number)


def _number(t: Texts, number: Angka) -> Value:
    return _counted(t, mc.count_key(number.n, least=number.least), facts.count(t, number), number.n, number)


def _target(t: Texts, number: Angka, targets: tuple[maps.Target, ...]) -> Value:
    """Where several numbers were aimed at, the class is that of the smallest, and the words say all."""
    if not targets:
        return _counted(t, mc.target_key(None), t("peta.class_no_target"), None, number)
    n = facts.sign(number) + formats.number(number.n, t.lang) if number.n is not None else t("common.unknown")
    aims = t("peta.target_and").join(formats.number(one.aim, t.lang) for one in targets)
    words = t("peta.target_words", n=n, target=aims, whole=number.whole)
    return _counted(t, mc.target_key(targets[0]), words, targets[0].short, number)


def _coverage(t: Texts, found: maps.Coverage) -> Value:
    key = mc.share_key(found.known, found.whole, least=False)
    words = formats.share(found.known, found.whole, t.lang)
    return Value(key, words, 100 * found.known / found.whole, found.known, found.whole)


def _sources(t: Texts, n: int) -> Value:
    return Value(mc.source_key(n), t("peta.sources", n=n), n, n)


_PROVINCE_CLASSES: dict[str, Callable[[Texts], tuple[MapClass, ...]]] = {
    "jumlah": mc.counts,
    "perubahan": mc.changes,
    "target": mc.targets,
    "sumber": mc.sources,
}
"""Measures of provinces that are no shares."""


def of_provinces(t: Texts, view: MapView) -> tuple[pd.DataFrame, tuple[MapClass, ...]]:
    """Rows of the provinces (of `view.province` only, if one is chosen), and the classes."""
    at = angka.level("provinsi", kini=view.kini)
    covered, aims = maps.coverage(at, view.year), maps.targets(at, view.year)
    compared = {} if view.compared is None else maps.changes(at, view.compared, view.year)
    rows = []
    for code, place in angka.places(at, view.year).items():
        if view.province in ("", code):
            change = _change(view, compared.get(code))
            words = _change_words(t, view, change)
            value = _province_value(t, view.measure, place, covered[code], aims.get(code, ()), (change, words))
            row = {"kode": code, "nama": place.name, "provinsi": place.name, "keadaan": None, "perubahan": words}
            rows.append((row | {"jumlah_sumber": covered[code].sources, "konflik": place.conflict}, value))
    return _frame(rows), _PROVINCE_CLASSES.get(view.measure, mc.shares)(t)


def _province_value(
    t: Texts,
    measure: str,
    place: PlaceNumbers,
    covered: maps.Coverage,
    targets: tuple[maps.Target, ...],
    change: tuple[maps.MapChange, str],
) -> Value:
    special: dict[str, Callable[[], Value]] = {
        "jumlah": lambda: _number(t, place.award),
        "ikut": lambda: _share(t, place.participants),
        "perubahan": lambda: _changed(t, place.award, *change),
        "target": lambda: _target(t, place.award, targets),
        "cakupan": lambda: _coverage(t, covered),
        "sumber": lambda: _sources(t, covered.sources),
    }
    return special.get(measure, lambda: _share(t, place.predicates[measure]))()


def _changed(t: Texts, number: Angka, change: maps.MapChange, words: str) -> Value:
    return _counted(t, mc.change_key(change.difference, comparable=change.reason == "kosong"), words, change.difference, number)


def _change(view: MapView, found: maps.MapChange | None) -> maps.MapChange:
    """Change of the award against the year compared with; where it is not compared, the reason."""
    if found is not None:
        return found
    if view.compared is None:
        return maps.MapChange("pertama", None, None, None)
    return maps.MapChange("program" if view.crosses else "wilayah", None, None, None)


def _change_words(t: Texts, view: MapView, change: maps.MapChange) -> str:
    if change.reason == "pertama":
        return t("peta.change_first")
    if change.reason != "dapat":
        return t("peta.change_not", year=view.compared, reason=term(t, "banding", change.reason))
    difference = formats.signed(change.difference, t.lang)
    return t("peta.change", change=difference, former=change.then, n=change.now, year=view.compared)


def of_regions(t: Texts, view: MapView) -> tuple[pd.DataFrame, tuple[MapClass, ...]]:
    """Rows of the regions (of `view.province`, if one is chosen), and the classes: a concluded one where the year has it."""
    whole, other = maps.regions(view.year, "", kini=view.kini), view.compared
    labels = {key: state.label(t) for key, state in programmes.states().items()}
    former = {} if other is None else maps.former(other)
    moved = {} if other is None else maps.region_moves(other, view.year)
    rows, held = [], set()
    for row in whole.to_dict("records"):
        key = _region_class(view.measure, row, moved)
        held.add(key)
        if view.province in ("", row["kode_provinsi_kini" if view.kini else "kode_provinsi"]):
            before = former.get(row["kode"])
            words = t("peta.change_first") if before is None else f"{other}: {labels[str(before['keadaan_rinci'])]}"
            told = {"provinsi": row["induk"], "keadaan": row["keadaan_rinci"], "perubahan": words, "dahulu": before}
            rows.append((key, {str(name): one for name, one in row.items()} | told))
    made = _region_classes(t, view, held)
    names = {one.key: one.label for one in made}
    return _frame([(row, _region_value(t, view.measure, row, key, names)) for key, row in rows]), made


def _region_classes(t: Texts, view: MapView, held: set[str]) -> tuple[MapClass, ...]:
    made: dict[str, Callable[[], tuple[MapClass, ...]]] = {
        "keadaan": lambda: mc.states(t, programmes.states(view.year), held),
        "ikut": lambda: mc.took_part(t, held),
        "perubahan": lambda: mc.region_moves(t, programmes.award(view.year).name, held),
        "sumber": lambda: mc.sources(t),
    }
    return made[view.measure]()


def _region_class(measure: str, row: Any, moved: dict[str, tuple[str, bool]]) -> str:  # noqa: ANN401
    if measure == "keadaan":
        return str(row["keadaan_rinci"])
    if measure == "perubahan":
        category, concluded = moved.get(row["kode"], (mc.UNKNOWN, False))
        marked = concluded and category not in (mc.UNKNOWN, mc.OTHER_PROGRAMME)
        return category + (colors.CONCLUDED if marked else "")
    if row["keadaan"] == colors.NOT_FORMED.key:
        return colors.NOT_FORMED.key
    if measure == "sumber":
        return mc.source_key(int(row["jumlah_sumber"]))
    if is_unknown(row["partisipasi"]):
        return mc.UNKNOWN
    key = "ya" if row["partisipasi"] == "ya" else colors.NO_PART.key
    return key + ("" if row["dasar_partisipasi"] in _STATED else colors.CONCLUDED)


def _region_value(t: Texts, measure: str, row: Row, key: str, names: dict[str, str]) -> Value:
    if measure == "sumber" and key != colors.NOT_FORMED.key:
        return _sources(t, int(row["jumlah_sumber"]))
    if measure == "ikut" and key.endswith(colors.CONCLUDED):
        return Value(key, names[key], dasar=term(t, "simpulan", row["dasar_partisipasi"]), kunci=_text(row["kunci_simpulan"]))
    if measure == "ikut" and key == mc.UNKNOWN:  # what its state rests on says nothing about taking part
        row = row | {"kunci_simpulan": None, "dasar_keadaan": None}
    dasar, kunci = _region_basis(t, row)
    if measure == "perubahan" and not kunci and row["dahulu"]:
        dasar, kunci = _region_basis(t, row["dahulu"])
    return Value(key, names[key], dasar=dasar, kunci=kunci)


def _region_basis(t: Texts, row: Row) -> tuple[str, str]:
    """What the state of a region rests on; where it is open although a count says "all", why nothing is concluded."""
    if not is_unknown(row["kunci_simpulan"]):
        return term(t, "simpulan", row["dasar_keadaan"]), str(row["kunci_simpulan"])
    if not is_unknown(row["halangan"]):
        return term(t, "halangan", row["halangan"]), str(row["kunci_halangan"])
    if is_unknown(row["dasar_keadaan"]):
        return "", ""
    return term(t, "dasar_keadaan", row["dasar_keadaan"]), ""


def _text(value: object) -> str:
    return "" if is_unknown(value) else str(value)


def _frame(rows: list[tuple[Row, Value]]) -> pd.DataFrame:
    """The columns that `MapData.frame` promises; `kunci_kelas` is still the key of the class."""
    frame = pd.DataFrame(
        {
            "kode": [str(row["kode"]) for row, _ in rows],
            "nama": [str(row["nama"]) for row, _ in rows],
            "provinsi": [str(row["provinsi"]) for row, _ in rows],
            **{name: [getattr(value, name) for _, value in rows] for name in Value.__dataclass_fields__},
            "keadaan": [row["keadaan"] for row, _ in rows],
            "perubahan": [row["perubahan"] for row, _ in rows],
            "jumlah_sumber": [int(row["jumlah_sumber"]) for row, _ in rows],
            "konflik": [bool(row["konflik"]) for row, _ in rows],
        }
    )
    return frame.astype({"nilai": "Float64", "n": "Int64", "N": "Int64"})
