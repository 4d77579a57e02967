"""Scopes of publications: what exists, whom it holds, and what a reader is told when it does not exist."""

import pytest

from dasbor.mart import offices
from dasbor.mart.scopes import KINDS, ScopeError, codes, file_stem, scope
from dasbor.words.texts import texts


@pytest.mark.usefixtures("record")
class TestScope:
    def test_provinces_and_regions(self):
        assert len(scope("nasional", "", 2024).provinces()) == 38
        assert len(scope("nasional", "", 2022).provinces()) == 34
        assert len(scope("nasional", "", 2024).regions()) == 514
        assert len(scope("provinsi", "16", 2022).regions()) == 17
        assert scope("daerah", "16.71", 2022).provinces() == ("16",)

    def test_region_that_was_moved_to_a_younger_province(self):
        assert scope("daerah", "93.01", 2022).provinces() == ("91",)
        assert scope("daerah", "93.01", 2023).provinces() == ("93",)

    def test_office_of_several_provinces(self):
        asked = scope("kanwil", "kemenham-jawa-tengah", 2024)
        assert asked.provinces() == ("33", "34")
        assert len(asked.regions()) == 40
        assert asked.name(texts("id")) == "Kanwil KemenHAM Jawa Tengah"

    def test_office_counts_only_provinces_of_the_year(self):
        assert scope("kanwil", "kemenkumham-papua", 2022).provinces() == ("91",)
        assert scope("kanwil", "kemenkumham-papua", 2024).provinces() == ("91", "93", "94", "95")

    def test_every_scope_of_the_newest_year_has_a_name_and_regions(self):
        checked = 0
        for kind in KINDS[1:]:
            for code in codes(kind, 2024):
                asked = scope(kind, code, 2024)
                assert asked.name(texts("en")), asked
                assert asked.regions(), asked
                checked += 1
        assert checked > 514 + 38

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            (("benua", "", 2024), "benua"),
            (("nasional", "", 2021), "2021 tanpa penilaian"),
            (("nasional", "", 1999), "1999"),
            (("nasional", "16", 2024), "16"),
            (("provinsi", "", 2024), "provinsi"),
            (("provinsi", "93", 2022), "93"),
            (("daerah", "99.99", 2024), "99.99"),
            (("kanwil", "bulan", 2024), "bulan"),
        ],
    )
    def test_what_does_not_exist_is_said(self, asked, words):
        with pytest.raises(ScopeError) as caught:
            scope(*asked)
        assert words in caught.value.sentence(texts("id"))
        assert caught.value.sentence(texts("en")) != caught.value.sentence(texts("id"))

    def test_file_name_says_scope_year_version(self):
        name = file_stem("lembar-fakta", scope("provinsi", "16", 2022), "id")
        assert name.startswith("lembar-fakta-provinsi-16-2022-id-data-20250102-")
        assert name.isascii()


@pytest.mark.usefixtures("record")
class TestOffices:
    def test_before_2025_every_province_has_its_office(self):
        assert offices.unassigned(2024) == {}
        assert len(offices.offices(2024)) == 33

    def test_today_some_are_not_known(self):
        assert "Riau" in offices.unassigned().values()
        assert offices.office_of("14") is None
        assert offices.office_of("14", 2024).name == "Kanwil Kemenkumham Riau"

    def test_estimates_are_told_apart(self):
        assert offices.all_offices()["kemenkumham-papua"].uncertain == {"93", "94", "95"}
