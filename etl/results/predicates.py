"""The predicates of a rule as people write them: in short, in capitals, misspelt, with the kind of the region before them.

Reads: names of predicates, as the reference files have them; one text. Decides: the predicate that is meant, or none; nothing about
any predicate is known here but its words. Writes: nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from etl.regions.spelling import words_of

_AROUND = frozenset({"predikat", "kategori", "kelas", "sebagai", "kabupaten", "kota", "kab", "dan"})
"""Words that stand beside a predicate and say nothing about it."""
_KINDS = frozenset({"kabupaten", "kota", "kab"})
_LISTED = re.compile(r"\A\s{0,9}\(?[0-9A-Za-z]{1,4}[.)]\s{0,9}(?=[A-Za-z])")
_LONGEST = 80
_SHORT, _LONG, _INITIALS = 4, 7, 2
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class Meant:
    """The predicate that a text stands for; `plain` if its words are all there, else it was misspelt or shortened."""

    name: str | None
    plain: bool = True


class Predicates:
    """Made once per rule. `programme`: what the assessment is called, whose words may stand beside a predicate."""

    def __init__(self, names: Iterable[str], programme: str = "") -> None:
        self.names = tuple(names)
        self._words = {name: tuple(words_of(name)) for name in self.names}
        self._known = frozenset(word for words in self._words.values() for word in words)
        self._shared = frozenset(word for word in self._known if all(word in words for words in self._words.values()))
        self._around = _AROUND.union(words_of(programme)) - self._known

    def read(self, text: str) -> Meant:
        """What a text means; a name of None for no predicate of this rule, or one of several."""
        words = self._own(text)
        if not words or len(text) > _LONGEST:
            return Meant(None)
        understood = [self._word(word) for word in words]
        found = {word for word in understood if word}
        if len(found) == len(words):  # a word said twice is one of two predicates
            fitting = [name for name in self.names if self._fits(name, understood)]
            return Meant(fitting[0] if len(fitting) == 1 else None, plain=found == set(words))
        return Meant(self._by_initials([word for word in words if word not in self._shared]), plain=False)

    def heading(self, text: str) -> str:
        """The predicate that a line above its regions says: "A. PEDULI HAM", "Kota Cukup Peduli HAM"; "" for none.

        What may as well be the name of the programme ("Kabupaten/Kota Peduli HAM") is one only with its letter or number.
        """
        bare = _LISTED.sub("", text[:_LONGEST])
        meant = self.read(bare)
        alone = bare != text or _KINDS.isdisjoint(words_of(bare)) or bool(set(self._words.get(meant.name or "", ())) - self._shared)
        return meant.name if meant.name and meant.plain and alone else ""

    def resembles(self, text: str) -> bool:
        """Whether a text is made of the words of predicates only."""
        words = self._own(text)
        return bool(words) and len(text) <= _LONGEST and all(self._word(word) for word in words)

    def _own(self, text: str) -> list[str]:
        """The words of a text that may be a predicate's; words that are written as one taken apart ("PeduliHAM")."""
        words = " ".join(words_of(text[:_LONGEST])).replace("hak asasi manusia", "ham").split()
        glued = next((own for own in self._words.values() if len(words) == 1 and words[0] == "".join(own)), None)
        return [word for word in glued or words if word not in self._around]

    def _fits(self, name: str, said: Sequence[str | None]) -> bool:
        """All that sets a predicate apart is said, and nothing else; one that nothing sets apart is called by its first word.

        In the order of its words: "Peduli/Cukup" is no predicate but two.
        """
        own, rest = set(self._words[name]) - self._shared, iter(self._words[name])
        return (
            all(word is not None and word in rest for word in said)
            and {*said} - self._shared == own
            and (bool(own) or self._words[name][0] in said)
        )

    def _word(self, word: str) -> str | None:
        """The word of a predicate that is meant: itself, without its vowels ("ckp"), or with a slip; None if two are as near."""
        if word in self._known:
            return word
        near = [known for known in self._known if _shortened(word, known) or _slipped(word, known)]
        return near[0] if len(near) == 1 else None

    def _by_initials(self, words: list[str]) -> str | None:
        """As "CP" for "Cukup Peduli HAM"; letters that two predicates share mean none."""
        if len(words) != 1 or len(words[0]) < _INITIALS:
            return None
        fitting = [name for name in self.names if words[0] in self._initials(name)]
        return fitting[0] if len(fitting) == 1 else None

    def _initials(self, name: str) -> set[str]:
        letters = "".join(word[0] for word in self._words[name])
        return {letters[:count] for count in range(_INITIALS, len(letters) + 1)}


@lru_cache(16)
def of(names: tuple[str, ...], programme: str = "") -> Predicates:
    """The same for the same names: a file has thousands of cells."""
    return Predicates(names, programme)


def _shortened(word: str, known: str) -> bool:
    """Three consonants or more of a word in their order, the first among them."""
    letters = iter(known)
    return len(word) >= _SHORT - 1 and word[0] == known[0] and not _VOWELS & set(word) and all(one in letters for one in word)


def _slipped(word: str, known: str) -> bool:
    allowed = 0 if len(known) < _SHORT else 1 if len(known) < _LONG else 2
    return OSA.distance(word, known, score_cutoff=allowed) <= allowed
