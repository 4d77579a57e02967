"""Which year a title or heading speaks of.

Reads: a text of a sheet. Decides: the years that say what a table is about; those of days ("10 Desember 2024"), of decrees
("Nomor 22 Tahun 2021") and of performance ("kinerja tahun 2023") do not. Writes: nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from etl.regions.spelling import words_of

LONGEST = 500
"""Characters of a title; more is a note."""
_YEAR, _SHORT = re.compile(r"20[0-9]{2}"), re.compile(r"[0-9]{1,2}")
_GLUED = re.compile(r"(?<=[A-Za-z])(?=20[0-9]{2}(?![0-9]))|(?<=[0-9]{4})(?=[A-Za-z])")
_IN_SHORT = re.compile(r"(?i)(?:['’`´]|\b(?:tahun|thn|th|ta|t\.a)[. ]{0,3}['’`´]?)(1[3-9]|2[0-9])(?![0-9./-])")
"""A year of the programme that is written with two digits, behind an apostrophe or a word for years."""
_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "agu", "agt", "sep", "sept", "okt", "nov", "des"),
)
_YEAR_WORDS = frozenset({"tahun", "thn", "th", "ta", "periode"})
_NUMBER_WORDS = frozenset({"nomor", "no", "nomer"})
_ABOUT_BEFORE = frozenset({"kinerja", "capaian", "pencapaian"})
_NEW_THOUGHT = frozenset({"hasil", "penilaian", "rekap", "rekapitulasi", "daftar"})
_HEADING = _NEW_THOUGHT | {"kkp", "ham", "penghargaan", "data", "nilai", "putaran"}
_NUMBER_REACH, _BEFORE_REACH = 10, 3


def said(texts: Iterable[str]) -> frozenset[int]:
    """The years that titles speak of."""
    return frozenset(year for text in texts for year in _said(_words(text)))


def without(text: str) -> tuple[str, frozenset[int]]:
    """A heading without its years, and these: "Nilai Tahun 2023" is "nilai" of 2023."""
    words = _words(text)
    found = frozenset(int(word) for word in words if _YEAR.fullmatch(word))
    if not found:
        return text, found
    return " ".join(word for word in words if not _YEAR.fullmatch(word) and word not in _YEAR_WORDS), found


def _words(text: str) -> list[str]:
    """The words of a title, its years in full: "TA2023", "Thn. 23", "Rekap ’23"; none of a note."""
    if len(text) > LONGEST:
        return []
    return words_of(_IN_SHORT.sub(" 20\\g<1>", _GLUED.sub(" ", text)))


def alone(text: str) -> bool:
    """Whether a heading says a year and nothing else."""
    rest, found = without(text)
    return bool(found) and not rest


def heads(text: str) -> bool:
    """Whether a line says the year of what follows, and little else: "TAHUN 2023", "Hasil Penilaian 2023"."""
    return len(said((text,))) == 1 and set(without(text)[0].casefold().split()) <= _HEADING


def _said(words: Sequence[str]) -> Iterator[int]:
    for place, word in enumerate(words):
        if _YEAR.fullmatch(word) and not _of_a_day(words, place) and not _of_a_decree(words, place) and not _before(words, place):
            yield int(word)


def _of_a_day(words: Sequence[str], place: int) -> bool:
    """After a month or a short number: "Desember 2024", "10/12/2024", "22/2021"; before two: "2024-12-10"."""
    after = words[place + 1 : place + 3]
    return bool(
        (place and (words[place - 1] in _MONTHS or _SHORT.fullmatch(words[place - 1])))
        or (len(after) > 1 and all(_SHORT.fullmatch(one) for one in after))
    )


def _of_a_decree(words: Sequence[str], place: int) -> bool:
    near = words[max(0, place - _NUMBER_REACH) : place]
    number = max((at for at, word in enumerate(near) if word in _NUMBER_WORDS), default=None)
    return number is not None and not _NEW_THOUGHT & set(near[number:])


def _before(words: Sequence[str], place: int) -> bool:
    return bool(_ABOUT_BEFORE & set(words[max(0, place - _BEFORE_REACH) : place]))
