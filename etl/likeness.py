"""How like two names of regions are, counted on what is a name's own.

Words that many names share (Kepulauan, Timur, Raya) tell neighbours apart; they make no two names alike. Reads: readings of names.
Decides: how many letters are wrong, or that two names say different things. Writes: nothing.
"""

from functools import lru_cache

from rapidfuzz.distance import OSA

from etl.spelling import TELLING_WORDS, Reading

SHORT, _MIDDLE, _LONG = 5, 8, 14
_CUT = 3
"""Letters of its own that a name must keep to be taken for one that was cut off."""


def distance(written: Reading, real: Reading) -> int | None:
    """Slips between two names, None if more than a name of that length may have, or if a telling word differs.

    Only what is a name's own is compared and counted: words that many names share make no two of them alike.
    """
    if _telling(written) != _telling(real):
        return None
    length = len(own(real))
    allowed = 0 if length < SHORT else 1 if length < _MIDDLE else 2 if length < _LONG else 3
    slips = OSA.distance(own(written), own(real), score_cutoff=allowed)
    return slips if slips <= allowed else None


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
