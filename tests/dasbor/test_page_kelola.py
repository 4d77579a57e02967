"""The page Kelola data: absent for the public; for the operator from a messy file to what everybody sees, and back."""

import datetime as dt
import io
import shutil
import subprocess
import sys

import openpyxl
import pytest
import xlsxwriter

from dasbor.inside import kelola as view
from dasbor.inside import manage
from dasbor.inside.manage import File
from dasbor.page import registry
from dasbor.web import trail
from dasbor.web.access import Person, Role
from dasbor.words import clock, formats, paths
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page
from tests.etl import etl_tools

HEAD = ["Kode", "Kab/Kota", "Nilai", "Predikat", "Ikut serta"]
TABLE = [
    ["HASIL PENILAIAN 2024"],
    HEAD,
    ["13.71", "Kota Padang", "90,5", "PEDULI HAM", "ya"],
    [None, "Solok", 80, "Peduli", None],
    [None, "Kab. Atlantis", 80, "Peduli", None],
    ["13.06", "Kab. Agam", "tujuh", "Bagus", None],
    [None, "Kota Bukittinggi", 80, "Cukup Peduli HAM", None],
    ["Jumlah", None, 3],
]
YEAR = 2024
RINA = "rina@contoh.go.id"


def workbook(table):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Hasil")
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A folder with one claim, built: what is done here with a file takes as long as a build, and says nothing about the record."""
    folder = etl_tools.make_folder(tmp_path_factory.mktemp("kecil") / "data")
    etl_tools.build_in(folder)
    return folder


@pytest.fixture
def operator(small, tmp_path, monkeypatch, as_person):
    """A data folder of one's own, and an operator before every session."""
    folder = tmp_path / "data"
    shutil.copytree(small, folder)
    monkeypatch.setenv("PEDULIHAM_DATA", str(folder))
    as_person(Person(RINA, (Role.OPERATOR,)))
    return folder


def upload(table=TABLE, name="rekap.xlsx", **choices):
    at = open_page("kelola", **choices)
    at.file_uploader[0].set_value((name, workbook(table), "application/octet-stream"))
    return at.run()


def press(at, name):
    return at.button(key=f"kelola-{name}").click().run()


@pytest.mark.usefixtures("record")
def test_the_public_instance_does_not_have_it():
    assert registry.present() == registry.PAGES
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page("ringkasan").switch_page("pages/kelola.py")


@pytest.mark.parametrize("role", [None, Role.KANWIL, Role.PIMPINAN, Role.ADMIN])
def test_nobody_else_gets_at_the_data_folder(operator, as_person, role):
    """Whatever page calls: the functions themselves refuse."""
    seen = manage.preview(File("rekap.xlsx", workbook(TABLE)), YEAR, {})
    as_person(*[Person("lain@contoh.go.id", (role,), ("kemenham-maluku",))] if role else [])
    steps = [
        manage.state,
        lambda: manage.preview(File("rekap.xlsx", workbook(TABLE)), YEAR, {}),
        lambda: manage.remember("Kab. Atlantis", "13.01"),
        lambda: manage.load(seen, print),
        lambda: manage.versions(YEAR),
        lambda: manage.kept_as(seen),
        lambda: manage.events(YEAR),
        lambda: manage.differences(YEAR, 1, 2),
        lambda: manage.decide("terbit", YEAR, version=1, due=None, reason="", progress=print),
    ]
    for step in steps:
        with pytest.raises(manage.UserError, match="tidak berhak"):
            step()
    assert not (operator / "hasil").exists()
    assert trail.read().lines[-1]["apa"] == "ditolak"


def test_public_pages_do_not_pay_for_it():
    dear = {"openpyxl", "dasbor.inside.manage"}
    code = f"import sys, dasbor.page.frame, dasbor.page.ui, dasbor.page.registry; print(sorted({dear} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=paths.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_messy_file_shows_its_golden_findings_and_rows(operator):
    at = upload()
    assert not at.exception
    shown = bodies(at)
    for line in (
        "Lembar “Hasil”: judul kolom pada baris 2.",
        "1 baris dilewati: jumlah 1.",
        "40,0 % (2 dari 5)",
        "<td>lembar Hasil, baris 4, kolom B<td>“Solok” dapat berarti lebih dari satu wilayah.",
        "<td> | Solok | 80 | Peduli | <td>wilayah-ambigu",
        "<td>lembar Hasil, baris 5, kolom B<td>“Kab. Atlantis” tidak dikenal",
        "<td>13.06 | Kab. Agam | tujuh | Bagus | <td>skor-bukan-angka",
        "<td>13.06 | Kab. Agam | tujuh | Bagus | <td>predikat-tidak-dikenal",
        "<td> | Kota Bukittinggi | 80 | Cukup Peduli HAM | <td>predikat-tidak-sesuai-skor",
        'class="draf"',
    ):
        assert line in shown, line
    at.selectbox(key="kelola.temuan.id").set_value("wilayah-ambigu").run()
    assert "Kab. Atlantis</b>" not in bodies(at)
    assert "skor-bukan-angka" not in bodies(at)
    assert not (operator / "hasil").exists()


def test_in_english(operator):
    shown = bodies(upload(lang="en"))
    assert "Regions were recognised in 3 rows, by: name 3." in shown
    assert "<td>sheet Hasil, row 4, column B<td>“Solok” may mean more than one region." in shown


def test_a_column_is_corrected_and_the_correction_undone(operator):
    table = [["Kab/Kota", "Skor total", "Skor"], ["Kota Padang", 81, 90]]
    at = upload(table)
    columns = at.selectbox(key="kelola-place.id")
    chosen = next(one for one in view.column_options(texts("id"), at.session_state["kelola-seen"][1]) if one[1] == 3)
    columns.set_value(chosen)
    at.selectbox(key="kelola-means.id").set_value("skor_total")
    press(at, "apply")
    (row,) = at.session_state["kelola-seen"][1].draft.rows
    assert row.scores == {"total": 90}
    assert "Arti kolom dibetulkan" in bodies(at)
    press(at, "undo")
    (row,) = at.session_state["kelola-seen"][1].draft.rows
    assert row.scores == {"total": 81, "": 90}


def test_a_region_that_was_not_recognised_is_remembered(operator):
    at = upload()
    at.selectbox(key="kelola-written").set_value("Kab. Atlantis").run()
    at.selectbox(key="kelola-meant.Kab. Atlantis").set_value("13.01").run()
    press(at, "remember")
    assert not at.exception
    assert "“Kab. Atlantis” selanjutnya dipahami sebagai Kabupaten Pesisir Selatan (13.01)." in bodies(at)
    assert "13.01" in [row.code for row in at.session_state["kelola-seen"][1].draft.rows]
    assert f'Kab. Atlantis,13.01,"{RINA}' in (operator / "alias_wilayah.csv").read_text(encoding="utf-8")


def test_what_cannot_be_read_is_refused_in_words(operator):
    at = upload([["bukan", "tabel"]])
    assert not at.exception
    assert "Tidak ada tabel hasil dalam rekap.xlsx." in bodies(at)
    assert "Versi hasil" in bodies(at)


def test_from_draft_to_publication(operator):
    before = (operator / "publik.duckdb").read_bytes()
    at = press(upload(), "load")
    assert "Tersimpan sebagai draf versi 1 tahun 2024." in bodies(at)
    assert (operator / "publik.duckdb").read_bytes() == before  # nobody else sees a draft
    changed = [
        row if row[1] != "Kota Padang" else ["13.71", "Kota Padang", "91,5", "PEDULI HAM", "ya"] for row in TABLE if len(row) > 1
    ]
    changed += [[None, f"Kab. Atlantis {number}", 80, "Peduli"] for number in range(30)]  # more findings than one page holds
    at.file_uploader[0].set_value(("rekap2.xlsx", workbook(changed), "application/octet-stream")).run()
    press(at, "load")
    assert not at.error
    assert "DRAF · Nilai yang berbeda, versi 1 dan versi 2" in bodies(at)
    assert '<th scope="row">Kota Padang</th><td>nilai<td>90,50<td>91,50' in bodies(at)
    assert at.button(key="kelola-decide").disabled
    at.checkbox(key="kelola-sure.terbit.2024.2").check().run()
    press(at, "decide")
    assert "Versi 2 tahun 2024 terbit." in bodies(at)
    assert manage.versions(YEAR)[0].standing.state == "terbit"
    assert (operator / "publik.duckdb").read_bytes() != before
    last, *_ = manage.events(YEAR)
    assert (last.what, last.who, last.version) == ("terbit", RINA, 2)
    at.radio(key="kelola-what.2024.2.id").set_value("tarik").run()
    at.checkbox(key="kelola-sure.tarik.2024.2").check().run()
    assert at.button(key="kelola-decide").disabled  # without a reason
    at.text_input(key="kelola-reason.tarik.2024.2").set_value("salah berkas").run()
    assert not at.button(key="kelola-decide").disabled


def rows_of(*rows):
    return [HEAD, *(list(row) for row in rows)]


def test_two_offices_side_by_side_seen_before_they_are_saved(operator):
    """The page says what a file is before it is kept, whose it is, and what the round has; publishing one leaves the other."""
    at = press(
        upload(rows_of(["13.71", "Kota Padang", 80, "Peduli HAM", "ya"], ["13.06", "Kab. Agam", None, None, "tidak"])), "load"
    )
    at.checkbox(key="kelola-sure.terbit.2024.1").check().run()
    press(at, "decide")
    assert manage.in_force(YEAR) == ("13.06", "13.71")
    other = rows_of(["53.01", "Kab. Kupang", 70, "Cukup Peduli HAM", "ya"])
    at.file_uploader[0].set_value(("ntt.xlsx", workbook(other), "application/octet-stream")).run()
    shown = bodies(at)
    assert "Terhadap hasil resmi 2024 yang terbit: 1 baru, 0 sama, 0 berubah; 0 wilayah lain" in shown
    assert 'role="img" aria-label="DRAF · Sebaran nilai 2024' in shown
    office = next(one for one in at.selectbox if str(one.key).startswith("kelola-office."))
    assert office.value == "Kanwil Kemenkumham Nusa Tenggara Timur"
    office.set_value("Kanwil Kemenkumham Bali").run()
    press(at, "load")
    assert "1 baris bukan wilayah Kanwil Kemenkumham Bali: 53.01" in bodies(at)
    next(one for one in at.selectbox if str(one.key).startswith("kelola-office.")).set_value(office.value)
    at.run()
    next(one for one in at.selectbox if str(one.key).startswith("kelola-office.")).set_value("kementerian").run()
    press(at, "load")
    assert manage.versions(YEAR)[0].origin.office == "kementerian", "what the operator says, not what was recognised"
    assert "Putaran 2024, kantor demi kantor" in bodies(at)
    assert "0 dari 33 kantor lengkap, 2 sebagian, 31 belum masuk." in bodies(at)
    at.checkbox(key="kelola-sure.terbit.2024.2").check().run()
    assert not at.button(key="kelola-decide").disabled, "nothing public changes, so no reason is asked for"
    press(at, "decide")
    assert manage.in_force(YEAR) == ("13.06", "13.71", "53.01")


def test_a_public_region_leaves_by_its_name_only(operator):
    at = press(upload(rows_of(["13.71", "Kota Padang", 80, "Peduli HAM", "ya"], ["13.06", "Kab. Agam", 60, None, "ya"])), "load")
    at.checkbox(key="kelola-sure.terbit.2024.1").check().run()
    press(at, "decide")
    emptied = rows_of(["13.71", "Kota Padang", 81, "Peduli HAM", "ya"], ["13.06", "Kab. Agam", None, None, None])
    at.file_uploader[0].set_value(("lagi.xlsx", workbook(emptied), "application/octet-stream")).run()
    assert "Hilang dari yang terbit, karena disebut tanpa isi (1): Kabupaten Agam." in bodies(at)
    press(at, "load")
    assert "1 kabupaten/kota yang terbit akan hilang" in bodies(at)
    at.text_input(key="kelola-reason.terbit.2024.2").set_value("ralat").run()
    at.checkbox(key="kelola-sure.terbit.2024.2").check().run()
    assert at.button(key="kelola-decide").disabled
    at.multiselect(key="kelola-drops.2024.2").set_value(["13.06"]).run()
    assert not at.button(key="kelola-decide").disabled
    press(at, "decide")
    assert manage.in_force(YEAR) == ("13.71",)


def test_the_button_names_the_moment_and_none_that_has_passed_is_taken(operator):
    at = press(upload(rows_of(["13.71", "Kota Padang", 80, "Peduli HAM", "ya"])), "load")
    at.checkbox(key="kelola-sure.terbit.2024.1").check().run()
    at.radio(key="kelola-when.id").set_value("nanti").run()
    tomorrow = clock.today() + dt.timedelta(days=1)
    at.date_input(key="kelola-day").set_value(tomorrow).run()
    label = at.button(key="kelola-decide").label
    assert label == f"Terbitkan versi 1 tahun 2024, pada {formats.date(tomorrow, 'id')} pukul 09.00 WIB"
    at.date_input(key="kelola-day").set_value(clock.today())
    at.time_input(key="kelola-time").set_value(dt.time(0)).run()
    assert at.button(key="kelola-decide").disabled
    assert "Waktu itu sudah lewat." in bodies(at)


def test_the_annotated_workbook_of_an_upload(operator):
    seen = manage.preview(File("rekap.xlsx", workbook(TABLE)), YEAR, {})
    assert manage.can_annotate(seen)
    sheet = openpyxl.load_workbook(io.BytesIO(manage.annotated(seen, "en")))["Hasil"]
    assert sheet["B4"].comment.text.startswith("Error (wilayah-ambigu)")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Kanwil\rekap.XLSX", "rekap.XLSX"),
        ("..", "berkas"),
        ("a\x00b<c>.csv", "a_b_c_.csv"),
        ("x" * 300 + ".xlsx", "x" * 80 + ".xlsx"),
    ],
)
def test_names_of_uploads_are_never_paths(name, safe):
    assert File(name, b"1").safe_name == safe
    with File(name, b"1").on_disk() as path:
        assert path.name == safe
        assert path.read_bytes() == b"1"
    assert not path.parent.exists()


def test_what_is_hidden_is_decided_before_the_file_can_be_kept(operator):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Hasil")
        for number, row in enumerate([["Kab/Kota", "Nilai"], ["Kota Padang", 81], ["Kab. Agam", 90]]):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    at = open_page("kelola")
    at.file_uploader[0].set_value(("rekap.xlsx", out.getvalue(), "application/octet-stream"))
    at.run()
    assert "tersembunyi atau tersaring pada lembar ini: baris 3" in bodies(at)
    assert "Jawab dahulu pertanyaan di atas" in bodies(at)
    assert "kelola-load" not in {one.key for one in at.button}
    (choice,) = (one for one in at.radio if "jawab" in str(one.key))
    choice.set_value("tanpa").run()
    assert [row.code for row in at.session_state["kelola-seen"][1].draft.rows] == ["13.71"]
    assert "kelola-load" in {one.key for one in at.button}
    assert "Sudah dijawab: “tanpa”." in bodies(at)
    press(at, "load")
    assert [one.number for one in manage.versions(YEAR)] == [1]


def test_every_format_of_the_command_is_taken_by_the_uploader(operator):
    allowed = open_page("kelola").file_uploader[0].proto.type
    assert {one.removeprefix(".") for one in allowed} == set(manage.FORMATS)
