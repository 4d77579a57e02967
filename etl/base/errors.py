"""Errors for readers: they say what happened, where, and what to do, and are printed without a traceback."""

from collections.abc import Sequence

EXIT_OK = 0
EXIT_REJECTED = 1
EXIT_NOTHING = 2


class UserError(Exception):
    """Something the operator can mend. The sentence is Indonesian; `details` lists every fault found, one per line.

    Raised before anything is replaced, so the data before stay as they were. The command line turns it into exit code 2.
    `english`: sentence and remedy for a page in English, where somebody wrote them.
    """

    def __init__(self, sentence: str, *, remedy: str, details: Sequence[str] = (), english: tuple[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        self.details = tuple(details)
        self.english = english

    def __str__(self) -> str:
        lines = [
            self.sentence,
            *(f"  - {detail}" for detail in self.details),
            f"Yang perlu dilakukan: {self.remedy}",
        ]
        return "\n".join(lines)
