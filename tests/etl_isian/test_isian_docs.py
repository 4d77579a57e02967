"""`docs/isian.md` names every kind, every field and every word that can be entered, and nothing that cannot."""

import json
import re

from etl.base.paths import PROJECT
from etl.entries.entry import entry_of
from etl.entries.kinds import DEADLINES, GRANTED, KINDS
from etl.entries.tables import SCHEMAS

TEXT = (PROJECT / "docs" / "isian.md").read_text(encoding="utf-8")
TABLE = {line.split("`")[1]: line.split("|", 2)[2] for line in TEXT.splitlines() if line.startswith("| `")}


def test_the_table_has_every_kind_with_every_field() -> None:
    for kind in KINDS.values():
        named = set(re.findall(r"`([a-z_]+)`", TABLE[kind.name]))
        fields = {field.name for field in (*kind.keys, *kind.values)}
        assert named <= fields, f"{kind.name}: {named - fields} cannot be entered"
        assert fields - named <= {"tahun", "kode_provinsi"}, f"{kind.name}: {fields - named} is missing"


def test_every_word_that_can_be_entered_is_named() -> None:
    words = {word for kind in KINDS.values() for field in (*kind.keys, *kind.values) for word in field.choices}
    assert words >= {*DEADLINES, *GRANTED, "sudah", "usul"}
    assert [word for word in sorted(words) if f"`{word}`" not in TEXT and f"| {word} |" not in TEXT] == []


def test_the_example_is_an_entry_and_every_table_is_named() -> None:
    example = json.loads(re.search(r"```json\n(.*?)```", TEXT, re.DOTALL)[1])  # type: ignore[index]
    assert entry_of(example).changes[0].after == {"target_peduli": 13, "target_peserta": None}
    assert [name for name in SCHEMAS if f"`{name}`" not in TEXT] == []
