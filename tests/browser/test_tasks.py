"""What readers come for, from the front page at 1440 × 900: how many presses it takes, and that it stands on the first screen."""

import pytest

from tests.browser.test_tab import go, pick

COUNT = "() => { window.presses = 0; addEventListener('click', (event) => { if (event.isTrusted) window.presses++; }, true); }"


@pytest.fixture
def front(visit):
    """The front page, where presses are counted from now on."""
    with visit("", width=1440, height=900) as tab:
        tab.page.evaluate(COUNT)
        yield tab


def presses(tab):
    return tab.page.evaluate("window.presses")


def on_the_first_screen(tab, place):
    box = place.bounding_box()
    return box["y"] >= 0 and box["y"] + box["height"] <= 900


def test_banten_against_jawa_barat_takes_three_presses(front):
    go(front, "Bandingkan")
    box = front.page.get_by_role("combobox", name="Provinsi (dua atau tiga)")
    box.click()
    for name in ("Banten", "Jawa Barat"):
        front.page.keyboard.type(name)
        front.page.get_by_role("option", name=name, exact=True).wait_for()
        front.page.keyboard.press("Enter")
        front.settle()
    said = front.page.locator("p.lead")
    assert "Banten 8 dari 8 (100,0 %)" in said.inner_text()
    assert "Jawa Barat ≥ 5 dari 27" in said.inner_text()
    assert presses(front) <= 3
    assert on_the_first_screen(front, said)
    assert on_the_first_screen(front, front.page.locator("tbody th", has_text="Peserta").first)
    front.check()


def test_who_improved_most_takes_one_pick_and_says_how_many_can_be_compared(front):
    pick(front, "Tahun penghargaan", "2020")
    said = front.page.locator("p.lead")
    assert "Sulawesi Tengah +5 (1 → 6)" in said.inner_text()
    assert "dari 34 provinsi yang dapat dibandingkan" in said.inner_text()
    assert on_the_first_screen(front, said)
    assert presses(front) <= 2, "the picker, and the year"


def test_one_number_is_cited_by_one_press(front, profile):
    profile.grant_permissions(["clipboard-read", "clipboard-write"])
    button = front.page.get_by_role("button", name="Kutip").first
    assert on_the_first_screen(front, button)
    button.click()
    assert "262 dari 514" in front.page.evaluate("navigator.clipboard.readText()")
    assert presses(front) == 1
