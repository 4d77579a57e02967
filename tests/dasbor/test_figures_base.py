import pandas as pd

from dasbor.page import figures as base
from dasbor.views.ringkasan import figure as overview
from dasbor.words.colors import UNKNOWN
from dasbor.words.texts import texts

ROUNDS = pd.DataFrame(
    {
        "tahun": [2019, 2020, 2021, 2022],
        "dasar_hukum": ["A", "A", "B", "B"],
        "ada_penilaian": [True, True, False, True],
        "ganti_program": False,
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


def test_another_programme_breaks_lines_and_is_marked():
    rounds = ROUNDS.assign(dasar_hukum=["A", "A", "A", "B"], ganti_program=[False, False, False, True])
    assert base.places_on_axis(ROUNDS) == [2019, 2020, 2021, 2022]
    assert base.places_on_axis(rounds) == [2019, 2020, 2021, 2021.5, 2022]
    fig = base.year_axis(base.figure(texts("id")), rounds, texts("id"))
    assert "program lain: B" in [note.text for note in fig.layout.annotations]
    frame = pd.DataFrame(
        {"tahun": [2020, 2022], "seri": "peserta", "nilai": [1, 2], "jumlah_kabkota": 3, "sekurang": False, "konflik": False}
    )
    held = rounds.assign(tahun=[2019, 2020, 2021, 2022], ada_penilaian=True)
    line = overview.trend(texts("id"), frame, held, {"peserta": "Peserta"}, {}).data[0]
    assert line.y[list(line.x).index(2021.5)] is None
    assert line.connectgaps is False
