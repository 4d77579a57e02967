"""Rules kept as data: each one applies to some real claim, and spot checks of what they make of it."""

import re
from pathlib import Path

import pytest
from data_tools import Ask

from etl.base.paths import SHIPPED_DATA
from etl.build.run import BuildReport
from etl.inputs import reference
from etl.inputs.publishers import Publishers

DATA = reference.load(SHIPPED_DATA)
PATTERNS = DATA.rows("tafsir_catatan")
PUBLISHERS = Publishers.of(DATA).rules
AWAITED = {"kemenham.go.id"}
"""Rules for pages not yet in the record: the ministry's domain since 2024 would otherwise count as a local government's."""


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: f"{row['ukuran']} {row['urutan']}")
def test_every_pattern_decides_some_claim(workspace: Ask, row: dict[str, object]) -> None:
    decided = workspace(
        "SELECT count(*) FROM core.klaim AS k WHERE k.ukuran = $1 AND regexp_matches(k.catatan, $3) AND NOT EXISTS ("
        "FROM core.tafsir_catatan AS t WHERE t.ukuran = $1 AND t.urutan < $2 AND regexp_matches(k.catatan, t.pola))",
        row["ukuran"],
        row["urutan"],
        row["pola"],
    )
    assert decided[0][0] > 0, "a rule that matches nothing is to be taken out"


@pytest.mark.parametrize("place", range(len(PUBLISHERS)), ids=lambda place: PUBLISHERS[place].pattern or "the rest")
def test_every_publisher_rule_decides_some_claim(record: tuple[Path, BuildReport], place: int) -> None:
    hosts = {
        (re.sub(r"^https?://([^/:?#]*).*$", r"\1", claim.row.cell("sumber_url")).lower(), claim.row.cell("penerbit"))
        for claim in record[1].claims.accepted
    }
    first = {next(number for number, rule in enumerate(PUBLISHERS) if rule.matches(*pair)) for pair in hosts}
    if PUBLISHERS[place].pattern in AWAITED:
        assert place not in first, "no longer awaited: take it off the list"
    else:
        assert place in first, "a rule that matches nothing is to be taken out"


def test_every_class_but_the_official_file_occurs(public: Ask) -> None:
    found = {row[0] for row in public("SELECT DISTINCT golongan FROM mart.klaim")}
    assert found == {str(row["golongan"]) for row in DATA.rows("golongan")} - {"hasil resmi"}


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [
        ("Ditjen HAM", {("kementerian", "Ditjen HAM")}),
        ("Antara Sumsel", {("pers", "antaranews.com")}),
        ("Antara Sumbar", {("pers", "antaranews.com")}),
        ("Kanwil Kemenkumham Maluku", {("kementerian", "kanwil kemenkumham maluku")}),
        ("Diskominfo Kalsel", {("pemerintah daerah", "kalselprov.go.id")}),
        ("Pemkab Wonosobo", {("pemerintah daerah", "wonosobokab.go.id")}),
        ("Jurnal Sumbar", {("pers", "jurnalsumbar.com")}),
    ],
)
def test_publishers_of_the_record(public: Ask, publisher: str, expected: set[tuple[str, str]]) -> None:
    assert set(public("SELECT DISTINCT golongan, lembaga FROM mart.klaim WHERE penerbit = ?", publisher)) == expected


def test_no_government_page_counts_as_press(public: Ask) -> None:
    rows = public("SELECT DISTINCT penerbit, sumber_url FROM mart.klaim WHERE golongan = 'pers' AND sumber_url LIKE '%.go.id/%'")
    assert [row for row in rows if re.match(r"https?://[^/]*\.go\.id/", str(row[1]))] == []


def test_every_nickname_and_former_name_is_that_of_one_region(public: Ask) -> None:
    assert public("SELECT nama_panggilan FROM mart.wilayah WHERE kode = '16.01'")[0][0].split("; ").count("OKU") == 1
    assert public("SELECT count(*) FROM mart.wilayah WHERE nama_panggilan IS NOT NULL")[0][0] > 50
