"""The running year on the page kanwil as each role finds it: its own area only, or the public part with a sentence; what if."""

import datetime as dt

import pytest

from dasbor.web import login, trail
from dasbor.web.access import PUBLIC, Person, Role
from dasbor.words import clock
from dasbor.words.texts import texts
from tests.dasbor import running_maker as maker
from tests.dasbor.apps import bodies, open_page
from tests.dasbor.test_page_kanwil import card, words

NTT, LAMPUNG = "kemenham-nusa-tenggara-timur", "kemenham-lampung"
STAFF = Person("staf.ntt@contoh.go.id", (Role.KANWIL,), (NTT,))
LEADER = Person("pimpinan@contoh.go.id", (Role.PIMPINAN,))
ADMIN = Person("admin@contoh.go.id", (Role.ADMIN,))
BAND = "INTERNAL · BELUM DIUMUMKAN"


@pytest.fixture(autouse=True)
def kini(running_folder, monkeypatch):
    """25 April 2024, in the morning in Jakarta."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(running_folder))
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2024, 4, 25, 2, tzinfo=dt.UTC))


def everything(at):
    """All that was sent: HTML, options of pickers, words of widgets."""
    options = [str(option) for box in [*at.selectbox, *at.multiselect] for option in box.options]
    return "\n".join([bodies(at), *options])


@pytest.mark.parametrize("person", [PUBLIC, ADMIN])
def test_a_link_made_by_hand_shows_the_public_part_with_a_sentence(as_person, person):
    as_person(person)
    at = open_page("kanwil", bagian="berjalan", **{"tahun-berjalan": 2024})
    text = words(at)
    assert texts("id")("berjalan.refused") in text
    assert "Semua Kanwil, tahun penghargaan 2024" in text
    assert BAND not in text
    assert not [box for box in at.selectbox if box.key == "kanwil.bagian.id"]
    assert not [word for word in (maker.SECRET, "terlambat 5 hari", "staf.ntt@contoh.go.id") if word in everything(at)]
    refused = [line for line in trail.read().lines if line["apa"] == "ditolak" and line.get("halaman") == "kanwil"]
    assert refused[-1]["alamat"] == person.address


def test_the_public_page_is_as_it_was_and_without_login_nothing_is_offered():
    at = open_page("kanwil")
    assert not [box for box in at.selectbox if box.key == "kanwil.bagian.id"]
    assert "Semua Kanwil, tahun penghargaan 2024" in words(at)


def test_an_office_sees_its_area_and_nothing_of_another(as_person):
    as_person(STAFF)
    at = open_page("kanwil", bagian="berjalan")
    text = words(at)
    assert BAND in text
    assert "Kanwil KemenHAM Nusa Tenggara Timur: tahun 2024" in text
    assert "Penilaian 2024 mengikuti Permenkumham 22/2021" in text
    assert "25 April 2024 (WITA)" in text
    assert "3 dari 22" in card(at, "Mengirim data")
    assert "1 dari 22" in card(at, "Terlambat")
    assert "tenggat lewat tanpa catatan: 17 dari 22" in card(at, "Terlambat")
    assert "Kabupaten Timor Tengah Selatan terlambat 5 hari" in text
    assert at.selectbox(key="kanwil.kanwil.id").options == ["Kanwil KemenHAM Nusa Tenggara Timur"]
    assert not [word for word in ("Lampung", "Metro", maker.SECRET, str(maker.SECRET_SCORE)) if word in everything(at)]


@pytest.mark.parametrize("wanted", [LAMPUNG, "kemenkumham-lampung", ""])
def test_another_office_in_the_address_is_dropped(as_person, wanted):
    as_person(STAFF)
    at = open_page("kanwil", bagian="berjalan", kanwil=wanted, **{"andai-daerah": "18.72", "andai-nama": "18.72"})
    assert "Kanwil KemenHAM Nusa Tenggara Timur: tahun 2024" in words(at)
    assert not [word for word in ("Metro", maker.SECRET) if word in everything(at)]


def test_leadership_sees_all_offices_in_english(as_person):
    as_person(LEADER)
    at = open_page("kanwil", "en", bagian="berjalan")
    text = words(at)
    assert "The whole area: year 2024" in text
    assert "Kanwil KemenHAM Nusa Tenggara Timur" in text
    assert "1 of 22" in text
    assert "/kanwil?bagian=berjalan&amp;kanwil=kemenham-nusa-tenggara-timur&amp;tahun-berjalan=2024&amp;lang=en" in bodies(at)


def test_an_old_offices_name_leads_to_the_one_that_looks_after_its_province(as_person):
    as_person(LEADER)
    at = open_page("kanwil", bagian="berjalan", kanwil="kemenkumham-lampung")
    assert "Kanwil KemenHAM Lampung: tahun 2024" in words(at)


def test_what_if_moves_a_right_by_the_rule_of_the_year_and_stores_nothing(as_person, running_folder):
    as_person(STAFF)
    before = (running_folder / "isian" / "catatan.jsonl").read_bytes()
    at = open_page("kanwil", bagian="berjalan", **{"tahun-berjalan": 2020, "andai-daerah": "53.04"})
    assert "ANDAIAN: dicoba di layar ini saja" in words(at)
    assert "72,86" in card(at, "Skor (andaian)")
    assert "Cukup Peduli HAM" in card(at, "Predikat (andaian)")
    assert "kurang 2,14" in card(at, "Ke predikat berikutnya")
    work = next(box for box in at.number_input if box.label == "Hak atas pekerjaan")
    assert work.value == 60
    work.set_value(75.0).run()
    assert "75,00" in card(at, "Skor (andaian)")
    assert "tanpa andaian: 72,86" in card(at, "Skor (andaian)")
    assert card(at, "Predikat (andaian)").startswith("|Peduli HAM")
    text = words(at)
    assert "Skor hak yang dicoba: Hak atas pekerjaan 75,00." in text
    assert "Potongan karena rekomendasi Yankomas tidak dihitung; besarnya menurut Permenkumham 34/2016 tidak diketahui." in text
    assert "13,6 % (3 dari 22)" in text  # two of the results known, and this one
    assert (running_folder / "isian" / "catatan.jsonl").read_bytes() == before


def test_what_if_tells_what_it_would_have_to_assume(as_person, monkeypatch):
    as_person(STAFF)
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 4, 25, 2, tzinfo=dt.UTC))
    at = open_page("kanwil", bagian="berjalan", **{"andai-daerah": "53.01"})
    assert "Aturan 2026 tidak diketahui; yang dipakai Permenkumham 22/2021, sebagai anggapan." in words(at)
    assert "bobot hak tidak diketahui" in words(at)
    at.checkbox[0].check().run()
    assert "10 dari 10 hak belum berskor" in words(at)
    for box in at.number_input[:10]:
        box.set_value(80.0)
    at.run()
    assert "80,00" in card(at, "Skor (andaian)")
    assert "Ke-10 hak sama bobotnya; aturan tidak menyebutnya." in words(at)
    assert "yang dipakai ambang 2024, sekurangnya 60 %, sebagai anggapan" in words(at)


def test_what_if_marks_regions_by_name_and_by_number(as_person):
    as_person(STAFF)
    at = open_page("kanwil", bagian="berjalan", **{"andai-nama": "53.01~53.71"})
    assert "2 dari 22" in words(at)
    next(box for box in at.number_input if box.label == "Ditambah sekian tanpa nama").set_value(12).run()
    text = words(at)
    assert "63,6 % (14 dari 22) 14 mencapai ambang" in text
    assert "target 15: kurang 1" in text
    assert "Mencapai predikat tertinggi (2): Kabupaten Kupang, Kota Kupang." in text
    assert "Ditambah 12 daerah tanpa nama." in text
    assert "Ambang pembina 2024: sekurangnya 60 %" in text


def test_every_file_is_marked_and_logged_when_it_is_made(as_person, monkeypatch):
    as_person(STAFF)
    taken, files = login.taken, {}

    def remember(make, file, place):
        files[file] = taken(make, file, place)
        return files[file]

    monkeypatch.setattr(login, "taken", remember)
    at = open_page("kanwil", bagian="berjalan")
    labels = [button.proto.label for button in at.get("download_button")]
    assert len(files) == len(labels) == 1 + 3 * labels.count("Tabel (Excel)")
    assert labels.count("Tabel (Excel)") >= 5
    assert all(file.startswith("internal-") for file in files)
    meeting = next(file for file in files if file.endswith(".pdf"))
    assert meeting == f"internal-rapat-{NTT}-2024-20240425-catatan-2-id.pdf"
    assert files[meeting]().startswith(b"%PDF")
    where = next(file for file in files if "posisi" in file and file.endswith(".csv"))
    text = files[where]().decode("utf-8-sig")
    assert text.splitlines()[0].endswith('"INTERNAL, BELUM DIUMUMKAN"')
    assert "terlambat 5 hari" in text
    assert "Lampung" not in text
    logged = [(line["alamat"], line["berkas"]) for line in trail.read().lines if line["apa"] == "unduh"]
    assert logged[-2:] == [(STAFF.address, meeting), (STAFF.address, where)]


def test_a_ledger_that_was_changed_by_hand_is_said_and_nothing_of_it_shown(as_person, running_folder, tmp_path, monkeypatch):
    (tmp_path / "publik.duckdb").symlink_to(running_folder / "publik.duckdb")
    (tmp_path / "isian").mkdir()
    kept = (running_folder / "isian" / "catatan.jsonl").read_text(encoding="utf-8")
    changed = kept.replace('"target_peduli": 15', '"target_peduli": 22')
    assert changed != kept
    (tmp_path / "isian" / "catatan.jsonl").write_text(changed, encoding="utf-8")
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    as_person(STAFF)
    at = open_page("kanwil", bagian="berjalan")
    text = words(at)
    assert "catatan.jsonl" in text
    assert texts("id")("common.refused") in text
    assert "Kanwil KemenHAM Nusa Tenggara Timur: tahun" not in text
