"""The fills of the maps as readers with red-green blindness see them: classes must stay apart.

Simulated with the matrices of Machado, Oliveira and Fernandes (2009) for full protanopia and deuteranopia, in linear RGB.
"""

import itertools

import numpy as np
import pytest

from dasbor.maps import view as map_view
from dasbor.maps.choice import MapView
from dasbor.words import colors

SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
}
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
WHITE = XYZ.sum(axis=1)
APART = 9
"""Least difference (CIE 1976), about four times what an eye can just tell side by side."""


def linear(colour):
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(colour, sight):
    """CIE L*a*b* of "#rrggbb" as seen."""
    x, y, z = XYZ @ np.clip(SIGHT[sight] @ linear(colour), 0, 1) / WHITE
    f = [v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one, other, sight):
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def legends():
    """Legend of every measure of both levels; the year makes no difference."""
    for level in ("provinsi", "kabkota"):
        for measure in map_view.measures(level, "id", 2022):
            yield measure, map_view.classes(MapView(level, True, 2024, None, measure, "", "ubin", "id")).legend


def pairs():
    """Any two classes of a legend that hatching does not tell apart."""
    for measure, legend in legends():
        for one, other in itertools.combinations(legend, 2):
            if one.pattern == other.pattern:
                yield measure, one, other


def test_the_simulation_knows_what_is_hard_and_what_is_not():
    assert difference("#d7191c", "#1a9641", "usual") > 100
    assert difference("#808000", "#a06000", "deuteranopia") < difference("#808000", "#a06000", "usual")
    assert difference("#000000", "#ffffff", "protanopia") == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("sight", SIGHT)
def test_classes_stay_apart(record, sight):
    found = list(pairs())
    assert len(found) > 100
    close = {
        f"{measure}: {one.key} {one.colour}, {other.key} {other.colour}": round(difference(one.colour, other.colour, sight), 1)
        for measure, one, other in found
        if difference(one.colour, other.colour, sight) < APART
    }
    assert close == {}


def test_every_class_of_a_legend_has_a_fill_or_a_hatching_of_its_own(record):
    for measure, legend in legends():
        assert len({(item.colour, item.pattern) for item in legend}) == len(legend), measure


@pytest.mark.parametrize("sight", SIGHT)
def test_the_states_of_a_step_stay_apart(sight):
    for one, other in itertools.combinations(colors.STEP_STATES, 2):
        assert difference(one.fill, other.fill, sight) >= APART, (one.key, other.key)
