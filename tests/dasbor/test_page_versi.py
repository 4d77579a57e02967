"""`?versi=` through the real app: a link made under version 1 gives the same files after version 2; bands; the page Versi data."""

import csv
import datetime as dt
import io
import re
import shutil
import zipfile

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dasbor.mart import common, filters, versions, warehouse
from dasbor.page import edition, registry
from dasbor.web import access, login
from dasbor.words import formats
from dasbor.words.texts import LANGUAGES, texts
from etl.base.paths import PUBLIC_NAME
from etl.build.run import build
from etl.build.versions import command, register
from etl.build.versions.register import Closing
from tests.dasbor.apps import APP, TIMEOUT, bodies, open_page

DAY = dt.datetime(2025, 3, 1, 2, 0, tzinfo=dt.UTC)
PAGES = {
    "ringkasan": {},
    "provinsi": {"prov": "13"},
    "daerah": {"kode": "13.71"},
    "unduh": {"cakupan": "provinsi", "kode": "13", "tahun": "2018"},
}
"""Pages with tables of the region that changes, and what is chosen on them."""
FORMATS = (".csv", ".xlsx", ".pdf", ".ics")


def last(folder):
    return register.read(folder).lines[-1].name


def publish(folder):
    """The next version: one region has another predicate."""
    lines = (folder / "klaim.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if ",2018,kabkota,13.71," in line and ",predikat,Peduli HAM," in line)
    lines[place] = lines[place].replace(",predikat,Peduli HAM,", ",predikat,Cukup Peduli HAM,")
    (folder / "klaim.csv").write_text("".join(lines), encoding="utf-8", newline="")
    build(folder, now=DAY, by="uji", note="sumber dibaca ulang")
    return last(folder)


@pytest.fixture(scope="module")
def two(record_folder, tmp_path_factory):
    """The record with a second version; names of both; and what every page gave for download while the first was the newest."""
    folder = shutil.copytree(record_folder, tmp_path_factory.mktemp("versi") / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEDULIHAM_DATA", str(folder))
        first = last(folder)
        plain = {key: pressed(offered(key, **choices)) for key, choices in PAGES.items()}
        late = offered("daerah", **PAGES["daerah"])
        second = publish(folder)
    return folder, first, second, plain, late


@pytest.fixture
def folder(two, monkeypatch):
    """That folder, to be read."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(two[0]))
    return two[0]


@pytest.fixture
def own(two, tmp_path, monkeypatch):
    """A copy of it, to be changed."""
    copy = shutil.copytree(two[0], tmp_path / "data")
    monkeypatch.setenv("PEDULIHAM_DATA", str(copy))
    return copy


def offered(key, lang="id", **choices):
    """File name → what makes it, of every download button of a page."""
    found = {}

    def button(label, data, file_name, mime, **how):
        del label, mime, how
        found[file_name] = data

    at = AppTest.from_file(APP, default_timeout=TIMEOUT)
    if not registry.page(key).default:
        at = at.run().switch_page(registry.page(key).file)
    at.query_params.update({"lang": lang, **choices})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "download_button", button)
        assert not at.run().exception
    return found


def pressed(buttons):
    """File name → bytes: the buttons are pressed outside of the page, as the server does."""
    return {name: make() for name, make in buttons.items() if name.endswith(FORMATS)}


@pytest.mark.parametrize("key", PAGES)
def test_a_link_made_under_version_1_gives_the_same_files_after_version_2(folder, two, key):
    _, first, second, plain, _ = two
    again = pressed(offered(key, versi=first, **PAGES[key]))
    assert len(again) >= 2
    assert again == plain[key]
    now = pressed(offered(key, **PAGES[key]))
    assert not now.keys() & again.keys(), "the name of the version is part of every file's name"
    newer = {name.replace(second, first): content for name, content in now.items()}
    assert [name for name in again if name.endswith(".csv") and newer.get(name) != again[name]] or key == "ringkasan"
    if key == "daerah":
        assert now == pressed(offered(key, versi=second, **PAGES[key])), "nor does it matter that the newest was named"


def test_a_button_pressed_after_the_next_version_gives_what_its_page_showed(folder, two):
    assert pressed(two[4]) == two[3]["daerah"]


@pytest.mark.parametrize(
    ("key", "lang"), [*((spec.key, "id") for spec in registry.PAGES), ("ringkasan", "en"), ("daerah", "en"), ("versi", "en")]
)
def test_every_page_says_that_it_is_not_the_newest(folder, two, key, lang):
    at, spec = open_page(key, lang, versi=two[1]), registry.page(key)
    assert not at.exception
    shown, t = bodies(at), texts(lang)
    version = versions.find(two[1])
    built, since = formats.date(version.built, lang), formats.date(DAY, lang)
    assert f'<p class="versi" role="note">{t("versi.band", name=two[1], built=built, since=since)}' in shown
    (newest,) = re.findall(rf'<a href="([^"]*)">{t("versi.to_newest")}</a>', shown)
    assert newest.startswith(f"./{spec.key}") or spec.default
    assert "versi=" not in newest
    assert ("lang=en" in newest) == (lang == "en")
    links = {link for link in re.findall(r'href="(\./[^"]*)"', shown) if link != newest}
    assert not [link for link in links if f"versi={two[1]}" not in link and spec.key != "versi"], "every link stays in the version"
    assert t("versi.permanent") not in shown


def test_the_newest_has_no_band_and_an_address_that_stays(folder, two):
    at = open_page("daerah", "en", kode="13.71")
    shown = bodies(at)
    assert 'class="versi"' not in shown
    assert f"./daerah?kode=13.71&amp;lang=en&amp;versi={two[2]}" in shown
    under = open_page("daerah", "en", kode="13.71", versi=two[2])
    assert 'class="versi"' not in bodies(under)
    assert f"versi={two[2]}" in bodies(under), "its links keep it"


def test_the_version_is_kept_through_language_and_navigation(folder, two):
    at = open_page("predikat", versi=two[1])
    at.sidebar.radio[0].set_value("en").run()
    assert texts("en")("versi.to_newest") in bodies(at)
    assert at.query_params["versi"] in (two[1], [two[1]])
    at.switch_page("pages/partisipasi.py").run()
    assert texts("en")("versi.to_newest") in bodies(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_version_is_told_and_the_newest_shown(folder, two, lang):
    at = open_page("daerah", lang, kode="13.71", versi="20200101-000000000000")
    shown = bodies(at)
    assert texts(lang)("versi.unknown", name="20200101-000000000000") in shown
    assert two[2].partition("-")[2] in shown
    assert "versi" not in at.query_params
    odd = bodies(open_page("daerah", lang, kode="13.71", versi='"}<script>'))
    assert "“&quot;}&lt;script&gt;”" in odd
    assert "<script>" not in odd


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_closed_version_gives_its_reason_and_no_figure(own, two, lang):
    command.decide(own, "tutup", two[1], Closing(DAY, "uji", "terbit sebelum waktunya"))
    for key, choices in PAGES.items():
        at = open_page(key, lang, versi=two[1], **choices)
        shown = bodies(at)
        assert texts(lang)("versi.closed", name=two[1], date=formats.date(DAY, lang), reason="terbit sebelum waktunya") in shown
        assert texts(lang)("versi.to_newest") in shown
        assert "<table" not in shown
        assert not at.get("download_button")
        assert not at.get("plotly_chart")


def test_a_lost_file_gives_its_remedy_and_no_figure(own, two):
    (own / "versi" / f"{two[1]}.duckdb").unlink()
    shown = bodies(open_page("daerah", versi=two[1], kode="13.71"))
    assert texts("id")("versi.missing", name=two[1]) in shown
    assert "<table" not in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_version_of_an_earlier_program_says_so_and_gives_its_tables(own, two, lang):
    """Its tables are those of today without some, as an earlier build left them out; no page ends in a fault."""
    kept = own / "versi" / f"{two[1]}.duckdb"
    kept.chmod(0o644)
    with duckdb.connect(str(kept)) as old:
        for table in ("angka", "bagian", "program", "predikat", "tempat", "kelengkapan"):
            old.execute(f"DROP TABLE mart.{table}")
        regions = old.execute("SELECT count(*) FROM mart.hasil_kabkota").fetchone()[0]
        tables = {name for (name,) in old.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'mart'").fetchall()}
    t = texts(lang)
    for spec in (spec for spec in registry.PAGES if spec.key != "versi"):
        at = open_page(spec.key, lang, versi=two[1])
        assert not at.error, spec.key
        assert f'role="alert">{t("versi.outdated", name=two[1])}</p>' in bodies(at)
        assert t("versi.to_newest") in bodies(at)
        assert [button.proto.label for button in at.get("download_button")][-1:] == [t("versi.outdated_files")]
    content = offered("daerah", lang, versi=two[1])[f"semua-tabel-data-{two[1]}.zip"]()
    with zipfile.ZipFile(io.BytesIO(content)) as taken:
        told = tables - {"riwayat_versi", "perubahan_versi"}  # which would tell of versions closed since
        assert set(taken.namelist()) == {"kamus-data.md", *(f"{name}.csv" for name in told)}
        rows = list(csv.DictReader(io.StringIO(taken.read("hasil_kabkota.csv").decode("utf-8-sig"), newline="")))
        assert "## hasil_kabkota" in taken.read("kamus-data.md").decode()
    assert len(rows) == regions > 5000
    assert next(row["predikat"] for row in rows if (row["tahun"], row["kode"]) == ("2018", "13.71")) == "Peduli HAM"


def test_a_fault_of_the_program_is_not_put_on_the_version(folder, two, monkeypatch):
    monkeypatch.setattr(common, "provinces", lambda *_: 1 / 0)
    at = open_page("daerah", versi=two[1])
    assert [one.value.partition(" Kode")[0] for one in at.error] == [
        texts("id")("common.page_failed", code="").partition(" Kode")[0]
    ]
    assert not at.get("download_button")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_when_why_and_what(folder, two, lang):
    t = texts(lang)
    at = open_page("versi", lang)
    shown = bodies(at)
    for name in two[1:3]:
        assert f"versi={name}" in shown
    assert t("versi.why_awal") in shown
    assert t("versi.why_berkas_berubah", subject="klaim.csv") in shown
    assert "“sumber dibaca ulang”" in shown
    content = offered("versi", lang, jenis="hasil")
    (name,) = [one for one in content if one.startswith("versi-perubahan-") and one.endswith(".csv") and "excel" not in one]
    rows = list(csv.reader(io.StringIO(content[name]().decode("utf-8-sig"))))
    place = ["2018", "Kota Padang", t("istilah.tingkat_kabkota"), "13.71"]
    assert rows[1][1:8] == [*place, t("istilah.ukuran_predikat"), "Peduli HAM", "Cukup Peduli HAM"]


def test_the_pages_of_the_changes_are_their_own(record_folder, tmp_path, monkeypatch):
    """The list above has pages too; one address for both once kept the changes on their first page."""
    folder = shutil.copytree(record_folder, tmp_path / "data")
    monkeypatch.setenv("PEDULIHAM_DATA", str(folder))
    claims = (folder / "klaim.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "klaim.csv").write_text("".join(claims[: len(claims) // 2]), encoding="utf-8", newline="")
    build(folder, now=DAY)
    assert "26–50" in bodies(open_page("versi", hal=2))


def test_who_logged_in_sees_no_internal_figures_beside_an_old_version(folder, two, monkeypatch):
    someone = access.Person("a@b.id", tuple(access.Role))
    monkeypatch.setattr(login, "_verdict", lambda: access.Verdict(someone, "known"))
    assert login.person() == someone
    with warehouse.reading(two[1], linked=True):
        assert login.person() == access.PUBLIC


def test_addresses_of_files_stay_in_the_version_too(folder, two):
    t = texts("en")
    assert filters.link("peta", {"tahun": 2018}, t) == "./peta?tahun=2018&lang=en"
    with warehouse.reading(two[1]):
        assert filters.link("peta", {}, t) == "./peta?lang=en", "only where the address of the reader names it"
    with warehouse.reading(two[1], linked=True):
        assert filters.link("peta", {}, t) == f"./peta?lang=en&versi={two[1]}"
        make = edition.bound(lambda: warehouse.stamp().name)
    assert make() == two[1]
    assert (folder / PUBLIC_NAME).exists()
