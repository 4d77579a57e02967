"""Official rounds on the pages: three years published over the record, with a score per right."""

import datetime as dt
import re
import shutil
from statistics import fmean

import pytest

from dasbor.exports import slide_content
from dasbor.exports.briefs import make
from dasbor.mart import claims, common, links, rights
from dasbor.mart.scopes import scope
from dasbor.views.daerah import rights as views
from dasbor.views.daerah import view as daerah
from dasbor.views.kanwil import groups as kanwil_groups
from dasbor.views.partisipasi import province as partisipasi_province
from dasbor.views.predikat import view as predikat
from dasbor.views.provinsi import view as provinsi
from dasbor.views.ringkasan import compare
from dasbor.views.sumber import official
from dasbor.views.sumber import view as sumber
from dasbor.words import formats
from dasbor.words.texts import texts
from etl.build import life
from etl.build.run import build
from etl.inputs import reference
from etl.results import history, store
from etl.results import official as published
from etl.results.history import Event
from tests.dasbor.apps import bodies, open_page
from tests.etl_hasil.hasil_tools import BY, complete, write_results

NOW = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
YEARS = (2022, 2023, 2024)
RULE_BEFORE, RULE = "Permenkumham 34/2016", "Permenkumham 22/2021"


@pytest.fixture(scope="module")
def given(built_record, tmp_path_factory):
    """The record's own files, and over them a complete official result of each of `YEARS`: (folder, year → code → row)."""
    folder = tmp_path_factory.mktemp("resmi") / "data"
    folder.mkdir()
    for path in built_record[0].glob("*.csv"):
        shutil.copy(path, folder)
    tables = reference.load(folder)
    rows = {year: complete(tables, year, seed=year) for year in YEARS}
    for year in YEARS:
        path = write_results(folder.parent / f"hasil-{year}.csv", rows[year])
        aside = store.write_aside(folder, 1, life.understand(folder, path, year), path, who=BY, at=NOW, simulated=False)
        history.append(folder, published.loaded(store.read_origin(aside, year, 1)))
        store.settle(aside)
        history.append(folder, Event(NOW, BY, "terbit", year, 1, None, f"Keputusan {year}"))
    build(folder, now=NOW)
    return folder, {year: {str(row["Kode"]): row for row in rows[year]} for year in YEARS}


@pytest.fixture
def rounds(given, monkeypatch):
    """That folder in force; what was said of each region, by year."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(given[0]))
    return given[1]


def scored(row):
    return "Nilai total" in row


def with_score(rounds, *years, without=()):
    """The first region with a score in these years and none in the others."""
    return next(
        code
        for code in rounds[2024]
        if all(scored(rounds[year][code]) for year in years) and not any(scored(rounds[year][code]) for year in without)
    )


def scores(rounds, year, names, codes):
    return [[float(rounds[year][code][name]) for name in names] for code in codes if scored(rounds[year][code])]


def words(at):
    assert not at.exception
    assert not at.error
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", bodies(at)))


def test_the_profile_holds_scores_means_and_change(rounds):
    code = with_score(rounds, 2023, 2024)
    frame = rights.profile(code, 2024)
    names = frame["kriteria"].tolist()
    assert frame["skor"].tolist() == scores(rounds, 2024, names, [code])[0]
    assert frame["skor_sebelum"].tolist() == scores(rounds, 2023, names, [code])[0]
    assert frame["perubahan"].tolist() == pytest.approx((frame["skor"] - frame["skor_sebelum"]).tolist())
    inside = common.results().query("tahun == 2024 and kode.str.startswith(@code[:2])")["kode"].tolist()
    for level, codes in (("provinsi", inside), ("nasional", list(rounds[2024]))):
        told = scores(rounds, 2024, names, codes)
        assert frame[f"{level}_rata"].tolist() == pytest.approx([fmean(column) for column in zip(*told, strict=True)])
        assert set(frame[f"{level}_n"]) == {len(told)}
        assert set(frame[f"{level}_semua"]) == {len(codes)}


def test_sentences_name_the_extremes_and_count_the_changes(rounds):
    code = with_score(rounds, 2023, 2024)
    frame = rights.profile(code, 2024)
    first, above, change = views.sentences("id", code, 2024)
    for edge in (frame["skor"].idxmax(), frame["skor"].idxmin()):
        assert f"{frame.at[edge, 'kriteria']} ({formats.number(frame.at[edge, 'skor'], 'id', 2)};" in first
    assert f"nasional: {(frame['skor'] > frame['nasional_rata']).sum()} dari 10 hak" in above
    up, down = (frame["perubahan"] > 0).sum(), (frame["perubahan"] < 0).sum()
    assert f"(10 dari 10 hak dapat dibandingkan): naik {up}, turun {down}, tetap {10 - up - down}." in change


def test_nothing_is_compared_across_rules_or_with_nothing(rounds):
    code = with_score(rounds, 2022, 2024, without=(2023,))
    assert RULE_BEFORE in (said := views.sentences("id", code, 2022)[-1])
    assert RULE in said
    assert said.startswith("Tidak dibandingkan dengan 2020: peraturannya berbeda")
    assert views.sentences("id", code, 2024)[-1].startswith(
        "Tidak dibandingkan dengan 2023: skor menurut hak wilayah ini tidak ada"
    )
    for year in (2022, 2024):
        chart = views.chart("id", code, year)
        assert "perubahan" not in {column.key for column in chart.table.columns}
        assert len(chart.figure.data) == 3


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_shows_the_profile_with_its_source(rounds, lang):
    code, t = with_score(rounds, 2023, 2024), texts(lang)
    at = open_page("daerah", lang, kode=code)
    text = words(at)
    assert views.title(lang, code, 2024) in text
    for sentence in views.sentences(lang, code, 2024):
        assert sentence in text
    assert views.note(lang, code, 2024) in text
    assert t("daerah.right_version", version=1) in text
    assert "bagian=hasil" in bodies(at)
    assert t("daerah.tile_official") in text
    assert set(daerah.history(lang, code).frame.set_index("tahun").loc[list(YEARS), "dasar"]) == {t("istilah.dasar_keadaan_resmi")}
    keys = {element.proto.id.rpartition("-")[2] for element in at.get("download_button")}
    assert {f"daerah.hak.{extension}" for extension in ("csv", "xlsx")} <= keys
    assert "data-bagan=daerah-hak " in bodies(at)


def test_the_chart_says_its_numbers(rounds):
    code = with_score(rounds, 2023, 2024)
    chart = views.chart("id", code, 2024)
    for score in rights.profile(code, 2024)["skor"]:
        assert formats.number(score, "id", 2) in chart.alt


def test_a_region_without_score_is_told_so(rounds):
    code = with_score(rounds, without=YEARS)
    text = words(open_page("daerah", kode=code))
    assert "Hasil resmi 2022–2024 memuat skor menurut hak, tetapi tidak bagi" in text
    shown = daerah.history("id", code).frame.set_index("tahun")
    assert shown.at[2024, "dasar"] == "hasil resmi"
    assert shown.at[2024, "ikut"] == "tidak"


def test_a_fact_sheet_says_that_a_region_took_no_part_and_names_the_file(rounds):
    t, code = texts("id"), with_score(rounds, without=YEARS)
    found = make.brief(scope("daerah", code, 2024), "id")
    assert next(one for one in found.headlines if one.key == "predikat").text == "Tidak ikut"
    assert t("lembar.unknown_score", year=2024) not in found.unknown
    held = next(
        one for one in make.brief(scope("daerah", with_score(rounds, *YEARS), 2024), "id").headlines if one.key == "provinsi"
    )
    assert "hasil resmi" in held.note
    (claim,) = common.claims_of((links.fact_key(2024, "kabkota", code, "partisipasi"),))["id"]
    assert slide_content.sources_of(t, [claim]) == (t("salindia.notes_official", publisher="Hasil resmi"),)


def test_the_official_no_to_a_recommendation_is_known(rounds):
    told = {code: row["Rekomendasi"] for code, row in rounds[2024].items() if "Rekomendasi" in row}
    code = next(code for code, said in told.items() if said == "tidak")
    assert daerah.history("id", code).frame.set_index("tahun").at[2024, "rekomendasi"] == "tidak"


def test_without_official_results_nothing_is_said_of_them(record):
    text = words(open_page("daerah", kode="16.71"))
    assert "Profil menurut hak" not in text
    assert "hasil resmi" not in text
    assert "hasil resmi" not in set(daerah.history("id", "16.71").frame["dasar"])
    assert "hasil" not in sumber.parts("id")


def test_sumber_lists_the_versions_and_the_other_claims(rounds):
    text = words(open_page("sumber", bagian="hasil"))
    assert official.sentence("id") in text
    assert "Hasil resmi yang berlaku: 2022–2024." in text
    assert "hasil-2024.csv 514 0" in text
    assert "2 Januari 2025 pukul 07.00 WIB – Keputusan 2024" in text
    frame = official.versions("id").frame
    assert (frame["klaim_lain"] > 0).all()


def test_what_others_claimed_stays_beside_the_official_result(rounds):
    stated = claims.claims().query("tahun == 2024 and tingkat == 'kabkota' and ukuran == 'predikat' and golongan != 'hasil resmi'")
    code, publisher = next(pair for pair in zip(stated["kode"], stated["penerbit"], strict=True) if scored(rounds[2024][pair[0]]))
    fact = links.fact_key(2024, "kabkota", code, "predikat")
    shown = {(row["penerbit"], bool(row["terpilih"])) for row in common.claims_of((fact,)).to_dict("records")}
    assert {("Hasil resmi", True), (publisher, False)} <= shown
    text = words(open_page("sumber", kunci=fact))
    assert publisher in text
    assert "Hasil resmi" in text


def test_a_complete_round_needs_no_lower_bound(rounds):
    assert "≥" not in words(open_page("provinsi", prov="16", tahun=2024)).split("Setiap kabupaten/kota")[0]
    t = texts("id")
    held = sum(row.get("Predikat") == "Peduli HAM" for row in rounds[2024].values())
    assert f"pada 2024 {held} dari 514 wilayah meraih Peduli HAM; hasil semua wilayah diketahui" in predikat.lead(t, "terlapor")[0]
    assert compare.change_note("id", 2024, kini=False).startswith("Semua 38 dari 38 provinsi dapat dibandingkan dengan 2023")
    assert partisipasi_province.sentences("id", 2024, "16", kini=False)[0].endswith("Dasar: hasil resmi.")
    groups = kanwil_groups.summary(t, "kemenkumham-sumatera-selatan", 2024, kini=False)
    assert not groups.frame["batas"].any()
    assert "hasil resmi" in " ".join(note for one in provinsi.metrics(t, "16", 2024, kini=False) for note in one.notes)
