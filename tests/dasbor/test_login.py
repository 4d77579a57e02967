"""Login as pages see it: the sidebar, refusals, internal downloads, and a door that stays closed when anything is wrong."""

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.page import registry
from dasbor.web import access, login, provider, trail
from dasbor.web.access import PUBLIC, Person, Policy, Role, Verdict
from etl.base.errors import UserError
from etl.entries.area import EVERYTHING
from tests.dasbor.apps import bodies

NTT = Person("ntt@contoh.go.id", (Role.KANWIL,), ("kemenham-nusa-tenggara-timur",))
OPERATOR = Person("op@contoh.go.id", (Role.OPERATOR,))


@pytest.fixture
def folder(record_folder, tmp_path, monkeypatch):
    """A data folder whose logs belong to the test."""
    for name in ("publik.duckdb", "kerja.duckdb"):
        (tmp_path / name).symlink_to(record_folder / name)
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    return tmp_path


def sidebar():
    def drawn():
        from dasbor.web import login

        login.draw()

    return AppTest.from_function(drawn, default_timeout=60).run()


def refused():
    def drawn():
        from dasbor.web import login
        from dasbor.web.access import Right

        login.refused_page((Right.MUAT,), "kelola")

    return AppTest.from_function(drawn, default_timeout=60).run()


def become(monkeypatch, state, person=PUBLIC, address="ani@contoh.go.id"):
    monkeypatch.setattr(login, "door", lambda: login.Door(Policy()))
    monkeypatch.setattr(login, "_judged", lambda claims: Verdict(person, state, address))


def logged():
    return [(one["apa"], one["alamat"], one.get("sebab")) for one in trail.read().lines]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("state", "told", "buttons"),
    [
        ("nobody", "", ["Masuk"]),
        ("expired", "Waktu masuk ani@contoh.go.id sudah berakhir (8 jam sejak masuk).", ["Masuk kembali", "Keluar"]),
        ("unknown", "ani@contoh.go.id sudah masuk, tetapi belum diberi peran di sini.", ["Keluar"]),
        ("unverified", "belum dikonfirmasi", ["Masuk", "Keluar"]),
    ],
)
def test_the_sidebar_says_who_one_is_not(monkeypatch, state, told, buttons):
    become(monkeypatch, state)
    at = sidebar()
    assert not at.exception
    assert told in bodies(at)
    assert [one.label for one in at.button] == buttons


@pytest.mark.usefixtures("folder")
def test_the_sidebar_says_who_one_is(as_person):
    as_person(NTT)
    at = sidebar()
    assert "<b>ntt@contoh.go.id</b><br>Kanwil<br>Kanwil KemenHAM Nusa Tenggara Timur" in bodies(at)
    assert [one.label for one in at.button] == ["Keluar"]


def test_a_public_instance_has_no_login(folder, monkeypatch):
    monkeypatch.delenv(access.VARIABLE, raising=False)
    at = sidebar()
    assert not at.exception
    assert (bodies(at), len(at.button)) == ("", 0)
    assert (login.person(), login.offered()) == (PUBLIC, False)
    assert not (folder / "jejak").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "tidak dapat dibaca"),
        ('[[alamat]]\nalamat = "a@b"\nperan = "bos"', "tidak dikenal"),
        ("", "server.py tidak terpasang"),
    ],
)
def test_an_instance_that_is_not_set_up_right_is_public_only_and_says_why_in_its_log(folder, monkeypatch, caplog, text, reason):
    file = folder / "akses.toml"
    if text is not None:
        file.write_text(text)
    monkeypatch.setenv(access.VARIABLE, str(file))
    monkeypatch.setattr(provider.force, "in_force", lambda: False)
    monkeypatch.setattr(login, "_told", set())
    for _ in range(2):
        at = sidebar()
        assert "Masuk bagi petugas sedang tidak tersedia" in bodies(at)
        assert len(at.button) == 0
    assert login.person() == PUBLIC
    said = [one for one in caplog.messages if "MASUK TIDAK TERSEDIA" in one]
    assert len(said) == 1
    assert reason in said[0]


@pytest.mark.usefixtures("folder")
def test_a_login_is_logged_once_for_all_its_tabs_and_so_is_its_end(monkeypatch):
    login._logged.clear()
    become(monkeypatch, "known", OPERATOR, OPERATOR.address)
    at = sidebar()
    sidebar()
    at.run()
    assert logged() == [("masuk", OPERATOR.address, None)]
    become(monkeypatch, "expired", address=OPERATOR.address)
    at.run()
    at.run()
    assert logged()[1:] == [("keluar", OPERATOR.address, "kedaluwarsa")]


@pytest.mark.usefixtures("folder")
def test_a_role_that_was_taken_away_is_logged(monkeypatch):
    become(monkeypatch, "known", OPERATOR, OPERATOR.address)
    at = sidebar()
    become(monkeypatch, "unknown", address=OPERATOR.address)
    at.run()
    assert logged()[-2:] == [("keluar", OPERATOR.address, "peran dicabut"), ("ditolak", OPERATOR.address, "tanpa peran")]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("person", "told"), [(NTT, "tidak termasuk peran Anda"), (PUBLIC, "hanya untuk petugas yang sudah masuk")])
def test_a_page_of_others_says_so_and_is_logged(as_person, person, told):
    as_person(person)
    at = refused()
    assert not at.exception
    assert told in bodies(at)
    last = trail.read().lines[-1]
    assert (last["apa"], last["alamat"], last["halaman"], last["hak"]) == ("ditolak", person.address, "kelola", "muat")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("spec", registry.INTERNAL, ids=lambda spec: spec.key)
def test_the_script_of_an_internal_page_run_by_itself_ends_before_it_begins(as_person, spec):
    """Streamlit can be made to run a page without app.py; then nothing of the navigation protects it."""
    as_person()
    at = AppTest.from_file(str(spec.path), default_timeout=60).run()
    assert not at.exception
    assert "Bukan untuk umum" in bodies(at)
    assert spec.title("id") not in bodies(at)
    assert len(at.button) + len(at.selectbox) + len(at.file_uploader) == 0


@pytest.mark.usefixtures("folder")
def test_a_page_that_forgets_to_ask_gets_nothing(inside_folder, monkeypatch):
    monkeypatch.setenv("PEDULIHAM_DATA", str(inside_folder))

    def forgetful():
        import streamlit as st

        from dasbor.web import login

        st.html(str(login.inside().value("SELECT count(*) FROM kerja.target")))

    assert bodies(AppTest.from_function(forgetful, default_timeout=60).run()) == "0"


def test_the_author_of_an_entry(folder, as_person):
    as_person(NTT)
    assert (login.author().address, login.author().roles, login.author().area.provinces) == (NTT.address, ("kanwil",), {"53"})
    as_person(OPERATOR)
    assert login.author().area == EVERYTHING
    assert login.author().rights == {"lihat", "isi", "setuju", "muat"}
    as_person()
    assert (login.author().address, login.author().rights, bool(login.author().area)) == ("", frozenset(), False)


def made():
    return b"isi"


def test_an_internal_file_is_logged_before_it_is_made(folder, as_person):
    as_person(NTT)
    assert login.taken(made, "internal-x.csv", "kanwil")() == b"isi"
    last = trail.read().lines[-1]
    assert (last["apa"], last["alamat"], last["peran"], last["berkas"]) == ("unduh", NTT.address, ["kanwil"], "internal-x.csv")


@pytest.mark.parametrize("now", [PUBLIC, OPERATOR, Person(NTT.address, NTT.roles, ("kemenham-lampung",))])
def test_no_internal_file_for_somebody_who_has_changed_since(folder, as_person, now):
    as_person(NTT)
    file = login.taken(made, "internal-x.csv", "kanwil")
    as_person(now)
    with pytest.raises(UserError, match="sudah berakhir"):
        file()
    assert "unduh" not in [one["apa"] for one in trail.read().lines]


def test_no_internal_file_without_its_line_in_the_log(folder, as_person):
    as_person(NTT)
    (folder / "jejak").write_text("")
    with pytest.raises(UserError):
        login.taken(made, "internal-x.csv", "kanwil")()


@pytest.mark.usefixtures("folder")
def test_a_log_that_cannot_be_written_is_told_the_operator_and_stops_no_refusal(folder, as_person, caplog):
    as_person()
    (folder / "jejak").write_text("")
    assert "hanya untuk petugas" in bodies(refused())
    assert "catatan akses tidak tertulis (ditolak)" in caplog.text


def test_a_knocking_visitor_fills_no_disk(folder, monkeypatch):
    trail._said.clear()
    now = [0.0]
    monkeypatch.setattr(trail.time, "monotonic", lambda: now[0])
    for _ in range(500):
        trail.log("ditolak", PUBLIC, halaman="kelola", hak="muat")
    trail.log("ditolak", PUBLIC, halaman="isian", hak="lihat")
    now[0] = 61
    trail.log("ditolak", PUBLIC, halaman="kelola", hak="muat")
    assert [(one["halaman"], one.get("kali")) for one in trail.read().lines] == [("kelola", None), ("isian", None), ("kelola", 500)]
    assert trail.read().faults == ()


def test_the_band_and_the_downloads_of_internal_figures(inside_folder, monkeypatch, as_person):
    monkeypatch.setenv("PEDULIHAM_DATA", str(inside_folder))
    as_person(NTT)

    def drawn():
        import pandas as pd

        from dasbor.inside import part as inside_parts
        from dasbor.page import ui
        from dasbor.page.tables import ShownColumn, Table

        page = ui.start("kanwil")
        inside_parts.banner(page)
        table = Table(pd.DataFrame({"nama": ["Kota Kupang"]}), (ShownColumn("nama", heading="Nama"),), "Uji", page.t)
        inside_parts.downloads(page, "uji", "Uji", table)

    at = AppTest.from_function(drawn, default_timeout=60).run()
    assert not at.exception
    assert "INTERNAL · BELUM DIUMUMKAN" in bodies(at)
    assert "Cakupan: Nusa Tenggara Timur." in bodies(at)
    assert [one.proto.label for one in at.get("download_button")] == [
        "Tabel (Excel)",
        "CSV untuk program (koma)",
        "CSV untuk Excel Indonesia (titik koma)",
    ]
