"""What is found in a file that somebody hands in: stable codes with level, place, sentence and remedy.

Reads: `temuan.toml`, where all sentences are. Decides: nothing. Writes: nothing.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from etl.forms.looks import column_letters
from etl.regions.spelling import visible

Lang = Literal["id", "en"]
Level = Literal["galat", "tanya", "peringatan"]
_ANSWERED = {"id": "Sudah dijawab: “{}”.", "en": "Answered: “{}”."}
ORDER: Mapping[str, int] = {"galat": 0, "tanya": 1, "peringatan": 2}
"""In which the levels are told."""


@cache
def known() -> Mapping[str, Mapping[str, Any]]:
    """Code → tingkat, id, en, tindakan_id, tindakan_en; of a question also `jawaban`."""
    return tomllib.loads(Path(__file__).with_name("temuan.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Finding:
    """One finding. `sheet`, `row` and `column` (from 1) say where; None where it is about a row or the whole file."""

    code: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    answer: str = ""
    """Of a question: what was answered."""

    @property
    def level(self) -> Level:
        """`galat`: the row is not loaded; `tanya`: nothing is before the answer; `peringatan`: it is, and somebody should look."""
        level: Level = known()[self.code]["tingkat"]
        return "peringatan" if level == "tanya" and self.answer else level

    def sentence(self, lang: Lang = "id") -> str:
        """What is the matter."""
        said: str = known()[self.code][lang]
        return visible(said.format_map(self.values))

    def remedy(self, lang: Lang = "id") -> str:
        """What to do; of a question that has its answer, the answer."""
        said: str = known()[self.code][f"tindakan_{lang}"]
        return _ANSWERED[lang].format(self.answer) if self.answer else visible(said.format_map(self.values))

    def place(self, lang: Lang = "id") -> str:
        """Where: sheet, row and column as the spreadsheet shows them; empty for the whole file."""
        words = {"id": ("lembar", "baris", "kolom"), "en": ("sheet", "row", "column")}[lang]
        column = column_letters(self.column) if self.column else None
        return ", ".join(f"{word} {value}" for word, value in zip(words, (self.sheet, self.row, column), strict=True) if value)

    def as_json(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "kode": self.code,
            "tingkat": self.level,
            "lembar": self.sheet,
            "baris": self.row,
            "kolom": column_letters(self.column) if self.column else None,
            "pesan": f"{self.sentence()} {self.remedy()}",
        }


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken: its place, the codes of its errors, what stands there."""

    sheet: str
    row: int
    codes: tuple[str, ...]
    content: str
