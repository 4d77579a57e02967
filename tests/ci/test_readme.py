"""The README and its English twin say the same: headings, commands, pages, links, one for one."""

import re

import pytest

from etl.base.paths import PROJECT

ID, EN = ((PROJECT / name).read_text(encoding="utf-8") for name in ("README.md", "README.en.md"))


def commands(text: str) -> list[str]:
    """Blocks of commands without their remarks, and commands, options and files inside of sentences."""
    block = [line.split("#")[0].strip() for line in re.findall(r"^ {4}(make .*)$", text, re.MULTILINE)]
    return sorted({*block, *re.findall(r"`((?:make|python) [^`]*|--?[a-z][^`]*|[A-Z_]+(?==)|[a-z_]+\.csv)", text)})


@pytest.mark.parametrize(
    "what",
    [
        lambda text: [line.index(" ") for line in re.findall(r"^#+ .*$", text, re.MULTILINE)],
        commands,
        lambda text: sorted(set(re.findall(r"\]\((docs/[^)]*)\)", text))),
        lambda text: len(re.findall(r"^\| ", text, re.MULTILINE)),
        lambda text: re.findall(r"^ {4}(\S+/|\S+\.py) ", text, re.MULTILINE),
    ],
    ids=["headings", "commands", "links", "pages", "folders"],
)
def test_both_say_the_same(what):
    assert what(EN) == what(ID)
    assert what(ID)


def test_a_command_of_one_alone_is_noticed():
    assert commands(ID + "\n    make tanpa-kembar\n") != commands(EN)


@pytest.mark.parametrize("text", [ID, EN], ids=["id", "en"])
def test_every_document_it_leads_to_is_there(text):
    for name in re.findall(r"\]\(([^)#]*)\)", text):
        assert (PROJECT / name).exists(), name
