"""The page Isian: forms, being too late, corrections, files, history with undo, and whose area it is."""

import datetime as dt
import io
import shutil

import openpyxl
import pytest

from dasbor.inside import entering
from dasbor.inside import isian as view
from dasbor.inside.entering import Author
from dasbor.mart import warehouse
from dasbor.web import trail
from dasbor.web.access import Person, Role
from dasbor.words import clock
from dasbor.words.texts import texts
from etl.entries import ledger
from etl.entries.area import EVERYTHING, Area
from etl.entries.ledger import WantedChange
from tests.dasbor.apps import bodies, open_page

NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
RINA = Person("rina@kanwil.go.id", (Role.KANWIL,), ("kemenham-nusa-tenggara-timur",))
OPERATOR = Person("operator@pusat.go.id", (Role.OPERATOR,))
NTT = Author("budi@kanwil.go.id", ("kanwil",), frozenset({"lihat", "isi"}), Area(provinces=frozenset({"53"})))
CENTRE = Author("operator@pusat.go.id", ("operator",), frozenset({"isi", "setuju"}), EVERYTHING)
CLAIM = "k1571a758c2"
"""Kabupaten Flores Timur 2023, Peduli HAM."""


@pytest.fixture
def folder(record, monkeypatch, as_person):
    """The published record, to which a ledger is added for the test; Rina of the Kanwil is logged in."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    as_person(RINA)
    yield record
    for name in ("isian", "jejak"):
        shutil.rmtree(record / name, ignore_errors=True)


def stage(code="53.01", state="sudah", *, seen=0, step="mengirim"):
    return WantedChange("tahap", ("2026", code, step), {"keadaan": state}, seen)


def enter(folder, *changes, by=NTT, reason=""):
    return ledger.record(folder, changes, author=by, reason=reason, now=NOW)


def current(folder, kind, *key):
    standing = ledger.read(folder).current.get((kind, key))
    return standing and standing.value


def part(at, name):
    """The one widget whose key begins so."""
    kinds = ("button", "text_input", "radio", "selectbox", "date_input", "number_input", "checkbox", "button_group")
    found = [one for kind in kinds for one in at.get(kind) if str(one.key or "").startswith(name)]
    assert len(found) == 1, (name, [one.key for one in found])
    return found[0]


def send(at, name="isian-save"):
    return part(at, name).click().run()


def choose(at, *codes):
    part(at, "isian-regions").set_value([("2026", code, "mengirim") for code in codes])
    return at


def test_several_regions_are_recorded_at_once(folder):
    at = open_page("isian")
    assert not at.exception
    choose(at, "53.01", "53.71")
    part(at, "isian-day").set_value(dt.date(2026, 3, 12))
    at = send(at)
    assert "Tersimpan sebagai catatan nomor 1: 2 isian." in bodies(at)
    assert current(folder, "tahap", "2026", "53.71", "mengirim") == {"keadaan": "sudah", "tanggal": "2026-03-12"}
    assert "9,1 % (2 dari 22)" in bodies(at)
    assert "<td>12 Maret 2026<td>rina@kanwil.go.id<td>22 November 2026, 09.00 WIB" in bodies(at)
    assert part(at, "isian-regions").value == []
    assert "catatan nomor 1: 2 isian" in at.toast[0].value  # where the reader is looking
    at = send(choose(at, "53.71", "53.02"))  # an impossible date arrives as none: it is asked for, never taken as "without"
    assert "tanggalnya kosong, tidak lengkap, atau di luar 1 Januari 2025 sampai 22 November 2026" in bodies(at)
    assert current(folder, "tahap", "2026", "53.02", "mengirim") is None
    part(at, "isian-undated").set_value(True)
    at = send(at)
    assert "Tersimpan sebagai catatan nomor 2: 1 isian." in bodies(at)  # a day left empty leaves the one that stands
    assert current(folder, "tahap", "2026", "53.71", "mengirim") == {"keadaan": "sudah", "tanggal": "2026-03-12"}
    assert "Tersimpan" not in bodies(at.run())
    assert "belum ada kabupaten/kota" in bodies(send(at)).lower()


def test_who_comes_too_late_is_told_and_loses_nothing(folder):
    first, second = open_page("isian"), open_page("isian")
    part(first, "isian-undated").set_value(True)
    send(choose(first, "53.01"))
    choose(second, "53.01", "53.02")
    part(second, "isian-state").set_value("belum")
    part(second, "isian-reason").set_value("belum lengkap")
    second = send(second)
    shown = bodies(second)
    assert "Belum tersimpan: orang lain mengubahnya" in shown
    assert "Kabupaten Kupang, 2026: mengirim data: sekarang sudah, dicatat oleh rina@kanwil.go.id, 22 November 2026" in shown
    assert len(ledger.read(folder).entries) == 1
    assert len(part(second, "isian-regions").value) == 2
    assert part(second, "isian-reason").value == "belum lengkap"
    second = send(second)  # without having looked: told again
    assert "Belum tersimpan" in bodies(second)
    second = part(second, "isian-seen").click().run()
    assert "Belum tersimpan" not in bodies(second)
    second = send(second)
    assert "Tersimpan sebagai catatan nomor 2: 2 isian." in bodies(second)
    entry = ledger.read(folder).entries[-1]
    assert [(one.before and one.before["keadaan"], one.after["keadaan"]) for one in entry.changes] == [
        ("sudah", "belum"), (None, "belum"),
    ]  # fmt: skip


def test_what_is_refused_stands_in_the_readers_language_and_the_form_stays(folder):
    enter(folder, stage())
    at = open_page("isian", lang="en")
    choose(at, "53.01")
    part(at, "isian-state").set_value("tidak")
    shown = bodies(send(at))
    assert "<b>Not carried out; nothing was changed. Explained in Indonesian:</b>" in shown
    assert '<ul lang="id"><li>Alasan: harus diisi' in shown
    assert part(at, "isian-regions").value


FORMS = {
    "yankomas": ({"dugaan": 3, "rekomendasi": 2, "terjawab": 1}, ("2026", "53.01"), {"keterangan": None}),
    "target": ({"target_peduli": 14}, ("2026", "53"), {"target_peserta": None}),
    "tenggat": ({"tanggal": dt.date(2026, 9, 17)}, ("2026", "53", "mengirim"), {"tanggal": "2026-09-17"}),
}
"""Kind → what is typed, the key, and how the value stands besides that."""


def test_small_forms_save_show_what_stands_and_take_it_back(folder):
    at = open_page("isian", jenis="yankomas")
    for number, (kind, (fields, key, more)) in enumerate(FORMS.items(), start=1):
        at = at.selectbox(key="isian.jenis.id").set_value(kind).run()
        assert not at.exception
        assert "Belum ada yang mencatat ini." in bodies(at)
        for name, said in fields.items():
            part(at, f"isian-{name}").set_value(said)
        at = send(at)
        assert current(folder, kind, *key) == {**fields, **more}
        by = f"dicatat oleh rina@kanwil.go.id, 22 November 2026, 09.00 WIB (catatan nomor {number})."
        assert f"Yang berlaku sekarang {by}" in bodies(at)
        assert [part(at, f"isian-{name}").value for name in fields] == list(fields.values())
    part(at, "isian-back").set_value(True)
    part(at, "isian-reason").set_value("keliru")
    assert "Belum ada yang mencatat ini." in bodies(send(at))
    assert current(folder, *("tenggat", "2026", "53", "mengirim")) is None


def test_personal_data_that_were_typed_are_masked_and_that_is_said(folder):
    at = open_page("isian", jenis="yankomas")
    for name, said in {"dugaan": 3, "rekomendasi": 2, "terjawab": 1, "keterangan": "HP 081234567801"}.items():
        part(at, f"isian-{name}").set_value(said)
    at = send(at)
    assert current(folder, "yankomas", "2026", "53.01")["keterangan"] == "HP [telepon disamarkan]"
    assert "Data pribadi yang diketik disamarkan: Keterangan." in bodies(at)


def test_a_field_that_is_wrong_is_named_as_the_form_calls_it(folder):
    at = open_page("isian", jenis="target")
    part(at, "isian-target_peduli").set_value(99)
    assert "Target Peduli HAM: 99 melebihi 22 kabupaten/kota" in bodies(send(at))
    assert not ledger.read(folder).entries


def test_nobody_sees_or_is_offered_another_area(folder, as_person):
    enter(folder, stage("12.71"), by=CENTRE)
    at = open_page("isian")
    assert list(at.selectbox(key="isian.prov.id").options) == ["Nusa Tenggara Timur"]
    for choices in ({"bagian": "riwayat"}, {"prov": "12"}):
        assert "Medan" not in bodies(open_page("isian", **choices))
    as_person(OPERATOR)
    at = open_page("isian")
    assert "Pilih dahulu provinsinya." in bodies(at)
    assert "Kota Medan" in bodies(at.selectbox(key="isian.prov.id").set_value("12").run())
    at = at.selectbox(key="isian.jenis.id").set_value("tenggat").run()
    assert "Seluruh Indonesia" in at.selectbox(key="isian.untuk.id").options


def test_leadership_reads_and_has_no_form(folder, as_person):
    enter(folder, stage())
    as_person(Person("pimpinan@pusat.go.id", (Role.PIMPINAN,)))
    at = open_page("isian", prov="53")
    assert "Kabupaten Kupang" in bodies(at)
    assert "Peran Anda hanya melihat" in bodies(at)
    for name, value in (("jenis", "koreksi"), ("bagian", "riwayat"), ("bagian", "berkas")):
        assert not [one for one in at.button if str(one.key).startswith("isian-")]
        at = at.selectbox(key=f"isian.{name}.id").set_value(value).run()
        assert not at.exception
    assert not at.file_uploader


def test_the_history_is_grouped_filtered_and_undone_by_a_new_entry(folder):
    enter(folder, stage("53.01"), stage("53.02"))
    enter(folder, WantedChange("target", ("2026", "53"), {"target_peduli": 9}, 0), reason="rapat")
    at = open_page("isian", bagian="riwayat")
    places = "Kabupaten Kupang, Kabupaten Timor Tengah Selatan"
    assert f"<td>Tahap 2026: mengirim data<td>{places}<td>belum dicatat<td>sudah" in bodies(at)
    only = bodies(at.selectbox(key="isian.jenis.id").set_value("target").run())
    assert "rapat" in only
    assert "Kabupaten Kupang" not in only
    at = at.selectbox(key="isian.jenis.id").set_value("").run()
    one = bodies(at.selectbox(key="isian.daerah.id").set_value("53.02").run())
    assert "<td>Kabupaten Timor Tengah Selatan<td>belum dicatat<td>sudah" in one
    assert "rapat" not in one
    at = at.selectbox(key="isian.daerah.id").set_value("").run()
    at = part(at, "isian-undo.").set_value(1).run()
    back = "Kabupaten Timor Tengah Selatan, 2026: mengirim data</th><td>sudah<td>belum dicatat"
    assert back in bodies(at), "what is undone is shown before it is"
    assert "Alasan: harus diisi" in bodies(send(at, "isian-undo-save"))
    part(at, "isian-undo-reason").set_value("keliru provinsi")
    at = send(at, "isian-undo-save")
    assert "Catatan nomor 1 diurungkan dengan catatan nomor 3." in bodies(at)
    assert "Mengurungkan catatan nomor 1. keliru provinsi" in bodies(at)
    assert current(folder, "tahap", "2026", "53.01", "mengirim") is None
    enter(folder, WantedChange("target", ("2026", "53"), {"target_peduli": 10}, 2), reason="berubah")
    at = part(at, "isian-undo.").set_value(2).run()
    assert "Nusa Tenggara Timur, 2026</th><td>Target Peduli HAM 9<td>belum dicatat" in bodies(at)
    part(at, "isian-undo-reason").set_value("x")
    assert "Belum tersimpan: orang lain mengubahnya" in bodies(send(at, "isian-undo-save"))


def test_a_correction_is_proposed_by_a_kanwil_and_decided_by_an_operator(folder, as_person):
    at = open_page("isian", jenis="koreksi", tahun=2023, cari="Flores Timur")
    at.selectbox(key="isian.klaim.id").set_value(CLAIM).run()
    assert "Pos Kupang (Tribun)" in bodies(at)
    assert not [one for one in at.button if str(one.key).startswith("isian-agree")]
    part(at, "isian-value").set_value("Cukup Peduli HAM")
    part(at, "isian-source").set_value("https://contoh.go.id/sk")
    part(at, "isian-reason").set_value("menurut SK")
    at = send(at)
    assert "Usulan tersimpan sebagai catatan nomor 1" in bodies(at)
    assert current(folder, "koreksi", CLAIM)["putusan"] == "usul"
    as_person(OPERATOR)
    at = open_page("isian", jenis="koreksi", tahun=2023)
    assert "Usulan yang menunggu putusan (1)" in bodies(at)
    part(at, "isian-reason.putusan").set_value("SK sudah diperiksa")
    at = send(at, "isian-agree")
    assert "Koreksi disetujui dengan catatan nomor 2" in bodies(at)
    assert current(folder, "koreksi", CLAIM) == {
        "nilai": "Cukup Peduli HAM", "cabut": None, "sumber_url": "https://contoh.go.id/sk", "putusan": "setuju",
    }  # fmt: skip


def test_one_button_puts_an_approved_correction_in_force(folder, as_person, tmp_path, monkeypatch):
    own = shutil.copytree(folder, tmp_path / "data")
    monkeypatch.setenv("PEDULIHAM_DATA", str(own))
    said = {"nilai": "Cukup Peduli HAM", "cabut": None, "sumber_url": "https://contoh.go.id/sk", "putusan": "usul"}
    enter(own, WantedChange("koreksi", (CLAIM,), said, 0), reason="menurut SK")
    as_person(OPERATOR)
    at = open_page("isian", jenis="koreksi", tahun=2023)
    waits = "Ada putusan tentang koreksi yang belum berlaku"
    assert waits not in bodies(at)
    part(at, "isian-reason.putusan").set_value("SK sudah diperiksa")
    at = send(at, "isian-agree")
    assert waits in bodies(at)
    assert not warehouse.current().query("FROM mart.klaim WHERE koreksi_pada IS NOT NULL").size
    at = send(at, "isian-correction-publish")
    assert "Koreksi berlaku: versi data 2026" in bodies(at)
    assert waits not in bodies(at)
    found = warehouse.current().query("SELECT id, nilai FROM mart.klaim WHERE koreksi_pada IS NOT NULL")
    assert found.values.tolist() == [[CLAIM, "Cukup Peduli HAM"]]
    ledger.undo(own, 2, author=CENTRE, reason="SK dicabut", now=NOW)
    assert waits in bodies(at.run())
    as_person(RINA)
    assert waits not in bodies(open_page("isian", jenis="koreksi", tahun=2023))
    with pytest.raises(entering.UserError, match="tidak berhak"):
        entering.put_in_force(NTT)


def test_a_template_comes_back_with_one_change_and_is_saved(folder):
    enter(folder, stage("53.02"))
    book = openpyxl.load_workbook(io.BytesIO(entering.form(NTT, 2026, ())))
    book["Target"]["D2"] = 14
    out = io.BytesIO()
    book.save(out)
    at = open_page("isian", bagian="berkas")
    at.file_uploader[0].set_value(("templat.xlsx", out.getvalue(), "application/octet-stream"))
    at = at.run()
    assert not at.exception
    assert "<td>Nusa Tenggara Timur, 2026<td>belum dicatat<td>Target Peduli HAM 14" in bodies(at)
    assert not ledger.read(folder).entries[1:]
    at = at.button(key="isian-file-save").click().run()
    assert "Berkas tersimpan sebagai catatan nomor 2: 1 isian; 0 baris ditolak." in bodies(at)
    assert ledger.read(folder).entries[-1].source.name == "templat.xlsx"
    assert [(line["apa"], line["berkas"]) for line in trail.read().lines if line["apa"] == "unggah"] == [("unggah", "templat.xlsx")]


def test_a_broken_ledger_is_said_and_closes_the_forms(folder):
    enter(folder, stage())
    enter(folder, stage("53.02"))
    path = folder / "isian" / "catatan.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("53.01", "53.03"), encoding="utf-8")
    at = open_page("isian")
    assert "Catatan isian (isian/catatan.jsonl) tidak utuh." in bodies(at)
    assert "baris 2: baris sebelumnya diubah" in bodies(at)
    assert not [one for one in at.button if str(one.key).startswith("isian-")]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_values_of_every_kind_are_told_in_words(record, lang):
    t = texts(lang)
    values = {
        "tahap": {"keadaan": "sudah", "tanggal": "2026-03-12"},
        "tenggat": {"tanggal": "2026-03-31"},
        "target": {"target_peduli": 5, "target_peserta": None},
        "yankomas": {"dugaan": 3, "rekomendasi": 2, "terjawab": 1, "keterangan": None},
        "koreksi": {"nilai": None, "cabut": True, "sumber_url": None, "putusan": "usul"},
        "peran": {"peran": ["kanwil"], "kanwil": "kemenham-nusa-tenggara-timur"},
    }
    told = {kind: view.value_words(t, kind, value) for kind, value in values.items()}
    assert told["tahap"] == {"id": "sudah, 12 Maret 2026", "en": "done, 12 March 2026"}[lang]
    assert told["koreksi"] == {"id": "dicabut (menunggu putusan)", "en": "withdrawn (waiting for a decision)"}[lang]
    assert "None" not in " ".join(told.values())
    assert told["peran"].endswith("(Kanwil KemenHAM Nusa Tenggara Timur)")
