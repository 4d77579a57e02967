import pandas as pd

from dasbor.colors import UNKNOWN
from dasbor.figures import base
from dasbor.texts import texts

ROUNDS = pd.DataFrame(
    {
        "tahun": [2019, 2020, 2021, 2022],
        "dasar_hukum": ["A", "A", "B", "B"],
        "ada_penilaian": [True, True, False, True],
    }
)


def test_separators_follow_the_language():
    assert base.figure(texts("id")).layout.separators == ",."
    assert base.figure(texts("en")).layout.separators == ".,"


def test_a_small_figure_stays_small():
    assert len(base.figure(texts("id")).to_json()) < 2_500


def test_gaps_and_rule_changes_come_from_the_data():
    assert base.years_without_round(ROUNDS) == [2021]
    assert base.rule_changes(ROUNDS) == [(2022, "B")]
    fig = base.year_axis(base.figure(texts("en")), ROUNDS, texts("en"))
    assert [note.text for note in fig.layout.annotations] == ["2021: no assessment", "new rule: B"]
    assert list(fig.layout.xaxis.tickvals) == [2019, 2020, 2021, 2022]


def test_unknown_is_hatched_and_a_gap_is_none():
    assert base.marker(UNKNOWN)["pattern"]["shape"] == "/"
    assert base.values(pd.Series(pd.array([1, None], dtype="Int64"))) == [1, None]
