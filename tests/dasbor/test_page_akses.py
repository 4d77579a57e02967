"""The page Akses: roles given, changed and taken back by a second person; the access log; no figure anywhere."""

import datetime as dt

import pytest

from dasbor.inside import entering
from dasbor.web import internal, login, trail
from dasbor.web.access import Grant, Person, Policy, Role, area
from dasbor.words import clock
from etl.entries import ledger
from tests.dasbor.apps import bodies, open_page
from tests.dasbor.test_page_isian import NTT as NTT_AUTHOR
from tests.dasbor.test_page_isian import current, enter, folder, part, send, stage

__all__ = ["folder"]

ADMIN = Person("admin@pusat.go.id", (Role.ADMIN,))
NTT = "kemenham-nusa-tenggara-timur"


@pytest.fixture
def admin(folder, as_person, monkeypatch):
    """An administrator by the configuration, in a folder where something was entered."""
    as_person(ADMIN)
    enter(folder, stage())
    policy = Policy(by_address={ADMIN.address: (Grant(Role.ADMIN),)}, claim="groups", by_claim={"pusat": (Grant(Role.PIMPINAN),)})
    monkeypatch.setattr(login, "door", lambda: login.Door(policy))
    return folder


def test_a_role_is_given_changed_and_taken_back(admin):
    at = open_page("akses")
    shown = bodies(at)
    assert "semua dengan groups = pusat" in shown
    assert '<th scope="row">admin@pusat.go.id</th><td>admin akses<td>–<td>konfigurasi' in shown
    part(at, "akses-address").set_value(" Rina@Kanwil.go.id ")
    part(at, "akses-roles").set_value(["kanwil"])
    assert "Kanwil: &#x27;&#x27; bukan kanwil masa kini" in bodies(send(at, "akses-save"))
    part(at, "akses-office").set_value("53")
    assert "Alasan: harus diisi" in bodies(send(at, "akses-save"))
    part(at, "isian-reason").set_value("petugas baru")
    at = send(at, "akses-save")
    assert "Tersimpan sebagai catatan nomor 2: rina@kanwil.go.id, Kanwil (Kanwil KemenHAM Nusa Tenggara Timur)." in bodies(at)
    assert internal.granted() == {"rina@kanwil.go.id": (Grant(Role.KANWIL, NTT),)}
    assert "<td>halaman ini<td>admin@pusat.go.id<td>22 November 2026, 09.00 WIB<td>petugas baru" in bodies(at)
    at = part(at, "akses-whose").set_value("rina@kanwil.go.id").run()
    assert part(at, "akses-office").value == "53"
    part(at, "akses-back").set_value(True)
    part(at, "isian-reason").set_value("pindah")
    at = send(at, "akses-save")
    assert internal.granted() == {}
    assert (entering.roles(NTT_AUTHOR), entering.role_entries(NTT_AUTHOR)) == ({}, ())  # not for whoever enters figures
    assert "<td>Kanwil (Kanwil KemenHAM Nusa Tenggara Timur)<td>tanpa peran<td>pindah" in bodies(at)
    assert "Kupang" not in bodies(at)  # what was entered about regions is not shown here


def test_every_province_can_be_given_and_is_named_with_its_office(admin):
    """In the picker and once it is saved; Bali's office is not known, Maluku's looks after others too."""
    at = open_page("akses")
    options = part(at, "akses-office").options
    assert len(options) == len(set(options)) == 38
    assert next(one for one in options if "riau" in one.casefold()).startswith("Riau — kanwil pengampu belum diketahui")
    assert "Maluku — Kanwil KemenHAM Papua Barat (8 provinsi)" in options
    for code, address, told in (
        ("51", "bali@kanwil.go.id", "Kanwil (provinsi Bali, kanwil pengampunya belum diketahui)"),
        ("81", "maluku@kanwil.go.id", "Kanwil (Kanwil KemenHAM Papua Barat: Maluku, Maluku Utara, "),
    ):
        part(at, "akses-address").set_value(address)
        part(at, "akses-roles").set_value(["kanwil"])
        part(at, "akses-office").set_value(code)
        part(at, "isian-reason").set_value("petugas baru")
        at = send(at, "akses-save")
        assert f"{address}, {told}" in bodies(at)
    given = internal.granted()
    offices = {one: given[f"{one}@kanwil.go.id"][0].office for one in ("bali", "maluku")}
    areas = {one: area(Person(one, (Role.KANWIL,), (office,))).provinces for one, office in offices.items()}
    assert areas["bali"] == {"51"}
    assert {"81", "82", "91", "92"} <= areas["maluku"]


def test_nobody_changes_their_own_roles(admin):
    at = open_page("akses")
    part(at, "akses-address").set_value(ADMIN.address)
    part(at, "akses-roles").set_value(["operator"])
    part(at, "isian-reason").set_value("perlu")
    assert "Peran sendiri tidak dapat diubah" in bodies(send(at, "akses-save"))
    assert current(admin, "peran", ADMIN.address) is None


def test_the_log_is_read_filtered_and_checked(admin, monkeypatch):
    trail.log("unduh", Person("rina@kanwil.go.id", (Role.KANWIL,)), halaman="isian", berkas="internal-tahap.csv")
    trail.log("masuk", ADMIN)
    at = open_page("akses", bagian="jejak")
    shown = bodies(at)
    assert "<td>mengunduh<td>rina@kanwil.go.id<td>Kanwil<td>halaman isian, berkas internal-tahap.csv" in shown
    assert f"<dd>{trail.FILE}:{len(trail.read().lines)}:{trail.read().seal}:" in shown
    assert "<td>masuk<td>admin@pusat.go.id<td>admin akses" in shown
    only = bodies(at.selectbox(key="akses.apa.id").set_value("unduh").run())
    assert "<td>masuk<td>" not in only
    path = admin / trail.FILE
    path.write_text(path.read_text(encoding="utf-8").replace("internal-tahap", "internal-lain"), encoding="utf-8")
    broken = bodies(at.run())
    assert "Jejak akses (jejak/akses.jsonl) tidak utuh." in broken
    assert "baris sebelumnya diubah, hilang, atau ditambahkan" in broken
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2027, 3, 1, tzinfo=dt.UTC))
    assert "Tidak ada yang sesuai" in bodies(open_page("akses", bagian="jejak", apa="unduh"))


def test_a_broken_ledger_closes_the_form_of_roles(admin):
    path = admin / "isian" / "catatan.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"no": 1', '"no": 2'), encoding="utf-8")
    at = open_page("akses")
    assert "Catatan isian (isian/catatan.jsonl) tidak utuh." in bodies(at)
    assert not [one for one in at.button if str(one.key).startswith("akses-")]
    with pytest.raises(ledger.UserError):
        ledger.read(admin)
