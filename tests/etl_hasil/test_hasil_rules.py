"""The rules: bands at their borders, the arithmetic against published scores, and a new rule that is nothing but data."""

import csv
from pathlib import Path

import duckdb
import pytest

from etl.base.errors import UserError
from etl.base.paths import PUBLIC_NAME, SHIPPED_DATA
from etl.inputs import reference
from etl.inputs.arithmetic import KINDS
from etl.inputs.reference import ReferenceData
from etl.results.rulebook import rule_of
from etl.results.rules import Band, Criterion, Rule, agrees

PEDULI, CUKUP, MULAI, KURANG = "Peduli HAM", "Cukup Peduli HAM", "Mulai Peduli HAM", "Kurang Peduli HAM"


@pytest.mark.parametrize(
    ("year", "score", "predicate"),
    [
        (2013, 100.0, PEDULI),
        (2013, 75.29, PEDULI),
        (2013, 74.12, CUKUP),
        (2013, 50.59, CUKUP),
        (2013, 50.0, CUKUP),
        (2013, 49.99, KURANG),
        (2018, 100.0, PEDULI),
        (2018, 75.0, PEDULI),
        (2018, 74.99, CUKUP),
        (2018, 65.0, CUKUP),
        (2018, 64.99, MULAI),
        (2018, 50.0, MULAI),
        (2018, 49.99, KURANG),
        (2018, 0.0, KURANG),
        (2023, 100.0, PEDULI),
        (2023, 75.0, PEDULI),
    ],
)
def test_predicates_at_the_borders(tables: ReferenceData, year: int, score: float, predicate: str) -> None:
    rule = rule_of(tables, year)
    assert rule.predicate_of(score) == predicate
    assert rule.possible(score) == (predicate,)
    assert rule.fits(predicate, score) is True
    assert [name for name in rule.predicates if rule.fits(name, score)] == [predicate]


@pytest.mark.parametrize("score", [74.99, 65.0, 64.99, 50.0, 0.0])
def test_below_75_the_rule_of_2021_leaves_three_predicates_open(tables: ReferenceData, score: float) -> None:
    rule = rule_of(tables, 2023)
    assert rule.possible(score) == (CUKUP, MULAI, KURANG)
    assert rule.predicate_of(score) is None
    assert rule.fits(PEDULI, score) is False
    assert [rule.fits(name, score) for name in (CUKUP, MULAI, KURANG)] == [None, None, None]


@pytest.mark.parametrize("score", [-0.01, 100.01, float("nan"), float("inf")])
def test_no_predicate_goes_with_a_score_that_cannot_be(tables: ReferenceData, score: float) -> None:
    rule = rule_of(tables, 2018)
    assert rule.possible(score) == ()
    assert rule.predicate_of(score) is None
    assert rule.fits(PEDULI, score) is None


def test_a_predicate_of_another_rule_never_fits(tables: ReferenceData) -> None:
    assert MULAI not in rule_of(tables, 2013).predicates
    assert rule_of(tables, 2013).fits(MULAI, 60) is False


def test_limits_that_are_not_known_exclude_nothing() -> None:
    rule = Rule(2030, "x", (Band("A", 80, 100, "diketahui"), Band("B", 60, None, "diketahui"), Band("C", None, None, "")), ())
    assert rule.possible(85) == ("A",)
    assert rule.possible(70) == ("B", "C")
    assert rule.possible(59) == ("C",)


def test_what_each_rule_says_of_itself(tables: ReferenceData) -> None:
    first, second, third = (rule_of(tables, year) for year in (2014, 2018, 2024))
    assert [len(rule.criteria) for rule in (first, second, third)] == [5, 7, 10]
    assert [rule.indicators for rule in (first, rule_of(tables, 2016), second, third)] == [17, 16, 83, 120]
    assert [rule.bonus for rule in (first, second, third)] == [None, "Aksi HAM", "Aksi HAM"]
    assert [rule.bonus_limit for rule in (first, second, third)] == [None, 15, None]
    assert not any(rule.knows_indicators for rule in (first, second, third))
    assert first.criteria[:3] == (
        Criterion(1, "Hak hidup", 3),
        Criterion(2, "Hak mengembangkan diri", 4),
        Criterion(3, "Hak atas kesejahteraan", None),
    )


def published_scores(years: range) -> list[tuple[int, float]]:
    with (SHIPPED_DATA / "klaim.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ukuran"] == "skor" and int(row["tahun"]) in years]
    return [(int(row["tahun"]), float(row["nilai"])) for row in rows]


def test_the_first_rule_counts_as_the_published_scores_do(tables: ReferenceData) -> None:
    """Every score published for 2013–2015 is an even number of 170 points, both of 2016 an even number of 160."""
    published = published_scores(range(2013, 2017))
    assert len(published) == 14
    for year, score in published:
        most = 10 * (rule_of(tables, year).indicators or 0)
        assert any(agrees(score, points / most * 100) for points in range(0, most + 1, 2)), (year, score)
    of_170 = [score for _, score in published if any(agrees(score, points / 1.7) for points in range(0, 171, 2))]
    assert len(of_170) == 12


@pytest.mark.parametrize(("points", "score", "predicate"), [(128, 75.29, PEDULI), (126, 74.12, CUKUP), (86, 50.59, CUKUP)])
def test_seventeen_indicators(tables: ReferenceData, points: int, score: float, predicate: str) -> None:
    rule = rule_of(tables, 2013)
    tens, rest = divmod(points, 10)
    values = [10] * tens + [rest] + [0] * (16 - tens)
    assert set(values) <= set(rule.scale)
    detail = {(1 + number // 4, 1 + number % 4): float(value) for number, value in enumerate(values)}
    counted = rule.score_of({}, detail)
    assert counted is not None
    assert agrees(score, counted)
    assert rule.predicate_of(counted) == predicate
    detail.popitem()
    assert rule.score_of({}, detail) is None, "sixteen of seventeen values are no score"
    assert rule.score_of(dict.fromkeys(range(1, 6), 80.0)) is None, "criteria do not tell the indicators"


def test_the_second_rule_is_the_mean_of_seven_rights(tables: ReferenceData) -> None:
    rule = rule_of(tables, 2019)
    criteria = {order: float(score) for order, score in enumerate((80, 70, 90, 100, 60, 50, 75), start=1)}
    assert rule.score_of(criteria) == pytest.approx(75.0)
    del criteria[7]
    assert rule.score_of(criteria) is None
    assert rule.score_of({}) is None


def test_within_a_right_structure_process_and_result_weigh_10_30_60(tables: ReferenceData) -> None:
    known = rule_of(tables, 2019)
    kinds = ("struktur", "struktur", "proses", "hasil", "hasil", "hasil")
    rule = Rule(
        2019, known.name, known.bands, (Criterion(1, "x", 6, kinds),), {**known.elements, "skala_indikator": (4.0, 2.0, 0.0)}
    )
    values = {(1, number): value for number, value in enumerate((4.0, 0.0, 2.0, 4.0, 4.0, 2.0), start=1)}
    counted = 10 * (4 / 8) + 30 * (2 / 4) + 60 * (10 / 12)
    assert rule.criteria_of(values) == {1: pytest.approx(counted)}
    assert rule.score_of({}, values) == pytest.approx(counted)
    assert rule.score_of({1: 12.0}, values) == 12.0, "a stated criterion goes first"
    assert rule.criteria_of({**values, (1, 6): 2.0, (1, 1): 4.0}).keys() == {1}
    del values[1, 3]
    assert rule.criteria_of(values) == {}, "a right with a missing indicator has no score"


def test_how_the_rule_of_2021_counts_is_not_known_and_not_invented(tables: ReferenceData) -> None:
    rule = rule_of(tables, 2023)
    assert rule.score_of(dict.fromkeys(range(1, 11), 90.0)) is None
    assert rule.criteria_of({(order, number): 1.0 for order in range(1, 11) for number in range(1, 13)}) == {}


def test_the_bonus_ends_at_100(tables: ReferenceData) -> None:
    rule = rule_of(tables, 2023)
    assert rule.total_of(92.5, 7.5) == 100
    assert rule.total_of(92.8, 10) == 100
    assert rule_of(tables, 2018).total_of(57.38, 15) == pytest.approx(72.38)
    uncapped = Rule(2030, "x", (), ())
    assert uncapped.total_of(60, 15) == 75
    assert uncapped.total_of(90, 15) is None


def test_what_an_unanswered_recommendation_takes_off_is_data_and_not_known(tables: ReferenceData) -> None:
    stated = [row for row in tables.rows("aturan_nilai") if row["unsur"] == "potongan_yankomas"]
    assert [(row["peraturan"], row["nilai"], row["kepastian"]) for row in stated] == [
        ("Permenkumham 34/2016", None, "tidak diketahui"),
        ("Permenkumham 22/2021", None, "tidak diketahui"),
    ]
    assert [rule_of(tables, year).deduction for year in (2013, 2018, 2023)] == [None, None, None]
    assert Rule(2030, "x", (), (), {"potongan_yankomas": 1.5}).deduction == 1.5


@pytest.mark.parametrize(
    ("stated", "counted", "same"),
    [
        (76.9, 76.94, True),
        (76.9, 76.96, False),
        (75.29, 75.2941, True),
        (75.29, 75.2999, False),
        (84.0, 84.4, True),
        (84.0, 84.6, False),
        (92.5, 92.5, True),
        (0.0, 0.0, True),
    ],
)
def test_a_score_agrees_as_far_as_it_is_written(stated: float, counted: float, *, same: bool) -> None:
    assert agrees(stated, counted) is same


@pytest.mark.parametrize(("year", "said"), [(2021, "tidak dinilai (Tidak ada penilaian"), (2031, "tidak ada di putaran.csv")])
def test_a_year_without_rule(tables: ReferenceData, year: int, said: str) -> None:
    with pytest.raises(UserError, match=f"Tahun {year}") as caught:
        rule_of(tables, year)
    assert said in caught.value.sentence
    assert "2013, 2014" in caught.value.remedy
    assert "2021" not in caught.value.remedy


def add(path: Path, *rows: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    path.write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def test_a_new_rule_with_new_predicates_and_a_renamed_programme_is_data(rules_folder: Path) -> None:
    name = "Permen HAM 15/2025"
    add(rules_folder / "putaran.csv", f"2026,2025,{name},ya,,,,")
    add(
        rules_folder / "regulasi.csv",
        f"{name},2026,,2,4,Patuh HAM,80,100,diketahui,",
        f"{name},2026,,2,4,Belum Patuh HAM,0,80,diketahui,",
    )
    add(rules_folder / "kriteria.csv", f"{name},1,Penghormatan HAM", f"{name},2,Pemulihan korban")
    add(
        rules_folder / "aturan_nilai.csv",
        f"{name},2026,,program,,Penilaian Kepatuhan HAM,diketahui,,",
        f"{name},2026,,cara_skor,,rata-rata-kriteria,diketahui,,",
        f"{name},2026,,cara_kriteria,,rata-rata-indikator,diketahui,,",
        f"{name},2026,,skala_indikator,,5 4 3 2 1 0,diketahui,,",
        f"{name},2026,,jumlah_indikator,,4,diketahui,,",
        f"{name},2026,,jumlah_indikator,1,3,diketahui,,",
        f"{name},2026,,jumlah_indikator,2,1,diketahui,,",
    )
    rule = rule_of(reference.load(rules_folder), 2026)
    assert (rule.programme, rule.predicates, rule.bonus) == ("Penilaian Kepatuhan HAM", ("Patuh HAM", "Belum Patuh HAM"), None)
    assert (rule.predicate_of(80), rule.predicate_of(79.99)) == ("Patuh HAM", "Belum Patuh HAM")
    assert rule.fits(PEDULI, 90) is False
    assert rule.knows_indicators
    values = {(1, 1): 5.0, (1, 2): 4.0, (1, 3): 3.0, (2, 1): 5.0}
    assert rule.score_of({}, values) == pytest.approx((80 + 100) / 2)


FAULTS = {
    "rule that is not in regulasi": ("34/2016,2017,2020,bonus,", "35/2016,2017,2020,bonus,", "peraturan tidak ada di regulasi.csv"),
    "element nobody knows": (",bonus_maks,,15,", ",bonus_besar,,15,", "unsur tidak dikenal; yang dikenal program, cara_skor"),
    "certainty nobody knows": ("Aksi HAM,diketahui,https://bantul", "Aksi HAM,pasti,https://bantul", "kepastian 'pasti' harus"),
    "unknown with a value": ("cara_skor,,,tidak", "cara_skor,,rata-rata-kriteria,tidak", "nilai kosong bila dan hanya bila"),
    "known without a value": ("bobot_proses,,30,", "bobot_proses,,,", "nilai kosong bila dan hanya bila"),
    "way nobody knows": (",,bobot-jenis,", ",,bobot,", "'bobot' harus 'rata-rata-indikator' atau 'bobot-jenis'"),
    "weights that are no whole": (
        "bobot_hasil,,60,",
        "bobot_hasil,,50,",
        "tahun 2017: bobot struktur, proses, dan hasil berjumlah 90",
    ),
    "scale of one value": ("10 8 6 4 2 0", "10", "'10' harus nilai yang berbeda-beda"),
    "year outside the rule": ("2016,2016,jumlah", "2016,2017,jumlah", "tahun 2016 sampai 2017 di luar masa berlaku"),
    "two rows for a year": ("2016,2016,jumlah", "2015,2016,jumlah", "dua baris berlaku pada tahun yang sama"),
    "criterion that is not there": ("2013,2015,jumlah_indikator,1,", "2013,2015,jumlah_indikator,6,", "kriteria 6 tidak ada"),
    "criterion where none belongs": (",bonus_maks,,15,", ",bonus_maks,1,15,", "kriteria harus kosong"),
}


@pytest.mark.parametrize(("before", "after", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_stops_the_build(rules_folder: Path, before: str, after: str, said: str) -> None:
    path = rules_folder / "aturan_nilai.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        reference.load(rules_folder)
    assert said in str(caught.value)
    assert "aturan_nilai.csv" in str(caught.value)


def test_numbers_of_indicators_must_add_up(rules_folder: Path) -> None:
    rule = "Permenkumham 34/2016,2017,2020"
    add(
        rules_folder / "aturan_nilai.csv",
        *(f"{rule},jumlah_indikator,{order},12,perkiraan,," for order in range(1, 8)),
        *(f"{rule},jumlah_{kind},1,3,perkiraan,," for kind in KINDS),
    )
    with pytest.raises(UserError) as caught:
        reference.load(rules_folder)
    assert "tahun 2017: indikator menurut kriteria berjumlah 84, seluruhnya 83" in str(caught.value)
    assert "struktur, proses, dan hasil kriteria 1 tidak berjumlah 12" in str(caught.value)


def test_the_programs_own_arithmetic_does_not_bind_another_folders_rules(rules_folder: Path) -> None:
    (rules_folder / "aturan_nilai.csv").unlink()
    (rules_folder / "kalender_aturan.csv").unlink()
    for name in ("regulasi.csv", "kriteria.csv", "putaran.csv"):
        text = (rules_folder / name).read_text(encoding="utf-8")
        (rules_folder / name).write_text(text.replace("Permenkumham 34/2016", "Permen Lain"), encoding="utf-8")
    rule = rule_of(reference.load(rules_folder), 2018)
    assert (rule.name, rule.programme, rule.score_of(dict.fromkeys(range(1, 8), 80.0))) == ("Permen Lain", None, None)


def test_the_arithmetic_is_published(record_folder: Path) -> None:
    with duckdb.connect(str(record_folder / PUBLIC_NAME), read_only=True) as connection:
        rows = connection.execute(
            "SELECT a.peraturan, nilai FROM mart.aturan_nilai AS a JOIN mart.putaran AS p ON p.dasar_hukum = a.peraturan "
            "WHERE p.tahun = 2018 AND starts_with(unsur, 'bobot_') ORDER BY nilai"
        ).fetchall()
    assert rows == [("Permenkumham 34/2016", weight) for weight in ("10", "30", "60")]
