"""Texts of cells to values: what is accepted, what is refused, and that nothing else can happen."""

import datetime as dt
import string
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.inputs import parse

ACCEPTED: list[tuple[Callable[[str], object], str, object]] = [
    (parse.count, "0", 0),
    (parse.count, "007", 7),
    (parse.count, "514", 514),
    (parse.score, "92.8", 92.8),
    (parse.score, "100", 100.0),
    (parse.score, "101.5", 101.5),
    (parse.year, "2013", 2013),
    (parse.date, "2024-02-29", dt.date(2024, 2, 29)),
    (parse.month_day, "08-10", "08-10"),
    (parse.month_day, "12-31", "12-31"),
    (parse.yes_no, "ya", True),
    (parse.yes_no, "tidak", False),
    (parse.web_address, "https://ham.go.id/a?b=1#c", "https://ham.go.id/a?b=1#c"),
    (parse.plain_name, "  KOTA   Lubuk-Linggau ", "kota lubuk linggau"),
    (parse.plain_name, "Kabupaten_Toba\u00a0Samosir", "kabupaten toba samosir"),
    (parse.pattern, "[Gg]ubernur|Kakanwil", "[Gg]ubernur|Kakanwil"),
]
REFUSED: list[tuple[Callable[[str], object], list[str]]] = [
    (parse.count, ["", "-1", "1.0", "1,0", "1 000", "1.000", "+1", "٣", "1e3", "NaN", "1234567", "12\n"]),
    (parse.score, ["", "92,8", "-1", "nan", "inf", "1e2", ".5", "5.", "٩", "12345", "92.8\n"]),
    (parse.year, ["", "02018", "1018", "18", "2018.0", "9" * 5000, "٢٠١٨"]),
    (parse.date, ["", "2023-02-29", "2023-13-01", "2023-1-1", "01-02-2023", "20230201", "2023-W05-1", "2023-02-01\n"]),
    (parse.month_day, ["", "02-29", "13-01", "00-10", "8-10", "2020-08-10", "08/10", "08-10\n"]),
    (parse.yes_no, ["", "Ya", "true", "1", "yes"]),
    (
        parse.web_address,
        [
            "",
            "ham.go.id",
            "javascript:alert(1)",
            "ftp://ham.go.id",
            "file:///etc/passwd",
            "http://",
            "https:///x",
            "http://a b",
            "http://[x",
        ],
    ),
    (parse.pattern, ["(", "(?=a)", "(a)\\1", "["]),
]


@pytest.mark.parametrize(("parser", "text", "value"), ACCEPTED)
def test_accepted(parser: Callable[[str], object], text: str, value: object) -> None:
    assert parser(text) == value


@pytest.mark.parametrize(("parser", "text"), [(parser, text) for parser, texts in REFUSED for text in texts])
def test_refused_with_a_sentence(parser: Callable[[str], object], text: str) -> None:
    with pytest.raises(ValueError, match=r"harus|bukan|tidak didukung"):
        parser(text)


def test_a_decimal_comma_gets_a_hint() -> None:
    with pytest.raises(ValueError, match=r"tulis dengan titik, misalnya 92\.8"):
        parse.score("92,8")


@given(st.integers(0, 999_999), st.integers(0, 3))
def test_count_reads_every_whole_number(number: int, zeros: int) -> None:
    text = "0" * min(zeros, 6 - len(str(number))) + str(number)
    assert parse.count(text) == number


@given(st.integers(0, 9999), st.integers(0, 999_999))
def test_score_is_what_its_digits_say(whole: int, fraction: int) -> None:
    assert parse.score(f"{whole}.{fraction:06d}") == pytest.approx(whole + fraction / 1_000_000)


@given(st.dates(dt.date(1000, 1, 1)))
def test_date_reads_every_day_back(day: dt.date) -> None:
    assert parse.date(day.isoformat()) == day


@settings(max_examples=300)
@given(
    st.sampled_from([parse.count, parse.score, parse.year, parse.date, parse.yes_no, parse.web_address, parse.pattern]),
    st.text(max_size=20),
)
def test_nothing_but_a_value_or_a_value_error(parser: Callable[[str], object], text: str) -> None:
    try:
        value = parser(text)
    except ValueError:
        return
    if parser in (parse.count, parse.score):
        assert set(text) <= {*string.digits, "."}
        assert value >= 0


@given(
    st.sampled_from(["http", "https"]),
    st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8}){0,3}", fullmatch=True),
    st.text(string.printable.strip() + "é", max_size=15),
)
def test_web_address_keeps_what_it_accepts(scheme: str, host: str, path: str) -> None:
    address = f"{scheme}://{host}/{path}"
    if not any(character.isspace() for character in path):
        assert parse.web_address(address) == address


@given(st.text(max_size=30))
def test_plain_name_settles_at_once(text: str) -> None:
    plain = parse.plain_name(text)
    assert plain == plain.strip()
    assert "  " not in plain
    assert "_" not in plain
    assert parse.plain_name(f"  {plain} ") == parse.plain_name(plain)


@given(
    st.lists(st.text(string.ascii_letters, min_size=1, max_size=8), min_size=1, max_size=4),
    st.sampled_from([" ", "  ", "-", "\t", "_", " . "]),
)
def test_plain_name_sees_no_case_and_no_punctuation(words: list[str], between: str) -> None:
    expected = " ".join(words).lower()
    assert parse.plain_name(between.join(words)) == expected
    assert parse.plain_name(between.join(words).upper()) == expected
    assert parse.plain_name(unicodedata.normalize("NFD", between.join(words))) == expected
