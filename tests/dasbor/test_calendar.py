"""The calendar file, read back by the library that calendars are read with."""

import datetime as dt

from icalendar import Calendar

from dasbor.mart import stages as queries
from dasbor.mart import warehouse
from dasbor.views.kanwil import calendar as export
from dasbor.words.texts import texts

T, EN = texts("id"), texts("en")
KALSEL, NTT = ("63",), ("53",)
OFFICE = "Kanwil Kemenkumham Kalimantan Selatan"


def events(t, provinces, year, office=OFFICE):
    """The events of a file by their UID."""
    file = Calendar.from_ical(export.calendar(t, office, provinces, year))
    return {str(event["uid"]): event for event in file.walk("VEVENT")}


def test_an_all_day_event_for_every_step_in_force(record):
    found = events(T, KALSEL, 2020)
    frame = queries.stages(KALSEL, 2020)
    assert len(found) == int(frame["berlaku"].sum()) == 6
    due = found["2020-63-penyerahan-ke-kanwil@kkp-ham"]
    assert due["summary"] == "Peduli HAM 2020: penyerahan ke Kanwil"
    assert (due["dtstart"].dt, due["dtend"].dt) == (dt.date(2020, 8, 10), dt.date(2020, 8, 11))
    assert due["dtstart"].params["VALUE"] == "DATE"
    days = {event["dtstart"].dt for event in found.values()}
    assert days == {*frame.loc[frame["berlaku"], "selesai"].dropna().dt.date, dt.date(2020, 10, 1), dt.date(2020, 12, 1)}


def test_it_reminds_a_week_before(record):
    for event in events(T, KALSEL, 2020).values():
        (alarm,) = event.walk("VALARM")
        assert (alarm["trigger"].dt, alarm["action"], alarm["description"]) == (dt.timedelta(days=-7), "DISPLAY", event["summary"])


def test_an_event_says_what_it_rests_on(record):
    found = events(T, NTT, 2024, "Kanwil Kemenkumham Nusa Tenggara Timur")
    entry = found["2024-53-entri-data@kkp-ham"]
    assert entry["summary"] == "Peduli HAM 2024: entri data (harinya tidak pasti)"
    assert str(entry["url"]).startswith("https://ntt.kemenkumham.go.id/")
    for line in (
        "Dasar: diterbitkan untuk kantor ini",
        "Keyakinan klaim: ambigu",
        "Kunci fakta: 2024|provinsi|53|tenggat|entri data",
    ):
        assert line in entry["description"].splitlines()
    assert f"Sumber: {entry['url']} (8 November 2024)" in entry["description"]
    usual = found["2024-id-verifikasi-dan-unggah-kanwil@kkp-ham"]
    assert usual["summary"].endswith("(lazimnya menurut aturan, bukan tenggat terbit)")
    assert "url" not in usual  # its claim is about another year and stands in the description as the example it is
    assert "Contoh dari tahun lain: https://portal.ham.go.id/2023/03/37174/" in usual["description"]
    advised = events(T, KALSEL, 2020)["2020-63-anjuran-penyerahan-ke-kanwil@kkp-ham"]
    assert "Sumber: alamat halamannya tidak tersimpan (17 Juni 2020)" in advised["description"]


def test_both_languages_update_the_same_events(record):
    found, english = events(T, KALSEL, 2020), events(EN, KALSEL, 2020)
    assert found.keys() == english.keys()
    assert english["2020-63-penyerahan-ke-kanwil@kkp-ham"]["summary"] == "Peduli HAM 2020: hand-in to the Kanwil"
    assert english["2020-id-penilaian-pusat@kkp-ham"]["summary"].startswith(
        "Peduli HAM 2020: beginning of central assessment (usual"
    )


def test_the_same_data_gives_the_same_bytes_stamped_with_the_build(record):
    once = export.calendar(T, OFFICE, KALSEL, 2020)
    assert once == export.calendar(T, OFFICE, KALSEL, 2020)
    built = warehouse.stamp().built
    assert {event["dtstamp"].dt for event in events(T, KALSEL, 2020).values()} == {built.astimezone(dt.UTC)}
    assert all(len(line) <= 75 for line in once.split(b"\r\n"))
    file = Calendar.from_ical(once)
    assert file["x-wr-calname"] == f"Tahapan Peduli HAM 2020: {OFFICE}"
    assert (file["version"], file["method"]) == ("2.0", "PUBLISH")
    assert not file.errors


def test_file_names_and_years_without_anything(record):
    version = warehouse.stamp().version
    name = export.file_name(T, "kemenkumham-kalimantan-selatan", 2020)
    assert name == f"kalender-kemenkumham-kalimantan-selatan-2020-id-data-20250102-{version}.ics"
    assert export.has_events(KALSEL, 2020)
    assert not export.has_events(KALSEL, 2013)
    assert events(T, KALSEL, 2013) == {}


def test_text_that_needs_escaping(record):
    office = "Kanwil; “Élu”, \\ dan\nbaris " + "ñ" * 80
    unfolded = export.calendar(T, office, NTT, 2024).replace(b"\r\n ", b"").decode()
    escaped = "Kanwil\\; “Élu”\\, \\\\ dan\\nbaris " + "ñ" * 80
    assert f"X-WR-CALNAME:Tahapan Peduli HAM 2024: {escaped}\r\n" in unfolded
    hand_in = events(T, NTT, 2024, office)["2024-id-penyerahan-ke-kanwil@kkp-ham"]
    assert "Keterangan: Tanggal 2023; pada 2024 di Nusa Tenggara Timur" in hand_in["description"]
