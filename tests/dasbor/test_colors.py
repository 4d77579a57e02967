import itertools

import pytest

from dasbor import colors
from dasbor.texts import texts

STATES = [*colors.all_states().values(), *colors.STEP_STATES]


@pytest.mark.parametrize("state", STATES, ids=lambda s: s.key)
def test_the_mark_is_readable_on_its_colour(state):
    assert colors.contrast(state.fill, state.ink) >= 4.5


def test_known_ratio():
    assert round(colors.contrast("#000000", "#ffffff"), 1) == 21.0


def test_borders_and_text_stand_out_from_the_page():
    assert colors.contrast(colors.BORDER, "#ffffff") >= 3
    assert colors.contrast(colors.INK_DARK, "#eef2f7") >= 4.5


def test_the_scale_runs_from_dark_to_light_in_steps_one_can_see():
    steps = [colors.luminance(s.fill) for s in colors.predicate_states()]
    assert steps == sorted(steps)
    assert all(colors.contrast(a.fill, b.fill) >= 1.5 for a, b in itertools.pairwise(colors.predicate_states()))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_colour_is_never_the_only_carrier(lang):
    for family in (list(colors.all_states().values()), colors.STEP_STATES):
        assert len({s.mark for s in family}) == len(family)
        assert len({s.label(texts(lang)) for s in family}) == len(family)


def test_the_band_of_an_assumption_is_readable():
    assert colors.contrast(colors.ASSUMPTION, colors.INK_LIGHT) >= 4.5


def test_a_new_predicate_gets_a_place_of_its_own():
    order = ("Peduli HAM", "Cukup Peduli HAM", "Taat HAM", "Mulai Peduli HAM", "Kurang Peduli HAM", "Lalai HAM")
    states = colors.predicate_states(order)
    lights = [colors.luminance(s.fill) for s in states]
    assert lights == sorted(lights)
    assert len({s.fill for s in states}) == len({s.mark for s in states}) == len(order)
    assert states[0].fill == colors.predicate_states()[0].fill
