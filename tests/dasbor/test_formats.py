import datetime as dt

import pandas as pd
import pytest

from dasbor.words import formats


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (formats.number(1234.5, "id", 1), "1.234,5"),
        (formats.number(1234.5, "en", 1), "1,234.5"),
        (formats.number(0, "id"), "0"),
        (formats.number(74.999, "id", 2), "74,999"),  # never the threshold that it does not reach
        (formats.number(74.99999, "en", 2), "74.99999"),
        (formats.number(75.0, "id", 2), "75,00"),
        (formats.number(76.126, "id", 2), "76,13"),
        (formats.score(74.999, "id"), "74,999"),
        (formats.score(80.0, "id"), "80"),
        (formats.score(75 - 74.9, "en"), "0.1"),
        (formats.score(None, "en"), "unknown"),
        (formats.number(None, "id"), "tidak diketahui"),
        (formats.number(float("nan"), "en"), "unknown"),
        (formats.number(pd.NA, "en"), "unknown"),
        (formats.signed(3, "id"), "+3"),
        (formats.signed(-2, "id"), "−2"),
        (formats.signed(0, "id"), "0"),
        (formats.share(10, 22, "id"), "45,5 % (10 dari 22)"),
        (formats.share(10, 22, "en"), "45.5 % (10 of 22)"),
        (formats.share(0, 22, "id"), "0,0 % (0 dari 22)"),
        (formats.share(None, 22, "id"), "tidak diketahui"),
        (formats.share(0, 0, "id"), "tidak diketahui"),
        (formats.date(dt.date(2024, 11, 8), "id"), "8 November 2024"),
        (formats.date("2024-11-08", "en"), "8 November 2024"),
        (formats.date(pd.Timestamp("2020-08-10"), "id"), "10 Agustus 2020"),
        (formats.date("2024-11", "id"), "2024-11"),
        (formats.date(None, "id"), "tidak diketahui"),
        (formats.year(2024, "id"), "2024"),
    ],
)
def test_shown_as_the_language_writes_it(shown, expected):
    assert shown == expected
