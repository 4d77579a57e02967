"""What a publication is about: the nation, a province, an office or a region, in one award year."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from dasbor.mart import common, offices, simulation, warehouse
from dasbor.mart.cache import shared
from dasbor.words.texts import Lang, Texts

Kind = Literal["nasional", "provinsi", "kanwil", "daerah"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class ScopeError(ValueError):
    """A scope that does not exist. `key` is a text key, `values` its placeholders: a sentence with what, and what to do."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key}: {values}")
        self.key = key
        self.values = values

    def sentence(self, t: Texts) -> str:
        """The sentence in the language of `t`."""
        return t(self.key, **self.values)


@dataclass(frozen=True)
class Scope:
    """`code`: "" for the nation, a province code of that year, an office's slug, or a region's code of today."""

    kind: Kind
    code: str
    year: int

    def name(self, t: Texts) -> str:
        """As readers call it: "Indonesia", "Sumatera Selatan", "Kanwil Kemenkumham Papua", "Kota Palembang"."""
        if self.kind == "nasional":
            return t("cakupan.nation")
        return codes(self.kind, self.year)[self.code]

    def provinces(self) -> tuple[str, ...]:
        """Codes of its provinces in that year; of a region, its own province."""
        if self.kind == "nasional":
            return tuple(common.provinces(self.year))
        if self.kind == "provinsi":
            return (self.code,)
        if self.kind == "kanwil":
            return tuple(offices.provinces_of(self.code, self.year))
        rows = common.results()
        return tuple(rows.loc[(rows["tahun"] == self.year) & (rows["kode"] == self.code), "kode_provinsi"])

    def regions(self) -> tuple[str, ...]:
        """Codes (today's) of its regencies and cities that existed in that year, in order."""
        if self.kind == "daerah":
            return (self.code,)
        rows = common.results()
        chosen = rows[(rows["tahun"] == self.year) & rows["kode_provinsi"].isin(self.provinces())]
        return tuple(chosen.loc[chosen["status_data"] != "belum dibentuk", "kode"])


# texts: cakupan.*
def scope(kind: str, code: str, year: int) -> Scope:
    """The scope, checked. ScopeError for an unknown kind, code or year, a year without assessment, a code not needed."""
    if kind not in KINDS:
        raise ScopeError("cakupan.unknown_kind", kind=kind, known=", ".join(KINDS))
    known_years = common.years()
    rounds = set(common.rounds()["tahun"].tolist())
    if year in rounds and year not in known_years:
        raise ScopeError("cakupan.no_assessment", year=year, known=", ".join(map(str, known_years)))
    if year not in known_years:
        raise ScopeError("cakupan.unknown_year", year=year, known=", ".join(map(str, known_years)))
    if kind == "nasional":
        if code:
            raise ScopeError("cakupan.code_not_needed", code=code)
        return Scope("nasional", "", year)
    options = codes(kind, year)
    if code not in options:
        raise ScopeError(f"cakupan.unknown_code_{kind}", code=code or "—", year=year, known=_few(options))
    return Scope(kind, code, year)


def codes(kind: Kind, year: int) -> dict[str, str]:
    """Code → name of what can be asked for: provinces of that year, all offices, or the regions that existed."""
    if kind == "provinsi":
        return common.provinces(year)
    if kind == "kanwil":
        return {slug: one.name for slug, one in offices.all_offices().items()}
    return _regions(year) if kind == "daerah" else {}


@shared
def _regions(year: int) -> dict[str, str]:
    rows = common.results()
    rows = rows[(rows["tahun"] == year) & (rows["status_data"] != "belum dibentuk")]
    return dict(zip(rows["kode"], rows["nama"], strict=True))


def file_stem(what: str, scope: Scope, lang: Lang | None = None, *, span: str = "") -> str:
    """As in "lembar-fakta-provinsi-16-2022-id-data-20261121-1a2b3c4d": what, scope, year, language, version of the data; ASCII.

    `span` stands in place of the year where a file holds several.
    """
    stamp = warehouse.stamp()
    place = re.sub(r"[^a-z0-9.]+", "-", scope.code.lower())
    parts = (what, scope.kind, place, span or str(scope.year), lang or "", "data", stamp.name)
    return simulation.file_name("-".join(part for part in parts if part), simulated=stamp.simulated)


def _few(options: dict[str, str]) -> str:
    """Some of the codes as examples; a list of 514 helps nobody."""
    shown = [f"{code} ({name})" for code, name in list(options.items())[:3]]
    return ", ".join([*shown, "…"] if len(options) > len(shown) else shown)
