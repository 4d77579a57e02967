"""The running year of two offices, through the ledger and a draft: what each sees, and every list made of it."""

import datetime as dt
import io

import pypdf
import pytest

from dasbor.running import berjalan as view
from dasbor.running import entered as berjalan
from dasbor.running import gambaran as pictures
from dasbor.running import meeting
from dasbor.running import peluang as berjalan_peluang
from dasbor.running import posisi as berjalan_posisi
from dasbor.running import target as berjalan_target
from dasbor.running import year as running
from dasbor.running.gains import NEAR, OUT, TOP, UNSCORED
from dasbor.running.year import DONE, NO, NOT_YET, UNRECORDED, Deadline
from dasbor.web import internal
from dasbor.web.access import PUBLIC, Person, Role
from dasbor.words.texts import texts
from tests.dasbor import running_maker as maker

NTT, LAMPUNG = "kemenham-nusa-tenggara-timur", "kemenham-lampung"
STAFF = Person("staf.ntt@contoh.go.id", (Role.KANWIL,), (NTT,))
OTHER = Person("staf.lampung@contoh.go.id", (Role.KANWIL,), (LAMPUNG,))
LEADER = Person("pimpinan@contoh.go.id", (Role.PIMPINAN,))


@pytest.fixture
def inside(running_folder, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(running_folder))
    return internal.of


def picture(held, slug=NTT, year=2024, at=maker.AT):
    return pictures.picture(held, pictures.of_office(held, slug), year, at)


def states(found, step):
    counts = found.funnel[found.funnel["tahap"] == step]
    return dict(zip(counts["keadaan"], counts["jumlah"], strict=True))


def test_the_funnel_counts_what_was_entered(inside):
    found = picture(inside(STAFF))
    assert found.whole == 22
    assert states(found, "diundang") == {DONE: 3, NOT_YET: 1, NO: 0, UNRECORDED: 18}
    assert states(found, "mengirim") == {DONE: 3, NOT_YET: 1, NO: 1, UNRECORDED: 17}
    assert states(found, "diverifikasi") == {DONE: 2, NOT_YET: 0, NO: 0, UNRECORDED: 20}
    assert found.silent() == 16
    table = view.funnel(texts("id"), found).table
    assert table.words(table.columns[1])[:2] == ["13,6 % (3 dari 22)", "13,6 % (3 dari 22)"]
    alt = view.funnel(texts("en"), found).alt
    assert "sent data: done 3, not yet 1, no 1, not recorded 17" in alt


def test_the_figure_shows_every_state_with_mark_and_number(inside):
    figure = view.funnel(texts("id"), picture(inside(STAFF))).figure
    assert [trace.name for trace in figure.data] == ["✓ sudah", "… belum", "✗ tidak", "? belum dicatat"]
    assert sum(sum(trace.x) for trace in figure.data) == 7 * 22
    assert "? 18" in figure.data[3].text


def test_deadlines_in_the_order_of_their_bases(inside):
    held = inside(LEADER)
    found = picture(held, "").deadlines
    fact = "2023|provinsi|13|tenggat|verifikasi dan unggah Kanwil"  # the usual day is one stated for 2023
    assert found["53", "mengirim"] == Deadline(dt.date(2024, 4, 20), "isian")
    assert found["18", "mengirim"] == Deadline(dt.date(2024, 4, 15), "isian nasional")
    assert found["53", "diverifikasi"] == Deadline(dt.date(2024, 5, 15), "lazim", fact)
    assert found["53", "predikat"] == Deadline(dt.date(2024, 11, 13), "nasional")  # the decree, not the usual 15th
    kalsel = picture(held, "kemenham-kalimantan-selatan", 2020).deadlines
    assert kalsel["63", "mengirim"] == Deadline(dt.date(2020, 8, 10), "kanwil", "2020|provinsi|63|tenggat|penyerahan ke Kanwil")
    assert not picture(held, NTT, 2026).deadlines  # no rule, nothing entered


def test_who_is_late_and_who_only_may_be(inside):
    found = picture(inside(STAFF))
    assert [(position.code, due.days) for position, due in found.late()] == [("53.02", -5)]
    assert len(found.maybe_late()) == 17
    table = berjalan_posisi.table(texts("id"), found)
    first = {column.key: table.words(column)[0] for column in table.columns}
    assert first["nama"] == "Kabupaten Timor Tengah Selatan"
    assert first["sisa"] == "terlambat 5 hari"
    assert first["berikut"] == "mengirim data: belum"
    assert (first["tenggat"], first["dasar"]) == ("20 April 2024", "isian bagi provinsi")
    assert first["dicatat"] == "staf.ntt@contoh.go.id, 24 April 2024, 10.00 WIB"
    assert first["mengirim.keadaan"] == "belum"
    assert table.words(table.columns[2])[1] == "tenggat lewat 5 hari, belum dicatat"
    counts = {name: len(berjalan_posisi.table(texts("id"), found, name).frame) for name in berjalan_posisi.VIEWS}
    assert counts == {"semua": 22, "terlambat": 1, "mungkin": 17, "menunggu": 3, "keluar": 1}


def test_a_published_deadline_leads_to_its_claims_and_an_entered_one_does_not(inside):
    t, held = texts("id"), inside(STAFF)
    addresses = berjalan_posisi.table(t, picture(held)).frame.set_index("kode")["alamat_tenggat"]
    assert addresses["53.02"] == ""
    assert addresses["53.04"].startswith("./sumber?kunci=2023%7Cprovinsi%7C13")


def test_contradicting_records_are_shown_as_they_are(inside):
    table = berjalan_posisi.contradictions(texts("id"), picture(inside(STAFF)))
    assert table.frame[["kode", "awal", "kemudian"]].to_numpy().tolist() == [
        ["53.04", "diundang: belum", "mengirim data: sudah"],
        ["53.06", "mengirim data: sudah, 10 April 2024", "diverifikasi Kanwil: sudah, 5 April 2024"],
    ]


def test_a_draft_goes_before_what_is_published_region_by_region(inside):
    found = berjalan.results(inside(STAFF), ("53",), 2020).set_index("kode")
    assert (found.loc["53.04", "predikat"], found.loc["53.04", "dasar"]) == ("Cukup Peduli HAM", "draf")
    assert (found.loc["53.03", "predikat"], found.loc["53.03", "dasar"]) == ("Peduli HAM", "terbit")
    assert found.loc["53.02", "skor"] == 64.5
    assert len(found) == 22


def test_what_can_be_gained_nearest_first_and_unknown_scores_apart(inside):
    found = picture(inside(STAFF), year=2020).gains
    by_code = {one.code: one for one in found}
    assert [one.code for one in found if one.group == NEAR] == ["53.02", "53.04"]
    assert (by_code["53.02"].distance, by_code["53.02"].towards) == (0.5, "Cukup Peduli HAM")
    belu = by_code["53.04"]
    assert (belu.distance, belu.towards, belu.basis) == (2.14, "Peduli HAM", "draf")
    assert belu.right.name == "Hak atas pekerjaan"
    assert belu.right.points == pytest.approx(40 / 7)  # (100 − 60) of one right in seven
    assert by_code["53.05"].group == TOP
    assert by_code["53.06"].group == OUT
    assert [one.score for one in found if one.group == UNSCORED] == [None] * sum(one.group == UNSCORED for one in found)
    table = berjalan_peluang.gains(texts("id"), picture(inside(STAFF), year=2020))
    assert "Hak atas pekerjaan (60,0; paling banyak +5,71)" in table.frame["hak"].tolist()


def test_without_a_result_of_the_year_the_last_published_one_stands_with_its_year(inside):
    gained = {one.code: one for one in picture(inside(STAFF), year=2024).gains}
    assert (gained["53.03"].year, gained["53.03"].basis, gained["53.03"].group) == (2020, "terbit", TOP)
    assert gained["53.05"].group == OUT  # recorded as not sending


def test_risks_count_what_is_unanswered_and_what_is_not_recorded(inside):
    found = picture(inside(STAFF))
    words = berjalan_peluang.yankomas_sentences(texts("id"), found)
    assert "1 masih mempunyai rekomendasi yang belum dijawab, 1 sudah menjawab semua" in words[0]
    assert "1 tanpa rekomendasi, 19 belum dicatat" in words[0]
    assert "17 September 2024 (145 hari lagi)" in words[1]
    assert "besar potongannya tidak diketahui" in words[2]
    top = berjalan_peluang.yankomas(texts("id"), found).frame.iloc[0]
    assert (top["kode"], int(top["terbuka"])) == ("53.01", 2)
    unknown = berjalan_peluang.yankomas_sentences(texts("id"), picture(inside(STAFF), year=2026))
    assert "Aturan 2026 tidak diketahui" in unknown[-1]


def test_targets_beside_where_it_stands(inside):
    row = berjalan_target.targets(texts("id"), picture(inside(STAFF))).frame.iloc[0]
    assert (row["diisikan"], row["terbit"], row["kini"]) == ("15 dari 22", "tidak terbit", "belum ada hasil")
    assert row["perlu"] == "15 lagi; masih mungkin (21 tanpa hasil)"
    assert row["peserta"] == "3 / 20"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [(2, "tercapai"), (20, "18 lagi; masih mungkin (18 tanpa hasil)"), (21, "19 lagi; tidak mungkin lagi (18 tanpa hasil)")],
)
def test_a_target_is_reached_possible_or_not(inside, wanted, words):
    found = picture(inside(STAFF), year=2020)
    assert (found.reached(), found.bound(), found.open()) == (2, True, 18)
    assert berjalan_target.needed(texts("id"), found, wanted) == words


def test_an_office_has_nothing_of_another_in_any_table_or_file(inside):
    mine, theirs = inside(STAFF), inside(OTHER)
    assert pictures.seen(mine) == ("53",)
    assert list(pictures.seen_offices(mine)) == [NTT]
    assert pictures.of_office(mine, LAMPUNG) == ()
    assert pictures.picture(mine, ("18",), 2024, maker.AT).positions == ()
    t = texts("id")
    for year in (2020, 2024):
        found = pictures.picture(mine, ("18", "53"), year, maker.AT)
        tables = (
            view.funnel(t, found).table, berjalan_posisi.table(t, found), berjalan_peluang.gains(t, found),
            berjalan_peluang.yankomas(t, found), berjalan_target.targets(t, found),
            berjalan_target.all_offices(t, found, pictures.seen_offices(mine), {}),
        )  # fmt: skip
        text = "\n".join(table.frame.to_csv() for table in tables) + "\n".join(view.lead(t, found))
        assert found.whole == 22
        assert not [word for word in ("Lampung", "Metro", maker.SECRET, str(maker.SECRET_SCORE)) if word in text]
    found = pictures.picture(theirs, ("18", "53"), 2024, maker.AT)
    assert maker.SECRET in berjalan_peluang.yankomas(t, found).frame.to_csv()
    assert "Kupang" not in berjalan_posisi.table(t, found).frame.to_csv()


def test_whoever_may_not_see_has_no_region_at_all(inside):
    held = inside(PUBLIC)
    assert pictures.seen(held) == ()
    assert pictures.picture(held, ("53",), 2024, maker.AT).positions == ()


def test_all_offices_stand_in_one_table_for_whoever_sees_them(inside):
    held = inside(LEADER)
    found = picture(held, "")
    table = berjalan_target.all_offices(texts("id"), found, pictures.seen_offices(held), {"51": "Bali"})
    rows = table.frame.set_index("kanwil")
    assert found.whole == 514
    told = rows[["terlambat", "target", "terbuka"]]
    assert told.loc["Kanwil KemenHAM Nusa Tenggara Timur"].tolist() == ["1 dari 22", "15", "≥ 2"]
    # its region with a passed deadline is published with the award of 2024: it is not late any more
    assert told.loc["Kanwil KemenHAM Lampung"].tolist() == ["0 dari 15", "9", "≥ 8"]
    assert rows.loc["Bali: Kanwil pengampu belum diketahui", "N"] == 9
    assert rows.loc["Kanwil KemenHAM Jawa Barat", ["target", "terbuka"]].tolist() == ["belum diisi", "tidak diketahui"]
    assert rows.index[0] == "Kanwil KemenHAM Nusa Tenggara Timur"  # the late ones first


def test_a_year_without_a_round_says_that_its_rule_is_not_known(inside):
    t, found = texts("id"), picture(inside(STAFF), year=2026)
    assert "Aturan penilaian 2026 tidak diketahui" in view.lead(t, found)[0]
    assert "Belum ada isian untuk 2026" in view.lead(t, found)[1]
    assert view.rule(t, 2021).startswith("Pada 2021 tidak ada penilaian")
    assert "Permenkumham 22/2021" in view.rule(t, 2024)
    assert view.metrics(t, found)[2].value == "tidak diketahui"  # late: no deadline is known
    assert berjalan.years(inside(STAFF), 2026)[:2] == (2026, 2024)
    assert "catatan nomor 2, 24 April 2024" in view.lead(t, picture(inside(STAFF)))[1]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(("person", "slug", "year"), [(STAFF, NTT, 2024), (STAFF, NTT, 2026), (LEADER, "", 2024)])
def test_the_meetings_page_is_one_page_and_says_whose_it_is(inside, person, slug, year, lang):
    found = picture(inside(person), slug, year)
    made = meeting.meeting_pdf(found, slug, lang)
    reader = pypdf.PdfReader(io.BytesIO(made))
    text = " ".join(page.extract_text() for page in reader.pages).replace("\n", " ")
    t = texts(lang)
    assert len(reader.pages) == 1
    assert t("rapat.band") in text
    assert view.name(t, slug) in text
    assert reader.trailer["/Root"]["/Lang"] == lang
    assert made == meeting.meeting_pdf(found, slug, lang)
    assert meeting.file_name(slug, found, lang).startswith("internal-rapat-")
    if slug:
        assert "Lampung" not in text
    if (slug, year) == ("", 2024):
        more = len(found.late()) + len(found.maybe_late())
        assert more > 400
        assert t("rapat.more", n="").split()[0] in text


def test_a_part_of_the_picture_counts_only_its_own(inside):
    whole = picture(inside(LEADER), "")
    part = whole.part(("18",))
    assert (part.whole, part.provinces, len(part.yankomas)) == (15, ("18",), 15)
    assert running.count(part.positions, "mengirim", NOT_YET) == 1
