"""Personal data: found by their form and by nothing else, masked, and in time that grows with the text only."""

import time

import pytest

from etl.forms import personal

HELD = [
    ("NIK 1371014501800001", "NIK"),
    ("1371 0145 0180 0002", "NIK"),
    ("nik:137101-450180-0002", "NIK"),
    ("NIP 198001012005012001", "NIP"),
    ("19800101 200501 2 001", "NIP"),
    ("HP 081234567801", "telepon"),
    ("Hp.081234567801", "telepon"),
    ("WA 0812-3456-7801", "telepon"),
    ("+62 812 3456 789", "telepon"),
    ("6281234567801", "telepon"),
    ("Telp. (0751) 123456", "telepon"),
    ("NIK 3171234567890001", "NIK"),
    ("No. KTP: 3171234567890", "NIK"),
    ("HP:81234567801", "telepon"),
    ("Telp. 021-5253006", "telepon"),
    ("wa 0751 7055 123", "telepon"),
    ("siti1@gmail.com", "surel"),
    ("surat: siti.rahma@sumbarprov.go.id.", "surel"),
]
LEFT = [
    *("76,9", "61.04", "3.216", "08-11-2024 09:30", "2024-11-08", "0.8123456789", "62.8123456789", "76.9081234567"),
    *("Rp 1.234.567.890", "https://x.id/baca/081234567890/a@b.id", "13.71", "a@b", "nomor 12/HAM/2024", "9999999999999999"),
    *("1234567890123456", "Kab. Agam", "", "81 82 83 84 85 86 87 88 89 90", "514 x 120", "HP 12345", "wanita 123456789"),
]


@pytest.mark.parametrize(("text", "kind"), HELD)
def test_what_identifies_a_person_is_found_and_masked(text, kind):
    assert personal.kinds(text) == (kind,)
    masked = personal.masked(text)
    assert f"[{kind} disamarkan]" in masked
    assert not any(character.isdigit() for character in masked)
    assert "@" not in masked
    assert personal.masked(masked) == masked


@pytest.mark.parametrize("text", LEFT)
def test_everything_else_is_left_alone(text):
    assert personal.kinds(text) == ()
    assert personal.masked(text) == text


@pytest.mark.parametrize(
    ("number", "kind"),
    [(81234567801.0, "telepon"), (1371014501800001.0, "NIK"), (198001012005012001.0, "NIP"), (76.9, None), (514, None)],
)
def test_numbers_of_cells_too(number, kind):
    assert personal.kinds(personal.written(number)) == ((kind,) if kind else ())


@pytest.mark.parametrize(
    "unit", ["(", " ", "1", "a", "a@", "0", "0 ", "08 1", "1 ", ".", "+62", "http://", "a.@", "x@y.", "1.", "é@", "-", "(0"]
)
def test_time_grows_with_the_text_only(unit):
    took = []
    for size in (50_000, 200_000):
        text = (unit * size)[:size]
        began = time.process_time()
        personal.masked(text)
        took.append(time.process_time() - began)
    assert took[1] < max(0.5, 8 * took[0])
