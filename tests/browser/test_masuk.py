"""Who sees what: a real provider, a real browser, hand-made links, cookies and WebSocket messages.

One server and one provider for all; each person logs in once, through the provider's own form.
"""

import io
import re
import shutil
from contextlib import contextmanager

import openpyxl
import pytest
import xlsxwriter

from dasbor.page import registry
from dasbor.web.access import Person, Role
from etl.base import chain
from tests.browser import masuk
from tests.browser.masuk import USER, address, asked, cookie, log_in, opened, swapped, visiting
from tests.inside_maker import PROVINCES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider, in its thread
REFUSED = "Bukan untuk umum"
ROWS = [
    ["Rekapitulasi 2024"],
    ["Kab/Kota", "Nilai", "Predikat"],
    ["Kota Padang", 90.5, "Peduli HAM"],
    ["Solok", 80, "Peduli HAM"],
    ["Kab. Agam", "tujuh", "Bagus"],
]
PEOPLE = {
    "ntt": Person(address("ntt"), (Role.KANWIL,), (masuk.NTT,)),
    "pimpinan": Person(address("pimpinan"), (Role.PIMPINAN,)),
    "operator": Person(address("operator"), (Role.OPERATOR,)),
    "admin": Person(address("admin"), (Role.ADMIN,)),
}
SECRETS = [str(part) for _, word, score in PROVINCES.values() for part in (word, score)]
LAMPUNG = [PROVINCES["18"][1], str(PROVINCES["18"][2]), "78,86"]


@pytest.fixture(scope="module")
def instance(inside_copy, tmp_path_factory):
    with masuk.running(inside_copy, tmp_path_factory.mktemp("masuk")) as running:
        yield running


@pytest.fixture(scope="module")
def inside_copy(inside_folder, tmp_path_factory):
    return shutil.copytree(inside_folder, tmp_path_factory.mktemp("masuk-data") / "data")


@pytest.fixture(scope="module")
def sitting(instance, chromium):
    """`sitting("ntt")`: a tab in which that person is logged in; the same at every call. None: nobody."""
    held = {}

    def tab_of(name):
        if name not in held:
            held[name] = opened(chromium, instance)
            held[name].open("kelola")
            if name:
                log_in(held[name], name)
        return held[name]

    yield tab_of
    for tab in held.values():
        tab.page.context.close()


def workbook():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Hasil")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return {"name": "rekap.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


def logged(instance):
    return chain.read(instance.folder / "jejak" / "akses.jsonl").lines


def titles(person=None):
    specs = registry.present(person) if person else registry.present()
    return [spec.title("id") for spec in specs]


@contextmanager
def changed_access(instance):
    """Changes the access configuration while the server runs; afterwards it is as it was."""
    whole = instance.access.read_text(encoding="utf-8")
    try:
        yield lambda change: instance.access.write_text(change(whole), encoding="utf-8")
    finally:
        instance.access.write_text(whole, encoding="utf-8")


def offered(tab):
    return [one.strip() for one in tab.page.locator("[data-testid=stSidebarNav] a span[label]").all_inner_texts()] or [
        one.strip().splitlines()[-1] for one in tab.page.locator("[data-testid=stSidebarNavLink]").all_inner_texts()
    ]


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_has_its_pages_and_is_refused_the_others(sitting, instance, name):
    person, tab = PEOPLE[name], sitting(name)
    assert offered(tab) == titles(person)
    assert tab.page.get_by_text(f"Masuk sebagai {person.address}").is_visible()
    assert [one["apa"] for one in logged(instance) if one["alamat"] == person.address].count("masuk") == 1
    for spec in registry.closed(person)[:1]:
        tab.open(spec.url_path)
        assert tab.page.locator("h1").inner_text() == REFUSED
    for spec in registry.INTERNAL:
        text = asked(instance, cookie(instance, name), spec.key)
        assert (REFUSED in text) == (spec in registry.closed(person)), spec.key
        if spec in registry.closed(person):
            refusals = [one for one in logged(instance) if one["apa"] == "ditolak" and one["alamat"] == person.address]
            assert spec.key in {one["halaman"] for one in refusals}


def test_nobody_has_the_public_pages_and_is_told_so(sitting, instance):
    tab = sitting(None)
    assert tab.page.locator("h1").inner_text() == REFUSED  # of the page where everybody begins here
    assert offered(tab) == titles()
    tab.check()
    refused = [one for one in logged(instance) if one["apa"] == "ditolak" and one["alamat"] == ""]
    assert (refused[0]["halaman"], refused[0]["peran"]) == ("kelola", [])


@pytest.mark.parametrize(("name", "told"), [("tamu", "belum diberi peran"), ("curiga", "belum dikonfirmasi")])
def test_who_is_not_known_here_is_nobody(instance, name, told):
    text = asked(instance, cookie(instance, name), "kelola")
    assert told in text
    assert REFUSED in text
    assert {one["apa"] for one in logged(instance) if one["alamat"] == address(name)} == {"ditolak"}


def test_the_log_holds_no_more_than_it_should(sitting, instance):
    sitting("ntt")
    found = chain.read(instance.folder / "jejak" / "akses.jsonl")
    assert found.faults == ()
    allowed = {"no", "sebelum", "waktu", "apa", "alamat", "peran", "halaman", "hak", "sebab", "berkas", "sha256", "tahun", "kali"}
    assert set().union(*found.lines) <= allowed


@pytest.mark.parametrize("key", ["kanwil", "isian"])
def test_rows_of_another_office_never_arrive(instance, key):
    """By hand-made links, and at the person's own, where those of the own office do arrive."""
    other = f"kanwil={masuk.LAMPUNG}&prov=18&kode=18.71&daerah=18.71&untuk=18"
    parts = {
        "kanwil": ["bagian=berjalan", f"bagian=berjalan&kanwil={masuk.NTT}", f"bagian=berjalan&{other}"],
        "isian": [*(f"bagian=isi&jenis={kind}&{other}" for kind in ("tahap", "tenggat", "yankomas")), "bagian=riwayat"],
    }
    text = "".join(asked(instance, cookie(instance, "ntt"), key, query=f"tahun=2026&{part}") for part in parts[key])
    assert [one for one in LAMPUNG if one in text] == []
    assert PROVINCES["53"][1] in text


@pytest.mark.parametrize(
    "forged",
    [
        lambda instance: cookie(instance, "operator", secret="rahasia-lain-yang-sama-panjangnya-0123456789"),
        lambda instance: cookie(instance, "operator", secret=""),
        lambda instance: {USER: cookie(instance, "tamu")[USER].replace(".", "", 1)},
        lambda instance: {USER: swapped(cookie(instance, "tamu")[USER], cookie(instance, "operator")[USER])},
        lambda instance: {USER: '{"is_logged_in": true, "email": "operator@contoh.go.id"}'},
    ],
    ids=["another-secret", "no-secret", "broken", "payload-of-another", "plain"],
)
def test_a_forged_cookie_is_nobody(instance, forged):
    text = asked(instance, forged(instance), "kelola")
    assert REFUSED in text
    assert "operator@contoh.go.id" not in text


def test_the_same_cookie_unforged_opens(instance):
    """What makes the refusals above mean something."""
    text = asked(instance, cookie(instance, "operator"), "kelola")
    assert REFUSED not in text
    assert "Setiap langkah dicatat atas nama operator@contoh.go.id" in text


def test_a_login_ends_at_its_hour_while_the_page_is_open(chromium, instance):
    with visiting(chromium, instance, cookie(instance, "operator", hours=1)) as tab, changed_access(instance) as change:
        tab.open("kelola")
        assert tab.page.locator("h1").inner_text() == "Kelola data"
        change(lambda text: "jam_sesi = 0.9\n" + text)
        tab.page.get_by_role("link", name="Sumber & mutu").click()
        tab.page.get_by_text("sudah berakhir (0,9 jam sejak masuk)").wait_for()
        tab.settle()
        assert offered(tab) == titles()
        assert tab.page.get_by_role("button", name="Masuk kembali").is_visible()
    assert ("keluar", "kedaluwarsa") in [(one["apa"], one.get("sebab")) for one in logged(instance)]


@pytest.mark.parametrize("key", [spec.key for spec in registry.INTERNAL] + ["kanwil"])
@pytest.mark.parametrize("who", ["nobody", "admin", "no-origin"])
def test_messages_for_an_internal_page_bring_nothing_internal(instance, key, who):
    cookies = {} if who == "nobody" else cookie(instance, "operator" if who == "no-origin" else "admin")
    theirs = asked(instance, cookie(instance, "operator"), key)
    widgets = sorted(set(re.findall(r"\$\$ID-[0-9a-f]{32}-[\w.-]+", theirs)))
    widgets = [one for one in widgets if not one.endswith("-keluar")]  # it ends the login: the rest would be pressed in vain
    assert widgets
    assert (PROVINCES["53"][1] in theirs) == (key == "kanwil")  # what there is to be had
    text = asked(instance, cookies, key, widgets=widgets, origin=who != "no-origin")
    assert [one for one in SECRETS if one in text] == []
    assert "Setiap langkah dicatat" not in text
    may = registry.page(key).rights == () or (who == "admin" and registry.page(key) in registry.present(PEOPLE["admin"]))
    assert (REFUSED in text) != may


def test_a_made_file_is_given_to_whom_it_was_made_for(sitting, instance):
    tab = sitting("operator")
    tab.open("kelola")
    tab.page.locator("input[type=file]").set_input_files(workbook())
    tab.page.get_by_role("heading", name="Yang dipahami").wait_for()
    tab.settle()
    assert (logged(instance)[-1]["apa"], logged(instance)[-1]["berkas"]) == ("unggah", "rekap.xlsx")
    assert tab.page.get_by_text("“Solok” dapat berarti lebih dari satu wilayah").count() == 1
    tab.page.get_by_role("button", name="Siapkan berkas dengan temuan sebagai komentar").click()
    offered = tab.page.get_by_role("button", name="Unduh berkas dengan temuan sebagai komentar")
    offered.wait_for()  # it is made in a process of its own
    with tab.page.expect_download() as download:
        offered.click()
    assert download.value.suggested_filename == "internal-temuan-rekap.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))["Hasil"]
    assert "wilayah-ambigu" in sheet["A4"].comment.text
    with tab.page.expect_download() as download:
        tab.more()
        tab.page.get_by_role("button", name="CSV untuk program").click()
    file, url = download.value.suggested_filename, download.value.url
    assert file.startswith("internal-")
    assert "INTERNAL, BELUM DIUMUMKAN" in download.value.path().read_text(encoding="utf-8-sig").splitlines()[0]
    last = logged(instance)[-1]
    assert (last["apa"], last["alamat"], last["berkas"]) == ("unduh", address("operator"), file)
    own = tab.page.context.request.get(url)
    assert (own.status, own.headers["cache-control"]) == (200, "no-store")
    for name in ("ntt", "admin", None):
        assert sitting(name).page.context.request.get(url).status == 404
    assert sitting("ntt").page.context.request.head(url).status == 404


def test_the_page_kelola_on_a_telephone(sitting):
    tab = sitting("operator")
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.settle()
    assert tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert tab.violations() == []
    tab.page.set_viewport_size({"width": 1280, "height": 720})
    assert [one for one in tab.console if "ERR_FAILED" not in one] == []


def on_a_telephone(tab):
    """Nothing is wider than a telephone, and axe-core finds nothing serious."""
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.settle()
    main = "document.querySelector('[data-testid=stMain]')"
    assert tab.page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0
    assert tab.violations() == []
    tab.page.set_viewport_size({"width": 1280, "height": 720})


def test_entering_by_keyboard_and_by_file(sitting, instance):
    tab = sitting("ntt")
    tab.open("isian?tahun=2026")
    for name in ("Kab. Ende", "Kab. Sikka"):
        region = tab.page.get_by_role("button", name=name, exact=True)
        region.press("Space")
        assert region.get_attribute("aria-pressed") == "true"
    tab.page.get_by_role("checkbox", name="Tanggalnya tidak diketahui").press("Space")
    on_a_telephone(tab)
    tab.page.get_by_role("button", name="Simpan", exact=True).press("Enter")
    tab.page.get_by_role("note").filter(has_text="2 isian").wait_for()
    entry = chain.read(instance.folder / "isian" / "catatan.jsonl").lines[-1]
    assert (entry["siapa"], len(entry["isi"])) == (address("ntt"), 2)
    tab.settle()
    tab.open("isian?tahun=2026&bagian=berkas")
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="Unduh templat isian 2026").click()
    form = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert {cell.value[:2] for cell in form["Tahap"]["A"][1:]} == {"53"}
    form["Target"]["E2"] = 9
    out = io.BytesIO()
    form.save(out)
    box = tab.page.get_by_test_id("stFileUploader")
    tab.page.get_by_text("bila halaman dimuat ulang sebelum disimpan").wait_for()
    tab.page.locator("input[type=file]").set_input_files({"name": "a.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"})
    tab.page.get_by_test_id("stFileChipIconError").wait_for()
    said = box.evaluate("box => getComputedStyle(box, '::after').content")
    assert said.startswith('"Berkas ini tidak diterima: harus XLSX, XLSM, XLS, ODS, XLSB, CSV, TSV, paling besar 50 MB')
    tab.page.get_by_test_id("stFileChip").hover()
    tab.page.wait_for_timeout(500)
    assert not tab.page.get_by_text("not allowed").filter(visible=True).count()
    box.get_by_role("button", name="Remove a.exe").click()
    filled = {"name": "isian.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}
    tab.page.locator("input[type=file]").set_input_files(filled)
    tab.page.get_by_role("cell", name="Target Peduli HAM 7, Target peserta 9").wait_for()
    on_a_telephone(tab)
    files = [(one["apa"], one.get("berkas")) for one in logged(instance) if one["alamat"] == address("ntt")]
    assert files[-2:] == [("unduh", "internal-templat-isian-2026-53.xlsx"), ("unggah", "isian.xlsx")]
    for part in ("peran", "jejak"):
        sitting("admin").open(f"akses?bagian={part}")
        on_a_telephone(sitting("admin"))


def test_a_public_file_of_nobody(sitting, instance):
    tab = sitting(None)
    tab.open("sumber")
    with tab.page.expect_download() as download:
        tab.more()
        tab.page.get_by_role("button", name="CSV untuk program").click()
    assert not download.value.suggested_filename.startswith("internal-")
    assert tab.page.context.request.get(download.value.url).status == 200
    assert sitting("operator").page.context.request.get(download.value.url).status == 404


@pytest.mark.parametrize(
    "path", ["", "app/static/favicon.png", "app/static/tiada", "media/0.csv", "auth/login", "oauth2callback", "_stcore/health"]
)
def test_every_answer_has_the_headers(sitting, path):
    answer = sitting(None).page.context.request.get(f"{sitting(None).url}/{path}", max_redirects=0)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    script = next(one for one in policy.split("; ") if one.startswith("script-src"))
    assert "unsafe-inline" not in script
    for name, value in {"x-content-type-options": "nosniff", "referrer-policy": "same-origin", "x-frame-options": "DENY"}.items():
        assert answer.headers[name] == value
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]


def test_a_role_that_is_taken_away_ends_at_the_next_step(sitting, instance):
    tab = sitting("pimpinan")
    with changed_access(instance) as change:
        change(lambda text: text.replace("kkp-pimpinan", "kkp-lain"))
        tab.page.get_by_role("link", name="Sumber & mutu").click()
        tab.page.get_by_text("belum diberi peran").wait_for()
        change(lambda text: text + "\nsalah = ")  # a mistake closes the door for all
        tab.page.get_by_role("link", name="Unduh & publikasi").click()
        tab.page.get_by_text("sedang tidak tersedia").wait_for()
        sitting("operator").open("sumber")
        assert offered(sitting("operator")) == titles()
    assert (address("pimpinan"), "peran dicabut") in [(one["alamat"], one.get("sebab")) for one in logged(instance)]


def test_logging_out_ends_the_login_wherever_its_cookie_is(sitting, instance):
    tab = sitting("admin")
    held = {one["name"]: one["value"] for one in tab.page.context.cookies() if one["name"].startswith(USER)}
    assert "Masuk sebagai" in asked(instance, held, "akses")
    tab.page.get_by_role("button", name="Keluar").click()
    tab.page.get_by_role("button", name="End session").click()
    tab.page.wait_for_url(f"{instance.url}/**")
    tab.settle()
    assert tab.page.get_by_role("button", name="Masuk", exact=True).is_visible()
    assert USER not in {one["name"] for one in tab.page.context.cookies()}
    assert [(one["alamat"], one["sebab"]) for one in logged(instance) if one["apa"] == "keluar"][-1] == (address("admin"), "tombol")
    text = asked(instance, held, "akses")
    assert REFUSED in text
    assert "Masuk sebagai" not in text
