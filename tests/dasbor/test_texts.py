import re

import pytest

from dasbor.page import registry
from dasbor.words import paths
from dasbor.words.texts import LANGUAGES, catalogue, texts

SOURCES = [
    *paths.PAGES.rglob("*.py"),
    *(paths.ROOT / "dasbor").rglob("*.py"),
    *(paths.ROOT / "dasbor").rglob("*.html"),
    paths.ROOT / "app.py",
]
FILES = {file.stem for file in paths.TEXTS.glob("*.toml")}
# keys put together from parts: a comment "texts: common.download_*" names the family, f-strings the pages' own
LITERAL = re.compile(rf"""["']((?:{"|".join(sorted(FILES))})\.[a-z0-9_]+)["']""")
FILE_NAME = re.compile(r"\.(?:html|css|js|jsonl?)$")
FAMILY = re.compile(r"texts: ([a-z_]+\.[a-z0-9_]*)\*")


def source_text():
    return "\n".join(file.read_text(encoding="utf-8") for file in SOURCES)


def used():
    found = {key for key in LITERAL.findall(source_text()) if not FILE_NAME.search(key)}
    families = FAMILY.findall(source_text())
    found |= {key for key in catalogue() if any(key.startswith(family) for family in families)}
    return found | {f"{spec.key}.{part}" for spec in registry.PAGES + registry.INTERNAL for part in ("title", "intro")}


def test_the_scan_reaches_something():
    assert len(SOURCES) > 10
    assert len(used()) > 20


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_every_text_is_complete_in_every_language(key):
    wording = catalogue()[key]
    assert set(wording) == set(LANGUAGES)
    fields = {lang: sorted(re.findall(r"{(\w+)", text)) for lang, text in wording.items()}
    assert all(text.strip() for text in wording.values())
    assert fields["id"] == fields["en"]


def test_no_key_is_missing():
    assert used() - set(catalogue()) == set()


def test_no_key_is_unused():
    assert set(catalogue()) - used() == set()


def test_values_are_filled_in_and_a_wrong_key_is_named():
    assert texts("id")("common.page_of", first=1, last=2, total=3) == "Baris 1–2 dari 3"
    with pytest.raises(KeyError, match=r"common\.nope"):
        texts("en")("common.nope")
