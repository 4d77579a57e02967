"""Stages and deadlines of an office: which date is in force, how far off it is, what is not known. Dates are always given."""

import csv
import datetime as dt
import shutil

import pandas as pd
import pytest

from dasbor.mart import common, warehouse
from dasbor.mart import stages as queries
from dasbor.page.tables import Table
from dasbor.views.kanwil import stages as view
from dasbor.words import clock
from dasbor.words.terms import term
from dasbor.words.texts import texts
from etl.base.paths import SHIPPED_DATA
from etl.build.run import build
from etl.inputs.tables import KLAIM_COLUMNS, REFERENCES

T, EN = texts("id"), texts("en")
KALSEL, SUMBAR, NTT, MALUKU = ("63",), ("13",), ("53",), ("81",)
WEEK_BEFORE = dt.date(2020, 8, 3)


def cells(table: Table, *keys: str) -> list[tuple[str, ...]]:
    """The words of some columns, row by row."""
    columns = {column.key: column for column in table.columns}
    return list(zip(*(table.words(columns[key]) for key in keys), strict=True))


def test_kalimantan_selatan_2020_advised_end_of_july_due_10_august(record):
    rows = cells(view.table(T, KALSEL, 2020, dt.date(2020, 6, 17)), "tahap", "kapan", "sisa", "dasar")
    assert rows[:3] == [
        ("anjuran penyerahan ke Kanwil", "31 Juli 2020", "44 hari lagi", "diterbitkan untuk kantor ini"),
        ("penyerahan ke Kanwil", "10 Agustus 2020", "54 hari lagi", "diterbitkan untuk kantor ini"),
        ("verifikasi dan unggah Kanwil", "1–15 September 2020", "90 hari lagi", "lazimnya menurut aturan"),
    ]
    assert rows[-1][:2] == ("pengumuman", "14 Desember 2020")
    told = view.sentences(T, KALSEL, 2020, dt.date(2020, 6, 17))
    assert told[0] == "Berikutnya: anjuran penyerahan ke Kanwil, 31 Juli 2020 (44 hari lagi; diterbitkan untuk kantor ini)."
    assert told[1].startswith("Sesudah itu: penyerahan ke Kanwil, 10 Agustus 2020 (54 hari lagi")
    assert "2 terbit untuk kantor ini; 1 terbit nasional; 3 perkiraan menurut aturan" in told[2]
    assert "Perkiraan menurut Permenkumham 34/2016 bukan tenggat resmi" in told[2]
    assert told[3] == "Hari dihitung dari 17 Juni 2020 (WITA); tenggat berakhir pukul 24.00 waktu setempat."
    assert view.sentences(EN, KALSEL, 2020, WEEK_BEFORE)[0].startswith("Next: hand-in to the Kanwil, 10 August 2020 (in 7 days;")


def test_every_row_leads_to_its_source(record):
    table = view.table(T, KALSEL, 2020, WEEK_BEFORE)
    addresses = dict(zip(table.frame["tahap"], table.frame["alamat"], strict=True))
    assert addresses["penyerahan ke Kanwil"] == "./sumber?kunci=2020%7Cprovinsi%7C63%7Ctenggat%7Cpenyerahan+ke+Kanwil"
    assert addresses["pengumuman"] == "./sumber?bagian=tahunan"
    assert all(address.startswith("./sumber?") for address in addresses.values())
    assert table.html.count("<a href=") == len(table.frame)


def test_the_same_step_on_a_lesser_basis_stays_visible_beside(record):
    rows = cells(view.others(T, SUMBAR, 2023, WEEK_BEFORE), "tahap", "dasar", "keyakinan", "ketepatan")
    assert ("verifikasi dan unggah Kanwil", "nasional", "ambigu", "–") in rows
    assert ("verifikasi dan unggah Kanwil", "lazimnya menurut aturan", "–", "dari tahun lain") in rows
    frame = queries.stages(SUMBAR, 2023)
    assert frame.groupby("tahap")["berlaku"].sum().eq(1).all()
    assert len(rows) == len(frame) - int(frame["berlaku"].sum())


def test_sumatera_barat_2023_has_its_own_dates_and_2018_only_national_ones(record):
    own = view.table(T, SUMBAR, 2023, dt.date(2023, 3, 31))
    assert cells(own, "tahap", "kapan", "sisa", "dasar")[:2] == [
        ("penyerahan ke Kanwil", "31 Maret 2023", "hari ini, sampai pukul 24.00", "diterbitkan untuk kantor ini"),
        ("verifikasi dan unggah Kanwil", "15 Mei 2023", "45 hari lagi", "diterbitkan untuk kantor ini"),
    ]
    assert ("tindak lanjut dugaan pelanggaran HAM", "17 September 2023", "nasional") in cells(own, "tahap", "kapan", "dasar")
    frame = queries.stages(SUMBAR, 2018)
    assert set(frame["dasar"]) == {"nasional", "lazim"}
    assert frame.loc[0, ["tahap", "dasar", "siapa"]].tolist() == ["penyerahan ke Kanwil", "nasional", "Kanwil Kemenkumham Sumut"]
    assert "Untuk kantor ini sendiri tidak ada tenggat 2018 yang diterbitkan." in view.sentences(T, SUMBAR, 2018, WEEK_BEFORE)
    assert not any("kantor ini sendiri" in line for line in view.sentences(T, (), 2018, WEEK_BEFORE))


def test_nusa_tenggara_timur_2024_data_entry_to_may_is_marked_uncertain(record):
    rows = cells(view.table(T, NTT, 2024, dt.date(2024, 11, 8)), "tahap", "kapan", "sisa", "keyakinan")
    assert ("entri data", "31 Mei 2024", "lewat 161 hari", "ambigu") in rows
    told = view.sentences(T, NTT, 2024, dt.date(2024, 11, 8))
    assert told[0] == "Berikutnya: penetapan keputusan menteri, 13 November 2024 (5 hari lagi; nasional)."
    assert told[1] == "Sesudah itu: pengumuman, 10 Desember 2024 (32 hari lagi; nasional)."


def test_maluku_2017_rests_on_the_usual_calendar_alone(record):
    frame = queries.stages(MALUKU, 2017)
    in_force = frame[frame["berlaku"]].set_index("tahap")["dasar"]
    assert (in_force.drop("pengumuman") == "lazim").all()
    assert in_force["pengumuman"] == "nasional"  # the day of announcement is known
    rows = cells(view.table(T, MALUKU, 2017, dt.date(2017, 10, 5)), "tahap", "kapan", "sisa", "siapa", "ketepatan")
    assert rows[0] == ("penyerahan ke Kanwil", "10 Agustus 2017", "lewat 56 hari", "dikerjakan kabupaten/kota", "dari tahun lain")
    assert rows[2][:3] == ("penilaian pusat", "mulai 1 Oktober 2017", "sudah mulai, 4 hari yang lalu")
    assert "(WIT)" in view.counted_from(T, MALUKU, dt.date(2017, 10, 5))


def test_what_is_not_known_is_said(record):
    at = dt.date(2026, 11, 21)
    assert queries.stages(SUMBAR, 2013).empty
    assert view.sentences(T, SUMBAR, 2013, at) == (
        "Tenggat dan kalender 2013 tidak diketahui: belum ada sumber tentang kalender Permenkumham 11/2013 jo. 25/2013.",
    )
    assert cells(view.table(T, SUMBAR, 2016, at), "tahap", "kapan") == [("pengumuman", "8 Desember 2016")]
    assert any("belum ada sumber tentang kalender Permenkumham 11/2013" in line for line in view.sentences(T, SUMBAR, 2016, at))
    assert view.sentences(T, SUMBAR, 2021, at) == ("Tahun 2021 tanpa penilaian, jadi tidak ada kalender lazimnya.",)
    assert view.sentences(EN, SUMBAR, 2026, at) == ("No assessment round of 2026 is known, so it has no usual calendar.",)
    assert len(view.table(T, SUMBAR, 2026, at).frame) == len(view.others(T, SUMBAR, 2026, at).frame) == 0
    assert "2018, 2020, 2022, 2023, 2024" in view.empty(T, 2026)


def test_a_usual_day_of_other_years_never_outranks_the_days_of_the_year_itself(record):
    """The decree of 2024 is of 13 November; a note about other years once put the 15th in its place."""
    days = {(int(row["tahun"]), row["tanggal"]) for row in warehouse.current().arrow(DECREES).to_pylist()}
    assert {year for year, _ in days} == {2023, 2024}
    for year, day in days:
        frame = queries.stages((), year)
        (row,) = frame[frame["berlaku"] & (frame["tahap"] == queries.DECREE)].to_dict("records")
        assert (row["selesai"].date(), row["dasar"]) == (day, "nasional")
    rows = cells(view.table(T, (), 2024, WEEK_BEFORE), "tahap", "kapan", "siapa", "keyakinan", "ketepatan")
    assert ("penetapan keputusan menteri", "13 November 2024", "hari keputusan ditetapkan", "–", "tercatat") in rows


def test_certainty_of_a_claim_and_exactness_of_a_day_are_two_columns(record):
    for year in queries.years():
        frame = queries.stages(KALSEL, year)
        assert (frame["keyakinan"].isna() != frame["kepastian"].isna()).all()


DECREES = "SELECT tahun, tanggal FROM mart.keputusan WHERE utama AND perihal = 'kabkota' AND tanggal IS NOT NULL"


def test_a_year_long_past_reads_sensibly(record):
    at = dt.date(2026, 11, 21)
    told = view.sentences(T, KALSEL, 2020, at)
    assert told[0] == "Semua tahap 2020 sudah lewat; yang terakhir pengumuman, 14 Desember 2020."
    assert {left for (left,) in cells(view.table(T, KALSEL, 2020, at), "sisa")} == {"sudah lewat"}


HAND_IN = {"mulai": None, "selesai": "2020-08-10"}
OPEN = {"mulai": "2020-10-01", "selesai": None}


@pytest.mark.parametrize(
    ("dates", "at", "words", "english"),
    [
        (HAND_IN, "2020-08-08", "2 hari lagi", "in 2 days"),
        (HAND_IN, "2020-08-09", "besok, sampai pukul 24.00", "tomorrow, until 24:00"),
        (HAND_IN, "2020-08-10", "hari ini, sampai pukul 24.00", "today, until 24:00"),
        (HAND_IN, "2020-08-11", "lewat sehari", "a day ago"),
        (HAND_IN, "2021-09-14", "lewat 400 hari", "400 days ago"),
        (HAND_IN, "2021-09-15", "sudah lewat", "over"),
        (HAND_IN, "2019-07-07", "400 hari lagi", "in 400 days"),
        (HAND_IN, "2019-07-06", "lebih dari setahun lagi", "more than a year away"),
        (OPEN, "2020-09-30", "besok", "tomorrow"),
        (OPEN, "2020-10-01", "mulai hari ini", "begins today"),
        (OPEN, "2020-10-02", "sudah mulai kemarin", "begun yesterday"),
        (OPEN, "2020-10-03", "sudah mulai, 2 hari yang lalu", "begun 2 days ago"),
    ],
)
def test_days_left_or_past(dates, at, words, english):
    row = {name: None if day is None else pd.Timestamp(day) for name, day in dates.items()}
    assert view.left(T, row, dt.date.fromisoformat(at)) == words
    assert view.left(EN, row, dt.date.fromisoformat(at)) == english


def test_a_step_has_a_day():
    with pytest.raises(ValueError, match="first or a last day"):
        queries.days_left(None, None, WEEK_BEFORE)


def test_every_office_counts_in_its_own_zone(record):
    assert queries.zones(SUMBAR) == ("WIB",)
    assert queries.zones(("62",)) == ("WIB",)
    assert queries.zones(KALSEL) == ("WITA",)
    assert queries.zones(MALUKU) == ("WIT",)
    assert queries.zones(()) == ("WIB",)
    assert queries.zones(tuple(common.provinces())) == ("WIB", "WITA", "WIT")
    assert "(WIB dan WITA)" in view.counted_from(T, ("11", "53"), WEEK_BEFORE)
    assert "(WIB and WITA)" in view.counted_from(EN, ("11", "53"), WEEK_BEFORE)


def test_today_is_the_readers_own(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 8, 10, 15, 30, tzinfo=dt.UTC))  # half past ten at night in Jakarta
    assert clock.today(("WIB",)) == dt.date(2026, 8, 10)
    assert clock.today(("WITA",)) == dt.date(2026, 8, 10)
    assert clock.today(("WIT",)) == dt.date(2026, 8, 11)
    assert clock.today(("WIT", "WIB")) == dt.date(2026, 8, 11)  # no day is promised that is over for some
    assert clock.today(()) == dt.date(2026, 8, 10)


@pytest.mark.parametrize(
    ("kind", "sql"),
    [
        ("tahap", "SELECT tahap FROM mart.kalender UNION SELECT tahap FROM mart.tahapan UNION SELECT 'pengumuman'"),
        ("pelaksana", "SELECT DISTINCT pelaksana FROM mart.kalender"),
        ("keyakinan", "SELECT kepastian FROM mart.kalender UNION SELECT keyakinan FROM mart.tahapan"),
    ],
)
def test_every_code_of_the_record_has_its_word(record, kind, sql):
    codes = warehouse.current().query(sql).iloc[:, 0].tolist()
    assert len(codes) > 2
    for code in codes:
        assert term(EN, kind, code) != code, code


@pytest.fixture(scope="module")
def disputed_folder(tmp_path_factory):
    """A record of three deadlines of one step: two for Jawa Tengah that contradict each other, one for the nation."""
    folder = tmp_path_factory.mktemp("sengketa")
    for spec in REFERENCES:
        shutil.copy(SHIPPED_DATA / spec.file_name, folder)
    common_cells = dict.fromkeys(KLAIM_COLUMNS, "") | {"tahun": "2024", "ukuran": "tenggat", "catatan": "diterima Kanwil"}
    place = {"tingkat": "provinsi", "kode": "33", "nama": "Jawa Tengah", "keyakinan": "pasti", "penerbit": "Koran"}
    nation = {"tingkat": "nasional", "kode": "ID", "nama": "Indonesia", "keyakinan": "pasti", "penerbit": "Ditjen HAM"}
    rows = [
        common_cells | place | {"id": "a", "nilai": "2024-04-05"},
        common_cells | place | {"id": "b", "nilai": "2024-04-12", "keyakinan": "ambigu"},
        common_cells | nation | {"id": "c", "nilai": "2024-03-20"},
    ]
    with (folder / "klaim.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, KLAIM_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    build(folder, now=dt.datetime(2025, 1, 2, tzinfo=dt.UTC))
    return folder


def test_an_office_of_two_provinces_and_sources_that_differ(disputed_folder, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(disputed_folder))
    table = view.table(T, ("33", "34"), 2024, dt.date(2024, 4, 1))
    rows = cells(table, "tahap", "kapan", "dasar", "cakupan", "keyakinan")
    hand_in = [row for row in rows if row[0] == "penyerahan ke Kanwil"]
    assert hand_in == [
        ("penyerahan ke Kanwil", "5 April 2024", "diterbitkan untuk kantor ini", "Jawa Tengah", "pasti; sumber berbeda")
    ]
    assert "Berlaku untuk" in table.html
    lesser = cells(view.others(T, ("33", "34"), 2024, dt.date(2024, 4, 1)), "tahap", "kapan", "dasar")
    assert ("penyerahan ke Kanwil", "20 Maret 2024", "nasional") in lesser
    assert ("penyerahan ke Kanwil", "1 Januari – 31 Maret 2024", "lazimnya menurut aturan") in lesser
    alone = view.table(T, ("34",), 2024, dt.date(2024, 4, 1))
    assert cells(alone, "tahap", "kapan", "dasar")[0] == ("penyerahan ke Kanwil", "20 Maret 2024", "nasional")
    assert "Berlaku untuk" not in alone.html
