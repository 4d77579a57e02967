"""Which year a title or heading speaks of.

Reads: a text of a sheet. Decides: the years that say what a table is about; those of days ("10 Desember 2024"), of decrees
("Nomor 22 Tahun 2021") and of performance ("kinerja tahun 2023") do not. Writes: nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from etl.spelling import words_of

LONGEST = 500
"""Characters of a title; more is a note."""
_YEAR, _SHORT = re.compile(r"20[0-9]{2}"), re.compile(r"[0-9]{1,2}")
_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "agu", "agt", "sep", "sept", "okt", "nov", "des"),
)
_YEAR_WORDS = frozenset({"tahun", "thn", "th", "ta", "periode"})
_NUMBER_WORDS = frozenset({"nomor", "no", "nomer"})
_ABOUT_BEFORE = frozenset({"kinerja", "capaian", "pencapaian"})
_NEW_THOUGHT = frozenset({"hasil", "penilaian", "rekap", "rekapitulasi", "daftar"})
_NUMBER_REACH, _BEFORE_REACH = 10, 3


def said(texts: Iterable[str]) -> frozenset[int]:
    """The years that titles speak of."""
    return frozenset(year for text in texts if len(text) <= LONGEST for year in _said(words_of(text)))


def without(text: str) -> tuple[str, frozenset[int]]:
    """A heading without its years, and these: "Nilai Tahun 2023" is "nilai" of 2023."""
    words = words_of(text) if len(text) <= LONGEST else []
    found = frozenset(int(word) for word in words if _YEAR.fullmatch(word))
    if not found:
        return text, found
    return " ".join(word for word in words if not _YEAR.fullmatch(word) and word not in _YEAR_WORDS), found


def alone(text: str) -> bool:
    """Whether a heading says a year and nothing else."""
    rest, found = without(text)
    return bool(found) and not rest


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
