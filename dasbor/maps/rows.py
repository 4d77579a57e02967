"""The rows of a map: per province or region the value, its class and the words about it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from dasbor import colors, formats
from dasbor.formats import is_unknown
from dasbor.maps import classes as mc
from dasbor.queries import common, maps, moves, overview
from dasbor.texts import Texts

if TYPE_CHECKING:
    from dasbor.maps.view import MapView

Row = dict[str, Any]
Value = tuple[str, float | None, int | None, int | None, bool, str]
"""Class, value, n, N, whether n is a lower bound, words."""


def measures(level: str, t: Texts) -> dict[str, str]:
    """Measures of `level` with their names; counted predicates come from the data."""
    if level == "kabkota":
        return {key: t(f"peta.region_{key}") for key in ("keadaan", "ikut", "perubahan", "sumber")}  # texts: peta.region_*
    shares = {column: t("peta.measure_share", predicate=name) for column, name in _counted().items()}
    best = next(iter(shares))
    others = {key: t(f"peta.measure_{key}") for key in ("perubahan", "target", "cakupan", "sumber")}  # texts: peta.measure_*
    return {best: shares.pop(best), "jumlah": t("peta.measure_jumlah"), "ikut": t("peta.measure_ikut"), **shares, **others}


def _counted() -> dict[str, str]:
    """Column of `mart.rekap_provinsi` → predicate, the best first."""
    frame = common.province_summary()
    return {column: name for name in common.predicates() if (column := overview.predicate_column(name, frame))}


def _least(row: Row, column: str) -> bool:
    return bool(row.get(f"dasar_{column}") == "bernama")


def _int(value: Any) -> int | None:  # noqa: ANN401
    return None if is_unknown(value) else int(value)


def _bound(words: str, n: object, *, least: bool) -> str:
    return f"≥ {words}" if least and not is_unknown(n) else words


def _share(t: Texts, row: Row, column: str, *, least: bool) -> Value:
    n, whole = _int(row[column]), int(row["jumlah_kabkota"])
    nilai = None if n is None else 100 * n / whole
    words = _bound(formats.share(n, whole, t.lang), n, least=least)
    return mc.share_key(n, whole, least=least), nilai, n, whole, least and n is not None, words


def _number(t: Texts, row: Row) -> Value:
    n, whole, least = _int(row["peduli"]), int(row["jumlah_kabkota"]), _least(row, "peduli")
    words = t("peta.of", n=_bound(formats.number(n, t.lang), n, least=least), whole=whole)
    return mc.count_key(n, least=least), n, n, whole, least, words if n is not None else t("common.unknown")


def _target(t: Texts, row: Row) -> Value:
    n, target, least = _int(row["peduli"]), _int(row["target_peduli"]), _least(row, "peduli")
    whole = int(row["jumlah_kabkota"])
    key = mc.target_key(n, target, least=least)
    if target is None:
        return key, None, n, whole, least, t("peta.class_no_target")
    short = None if n is None else target - n
    words = t("peta.target_words", n=_bound(formats.number(n, t.lang), n, least=least), target=target, whole=whole)
    return key, short, n, whole, least, words


def _change(_: Texts, row: Row) -> Value:
    change, reason = row["beda"], row["banding"]
    key = mc.change_key(change, comparable=reason == "kosong")
    return key, change, _int(row["peduli"]), int(row["jumlah_kabkota"]), _least(row, "peduli"), str(row["perubahan"])


def _province_value(measure: str) -> tuple[Callable[[Texts], tuple[mc.MapClass, ...]], Callable[[Texts, Row], Value]]:
    """Classes of a measure, and how a row is valued."""
    special: dict[str, tuple[Callable[[Texts], tuple[mc.MapClass, ...]], Callable[[Texts, Row], Value]]] = {
        "jumlah": (mc.counts, _number),
        "ikut": (mc.shares, lambda t, row: _share(t, row, "ikut", least=bool(row["sekurang_ikut"]))),
        "perubahan": (mc.changes, _change),
        "target": (mc.targets, _target),
        "cakupan": (mc.shares, lambda t, row: _share(t, row, "diketahui", least=False)),
        "sumber": (mc.sources, _sources),
    }
    if measure in special:
        return special[measure]
    return mc.shares, lambda t, row: _share(t, row, measure, least=_least(row, measure))


def _sources(t: Texts, row: Row) -> Value:
    n = int(row["jumlah_sumber"])
    return mc.source_key(n), n, n, None, False, t("peta.sources", n=n)


def of_provinces(t: Texts, view: "MapView") -> tuple[pd.DataFrame, tuple[mc.MapClass, ...]]:
    """Rows of the provinces (of `view.province` only, if one is chosen), and the classes."""
    frame = maps.provinces(view.year, today=view.today)
    if view.province:
        frame = frame[frame["kode"] == view.province]
    made, valued = _province_value(view.measure)
    before = _before(view)
    rows = []
    for row in frame.to_dict("records"):
        record = {str(key): value for key, value in row.items()}
        record.update(_compared(t, record, view, before))
        rows.append((record, valued(t, record)))
    return _frame(rows, "nama"), made(t)


def _before(view: "MapView") -> dict[str, Row]:
    """The provinces of the year compared with, by code."""
    if view.compared is None:
        return {}
    frame = maps.provinces(view.compared, today=view.today)
    return {str(row["kode"]): {str(k): v for k, v in row.items()} for row in frame.to_dict("records")}


def _compared(t: Texts, row: Row, view: "MapView", before: dict[str, Row]) -> Row:
    """Change of Peduli HAM against the year compared with: only between published counts of the same area."""
    former, other = before.get(row["kode"]), view.compared
    if other is None:
        return {"beda": None, "banding": "pertama", "perubahan": t("peta.change_first")}
    if former is None or row["kode"] not in maps.same_area(view.year, other, today=view.today):
        return {"beda": None, "banding": "wilayah", "perubahan": t("peta.change_area", year=other)}
    n, then = _int(row["peduli"]), _int(former["peduli"])
    if n is None or then is None:
        return {"beda": None, "banding": "kosong", "perubahan": t("peta.change_unknown", year=other)}
    if _least(row, "peduli") or _least(former, "peduli"):
        return {"beda": None, "banding": "nama", "perubahan": t("peta.change_bound", year=other)}
    words = t("peta.change", change=formats.signed(n - then, t.lang), former=then, n=n, year=other)
    return {"beda": n - then, "banding": "dapat", "perubahan": words}


def of_regions(t: Texts, view: "MapView") -> tuple[pd.DataFrame, tuple[mc.MapClass, ...]]:
    """Rows of the regions (of `view.province`, if one is chosen), and the classes."""
    frame = maps.regions(view.year, view.province, today=view.today)
    order = common.predicates()
    labels = {key: state.label(t) for key, state in colors.all_states(order).items()}
    other = view.compared
    former: dict[str, str] = (
        {} if other is None else dict(maps.regions(other, "", today=True)[["kode", "keadaan"]].itertuples(index=False))
    )
    categories: dict[str, str] = (
        {} if other is None else dict(moves.moves(other, view.year, "")[["kode", "kategori"]].itertuples(index=False))
    )
    rows = []
    for row in frame.to_dict("records"):
        record = {str(key): value for key, value in row.items()}
        state = former.get(record["kode"])
        record["perubahan"] = t("peta.change_first") if state is None else f"{other}: {labels[state]}"
        rows.append((record, _region_value(t, view.measure, record, labels, categories)))
    made = {
        "keadaan": lambda: mc.states(t, order),
        "ikut": lambda: mc.took_part(t),
        "perubahan": lambda: mc.region_moves(t),
        "sumber": lambda: mc.sources(t),
    }[view.measure]()
    return _frame(rows, "induk"), made


def _region_value(t: Texts, measure: str, row: Row, labels: dict[str, str], categories: dict[str, str]) -> Value:
    state = str(row["keadaan"])
    if measure == "keadaan":
        return state, None, None, None, False, labels[state]
    if measure == "perubahan":
        category = categories.get(row["kode"], moves.OPEN)
        return category, None, None, None, False, t(f"predikat.move_{category.replace(' ', '_')}")
    if state == colors.NOT_FORMED.key:
        return state, None, None, None, False, labels[state]
    if measure == "sumber":
        return _sources(t, row)
    taken = row["partisipasi"]
    key = {"ya": "ya", "tidak": colors.NO_PART.key}.get(taken, mc.UNKNOWN)
    return key, None, None, None, False, t("peta.class_part") if key == "ya" else labels[key]


def _frame(rows: list[tuple[Row, Value]], parent: str) -> pd.DataFrame:
    """The columns that `MapData.frame` promises; `kunci_kelas` is still the key of the class."""
    frame = pd.DataFrame(
        {
            "kode": [str(row["kode"]) for row, _ in rows],
            "nama": [str(row["nama"]) for row, _ in rows],
            "provinsi": [str(row[parent]) for row, _ in rows],
            **{name: [value[i] for _, value in rows] for i, name in enumerate(_VALUE)},
            "keadaan": [row.get("keadaan") for row, _ in rows],
            "perubahan": [row["perubahan"] for row, _ in rows],
            "jumlah_sumber": [int(row["jumlah_sumber"]) for row, _ in rows],
            "konflik": [bool(row["konflik"]) for row, _ in rows],
        }
    )
    return frame.astype({"nilai": "Float64", "n": "Int64", "N": "Int64"})


_VALUE = ("kunci_kelas", "nilai", "n", "N", "sekurang", "teks")
