"""How findings of a file are told on the command line, and what `--json` prints."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from etl.forms.findings import ORDER, Finding

Say = Callable[[str], None]

SHOWN = 40


def tell_findings(findings: Sequence[Mapping[str, Any]], say: Say) -> None:
    """Errors first; at most `SHOWN` of each code, as a file may have the same fault in every row."""
    counts: dict[str, int] = {}
    for one in sorted(findings, key=lambda one: ORDER[one["tingkat"]]):
        counts[one["kode"]] = counts.get(one["kode"], 0) + 1
        if counts[one["kode"]] <= SHOWN:
            words = (("lembar", one["lembar"]), ("baris", one["baris"]), ("kolom", one["kolom"]))
            place = ", ".join(f"{word} {value}" for word, value in words if value)
            say(f"  {one['tingkat'].upper()} {one['kode']}{f' ({place})' if place else ''}: {one['pesan']}")
    for code, count in counts.items():
        if count > SHOWN:
            say(f"  … dan {count - SHOWN} {code} lagi; semuanya dengan --json")


def unanswered(questions: Iterable[Finding]) -> str:
    """What the end of a sentence says of questions that are open; nothing if there are none."""
    codes = ", ".join(dict.fromkeys(one.code for one in questions))
    return f"; jawab dahulu dengan --jawab: {codes}" if codes else ""


def as_json(value: object) -> str:
    """As `--json` prints it."""
    return json.dumps(value, ensure_ascii=False, indent=1)
