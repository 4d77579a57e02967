"""Which kabupaten/kota a row of a result file is about.

Reads: `wilayah`, `nama_panggilan` and the remembered corrections (`alias_wilayah`) as rows; per call a name, a code, a province.
Decides: a region if a person could decide it from what is written, else nothing, with the candidates. Exact names, old names,
nicknames and codes first; likeness (rapidfuzz) only for slips of a few letters in what is the name's own, never across words that
tell neighbours apart, never across kinds, never between two that are about as near.
Writes: nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from etl.regions import codes as region_codes
from etl.regions.likeness import abbreviates, distance, is_beginning, likeness
from etl.regions.spelling import TELLING_WORDS, Kind, Reading, around_bracket, province_key, readings, spelled_out, words_of


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
_LONGEST = 200
"""No name of a region with its province is longer; a longer text is none, and is not compared with five hundred others."""


class Recogniser:
    """Made once per load; `recognise` has no side effects."""

    def __init__(
        self,
        wilayah: Iterable[Mapping[str, object]],
        nicknames: Iterable[Mapping[str, object]] = (),
        aliases: Iterable[Mapping[str, object]] = (),
    ) -> None:
        """Rows of the reference files.

        `wilayah`; `nicknames`: kode (of a region or a province), panggilan; `aliases` (remembered corrections): tulisan, kode.
        """
        self._names: dict[str, dict[Region, How]] = defaultdict(dict)
        self._codes: dict[str, dict[Region, How]] = defaultdict(dict)
        self._aliases: dict[str, Region] = {}
        self._provinces: dict[str, set[str]] = defaultdict(set)
        self._offered: dict[str, list[Region]] = defaultdict(list)
        self._real: dict[Region, Reading] = {}
        self.regions: dict[str, Region] = {}
        for row in wilayah:
            self._add(row)
        for row in nicknames:
            self._nickname(str(row["kode"]), str(row["panggilan"]))
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
            if name := re.sub(r"\([^()]*\)", "", other).strip():
                self._name(region, name, How.FORMER_NAME)
        for code, how in ((region.code, How.CODE), (region.code_2020, How.CODE_2020), (region.bps_2020, How.CODE_BPS)):
            self._codes[code].setdefault(region, how)
        self._provinces[province_key(text["provinsi"])].add(region.province)

    def _nickname(self, code: str, name: str) -> None:
        """A short or former name; one that is a province's today (Kepulauan Riau, formerly Bintan's) is offered, never taken."""
        if code not in self.regions:
            self._provinces[province_key(name)].add(code)
        elif province_key(name) in self._provinces and not self._exact(name) and not self._is_capital(code):
            self._offered[province_key(name)].append(self.regions[code])
        else:
            self._name(self.regions[code], name, How.NICKNAME)

    def _is_capital(self, code: str) -> bool:
        """Whether a region is called like a province: Kota Yogyakarta, whose short names are the province's too."""
        return self._real[self.regions[code]].squeezed in self._provinces

    def _name(self, region: Region, name: str, how: How) -> None:
        for reading in readings(name):
            if reading.kind in (None, region.kind):
                self._names[reading.squeezed].setdefault(region, how)

    def recognise(self, name: str = "", *, code: str = "", province: str = "", codes: How | None = None) -> Recognition:
        """The region of a row. Where name and code contradict each other, none: both are candidates.

        `codes`: the list that undotted codes are from (`CODE` or `CODE_BPS`), if that is known (`codes_of`).
        """
        if len(name) > _LONGEST:
            return Recognition(why=Why.UNKNOWN)
        by_code = self._by_code(code, codes)
        if not words_of(name):
            return _only(by_code)
        if alias := self._aliases.get("".join(words_of(name))):
            return Recognition(alias, How.ALIAS)
        bare, named = self._without_province(_NUMBER.sub("", name, count=1))
        said = self.provinces_said(province)
        if said and named and not said & named:
            return Recognition(why=Why.AMBIGUOUS, candidates=_few(self._exact(bare)))
        return self._by_name(bare, said & named if said and named else said | named, by_code)

    def _by_name(self, name: str, provinces: set[str], by_code: Mapping[Region, How]) -> Recognition:
        exact = self._exact(name)
        near = exact if not provinces else {r: how for r, how in exact.items() if _within(r, provinces)}
        if exact and provinces and not near:
            return Recognition(why=Why.AMBIGUOUS, candidates=_few(exact))
        if by_code:
            return self._by_both(name, by_code, near)
        return self._sure(name, near, provinces) if near else self._by_likeness(name, provinces)

    def codes_of(self, written: Iterable[tuple[str, str]]) -> How | None:
        """Which list the undotted codes of a whole column are from, by (name, code) of its rows; None where that is not certain.

        Kemendagri's 1301 is Pesisir Selatan, that of BPS Kepulauan Mentawai: a column tells if all its codes, and the names beside
        them, can be of one list and not of the other.
        """
        bps = ministry = True
        for name, code in written:
            if (number := region_codes.four_digits(code)) is None:
                continue
            meant = self._exact(name).keys() if len(name) <= _LONGEST else set()
            of_bps, of_ministry = (self._codes.get(one, {}).keys() for one in (number, f"{number[:2]}.{number[2:]}"))
            bps = bps and bool(of_bps & meant if meant else of_bps)
            ministry = ministry and bool(of_ministry & meant if meant else of_ministry)
        return None if bps == ministry else How.CODE_BPS if bps else How.CODE

    def _without_province(self, name: str) -> tuple[str, set[str]]:
        """The name, and the province behind it: "Kab. Solok, Provinsi Sumatera Barat", "Kab. Solok (Sumbar)"."""
        if self._written(name):
            return name, set()
        places = [found.start() for found in _PROVINCE_WORD.finditer(name)][:1]
        for place in (*places, max(name.rfind(mark) for mark in _BEFORE_PROVINCE)):
            rest = name[place:] if place > 0 else ""
            if words_of(name[: max(place, 0)]) and (found := self._provinces.get(province_key(rest))):
                return name[:place].rstrip(" ,(-–/"), found
        return name, set()

    def _sure(self, name: str, found: Mapping[Region, How], provinces: set[str]) -> Recognition:
        """An exact find; a nickname that is also a slip away from somebody's name ("Tuba", Tuban) needs the province."""
        if set(found.values()) == {How.NICKNAME} and not provinces:
            near = [region for region in self.regions.values() if region not in found and self._slips(readings(name), region) == 1]
            if near:
                return Recognition(why=Why.AMBIGUOUS, candidates=_few([*found, *near]))
        return _only(found)

    def is_province(self, name: str) -> bool:
        """Whether a text names a province, and no kabupaten/kota ("Gorontalo" may be either; then it does not)."""
        return province_key(name) in self._provinces and not self._exact(name)

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
        if found := self._written(name) or self._by_nickname(name):
            return found
        before, inside = around_bracket(name)
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

    def _by_nickname(self, name: str) -> dict[Region, How]:
        """Regions whose short name is part of what is written: "Kep. Sitaro", and "Tuba Barat" beside Tulang Bawang."""
        found: dict[Region, How] = {}
        for reading in readings(name):
            for place, word in enumerate(reading.words):
                rest = (*reading.words[:place], *reading.words[place + 1 :])
                short = [one for one, how in self._names.get(word, {}).items() if rest and how in (How.NICKNAME, How.FORMER_NAME)]
                found |= {one: How.NICKNAME for one in short if {*rest} <= TELLING_WORDS.intersection(self._real[one].words)}
                for one in short if place == 0 else ():
                    longer = self._names.get("".join((*self._real[one].words, *rest)), {})
                    found |= {other: How.NICKNAME for other in longer if reading.kind in (None, other.kind)}
        return found

    def _by_code(self, code: str, codes: How | None) -> dict[Region, How]:
        """Regions a code may mean: with a dot Kemendagri's of today or of 2020, without one BPS's too."""
        if number := region_codes.four_digits(code):
            dotted, plain = self._codes.get(f"{number[:2]}.{number[2:]}", {}), self._codes.get(number, {})
            return {**(plain if codes is not How.CODE else {}), **(dotted if codes is not How.CODE_BPS else {})}
        if listed := region_codes.dotted(code):
            return dict(self._codes.get(listed, {}))
        return dict.fromkeys(self._codes.get(region_codes.damaged(code) or "", {}), How.DAMAGED_CODE)

    def provinces_said(self, province: str) -> set[str]:
        """Codes (today's) of the province that a text names or numbers; empty if nothing is said or it is not known."""
        if code := re.fullmatch(r"([0-9]{2})(?:[.]0*)?", province.strip()[:_LONGEST]):
            return {code[1]}
        if not province.strip():
            return set()
        return self._provinces.get(province_key(province)) or self._provinces.get("".join(words_of(province[:_LONGEST])), set())

    def _by_likeness(self, name: str, provinces: set[str]) -> Recognition:
        """A slip of a few letters, or a name cut off; only where kind or province narrow the field, or chance would decide."""
        written = readings(name)
        pool = [region for region in self.regions.values() if not provinces or _within(region, provinces)]
        short = [region for region in pool if any(abbreviates(one, self._real[region]) for one in _fitting(written, region))]
        if short:
            return (
                Recognition(short[0], How.LIKENESS) if len(short) == 1 else Recognition(why=Why.AMBIGUOUS, candidates=_few(short))
            )
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
        offered = [region for reading in written for region in self._offered.get("".join(spelled_out(reading.words)), ())]
        return Recognition(why=Why.UNKNOWN, candidates=_few([*offered, *self._nearest(written, pool)]))

    def _begins(self, written: Sequence[Reading], region: Region) -> bool:
        """Whether the name was cut off somewhere in this region's."""
        return any(
            reading.kind in (None, region.kind) and is_beginning(reading, self._real[region])
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
        found = [slips for one in _fitting(written, region) if (slips := distance(one, self._real[region])) is not None]
        return min(found, default=None)

    def _nearest(self, written: Sequence[Reading], pool: Iterable[Region]) -> tuple[Region, ...]:
        """For a name too far from all: what it resembles most, whatever its kind; a help, never a choice."""
        found = {region: max((likeness(one, self._real[region]) for one in written), default=0.0) for region in pool}
        ordered = sorted(found, key=lambda region: (-found[region], region.code))
        return tuple(region for region in ordered[:3] if found[region] >= _RESEMBLES)


_RESEMBLES = 0.6
_NUMBER = re.compile(r"\A\s{0,9}[0-9]{1,3}\s{0,9}[.)](?![0-9])")
"""The number of a list before the name."""
_PROVINCE_WORD = re.compile(r"(?i)\b(?:provinsi|propinsi|prov)\b")
_BEFORE_PROVINCE = (",", "(", " - ", "–", "/")


def _fitting(written: Sequence[Reading], region: Region) -> list[Reading]:
    """The readings of a name that may be this region's: of its kind, or of none where no kind is said."""
    return [one for one in written if one.kind == region.kind or (one.kind is None and all(w.kind is None for w in written))]


def _within(region: Region, provinces: set[str]) -> bool:
    return region.province in provinces or region.province_2020 in provinces


def _few(regions: Iterable[Region]) -> tuple[Region, ...]:
    return tuple(dict.fromkeys(regions))[:_CANDIDATES]


def _only(found: Mapping[Region, How]) -> Recognition:
    if len(found) == 1:
        ((region, how),) = found.items()
        return Recognition(region, how)
    return Recognition(why=Why.AMBIGUOUS if found else Why.UNKNOWN, candidates=_few(found))
