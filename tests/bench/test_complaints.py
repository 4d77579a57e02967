"""The benchmark's verdict, without measuring anything."""

import json

import pytest

from bench.__main__ import BASELINE, complaints
from bench.measure import STOCK
from dasbor import registry


def result(ratio=0.05, size=12_000, faults=0, build=1.5):
    many = {"ratio": ratio, "bytes": size, "faults": faults}
    stock = {"ratio": 1.0, "bytes": 600, "faults": 0}
    return {"pages": {STOCK: {"many": stock}, "predikat": {"many": many}}, "build": {"build_s": build}}


def test_all_is_well():
    assert complaints(result(), result()) == []
    assert complaints(result(), None) == []


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"ratio": 0.21}, "di atas 0.2"),
        ({"size": 40_001}, "bita"),
        ({"faults": 1}, "galat"),
        ({"build": 3.1}, "pembangunan"),
        ({"ratio": 0.12}, "dulu 0.05"),
    ],
)
def test_what_is_missed_is_told(bad, told):
    found = complaints(result(**bad), result())
    assert len(found) >= 1
    assert any(told in line for line in found)


def test_the_baseline_knows_every_page():
    saved = json.loads(BASELINE.read_text(encoding="utf-8"))["pages"]
    assert set(saved) == {STOCK, *(spec.key for spec in registry.PAGES)}
