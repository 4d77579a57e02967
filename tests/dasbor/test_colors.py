import itertools

import pytest

from dasbor.words import colors
from dasbor.words.texts import texts

FOUR = (("Peduli HAM", "P"), ("Cukup Peduli HAM", "C"), ("Mulai Peduli HAM", "M"), ("Kurang Peduli HAM", "K"))
ALL = colors.all_states(FOUR, "Peduli HAM")
STATES = [*ALL.values(), *colors.STEP_STATES]


@pytest.mark.parametrize("state", STATES, ids=lambda s: s.key)
def test_the_mark_is_readable_on_its_colour(state):
    assert colors.contrast(state.fill, state.ink) >= 4.5


def test_known_ratio():
    assert round(colors.contrast("#000000", "#ffffff"), 1) == 21.0


def test_borders_and_text_stand_out_from_the_page():
    assert colors.contrast(colors.BORDER, "#ffffff") >= 3
    assert colors.contrast(colors.INK_DARK, "#eef2f7") >= 4.5


def test_the_scale_runs_from_dark_to_light_in_steps_one_can_see():
    steps = [colors.luminance(s.fill) for s in colors.predicate_states(FOUR)]
    assert steps == sorted(steps)
    assert all(colors.contrast(a.fill, b.fill) >= 1.5 for a, b in itertools.pairwise(colors.predicate_states(FOUR)))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_colour_is_never_the_only_carrier(lang):
    for family in (list(ALL.values()), colors.STEP_STATES):
        assert len({s.mark for s in family}) == len(family)
        assert len({s.label(texts(lang)) for s in family}) == len(family)


def test_the_band_of_an_assumption_is_readable():
    assert colors.contrast(colors.ASSUMPTION, colors.INK_LIGHT) >= 4.5


@pytest.mark.parametrize("many", [2, 3, 5, 7])
def test_colours_follow_the_rank_however_many_predicates_there_are(many):
    states = colors.predicate_states([(f"Predikat {place}", str(place)) for place in range(many)])
    lights = [colors.luminance(s.fill) for s in states]
    assert lights == sorted(lights)
    assert len({s.fill for s in states}) == len({s.mark for s in states}) == many
    assert states[0].fill == colors.predicate_states(FOUR)[0].fill
    assert states[-1].fill == colors.predicate_states(FOUR)[-1].fill


def test_a_conclusion_has_a_mark_a_hatching_and_words_of_its_own():
    stated, concluded = ALL["Peduli HAM"], ALL["Peduli HAM (disimpulkan)"]
    assert concluded.mark != stated.mark
    assert concluded.pattern
    assert "background-image" in concluded.paint
    assert concluded.label(texts("en")) == "Peduli HAM (concluded)"
