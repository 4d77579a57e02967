"""How like two names of regions are, counted on what is a name's own.

Words that many names share (Kepulauan, Timur, Raya) tell neighbours apart; they make no two names alike. Reads: readings of names.
Decides: how many letters are wrong, or that two names say different things. Writes: nothing.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from etl.regions.spelling import TELLING_WORDS, Reading

SHORT, _MIDDLE, _LONG = 5, 8, 14
_SHORTENED, _WORDS = 4, 4
"""Letters that a shortened word has at most, and words that a name with one has."""
_CUT = 3
"""Letters of its own that a name must keep to be taken for one that was cut off."""


def distance(written: Reading, real: Reading) -> int | None:
    """Slips between two names, None if more than a name of that length may have, or if a telling word differs.

    Only what is a name's own is compared and counted: words that many names share make no two of them alike.
    """
    if _telling(written) != _telling(real):
        return None
    allowed = _allowed(len(own(real)))
    slips = OSA.distance(own(written), own(real), score_cutoff=allowed)
    return slips if slips <= allowed and _word_by_word(written, real) else None


def _allowed(length: int) -> int:
    return 0 if length < SHORT else 1 if length < _MIDDLE else 2 if length < _LONG else 3


def _word_by_word(written: Reading, real: Reading) -> bool:
    """No word may hide behind a long one: Teluk Bintan is not Teluk Bintuni, with two letters of twelve wrong. Old oe is u."""
    if len(written.words) != len(real.words):
        return True
    pairs = ((one.replace("oe", "u"), other.replace("oe", "u")) for one, other in zip(written.words, real.words, strict=True))
    return all(OSA.distance(one, other) <= _allowed(len(other)) or other in TELLING_WORDS for one, other in pairs)


def abbreviates(written: Reading, real: Reading) -> bool:
    """Whether a name has words shortened to a few letters: "P. Morotai", "Ogan Kom. Ulu", "Lab. Batu Utara".

    A word of its own stands there whole, and what tells neighbours apart is the same, or shortened where it stands.
    """
    words = written.words
    whole = any(len(word) >= _SHORTENED and word not in TELLING_WORDS and word in real.squeezed for word in words)
    if not whole or not 1 < len(words) <= _WORDS:
        return False
    pattern = "".join(word + ("[a-z]*" if len(word) <= _SHORTENED else "") for word in words)
    if not re.fullmatch(pattern, real.squeezed):
        return False
    in_place = len(words) == len(real.words) and all(map(str.startswith, real.words, words))
    return in_place or _telling(written) == _telling(real)


def is_beginning(written: Reading, real: Reading) -> bool:
    """Whether a name was cut off somewhere in another; "Maluku Barat" is not the beginning of Maluku Barat Daya."""
    count = len(written.words)
    told_apart = real.words[:count] == written.words and {*real.words[count - 1 : count + 1]} <= TELLING_WORDS
    long_enough = len(written.squeezed) >= SHORT and len(own(written)) >= _CUT
    return long_enough and real.squeezed.startswith(written.squeezed) and not told_apart


def likeness(written: Reading, real: Reading) -> float:
    """From 0 to 1; a whole word in common is a likeness too ("Yapen Waropen")."""
    if written.squeezed == real.squeezed:
        return 1.0
    common = {word for word in written.words if len(word) >= SHORT} & set(real.words) - TELLING_WORDS
    mine, theirs = _telling(written), _telling(real)
    told_apart = 1.0 if mine == theirs else 0.95 if mine & theirs else 0.9
    return max(OSA.normalized_similarity(own(written), own(real)) * told_apart, 0.6 if common else 0.0)


@lru_cache(10_000)
def _telling(reading: Reading) -> frozenset[str]:
    """The telling words of a name, a slip in them forgiven ("Utra", "Selatn")."""
    return frozenset(telling for word in reading.words for telling in TELLING_WORDS if _is_telling(word, telling))


def _is_telling(word: str, telling: str) -> bool:
    return word == telling or (len(telling) >= SHORT and len(word) >= SHORT - 1 and OSA.distance(word, telling) <= 1)


@lru_cache(10_000)
def own(reading: Reading) -> str:
    """What is a name's own: its words without the telling ones; all of them if there is no other."""
    words = [word for word in reading.words if not any(_is_telling(word, telling) for telling in TELLING_WORDS)]
    return "".join(words) or reading.squeezed
