"""Whether a row says that its region did not take part, in whatever column and in whatever words.

Reads: a row as written, and what was understood of it. Decides: took no part, or not; what contradicts itself, and what may mean
something else, is found. Writes: nothing.
"""

from collections.abc import Iterator, Mapping

from etl.forms import values
from etl.results.content import ABSENT
from etl.results.result import SCORES, ScoreKind
from etl.results.rows import Written

Notice = tuple[str, str, Mapping[str, object]]
"""Code, meaning of the column, values of a finding."""
_NAMED = ("predikat", *SCORES, "partisipasi")


def of(written: Written, *, told: bool, scores: Mapping[ScoreKind, float], participation: bool | None) -> tuple[bool, list[Notice]]:
    """Whether the region did not take part, and what is to be found. `told`: the row has a predicate, or a score above 0."""
    said = next(_saying(written, told=told), "partisipasi" if participation is False else None)
    mark = next(_marked(written), None)
    zero = next((one for one in SCORES if written.cell(one) is not None), None) if 0.0 in scores.values() else None
    if said and told:
        return False, [("predikat-tanpa-partisipasi", said, {})]
    if said:
        return True, [("nol-tidak-ikut", zero, {})] if zero else []
    if mark and not told and participation is None:
        notice = ("tanda-tidak-ikut", mark, {"nilai": written.text(mark)})
        return True, [notice, *([("nol-tidak-ikut", zero, {})] if zero else [])]
    if zero and not participation:
        return False, [("skor-nol", zero, {})]
    return False, []


def _saying(written: Written, *, told: bool) -> Iterator[str]:
    """The columns that say so in words, or are ticked for it; a remark counts only where nothing else is told."""
    if values.ticked(written.cell(ABSENT)):
        yield ABSENT
    for meaning in _NAMED if told else (*_NAMED, "catatan"):
        if values.says_absent(written.cell(meaning)):
            yield meaning


def _marked(written: Written) -> Iterator[str]:
    """The columns with a mark. A 0 in a column of scores is a score, though perhaps not a real one."""
    for meaning in _NAMED:
        if values.marks_absence(written.cell(meaning)) and (meaning == "predikat" or written.text(meaning) != "0"):
            yield meaning
