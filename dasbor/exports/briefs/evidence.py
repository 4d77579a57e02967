"""What stands behind the figures of a publication: pages of publishers, disagreements, the rule of the year."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from dasbor.mart import angka, claims, common, facts, programmes
from dasbor.mart.cache import shared
from dasbor.mart.scopes import Scope
from dasbor.page.tables import safe_address
from dasbor.words import formats
from dasbor.words.terms import term, terms
from dasbor.words.texts import Texts

ROLES = ("angka", "nama", "tren")  # what a source is behind, the weightiest first
_COLUMNS = ["penerbit", "ukuran", "alamat", "tanggal", "keyakinan", "peran", "klaim"]
_USED = ["id", "tahun", "tingkat", "kode", "ukuran", "penerbit", "sumber_url", "tanggal_terbit", "keyakinan", "nama_wilayah"]
_WIDTH = {"nasional": 0, "provinsi": 1, "kabkota": 2}
_MOST_NAMES = 3


Record = Mapping[str, Any]


def sources(t: Texts, roles: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """One row per page behind the claims (role → ids), each page under its weightiest role: the columns of `Brief.sources`."""
    of_claim = {claim: role for role in reversed(ROLES) for claim in roles.get(role, ())}
    records = _records()
    found = [(of_claim[claim], records[claim]) for claim in of_claim if claim in records]
    found.sort(key=lambda one: (ROLES.index(one[0]), _WIDTH[one[1]["tingkat"]], -one[1]["tahun"], one[1]["kode"], one[1]["id"]))
    pages: dict[str, list[tuple[str, Record]]] = {}
    for role, record in found:
        address = record["sumber_url"]
        pages.setdefault(record["penerbit"] if formats.is_unknown(address) else address, []).append((role, record))
    return pd.DataFrame([_source(t, group[0][0], [one for _, one in group]) for group in pages.values()], columns=_COLUMNS)


@shared
def _records() -> dict[str, Record]:
    """Every claim by its id, as far as it is told here: frames of a few rows each cost more than what they hold."""
    columns = (claims.claims()[name].tolist() for name in _USED)
    return {row[0]: dict(zip(_USED, row, strict=True)) for row in zip(*columns, strict=True)}


def _source(t: Texts, role: str, group: Sequence[Record]) -> dict[str, object]:
    first = group[0]
    return {
        "penerbit": first["penerbit"],
        "ukuran": _stated(t, group),
        "alamat": None if formats.is_unknown(first["sumber_url"]) else safe_address(first["sumber_url"]),
        "tanggal": None if formats.is_unknown(first["tanggal_terbit"]) else first["tanggal_terbit"].date(),
        "keyakinan": "ambigu" if all(one["keyakinan"] == "ambigu" for one in group) else "pasti",
        "peran": role,
        "klaim": tuple(one["id"] for one in group),
    }


def _stated(t: Texts, group: Sequence[Record]) -> str:
    """As in "jumlah Peduli HAM 2022, 2023; predikat 2022: Kota Solok, Kota Padang, +3"."""
    told = []
    for measure in dict.fromkeys(one["ukuran"] for one in group):
        part = [one for one in group if one["ukuran"] == measure]
        said = f"{term(t, 'ukuran', measure)} {', '.join(map(str, sorted({one['tahun'] for one in part})))}"
        names = list(dict.fromkeys(one["nama_wilayah"] for one in part if one["tingkat"] == "kabkota"))
        if names:
            more = [f"+{len(names) - _MOST_NAMES}"] if len(names) > _MOST_NAMES else []
            said += ": " + ", ".join([*names[:_MOST_NAMES], *more])
        told.append(said)
    return "; ".join(told)


def conflicts(t: Texts, scope: Scope, provinces: tuple[str, ...]) -> tuple[str, ...]:
    """A sentence per disagreement about the scope in its year: what is shown, what else was published."""
    frame = _disputed(scope.year)
    if scope.kind == "nasional":
        frame = frame[frame["tingkat"] == "nasional"]
    else:
        regional = (frame["tingkat"] == "kabkota") & frame["kode"].isin(scope.regions())
        own = (frame["tingkat"] == "provinsi") & frame["kode"].isin(provinces)
        frame = frame[regional if scope.kind == "daerah" else own | regional]
    if frame.empty:
        return _causes(t, scope, provinces)
    frame = frame.sort_values(["tingkat", "kode"], ascending=[False, True], kind="stable")  # already by key
    told = [_conflict(t, row) for row in frame.to_dict("records")]
    return (*told, *_causes(t, scope, provinces))


@shared
def _disputed(year: int) -> pd.DataFrame:
    """The facts of a year on which sources disagree."""
    frame = claims.facts()
    return frame[(frame["tahun"] == year) & frame["konflik"].astype(bool)]


def _conflict(t: Texts, row: Mapping[Hashable, object]) -> str:
    measure = str(row["ukuran"])
    others = [(facts.value_words(t, measure, value), names) for value, names in _others(str(row["kunci"])).items()]
    told = "; ".join(f"{value} ({_few(names)})" for value, names in others)
    named = t("lembar.conflict_national") if row["tingkat"] == "nasional" else str(row["nama"])
    words = facts.measure_words(t, measure, row["butir"])
    if formats.is_unknown(row["nilai"]):
        return t("lembar.conflict_none_shown", name=named, measure=words, others=told)
    values = {"shown": facts.value_words(t, measure, row["nilai"]), "reason": term(t, "alasan", row["alasan"])}
    return t("lembar.conflict", name=named, measure=words, others=told, **values)


def _few(names: tuple[str, ...]) -> str:
    more = f" +{len(names) - _MOST_NAMES}" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


@shared
def _others(key: str) -> dict[object, tuple[str, ...]]:
    """Values of a fact that are not shown → who published them."""
    frame = claims.claims()
    frame = frame[(frame["kunci"] == key) & ~frame["kedudukan"].isin(["terpilih", "senilai"])]
    return {value: tuple(dict.fromkeys(group["penerbit"])) for value, group in frame.groupby("nilai", sort=True)}


_BETWEEN = ("bernama-melebihi-laporan", "jumlah-melebihi-batas", "provinsi-melebihi-nasional")


def _causes(t: Texts, scope: Scope, provinces: tuple[str, ...]) -> tuple[str, ...]:
    """Conflicts that lie between facts (more named than reported, parts above the whole), which no single fact shows."""
    if scope.kind == "daerah":
        return ()
    national = scope.kind == "nasional"
    places = [angka.nation(scope.year)] if national else [angka.place("provinsi", code, scope.year) for code in provinces]
    found = []
    for here in places:
        own = "; ".join(cause for cause in (here.causes or "").split("; ") if cause in _BETWEEN)
        if own:
            name = t("lembar.conflict_national") if national else here.name
            found.append(t("lembar.conflict_between", name=name, why=terms(t, "sebab", own)))
    return tuple(found)


def regulation(t: Texts, year: int) -> str:
    """Which rule, which year of performance, which decree with which label, announced when; what is not known is left out."""
    frame = common.rounds()
    row = frame[frame["tahun"] == year].to_dict("records")[0]
    told = [t("lembar.rule", year=year, performance=int(row["tahun_capaian"]), rule=row["dasar_hukum"])]
    if not formats.is_unknown(row["nomor_sk"]):
        told.append(t("lembar.decree", number=row["nomor_sk"]))
        if not formats.is_unknown(row["label_sk"]):
            told.append(t("lembar.decree_label", label=row["label_sk"]))
    if not formats.is_unknown(row["tanggal_pengumuman"]):
        told.append(t("lembar.announced", date=formats.date(row["tanggal_pengumuman"], t.lang)))
    if row["ganti_program"]:
        told.append(t("lembar.programme_changed", programme=programmes.of_year(year).title(t.lang)))
    elif row["ganti_aturan"]:
        told.append(t("lembar.rule_changed", before=int(row["tahun_pembanding"])))
    return " ".join(told)
