"""Who published a page: class by domain and name, organisation by registrable domain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.base.paths import SHIPPED_DATA
from etl.inputs import parse, reference
from etl.inputs.publishers import PublisherRule, Publishers


@pytest.fixture(scope="module")
def publishers() -> Publishers:
    return Publishers.of(reference.load(SHIPPED_DATA))


@pytest.mark.parametrize(
    ("address", "name", "expected"),
    [
        ("https://ham.go.id/2021/03/16/27306", "Ditjen HAM", ("kementerian", "Ditjen HAM")),
        ("https://www.ham.go.id/x", "siapa saja", ("kementerian", "Ditjen HAM")),
        ("https://sumbar.kemenkumham.go.id/x", "Kanwil Sumbar", ("kementerian", "kemenkumham.go.id")),
        ("https://ntt.kemenkum.go.id/x", "Kanwil NTT", ("kementerian", "kemenkum.go.id")),
        ("https://kemenham.go.id/x", "Kementerian HAM", ("kementerian", "kemenham.go.id")),
        ("", "Ditjen HAM", ("kementerian", "Ditjen HAM")),
        ("", "Kanwil Kemenkumham Maluku", ("kementerian", "kanwil kemenkumham maluku")),
        ("https://bantulkab.go.id/x", "Pemkab Bantul", ("pemerintah daerah", "bantulkab.go.id")),
        ("https://purwadadi.desa.id/x", "Desa", ("pemerintah daerah", "purwadadi.desa.id")),
        ("https://sumbar.antaranews.com/x", "Antara Sumbar", ("pers", "antaranews.com")),
        ("https://www.antaranews.com/x", "Antara", ("pers", "antaranews.com")),
        ("https://palembang.tribunnews.com/x", "Tribun", ("pers", "tribunnews.com")),
        ("https://bukanham.go.id.example/x", "X", ("pers", "id.example")),
        ("https://notham.go.id/x", "X", ("pemerintah daerah", "notham.go.id")),
        ("", "Harian  SATU", ("pers", "harian satu")),
    ],
)
def test_class_and_organisation(publishers: Publishers, address: str, name: str, expected: tuple[str, str]) -> None:
    assert publishers.identify(address, name) == expected


def test_the_first_rule_in_order_wins() -> None:
    rules = [
        PublisherRule("penerbit", "Kanwil", "a", None),
        PublisherRule("domain", "go.id", "b", "B"),
        PublisherRule("domain", "", "c", None),
    ]
    publishers = Publishers(rules)
    assert publishers.identify("https://x.go.id/1", "Kanwil X")[0] == "a"
    assert publishers.identify("https://x.go.id/1", "X") == ("b", "B")
    assert publishers.identify("https://x.example/1", "X")[0] == "c"
    with pytest.raises(LookupError, match="tidak ada baris"):
        Publishers(rules[:2]).identify("https://x.example/1", "X")


@given(st.text(max_size=30), st.text(max_size=20))
def test_every_accepted_address_finds_its_publisher(tail: str, name: str) -> None:
    address = f"https://{tail}"
    try:
        parse.web_address(address)
    except ValueError:
        return
    publishers = Publishers([PublisherRule("penerbit", "", "pers", None)])
    publisher_class, organisation = publishers.identify(address, name)
    assert publisher_class == "pers"
    assert organisation is not None


def test_rules_come_in_the_order_they_state(publishers: Publishers) -> None:
    assert publishers.rules[0].pattern == "ham.go.id"
    assert publishers.rules[-1].pattern == ""
