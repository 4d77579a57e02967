"""What if against numbers counted by hand, under the rules as the published record has them."""

import pytest

from dasbor.mart import pembina, rules
from dasbor.running import andaian, whatif
from dasbor.running.whatif import Assumed, WhatIf

pytestmark = pytest.mark.usefixtures("record")
PEDULI, CUKUP, MULAI, KURANG = "Peduli HAM", "Cukup Peduli HAM", "Mulai Peduli HAM", "Kurang Peduli HAM"
SEVEN = dict(enumerate((80.0, 80.0, 70.0, 70.0, 60.0, 75.0, 75.0), start=1))  # 510 in all


def test_the_mean_over_seven_rights_and_one_right_moved():
    rule = rules.rule(2020)
    before = whatif.outcome(rule, SEVEN, Assumed())
    assert before.pure == pytest.approx(510 / 7)
    assert (round(before.total, 2), before.predicate) == (72.86, CUKUP)
    after = whatif.outcome(rule, SEVEN | {5: 75.0}, Assumed())
    assert (after.total, after.predicate) == (75.0, PEDULI)
    assert whatif.outcome(rule, SEVEN | {5: 74.9}, Assumed()).predicate == CUKUP


@pytest.mark.parametrize(
    ("score", "predicate", "towards"),
    [
        *((75.0, PEDULI, None), (74.99, CUKUP, PEDULI), (65.0, CUKUP, PEDULI)),
        *((64.99, MULAI, CUKUP), (50.0, MULAI, CUKUP), (49.99, KURANG, MULAI)),
    ],
)
def test_bands_and_the_next_threshold_under_the_rule_of_2016(score, predicate, towards):
    rule = rules.rule(2020)
    found = whatif.outcome(rule, dict.fromkeys(range(1, 8), score), Assumed())
    assert found.predicate == predicate
    band = whatif.next_band(rule, found.total)
    assert (band and band.predicate) == towards


def test_bonus_ends_at_100_and_a_deduction_is_counted_only_as_assumed():
    rule = rules.rule(2020)
    assert rule.deduction is None
    assert whatif.outcome(rule, SEVEN, Assumed(bonus=3)).predicate == PEDULI
    assert whatif.outcome(rule, dict.fromkeys(range(1, 8), 95.0), Assumed(bonus=15)).total == 100
    assert whatif.outcome(rule, dict.fromkeys(range(1, 8), 76.0), Assumed(unanswered=3)).total == 76
    lowered = whatif.outcome(rule, dict.fromkeys(range(1, 8), 76.0), Assumed(unanswered=3, deduction=0.5))
    assert (lowered.pure, lowered.total, lowered.predicate) == (76.0, 74.5, CUKUP)
    assert whatif.outcome(rule, dict.fromkeys(range(1, 8), 1.0), Assumed(unanswered=9, deduction=5)).total == 0


def test_an_empty_right_is_no_zero():
    rule = rules.rule(2020)
    assert whatif.outcome(rule, SEVEN | {3: None}, Assumed()) == WhatIf()
    assert whatif.outcome(rule, dict.fromkeys(SEVEN, 0.0), Assumed()).predicate == KURANG


def test_unknown_weights_are_never_assumed_silently():
    rule = rules.rule(2024)
    ten = dict.fromkeys(range(1, 11), 80.0)
    assert whatif.weight(rule) is None
    assert whatif.outcome(rule, ten, Assumed()) == WhatIf()
    assert whatif.outcome(rule, ten, Assumed(equal=True)).predicate == PEDULI
    below = whatif.outcome(rule, ten | {1: 29.0}, Assumed(equal=True))
    assert (below.total, below.predicate) == (74.9, None)
    assert below.possible == (CUKUP, MULAI, KURANG)
    assert whatif.weight(rules.rule(2020)) == pytest.approx(1 / 7)


def test_years_without_a_known_rule_have_none():
    assert rules.rule(2021) is None
    assert rules.rule(2026) is None
    assert [rule.year for rule in rules.known().values()] == [2024, 2020, 2016]


def test_the_count_of_an_office_beside_its_targets():
    found = whatif.tally(12, 22, (15, 10, 15))
    assert found.gaps == ((10, -2), (15, 3))
    assert found.possible
    assert not whatif.tally(23, 22, ()).possible


@pytest.mark.parametrize(
    ("year", "whole", "reached", "needed", "met"),
    [
        (2024, 22, 13, 14, False),
        (2024, 22, 14, 14, True),  # 60 % of 22 is 13.2
        (2020, 13, 6, 7, False),
        (2020, 14, 7, 8, False),  # more than 50 %
        (2020, 14, 8, 8, True),
        (2023, 22, 11, 11, None),  # exactly 50 %, and the wording is uncertain
    ],
)
def test_the_honour_at_its_threshold(year, whole, reached, needed, met):
    found = whatif.honour(reached, whole, whatif.threshold(pembina.thresholds(), year))
    assert (found.needed, found.met, found.year) == (needed, met, year)


def test_a_year_without_a_threshold_borrows_the_last_one_and_says_so():
    rows = pembina.thresholds()
    found = whatif.threshold(rows, 2026)
    assert found["tahun"] == 2024
    assert whatif.assumed_threshold(found, 2026)
    assert not whatif.assumed_threshold(whatif.threshold(rows, 2024), 2024)
    assert whatif.threshold(rows, 2015) is None


def test_the_region_tried_joins_or_leaves_the_count_only_where_its_predicate_is_certain():
    top = WhatIf(80, 80, (PEDULI,))
    low = WhatIf(70, 70, (CUKUP, MULAI, KURANG))
    assert andaian.suppose({"1"}, ("2",), 3, ("4", top), PEDULI).count == 6
    assert andaian.suppose({"1", "4"}, (), 0, ("4", low), PEDULI).codes == {"1"}
    assert andaian.suppose({"4"}, (), 0, ("4", WhatIf()), PEDULI).codes == {"4"}
