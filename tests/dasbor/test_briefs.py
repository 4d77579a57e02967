"""What a publication says: the five cases, and the same figures as the pages."""

import pytest

from dasbor.exports.briefs import brief
from dasbor.mart import angka, claims, common, links, offices
from dasbor.mart.scopes import scope
from dasbor.views.provinsi import view as provinsi
from dasbor.views.ringkasan import view as ringkasan
from dasbor.words.texts import texts

ID, EN = texts("id"), texts("en")


def made(kind, code, year, lang="id"):
    return brief(scope(kind, code, year), lang)


def told(found, key):
    one = found.headline(key)
    return None if one is None else (one.text, one.note)


def names(found, key):
    return next((group.names for group in found.groups if group.key == key), ())


def test_nusa_tenggara_timur_2024_knows_participants_and_no_result(record):
    found = made("provinsi", "53", 2024)
    assert told(found, "peserta") == ("10 dari 22", "45,5 %; angka terbit")
    assert told(found, "peduli") == ("tidak diketahui", "")
    assert any("2024 tidak diketahui. Itu tidak berarti tidak ada" in sentence for sentence in found.unknown)
    assert not any("peserta" in sentence for sentence in found.unknown)


def test_sumatera_barat_2018_is_a_lower_bound_beside_its_target(record):
    found = made("provinsi", "13", 2018)
    assert told(found, "peduli") == ("≥ 7 dari 19", "≥ 36,8 %; menurut nama")
    assert found.headline("peduli").least
    assert len(found.headline("peduli").claim_ids) == 7
    assert told(found, "cukup") == ("6 dari 19", "31,6 %; angka terbit")
    assert found.headline("target").text == "19 dari 19"
    assert "kurang paling banyak 12" in found.headline("target").note
    assert told(found, "pembina") == ("ya", "")


def test_sumatera_selatan_2022_names_three_and_tells_of_palembang(record):
    found = made("provinsi", "16", 2022)
    assert found.headline("peduli").text == "3 dari 17"
    assert names(found, "Peduli HAM") == ("Kabupaten Lahat", "Kabupaten Musi Rawas", "Kota Lubuk Linggau")
    assert "Kota Palembang" in names(found, "bukan Peduli HAM")
    assert any("Kota Palembang, predikat" in sentence and "Berita Sumatera" in sentence for sentence in found.conflicts)
    assert any("14 wilayah yang predikatnya tidak diketahui pasti bukan Peduli HAM" in sentence for sentence in found.unknown)


def test_sumatera_selatan_2023_has_two_targets_side_by_side(record):
    one = made("provinsi", "16", 2023).headline("target")
    assert one.text == "10 dan 17 (dari 17)"
    assert one.note == "10 (Kanwil): terlampaui 2; 17 (Kanwil): kurang 5"
    assert len(one.claim_ids) == 2


def test_kalimantan_selatan_2020_is_complete(record):
    found = made("kanwil", "kemenkumham-kalimantan-selatan", 2020)
    assert [found.headline(key).text for key in ("peduli", "cukup", "peserta", "target")] == [
        "10 dari 13", "3 dari 13", "13 dari 13", "13 dari 13",
    ]  # fmt: skip
    assert found.headline("target").note == "13 (Kanwil): kurang 3"
    assert names(found, "tidak diketahui") == ()


def test_maluku_2017_keeps_recommendation_and_result_apart(record):
    found = made("provinsi", "81", 2017, "en")
    assert found.headline("rekomendasi").text == "5 of 11"
    assert "a recommendation, not yet a result" in found.headline("rekomendasi").note
    asked, held = set(names(found, "rekomendasi")), set(names(found, "Peduli HAM"))
    assert (asked - held, held - asked) == ({"Kabupaten Seram Bagian Barat"}, {"Kabupaten Maluku Tenggara"})


@pytest.mark.parametrize("year", [2018, 2024])
def test_provinces_say_what_their_page_says(record, year):
    order = ("peduli", "peserta", None, "target", "pembina", "diketahui")
    for code in list(common.provinces(year))[::2]:
        found = made("provinsi", code, year)
        shown = provinsi.metrics(ID, code, year, kini=False)
        for key, metric in zip(order, shown, strict=True):
            if key is not None:
                assert (code, key, found.headline(key).text) == (code, key, metric.value)
        recommended = found.headline("rekomendasi")
        assert shown[2].value == (recommended.text if recommended else "tidak diketahui")


def test_the_nation_says_what_ringkasan_says(record):
    for year in (2013, 2017, 2022, 2024):
        found = made("nasional", "", year, "en")
        shown = {metric.label: metric.value for metric in ringkasan.metrics("en", year)}
        labels = {"peduli": "Peduli HAM", "peserta": EN("ringkasan.metric_participants"), "cukup": "Cukup Peduli HAM"}
        for key, label in {**labels, "pembina": EN("ringkasan.metric_pembina")}.items():
            one = found.headline(key)
            value = one.text.partition(" of ")[0] if one else "unknown"
            assert (year, key, value) == (year, key, shown.get(label, "unknown"))
        rows = next(group.rows for group in found.groups if group.key == "provinsi")
        held = [place.award.n for place in angka.places("provinsi", year).values()]
        assert rows["n"].astype(object).where(rows["n"].notna(), None).tolist() == held


def test_no_figure_is_nought_unless_it_was_counted_and_every_share_has_its_n_and_whole(record):
    scopes = [
        ("nasional", "", 2013),
        *(("kanwil", slug, 2024) for slug in list(offices.offices(2024))[::3]),
        ("daerah", "93.01", 2024),
    ]
    for kind, code, year in scopes:
        found = made(kind, code, year)
        for one in found.headlines:
            if one.value is None:
                assert "%" not in one.note
                assert not one.least
            elif one.least:
                assert one.value > 0
                assert one.text.startswith("≥ ")
            if "%" in one.note:
                assert one.text.removeprefix("≥ ") == f"{one.value} dari {one.whole}"


def test_an_office_adds_up_what_is_known_and_says_so(record):
    checked = 0
    for year in common.years():
        codes = offices.provinces_of("kemenkumham-kalimantan-timur", year)
        parts = [angka.place("provinsi", code, year).award.n for code in codes]
        known = [part for part in parts if part is not None]
        one = made("kanwil", "kemenkumham-kalimantan-timur", year).headline("peduli")
        assert one.value == (sum(known) if known else None)
        if known and len(known) < len(parts):
            assert one.least
            assert f"{len(known)} dari {len(parts)} provinsi" in one.note
            checked += 1
    assert checked
    office = made("kanwil", "kemenkumham-papua-barat", 2024)
    assert any("Papua Barat Daya adalah perkiraan" in sentence for sentence in office.unknown)


def test_the_trend_steps_over_2021_and_over_years_before_a_province(record):
    trend = made("provinsi", "95", 2024).trend.set_index("tahun")
    assert trend.index.tolist() == common.rounds()["tahun"].tolist()
    assert trend.index[~trend["assessed"]].tolist() == [2021]
    assert trend.index[trend["N"].notna()].tolist() == [2023, 2024]
    assert trend.index[trend["rule_change"]].tolist() == [2017, 2022]
    trend = made("provinsi", "13", 2018).trend.set_index("tahun")
    assert (trend.at[2017, "n"], trend.at[2018, "n"], trend.at[2018, "least"], trend.at[2018, "basis"]) == (14, 7, True, "bernama")
    assert trend.at[2017, "conflict"]


def test_a_region_has_its_years_and_never_a_nought_it_was_not_given(record):
    found = made("daerah", "16.71", 2022)
    state, why = told(found, "predikat")
    assert state == "Bukan Peduli HAM (daftar lengkap)"
    assert "semua penerima diketahui namanya" in why
    assert told(found, "riwayat") == ("≥ 6 dari 11", "≥ 54,5 %")
    rows = found.groups[0].rows.set_index("tahun")
    assert rows.at[2017, "predikat"] == "Cukup Peduli HAM"
    assert rows.at[2021, "keadaan"] == "tanpa penilaian"
    assert rows.at[2022, "konflik"]
    assert rows.at[2023, "alamat"].startswith("https://")
    assert made("daerah", "93.01", 2024).headline("riwayat").text == "tidak diketahui"
    assert any("berubah pada pemekaran 2022" in sentence for sentence in made("daerah", "93.01", 2024).unknown)


def test_pure_and_total_scores_are_told_apart(record):
    assert told(made("daerah", "33.06", 2023), "skor") == ("100", "nilai total (dengan Aksi HAM); nilai lain: 92,8 (murni)")


@pytest.mark.parametrize(("kind", "code", "year"), [("nasional", "", 2022), ("provinsi", "33", 2016), ("daerah", "33.06", 2023)])
def test_every_figure_shown_has_its_page_among_the_sources(record, kind, code, year):
    found = made(kind, code, year)
    listed = {claim for ids in found.sources["klaim"] for claim in ids}
    shown = {claim for one in found.headlines for claim in one.claim_ids}
    shown |= {claim for group in found.groups for claim in group.rows["klaim"] if isinstance(claim, str)}
    assert shown <= listed
    frame = claims.claims().set_index("id")
    for row in found.sources.to_dict("records"):
        for claim in row["klaim"]:
            assert frame.at[claim, "penerbit"] == row["penerbit"] or row["alamat"] == frame.at[claim, "sumber_url"]
    order = [("angka", "nama", "tren").index(role) for role in found.sources["peran"]]
    assert order == sorted(order), "the weightiest first"
    for one in found.headlines:
        assert one.address is None or one.address.startswith("./sumber?")


def test_conflicts_of_the_nation_name_what_else_was_published(record):
    found = made("nasional", "", 2022, "en")
    sentence = next(one for one in found.conflicts if "number of Peduli HAM" in one)
    assert "shown is 170" in sentence
    for other in ("72", "98", "180"):
        assert other in sentence
    impossible = made("nasional", "", 2024, "en").conflicts
    assert any("none is shown" in one and "544" in one for one in impossible)
    key = links.fact_key(2022, "nasional", "ID", "jumlah_peduli")
    assert found.headline("peduli").address == links.source_link(EN, key)


def test_the_rule_the_decree_and_the_year_assessed_are_told_apart(record):
    said = made("provinsi", "16", 2022).regulation
    assert "Penghargaan 2022 menilai kinerja 2021 menurut Permenkumham 22/2021" in said
    assert "M.HH-02.HA.02.01.01 Tahun 2022" in said
    assert "menyebut tahun 2021" in said
    assert "sejak penilaian 2020" in said
    assert "keputusan" not in made("provinsi", "13", 2014).regulation.lower()
