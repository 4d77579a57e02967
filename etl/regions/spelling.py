"""How offices write the names of regions: the many spellings of one name, brought to one form for comparing.

Reads: a name as it stands in a cell.
Decides: nothing about regions; only which letters, words and kind ("kabupaten" or "kota") a text may stand for.
Writes: nothing.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["kabupaten", "kota"]

_KIND_WORDS: dict[str, Kind] = {
    "kabupaten": "kabupaten",
    "kab": "kabupaten",
    "kabup": "kabupaten",
    "pemkab": "kabupaten",
    "regency": "kabupaten",
    "kota": "kota",
    "kotamadya": "kota",
    "kodya": "kota",
    "pemkot": "kota",
    "city": "kota",
}
_APOSTROPHES, _WORD, _GAP = re.compile("[’'`´ʼ]"), re.compile("[a-z0-9]+"), re.compile(r"\s{2,}")
_DOTTED = re.compile(r"(?<![a-z0-9])([a-z])[.](?=[a-z](?![a-z0-9]))")
"""A letter with a point and another letter behind it: "H.A.M" is one word."""
_REMEMBERED = 200
"""Longer texts are read anew every time: thousands of them would fill the memory."""
_OFFICE_WORDS = frozenset({"pemerintah", "pemda", "pemerintahan", "daerah"})
_ADMINISTRATIVE = frozenset({"administrasi", "administratif", "adm"})
_SHORT_WORDS = {
    "kep": "kepulauan",
    "kepul": "kepulauan",
    "kepl": "kepulauan",
    "kpl": "kepulauan",
    "peg": "pegunungan",
    "pegun": "pegunungan",
    "tg": "tanjung",
    "tj": "tanjung",
    "tjg": "tanjung",
    "sel": "selatan",
    "slt": "selatan",
    "sltn": "selatan",
    "sltan": "selatan",
    "ut": "utara",
    "utr": "utara",
    "tim": "timur",
    "tmr": "timur",
    "bar": "barat",
    "brt": "barat",
    "teng": "tengah",
    "tgh": "tengah",
    "tngh": "tengah",
    "tgr": "tenggara",
    "tenggr": "tenggara",
    "gn": "gunung",
    "pkl": "pangkal",
    "pd": "padang",
    "pdg": "padang",
    "bdr": "bandar",
    "lb": "lubuk",
    "kb": "kabupaten",
    "tlk": "teluk",
    "sei": "sungai",
    "pst": "pusat",
}
TELLING_WORDS = frozenset(
    {"utara", "selatan", "timur", "barat", "tengah", "tenggara", "pusat", "bagian", "hulu", "hilir", "ulu", "ilir", "atas"}
    | {"bawah", "laut", "kepulauan", "pulau", "pegunungan", "besar", "raya", "jaya", "daya", "baru", "lama", "tua"}
)
"""Words that tell neighbours of one name apart (Aceh Barat, Aceh Barat Daya): likeness never bridges them, and never rests on them,
since many names share them (Kepulauan Aru is not like Kepulauan Riau)."""
_HEADING_WORDS = {
    "tgl": "tanggal",
    "jml": "jumlah",
    "jlh": "jumlah",
    "jmlh": "jumlah",
    "jum": "jumlah",
    "thn": "tahun",
    "kat": "kategori",
}
_SCALE = re.compile(r" (?:(?:skala|maks|max|maksimal|rentang) )?(?:[01] (?:sd |s d |sampai |hingga )?)?(?:100|10|4|1)\Z")
_OF_THE_PROGRAMME = frozenset({"penilaian", "kkp", "kkpham", "ham", "peduli", "kabupaten", "kota", "kab"})
INVISIBLE = ("Cc", "Cf", "Co", "Cs")
"""Kinds of characters that nobody sees."""


@dataclass(frozen=True)
class Reading:
    """One way to read a name: its kind, if it says one, and the words of the name itself."""

    kind: Kind | None
    words: tuple[str, ...]

    @property
    def squeezed(self) -> str:
        """The name as letters and digits without gaps: "Padang Sidimpuan" and "Padangsidimpuan" are one."""
        return "".join(self.words)


def words_of(text: str) -> list[str]:
    """The words of a text: no case, accents, apostrophes or punctuation; letters set apart ("S I A K") put together."""
    return list(_words(text) if len(text) <= _REMEMBERED else _words.__wrapped__(text))


def heading(text: str) -> str:
    """A column's heading for comparing: its words, those that are often shortened spelled out ("Tgl.", "Jml")."""
    return " ".join(_HEADING_WORDS.get(word, word) for word in words_of(text[:_REMEMBERED]))


def bare_heading(text: str) -> str:
    """A heading without the scale ("Nilai (0-100)") and the programme ("Nilai KKP HAM") that it names beside what it is of."""
    words = _SCALE.sub("", heading(text)).split()
    return " ".join(word for word in words if word not in _OF_THE_PROGRAMME)


def visible(text: str) -> str:
    """A text for a message: characters that nobody sees are named, as in "76,9‹U+200B›"."""
    if text.isprintable():
        return text
    return "".join(f"‹U+{ord(one):04X}›" if unicodedata.category(one) in INVISIBLE else one for one in text)


@lru_cache(10_000)  # the same few names are asked about again and again while a file is understood
def _words(text: str) -> tuple[str, ...]:
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
        folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    folded = _DOTTED.sub(r"\1", _APOSTROPHES.sub("", folded))
    # two gaps or more separate words where single ones separate letters: "K O T A   S O L O K"
    parts = [_WORD.findall(part) for part in _GAP.split(folded)]
    words: list[str] = []
    for part in parts:
        words += ["".join(part)] if len(part) > 2 and all(len(word) == 1 for word in part) else part  # noqa: PLR2004
    return tuple(words)


def readings(text: str) -> tuple[Reading, ...]:
    """The ways to read a name, the likeliest first: "Kota Baru" is a city called Baru, or a place called Kotabaru.

    Also with short words spelled out ("Kep. Aru", "Lampung Sel."), after the ways that keep them.
    """
    return _readings(text) if len(text) <= _REMEMBERED else _readings.__wrapped__(text)


def spelled_out(words: Iterable[str]) -> list[str]:
    """The words with those spelled out that names are shortened by."""
    return [_SHORT_WORDS.get(word, word) for word in words]


@lru_cache(10_000)
def _readings(text: str) -> tuple[Reading, ...]:
    words = [word for word in words_of(text) if word not in _OFFICE_WORDS]
    if not words:
        return ()
    long = spelled_out(words)
    found = [*_by_kind(words), *(_by_kind(long) if long != words else [])]
    return tuple(dict.fromkeys(reading for reading in found if reading.words))


def _by_kind(words: list[str]) -> list[Reading]:
    found = []
    if words[0] in _KIND_WORDS:
        found.append(Reading(_KIND_WORDS[words[0]], _without_rank(words[1:])))
    elif words[-1] in _KIND_WORDS and len(words) > 1 and words[-1] != "baru":
        found.append(Reading(_KIND_WORDS[words[-1]], _without_rank(words[:-1])))
    elif glued := re.fullmatch(r"(kab|kabupaten|kota)([a-z]{4,})", words[0]):
        found.append(Reading(_KIND_WORDS[glued[1]], (glued[2], *words[1:])))
    return [*found, Reading(None, tuple(words))]


def _without_rank(words: list[str]) -> tuple[str, ...]:
    """Without "Administrasi", which Jakarta's six carry and most lists leave out."""
    return tuple(words[1:] if words and words[0] in _ADMINISTRATIVE and len(words) > 1 else words)


def around_bracket(name: str) -> tuple[str, str]:
    """What stands before a bracket or stroke, and what in or behind it, if that ends the name; two empty texts if there is none."""
    text = name.rstrip()
    text = text[:-1] if text.endswith((")", "]")) else text
    closed = max(text.rfind(")"), text.rfind("]")) + 1
    opened = [place for mark in "([/" if (place := text.find(mark, closed)) >= 0]
    return (text[: min(opened)], text[min(opened) + 1 :]) if opened else ("", "")


def province_key(name: str) -> str:
    """The name of a province for comparing; of a long text, which names none, only the beginning."""
    words = [word for word in words_of(name[:_REMEMBERED]) if word not in ("provinsi", "prov", "propinsi", "prop")]
    return "".join(spelled_out(words)).replace("sumatra", "sumatera")


def kind_said(text: str) -> Kind | None:
    """The kind, of a text that says nothing else: "KABUPATEN", "Kota:"."""
    words = words_of(text)
    return _KIND_WORDS.get(words[0]) if len(words) == 1 else None
