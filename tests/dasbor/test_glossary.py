"""The words of the award: explained in one place and where they stand."""

import re

import pytest

from dasbor.words import glossary
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page


@pytest.mark.parametrize(("lang", "score"), [("id", "75 sampai 100"), ("en", "75 to 100")])
def test_the_award_is_explained_with_the_scores_of_every_rule(record, lang, score):
    at = open_page("sumber", lang, bagian="istilah")
    assert not at.exception
    text = re.sub(r"<[^>]+>", " ", bodies(at))
    for word, meaning in glossary.entries(texts(lang)):
        assert word in text
        assert meaning.replace("'", "&#x27;") in text or meaning in text
    assert text.count(score) == 3
    assert ("Human-Rights-Caring (Peduli HAM)" in text) == (lang == "en")


def test_a_label_carries_its_meaning_and_another_stays_as_it_is():
    t = texts("id")
    assert 'tabindex="0" aria-description="Penghargaan bagi provinsi' in glossary.explained(t, "Penghargaan pembina")
    assert glossary.explained(t, "Jarak <m>") == "Jarak &lt;m&gt;"
