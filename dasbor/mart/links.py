"""Addresses of our own pages with choices in them, for tables and sentences of other pages.

The one place that knows which URL parameter means what: `kode` and `prov` are codes of
`mart.hasil_kabkota`, `kunci` is `mart.fakta.kunci`, `tahun` an award year, `bagian` a part of the page sumber.
"""

from dasbor.mart.filters import link
from dasbor.words.texts import Texts


def fact_key(year: int, level: str, code: str, measure: str, detail: str | None = None) -> str:
    """`mart.fakta.kunci` of a fact, as in `fact_key(2022, "kabkota", "16.71", "predikat")`.

    `code` as in `mart.fakta.kode` ("ID" for the nation), `detail` as `butir` (None where a fact has none).
    """
    parts = (str(year), level, code, measure, detail or "")
    return "|".join(part for part in parts if part)


def source_link(t: Texts, key: str) -> str:
    """The page sumber with all claims about the fact `key` (`mart.fakta.kunci`)."""
    return link("sumber", {"kunci": key}, t)


def part_link(t: Texts, part: str, **choices: object) -> str:
    """A part of the page sumber: klaim, cakupan, konflik, aturan, tahunan, ditolak, pembangunan."""
    return link("sumber", {"bagian": part, **choices}, t)


def region_link(t: Texts, code: str) -> str:
    """The page daerah of a regency or city (today's code)."""
    return link("daerah", {"kode": code}, t)


def province_link(t: Texts, code: str, year: int | None = None) -> str:
    """The page provinsi of a province, in an award year if one is given."""
    return link("provinsi", {"prov": code, "tahun": year}, t)


def office_link(t: Texts, slug: str, year: int | None = None, *, kini: bool = False) -> str:
    """The page kanwil of an office ("" for all of them); `kini` reads it over today's area."""
    return link("kanwil", {"susunan": "kini" if kini else "", "kanwil": slug, "tahun": year}, t)


def running_link(t: Texts, slug: str, year: int) -> str:
    """The running year of an office ("" for all that the reader may see) on the page kanwil; internal."""
    return link("kanwil", {"bagian": "berjalan", "kanwil": slug, "tahun-berjalan": year}, t)
