"""Which kabupaten/kota a row of a result file is about.

Reads: `wilayah`, `nama_panggilan` and the remembered corrections (`alias_wilayah`) as rows; per call a name, a code, a province.
Decides: a region if a person could decide it from what is written, else nothing, with the candidates. Exact names, old names,
nicknames and codes first; likeness (rapidfuzz) only for slips of a few letters, never across words that tell neighbours apart,
never across kinds, never between two that are about as near.
Writes: nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from etl.spelling import TELLING_WORDS, Kind, Reading, readings, words_of


class How(StrEnum):
    """How a region was recognised; shown to whoever loads a file."""

    NAME = "nama"
    FORMER_NAME = "nama-lain"
    NICKNAME = "panggilan"
    ALIAS = "alias"
    LIKENESS = "kemiripan"
    CODE = "kode"
    CODE_2020 = "kode-2020"
    CODE_BPS = "kode-bps"
    DAMAGED_CODE = "kode-rusak"


class Why(StrEnum):
    """Why none was; the codes of the findings `wilayah-tidak-dikenal` and `wilayah-ambigu`."""

    UNKNOWN = "wilayah-tidak-dikenal"
    AMBIGUOUS = "wilayah-ambigu"


@dataclass(frozen=True)
class Region:
    """A kabupaten/kota as names and codes. Provinces are those of today and of 2020."""

    code: str
    name: str
    kind: Kind
    province: str
    code_2020: str
    province_2020: str
    bps_2020: str


@dataclass(frozen=True)
class Recognition:
    """Either `region` and `how`, or `why` and the `candidates` a person would choose from, the likeliest first."""

    region: Region | None = None
    how: How | None = None
    why: Why | None = None
    candidates: tuple[Region, ...] = ()


_CANDIDATES = 5


class Recogniser:
    """Made once per load; `recognise` has no side effects."""

    def __init__(
        self,
        wilayah: Iterable[Mapping[str, object]],
        nicknames: Iterable[Mapping[str, object]] = (),
        aliases: Iterable[Mapping[str, object]] = (),
    ) -> None:
        """Rows of the reference files.

        `wilayah`; `nicknames`: kode, panggilan; `aliases` (remembered corrections): tulisan, kode.
        """
        self._names: dict[str, dict[Region, How]] = defaultdict(dict)
        self._codes: dict[str, dict[Region, How]] = defaultdict(dict)
        self._aliases: dict[str, Region] = {}
        self._provinces: dict[str, set[str]] = defaultdict(set)
        self._real: dict[Region, Reading] = {}
        self.regions: dict[str, Region] = {}
        for row in wilayah:
            self._add(row)
        for row in nicknames:
            self._name(self.regions[str(row["kode"])], str(row["panggilan"]), How.NICKNAME)
        for row in aliases:
            self._aliases["".join(words_of(str(row["tulisan"])))] = self.regions[str(row["kode"])]

    def _add(self, row: Mapping[str, object]) -> None:
        text = {key: "" if value is None else str(value) for key, value in row.items()}
        kind: Kind = "kota" if text["jenis"] == "kota" else "kabupaten"
        codes = (text["kode_provinsi"], text["kode_2020"], text["kode_provinsi_2020"], text["kode_bps_2020"])
        region = Region(text["kode"], text["nama"], kind, *codes)
        self.regions[region.code] = region
        self._real[region] = next(reading for reading in readings(region.name) if reading.kind == region.kind)
        self._name(region, region.name, How.NAME)
        for other in text.get("nama_lain", "").split(";"):
            if name := re.sub(r"\(.*?\)", "", other).strip():
                self._name(region, name, How.FORMER_NAME)
        for code, how in ((region.code, How.CODE), (region.code_2020, How.CODE_2020), (region.bps_2020, How.CODE_BPS)):
            self._codes[code].setdefault(region, how)
        self._provinces[_province_key(text["provinsi"])].add(region.province)

    def _name(self, region: Region, name: str, how: How) -> None:
        for reading in readings(name):
            if reading.kind in (None, region.kind):
                self._names[reading.squeezed].setdefault(region, how)

    def recognise(self, name: str = "", *, code: str = "", province: str = "") -> Recognition:
        """The region of a row. Where name and code contradict each other, none: both are candidates."""
        known = self.provinces_said(province)
        by_code = self._by_code(code)
        if not words_of(name):
            return _only(by_code)
        if alias := self._aliases.get("".join(words_of(name))):
            return Recognition(alias, How.ALIAS)
        exact = self._exact(name)
        near = exact if not known else {r: how for r, how in exact.items() if _within(r, known)}
        if exact and known and not near:
            return Recognition(why=Why.AMBIGUOUS, candidates=_few(exact))
        if by_code:
            return self._by_both(name, by_code, near)
        if near:
            return self._sure(name, near, known)
        return self._by_likeness(name, known)

    def _sure(self, name: str, found: Mapping[Region, How], provinces: set[str]) -> Recognition:
        """An exact find; a nickname that is also a slip away from somebody's name ("Tuba", Tuban) needs the province."""
        if set(found.values()) == {How.NICKNAME} and not provinces:
            near = [region for region in self.regions.values() if region not in found and self._slips(readings(name), region) == 1]
            if near:
                return Recognition(why=Why.AMBIGUOUS, candidates=_few([*found, *near]))
        return _only(found)

    def is_province(self, name: str) -> bool:
        """Whether a text names a province, and no kabupaten/kota ("Gorontalo" may be either; then it does not)."""
        return _province_key(name) in self._provinces and not self._exact(name)

    def _by_both(self, name: str, by_code: Mapping[Region, How], by_name: Mapping[Region, How]) -> Recognition:
        both = [region for region in by_name if region in by_code]
        if len(both) == 1:
            return Recognition(both[0], by_name[both[0]])
        if by_name:
            return Recognition(why=Why.AMBIGUOUS, candidates=_few([*both, *by_name, *by_code]))
        like = [region for region in by_code if self._slips(readings(name), region) is not None]
        if len(like) == 1:
            return Recognition(like[0], How.LIKENESS)
        return Recognition(why=Why.AMBIGUOUS, candidates=_few(by_code))

    def _exact(self, name: str) -> dict[Region, How]:
        """Regions whose name is written there; a stated kind is decisive.

        Of "Kabupaten Pasangkayu (Mamuju Utara)" the name before the bracket and the one in it must not contradict each other.
        """
        if found := self._written(name):
            return found
        before, inside = _around_bracket(name)
        found, other = self._written(before), self._written(inside)
        if found and other:
            return {region: how for region, how in found.items() if region in other} or {**found, **other}
        return found or other

    def _written(self, name: str) -> dict[Region, How]:
        """Regions by the first reading of a name that finds any."""
        for reading in readings(name):
            found = self._names.get(reading.squeezed, {})
            kept = {region: how for region, how in found.items() if reading.kind in (None, region.kind)}
            if kept:
                return kept
        return {}

    def _by_code(self, code: str) -> dict[Region, How]:
        """Regions a code may mean: with a dot Kemendagri's of today or of 2020, without one BPS's too."""
        text = re.sub(r"\s", "", code)
        found = re.fullmatch(r"(?:ID)?([0-9]{2})([.]?)([0-9]{2})(?:\.0+)?", text, re.IGNORECASE)
        if found:
            dotted = dict(self._codes.get(f"{found[1]}.{found[3]}", {}))
            return dotted if found[2] else {**self._codes.get(found[1] + found[3], {}), **dotted}
        if damaged := re.fullmatch(r"([0-9]{2})[.,]([1-9])", text):
            # 11.10 that a spreadsheet took for a number
            return dict.fromkeys(self._codes.get(f"{damaged[1]}.{damaged[2]}0", {}), How.DAMAGED_CODE)
        return {}

    def provinces_said(self, province: str) -> set[str]:
        """Codes (today's) of the province that a text names or numbers; empty if nothing is said or it is not known."""
        if code := re.fullmatch(r"\s*([0-9]{2})(?:\.0+)?\s*", province):
            return {code[1]}
        return self._provinces.get(_province_key(province), set()) if province.strip() else set()

    def _by_likeness(self, name: str, provinces: set[str]) -> Recognition:
        """A slip of a few letters, or a name cut off; only where kind or province narrow the field, or chance would decide."""
        written = readings(name)
        pool = [region for region in self.regions.values() if not provinces or _within(region, provinces)]
        if provinces or any(reading.kind for reading in written):
            cut = [region for region in pool if self._begins(written, region)]
            scored = {region: slips for region in pool if (slips := self._slips(written, region)) is not None}
            # a shorter namesake explains less than the name that was cut off: "Bolaang Mongondow Ti" is not Bolaang Mongondow
            others = [region for region in scored if region not in cut and not self._has_longer_namesake(written, region)]
            if len(cut) == 1 and not others:
                return Recognition(cut[0], How.LIKENESS)
            if cut:
                return Recognition(why=Why.AMBIGUOUS, candidates=_few([*cut, *others]))
            ordered = sorted(scored, key=lambda region: (scored[region], region.code))
            if len(ordered) > 1 and scored[ordered[1]] <= scored[ordered[0]] + 1:
                return Recognition(why=Why.AMBIGUOUS, candidates=_few(ordered))
            if ordered and not self._has_longer_namesake(written, ordered[0]):
                return Recognition(ordered[0], How.LIKENESS)
        return Recognition(why=Why.UNKNOWN, candidates=self._nearest(written, pool))

    def _begins(self, written: Sequence[Reading], region: Region) -> bool:
        """Whether the name was cut off somewhere in this region's."""
        real = self._real[region].squeezed
        return any(
            len(reading.squeezed) >= _SHORT and real.startswith(reading.squeezed) and reading.kind in (None, region.kind)
            for reading in written
            if reading.kind or len(written) == 1
        )

    def _has_longer_namesake(self, written: Sequence[Reading], region: Region) -> bool:
        """Whether something follows the name, and other regions are called this and something: "Morowali Ut" is not Morowali."""
        real = self._real[region].squeezed
        follows = any(len(reading.squeezed) > len(real) for reading in written)
        return follows and any(other.squeezed.startswith(real) and other.squeezed != real for other in self._real.values())

    def _slips(self, written: Sequence[Reading], region: Region) -> int | None:
        """How many letters are wrong in a name that may be this region's; None if too many, or it says something else."""
        fitting = [one for one in written if one.kind == region.kind or (one.kind is None and all(w.kind is None for w in written))]
        found = [slips for one in fitting if (slips := _distance(one, self._real[region])) is not None]
        return min(found, default=None)

    def _nearest(self, written: Sequence[Reading], pool: Iterable[Region]) -> tuple[Region, ...]:
        """For a name too far from all: what it resembles most, whatever its kind; a help, never a choice."""
        likeness = {
            region: max((OSA.normalized_similarity(one.squeezed, self._real[region].squeezed) for one in written), default=0.0)
            for region in pool
        }
        ordered = sorted(likeness, key=lambda region: (-likeness[region], region.code))
        return tuple(region for region in ordered[:3] if likeness[region] >= _RESEMBLES)


_RESEMBLES = 0.6
_SHORT, _MIDDLE, _LONG = 5, 8, 14


def _distance(written: Reading, real: Reading) -> int | None:
    """Slips between two names, None if more than a name of that length may have, or if a telling word differs."""
    if _telling(written) != _telling(real):
        return None
    length = len(real.squeezed)
    allowed = 0 if length < _SHORT else 1 if length < _MIDDLE else 2 if length < _LONG else 3
    slips = OSA.distance(written.squeezed, real.squeezed, score_cutoff=allowed)
    return slips if slips <= allowed else None


def _telling(reading: Reading) -> frozenset[str]:
    """The telling words of a name, a slip in them forgiven ("Utra", "Selatn")."""
    found = set()
    for word in reading.words:
        for telling in TELLING_WORDS:
            if word == telling or (len(telling) > _SHORT - 1 and len(word) >= _SHORT - 1 and OSA.distance(word, telling) <= 1):
                found.add(telling)
    return frozenset(found)


def _around_bracket(name: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)[(\[/]([^)\]]*)[)\]]?\s*", name)
    return (found[1], found[2]) if found else ("", "")


def _within(region: Region, provinces: set[str]) -> bool:
    return region.province in provinces or region.province_2020 in provinces


def _province_key(name: str) -> str:
    words = [word for word in words_of(name) if word not in ("provinsi", "prov", "propinsi")]
    return "".join(words).replace("sumatra", "sumatera")


def _few(regions: Iterable[Region]) -> tuple[Region, ...]:
    return tuple(dict.fromkeys(regions))[:_CANDIDATES]


def _only(found: Mapping[Region, How]) -> Recognition:
    if len(found) == 1:
        ((region, how),) = found.items()
        return Recognition(region, how)
    return Recognition(why=Why.AMBIGUOUS if found else Why.UNKNOWN, candidates=_few(found))
