"""Ringkasan and Partisipasi in a real browser: what their own markup needs beyond test_pages."""

import pytest


@pytest.mark.parametrize("path", ["ringkasan?tahun=2022", "ringkasan?tahun=2013&lang=en", "partisipasi?tahun=2020&prov=63"])
def test_other_years_are_clean_and_nothing_overflows_on_a_phone(visit, path):
    with visit(path, width=390) as tab:
        tab.check()
        assert tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_heat_map_keeps_its_provinces_in_sight(visit):
    with visit("partisipasi", width=390) as tab:
        box = tab.page.locator(".hm.tw")
        name = box.get_by_role("rowheader", name="Nusa Tenggara Timur")
        box.evaluate("box => box.scrollLeft = 400")
        assert name.bounding_box()["x"] >= box.bounding_box()["x"]
        assert "rgb(143, 202, 174)" in box.get_by_role("cell", name="10/22").evaluate(
            "cell => getComputedStyle(cell).backgroundColor"
        )


def test_a_disagreement_leads_to_its_claims(visit):
    with visit("ringkasan?tahun=2022") as tab:
        tab.page.get_by_role("link", name="Sumber berbeda").click()
        tab.page.wait_for_url("**/sumber?kunci=2022%7Cnasional%7CID%7Cjumlah_peduli*")
        tab.settle()
        tab.check()
