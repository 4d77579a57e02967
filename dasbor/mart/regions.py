"""One regency or city, and finding it: by name, former name, nickname, code. Objects are shared: never change them."""

import re
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from dasbor.mart import claims, common, warehouse
from dasbor.mart.cache import shared
from dasbor.words.formats import is_unknown

_KINDS = {"kabupaten": "kabupaten", "kab": "kabupaten", "regency": "kabupaten", "kota": "kota", "kotamadya": "kota", "city": "kota"}
_SIMILAR = 0.78  # below this a typing error is more likely another name
_SHORT = 4  # a nickname of this length or less must be typed exactly
_PROVINCE_DIGITS, _REGION_DIGITS = 2, 4
FIELDS = ("nama", "nama-dahulu", "singkatan", "kode", "kode-2020", "kode-bps", "sebagian", "provinsi", "mirip")


@dataclass(frozen=True)
class FoundRegion:
    """A region found, and what matched: one of `FIELDS`. `exact`: a whole name or code, not a part or a likeness."""

    code: str
    field: str

    @property
    def exact(self) -> bool:
        """Whether a whole name or code matched."""
        return self.field not in ("sebagian", "provinsi", "mirip")


def former_names(text: object) -> list[tuple[str, str]]:
    """`nama_lain` as pairs (name, last year or ""), from "Toba Samosir (sampai 2020)"."""
    if is_unknown(text):
        return []
    found = re.findall(r"([^;(]+?)\s*(?:\(sampai (\d{4})\))?\s*(?:;|$)", str(text))
    return [(name.strip(), year) for name, year in found if name.strip()]


def nicknames(text: object) -> list[str]:
    """`nama_panggilan` as a list."""
    return [] if is_unknown(text) else [part.strip() for part in str(text).split(";") if part.strip()]


def _plain(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", letters)


def _bare(words: list[str]) -> tuple[str, str]:
    """Kind that the words begin with ("" if none), and the rest without spaces: Lubuk Linggau is Lubuklinggau."""
    kind = _KINDS.get(words[0], "") if words else ""
    rest = words[1:] if kind else words
    return kind, "".join(rest[1:] if rest[:1] == ["administrasi"] else rest)


@shared
def _names() -> list[tuple[str, str, str, str, str]]:
    """(code, kind, name without kind and spaces, field, province) for every name a region goes by."""
    rows = []
    for region in common.regions().to_dict("records"):
        province = "".join(_plain(str(region["provinsi"])))
        names = [(str(region["nama"]), "nama")]
        names += [(name, "nama-dahulu") for name, _ in former_names(region["nama_lain"])]
        names += [(name, "singkatan") for name in nicknames(region["nama_panggilan"])]
        rows += [(str(region["kode"]), str(region["jenis"]), _bare(_plain(name))[1], field, province) for name, field in names]
    return rows


@shared
def _codes() -> list[tuple[str, str, str]]:
    """(digits, code of today, field) for every code a region has or had."""
    columns = (("kode", "kode"), ("kode_2020", "kode-2020"), ("kode_bps_2020", "kode-bps"))
    return [
        (str(region[column]).replace(".", ""), str(region["kode"]), field)
        for region in common.regions().to_dict("records")
        for column, field in columns
        if not is_unknown(region[column])
    ]


def _by_code(text: str) -> list[FoundRegion]:
    digits = text.replace(".", "")
    if "." in text and len(digits) == _REGION_DIGITS - 1:
        digits += "0"  # spreadsheets eat the zero of 11.10
    if "." not in text and len(digits) == _PROVINCE_DIGITS:
        return [FoundRegion(code, "provinsi") for known, code, field in _codes() if field == "kode" and known.startswith(digits)]
    found = [FoundRegion(code, field) for known, code, field in _codes() if known == digits]
    return sorted(found, key=lambda match: FIELDS.index(match.field))


def _by_name(kind: str, wanted: str) -> list[FoundRegion]:
    rows = [row for row in _names() if not kind or row[1] == kind]
    found = [FoundRegion(code, field) for code, _, name, field, _ in rows if name == wanted]
    if len(wanted) >= _SHORT:
        found += [FoundRegion(code, "sebagian") for code, _, name, _, _ in rows if wanted in name]
        found += [FoundRegion(code, "provinsi") for code, _, _, _, province in rows if wanted in province]
    if found or len(wanted) <= _SHORT:
        return found
    likeness = [(SequenceMatcher(None, wanted, name).ratio(), code) for code, _, name, _, _ in rows if len(name) > _SHORT]
    return [FoundRegion(code, "mirip") for score, code in sorted(likeness, key=lambda pair: -pair[0]) if score >= _SIMILAR]


@shared
def find(text: str) -> tuple[FoundRegion, ...]:
    """The regions that `text` may mean, the likeliest first; whole names and codes leave no room for likenesses.

    "Solok" gives the regency and the city: which one is for the reader to say.
    """
    words = _plain(text)
    if not words:
        return ()
    stripped = text.strip()
    matches = _by_code(stripped) if re.fullmatch(r"[0-9.]+", stripped) else _by_name(*_bare(words))
    exact = [match for match in matches if match.exact]
    first: dict[str, FoundRegion] = {}
    for match in [*exact, *(match for match in matches if not match.exact)]:
        first.setdefault(match.code, match)
    return tuple(first.values())


@shared
def region(code: str) -> dict[str, object]:
    """The columns of `mart.wilayah` of a region. KeyError if there is none."""
    frame = common.regions()
    rows = frame[frame["kode"] == code]
    if rows.empty:
        raise KeyError(code)
    return {str(name): value for name, value in rows.iloc[0].to_dict().items()}


@shared
def labels() -> dict[str, str]:
    """Code → "Kabupaten Solok (Sumatera Barat)" of all regions, by name."""
    frame = common.regions().sort_values(["nama", "kode"])
    return {str(c): f"{n} ({p})" for c, n, p in zip(frame["kode"], frame["nama"], frame["provinsi"], strict=True)}


@shared
def short_names() -> dict[str, str]:
    """Code → name for a list: without "Kabupaten", unless a city is called alike ("Kabupaten Solok" beside "Kota Solok")."""
    names = {str(code): str(name) for code, name in zip(common.regions()["kode"], common.regions()["nama"], strict=True)}
    cities = {name.removeprefix("Kota ") for name in names.values() if name.startswith("Kota ")}
    bare = {code: name.removeprefix("Kabupaten ") for code, name in names.items()}
    return {code: names[code] if short in cities else short for code, short in bare.items()}


@shared
def overview() -> pd.DataFrame:
    """One row per region: the columns of `mart.riwayat_wilayah`, with name and province of today."""
    return warehouse.current().query(
        "SELECT r.*, w.nama, w.kode_provinsi, w.provinsi FROM mart.riwayat_wilayah AS r "
        "JOIN mart.wilayah AS w USING (kode) ORDER BY r.kode"
    )


@shared
def _records() -> dict[str, Mapping[Hashable, Any]]:
    return {str(row["kode"]): row for row in overview().to_dict("records")}


def record(code: str) -> Mapping[Hashable, Any]:
    """The row of `overview` of one region: how far it is known over all rounds."""
    return _records()[code]


@shared
def _histories() -> pd.DataFrame:
    # all regions in one query: 40 ms once instead of 20 ms for each of 514
    return warehouse.current().query(
        "SELECT w.kode AS milik, p.tahun, p.ada_penilaian, p.dasar_hukum, h.* EXCLUDE (tahun), "
        "CASE WHEN a.batas IN ('tepat', 'sekurangnya') THEN a.nilai END AS provinsi_menyandang, "
        "a.dari AS provinsi_kabkota, coalesce(a.batas = 'sekurangnya', false) AS provinsi_sekurangnya, q.nama AS penghargaan "
        "FROM mart.putaran AS p CROSS JOIN mart.wilayah AS w "
        "LEFT JOIN mart.hasil_kabkota AS h ON h.tahun = p.tahun AND h.kode = w.kode "
        "LEFT JOIN mart.predikat AS q ON q.program = p.program AND q.penghargaan "
        "LEFT JOIN mart.angka AS a "
        "ON a.tahun = p.tahun AND a.tingkat = 'provinsi' AND a.kode = h.kode_provinsi AND a.predikat = q.kode "
        "ORDER BY w.kode, p.tahun"
    )


@shared
def history(code: str) -> pd.DataFrame:
    """One row per award year, years without assessment too: `mart.hasil_kabkota`, the rule, the province's count of the award.

    `provinsi_menyandang` of `provinsi_kabkota` hold the award `penghargaan`; `provinsi_sekurangnya`: that is a lower bound.
    """
    frame = _histories()
    return frame.iloc[_spans()[code]].reset_index(drop=True)


@shared
def _spans() -> dict[str, slice]:
    """Where the rows of each region lie in `_histories`, which is in the order of the codes."""
    found: dict[str, slice] = {}
    for place, code in enumerate(_histories()["milik"].tolist()):
        found[code] = slice(found[code].start if code in found else place, place + 1)
    return found


@shared
def history_rows(code: str) -> dict[int, Mapping[Hashable, Any]]:
    """The rows of `history` by award year."""
    return {int(row["tahun"]): row for row in history(code).to_dict("records")}


@shared
def _scores() -> pd.DataFrame:
    frame = claims.claims()
    stated = frame[(frame["tingkat"] == "kabkota") & (frame["ukuran"] == "skor") & frame["bendera"].isna()]
    return stated.assign(nilai_angka=pd.to_numeric(stated["nilai"]))


@shared
def scores(code: str) -> pd.DataFrame:
    """Every score claimed for a region that can be used: the columns of `claims()`, and `nilai_angka`."""
    frame = _scores()
    return frame[frame["kode"] == code].sort_values(["tahun", "nilai_angka"])


@shared
def bands() -> pd.DataFrame:
    """Lower limits of the predicates where a rule's are known: `mart.regulasi` with `nilai_min` above 0."""
    return warehouse.current().query(
        "SELECT r.*, p.kode AS kode_predikat, p.tanda FROM mart.regulasi AS r JOIN mart.predikat AS p ON p.nama = r.predikat "
        "WHERE r.nilai_min > 0 AND EXISTS (FROM mart.putaran AS y WHERE y.dasar_hukum = r.peraturan AND y.program = p.program) "
        "ORDER BY r.tahun_mulai, p.urutan"
    )


@shared
def neighbours(code: str, year: int) -> pd.DataFrame:
    """The regions of its province in an assessed year, itself among them: the columns of `mart.hasil_kabkota`."""
    frame = common.results()
    of_year = frame[frame["tahun"] == year]
    province = of_year.loc[of_year["kode"] == code, "kode_provinsi"].iloc[0]
    inside: pd.DataFrame = of_year[of_year["kode_provinsi"] == province]
    return inside.sort_values("kode")


@shared
def conflicts_of(code: str) -> pd.DataFrame:
    """Facts about a region on which sources disagree: the columns of `mart.fakta`, by year."""
    frame = claims.facts()
    about = (frame["tingkat"] == "kabkota") & (frame["kode"] == code)
    disputed: pd.DataFrame = frame[about & frame["konflik"].astype(bool)]
    return disputed.sort_values(["tahun", "ukuran"])
