"""What is accepted and what is not: every field, year, place and rule, in the words that the page and the file list show."""

import datetime as dt
from pathlib import Path

import pytest
from isian_tools import (
    ADMIN,
    KANWIL,
    NATIONAL_CLAIM,
    NOW,
    OPERATOR,
    REGION_CLAIM,
    SCORE_CLAIM,
    author,
    record,
    stage,
    target,
    values,
)

from etl.entries.kinds import KINDS, LONGEST_TEXT
from etl.entries.ledger import Author, Invalid, NotPermitted, WantedChange
from etl.entries.rules import RULES

SOURCE = "https://ntt.kemenham.go.id/berita/1"


def deadline(day: object, *, province: str = "53", step: str = "mengirim", year: str = "2026") -> WantedChange:
    return WantedChange("tenggat", (year, province, step), {"tanggal": day}, 0)


def counts(alleged: object, recommended: object, answered: object, note: object = None) -> WantedChange:
    value = {"dugaan": alleged, "rekomendasi": recommended, "terjawab": answered, "keterangan": note}
    return WantedChange("yankomas", ("2026", "53.01"), value, 0)


def correction(claim: str = REGION_CLAIM, **value: object) -> WantedChange:
    return WantedChange("koreksi", (claim,), {"putusan": "usul", **value}, 0)


def role(address: str = "orang@contoh.go.id", **value: object) -> WantedChange:
    return WantedChange("peran", (address,), value, 0)


GOOD: dict[str, tuple[WantedChange, tuple[str, ...], dict[str, object]]] = {
    "numbers as text and as numbers": (
        WantedChange("target", ("2026", "53"), {"target_peduli": "12", "target_peserta": 22.0}, 0),
        ("2026", "53"),
        {"target_peduli": 12, "target_peserta": 22},
    ),
    "zero is a target": (target(0), ("2026", "53"), {"target_peduli": 0, "target_peserta": None}),
    "the whole province": (target(22), ("2026", "53"), {"target_peduli": 22, "target_peserta": None}),
    "a target of the year without assessment": (target(3, year=2021), ("2021", "53"), {"target_peduli": 3, "target_peserta": None}),
    "the year after": (target(3, year=2027), ("2027", "53"), {"target_peduli": 3, "target_peserta": None}),
    "the first year": (target(3, year=2013), ("2013", "53"), {"target_peduli": 3, "target_peserta": None}),
    "today in Jayapura, tomorrow in Jakarta": (
        WantedChange("tahap", ("2026", "53.01", "mengirim"), {"keadaan": "sudah", "tanggal": dt.date(2026, 11, 23)}, 0),
        ("2026", "53.01", "mengirim"),
        {"keadaan": "sudah", "tanggal": "2026-11-23"},
    ),
    "not yet, planned": (
        WantedChange(
            "tahap", ("2026", "53.01", "dinilai"), {"keadaan": "belum", "tanggal": dt.datetime(2026, 12, 1, tzinfo=dt.UTC)}, 0
        ),
        ("2026", "53.01", "dinilai"),
        {"keadaan": "belum", "tanggal": "2026-12-01"},
    ),
    "a code of before 2022": (
        stage("91.01"),
        ("2026", "93.01", "mengirim"),
        {"keadaan": "sudah", "tanggal": None},
    ),
    "a deadline of the nation": (deadline("2026-03-31", province=""), ("2026", "", "mengirim"), {"tanggal": "2026-03-31"}),
    "a deadline for following up": (
        deadline("2026-09-17", step="tindak lanjut"),
        ("2026", "53", "tindak lanjut"),
        {"tanggal": "2026-09-17"},
    ),
    "all answered, spaces tidied": (
        counts(3, 2, 2, "  dua\n rekomendasi  dijawab "),
        ("2026", "53.01"),
        {"dugaan": 3, "rekomendasi": 2, "terjawab": 2, "keterangan": "dua rekomendasi dijawab"},
    ),
    "another predikat": (
        correction(nilai="Cukup Peduli HAM", sumber_url=SOURCE),
        (REGION_CLAIM,),
        {"nilai": "Cukup Peduli HAM", "cabut": None, "sumber_url": SOURCE, "putusan": "usul"},
    ),
    "a claim taken away": (
        correction(NATIONAL_CLAIM, cabut=True, putusan="setuju"),
        (NATIONAL_CLAIM,),
        {"nilai": None, "cabut": True, "sumber_url": None, "putusan": "setuju"},
    ),
    "roles in their order": (
        role(" Orang@Contoh.go.id", peran=["operator", "kanwil"], kanwil="kemenham-nusa-tenggara-timur"),
        ("orang@contoh.go.id",),
        {"peran": ["kanwil", "operator"], "kanwil": "kemenham-nusa-tenggara-timur"},
    ),
}


def by_of(change: WantedChange) -> Author:
    return ADMIN if change.kind == "peran" else OPERATOR


@pytest.mark.parametrize("case", GOOD)
def test_accepted_in_one_form(folder: Path, case: str) -> None:
    change, key, value = GOOD[case]
    now = NOW + dt.timedelta(hours=13, minutes=30)  # 00.30 of the next day in Jayapura
    record(folder, change, by=by_of(change), reason="uji", now=now)
    assert values(folder) == {(change.kind, key): value}


BAD: dict[str, tuple[WantedChange, str, str]] = {
    "kind": (WantedChange("surat", ("2026",), {}, 0), "jenis", "'surat' tidak dikenal"),
    "too few parts": (WantedChange("target", ("2026",), {}, 0), "kunci", "tahun, kode_provinsi"),
    "no year": (WantedChange("target", ("", "53"), {"target_peduli": 1}, 0), "tahun", "harus diisi"),
    "a word as year": (WantedChange("target", ("tahun ini", "53"), {"target_peduli": 1}, 0), "tahun", "empat angka"),
    "too early": (target(1, year=2012), "tahun", "2013 sampai 2027"),
    "too late": (target(1, year=2028), "tahun", "2013 sampai 2027"),
    "a stage without assessment": (stage(year=2021), "tahun", "tanpa penilaian"),
    "no province": (target(1, province=""), "kode_provinsi", "harus diisi"),
    "unknown province": (target(1, province="99"), "kode_provinsi", "bukan kode provinsi"),
    "a province that did not exist": (target(1, province="93", year=2022), "kode_provinsi", "pada tahun 2022"),
    "unknown region": (stage("53.99"), "kode", "bukan kode kabupaten/kota"),
    "a province as region": (stage("53"), "kode", "bukan kode kabupaten/kota"),
    "a region that did not exist": (stage("74.13", year=2013), "kode", "Kabupaten Muna Barat belum dibentuk"),
    "unknown stage": (stage(step="predikat"), "tahap", "diundang, mengirim"),
    "unknown state": (stage(state="mungkin"), "keadaan", "sudah, belum, tidak"),
    "no number": (target("sebelas"), "target_peduli", "bilangan bulat"),
    "a fraction": (target(1.5), "target_peduli", "bilangan bulat"),
    "below zero": (target(-1), "target_peduli", "bilangan bulat"),
    "yes is no number": (target(True), "target_peduli", "bilangan bulat"),
    "nothing": (target(None), "target_peduli", "harus diisi"),
    "more than there are": (target(23), "target_peduli", "melebihi 22"),
    "more than there were": (target(12, province="92", year=2023), "target_peduli", "melebihi 7"),
    "more than existed yet": (target(15, province="74", year=2013), "target_peduli", "melebihi 14"),
    "more winners than participants": (
        WantedChange("target", ("2026", "53"), {"target_peduli": 5, "target_peserta": 4}, 0),
        "target_peserta",
        "kurang daripada",
    ),
    "an unknown field": (
        WantedChange("target", ("2026", "53"), {"target_peduli": 5, "target_cukup": 4}, 0),
        "target_cukup",
        "tidak ada",
    ),
    "done tomorrow": (
        WantedChange("tahap", ("2026", "53.01", "mengirim"), {"keadaan": "sudah", "tanggal": "2026-11-23"}, 0),
        "tanggal",
        "belum tiba",
    ),
    "a slip of the year": (deadline("2062-03-31"), "tanggal", "terlalu jauh"),
    "no day of the calendar": (deadline("2026-02-30"), "tanggal", "kalender"),
    "a day of the wrong form": (deadline("31/03/2026"), "tanggal", "TTTT-BB-HH"),
    "a deadline for being invited": (deadline("2026-03-31", step="diundang"), "tahap", "harus salah satu"),
    "more answered than recommended": (counts(3, 2, 3), "terjawab", "melebihi banyaknya rekomendasi, 2"),
    "unknown count": (counts(3, 2, None), "terjawab", "harus diisi"),
    "a text without end": (counts(1, 1, 1, "a" * (LONGEST_TEXT + 1)), "keterangan", "lebih panjang"),
    "what cannot be seen": (counts(1, 1, 1, "be\u202enar"), "keterangan", "tidak tampak"),
    "unknown claim": (correction("tidak-ada", cabut=True), "id", "tidak ada"),
    "neither value nor withdrawal": (correction(), "nilai", "salah satu saja"),
    "both": (correction(nilai="Peduli HAM", cabut=True, sumber_url=SOURCE), "nilai", "salah satu saja"),
    "no predikat": (correction(nilai="Sangat Peduli", sumber_url=SOURCE), "nilai", "bukan predikat"),
    "no score": (correction(SCORE_CLAIM, nilai="92,8", sumber_url=SOURCE), "nilai", "tulis dengan titik"),
    "no source": (correction(nilai="Peduli HAM"), "sumber_url", "ditelusuri"),
    "no address of the web": (correction(nilai="Peduli HAM", sumber_url="javascript:alert(1)"), "sumber_url", "http://"),
    "unknown decision": (correction(cabut=True, putusan="mungkin"), "putusan", "usul, setuju, tolak"),
    "half a character": (correction(nilai="Peduli \ud800", sumber_url=SOURCE), "nilai", "tidak tampak"),
    "half a character in an address": (correction(nilai="Peduli HAM", sumber_url=SOURCE + "\ud800"), "sumber_url", "tidak tampak"),
    "an address that looks like another": (role("\u0430dmin@contoh.go.id", peran=["admin"]), "alamat", "bukan alamat"),
    "no address": (role("bukan alamat", peran=["admin"]), "alamat", "bukan alamat"),
    "unknown role": (role(peran=["raja"]), "peran", "kanwil, pimpinan, operator, admin"),
    "no role": (role(peran=[]), "peran", "harus diisi"),
    "a kanwil without office": (role(peran=["kanwil"]), "kanwil", "bukan kanwil masa kini"),
    "an office of the past": (role(peran=["kanwil"], kanwil="kemenkumham-maluku"), "kanwil", "bukan kanwil masa kini"),
    "an office without the role": (role(peran=["admin"], kanwil="kemenham-aceh"), "kanwil", "hanya bagi peran kanwil"),
}


@pytest.mark.parametrize("case", BAD)
def test_not_accepted_with_field_and_reason(folder: Path, case: str) -> None:
    change, field, sentence = BAD[case]
    with pytest.raises(Invalid) as caught:
        record(folder, change, by=by_of(change), reason="uji")
    assert [(fault.place, fault.field) for fault in caught.value.faults] == [(0, field)]
    assert sentence in caught.value.faults[0].sentence
    assert sentence in str(caught.value)
    assert values(folder) == {}


def test_a_correction_is_saved_apart_since_its_reason_is_published(folder: Path) -> None:
    with pytest.raises(Invalid, match="koreksi disimpan tersendiri"):
        record(folder, correction(cabut=True), counts(1, 1, 0), reason="keliru")
    assert values(folder) == {}


def test_all_faults_of_all_changes_are_told_at_once(folder: Path) -> None:
    with pytest.raises(Invalid) as caught:
        record(folder, target(99), stage("53.02"), counts("x", "y", 0), stage("00.00"), stage("53.02"))
    told = [(fault.place, fault.field) for fault in caught.value.faults]
    assert told == [(0, "target_peduli"), (2, "dugaan"), (2, "rekomendasi"), (3, "kode"), (4, "tahap")]
    assert "yankomas 2026 53.01, dugaan: 'x' harus bilangan bulat" in str(caught.value)
    assert values(folder) == {}


REFUSED: dict[str, tuple[WantedChange, Author, str]] = {
    "another province": (target(1, province="52"), KANWIL, "target 2026 52: di luar wilayah kerja Anda"),
    "another province's region": (stage("52.01"), KANWIL, "tahap 2026 52.01 mengirim: di luar"),
    "another province by its old code": (stage("91.01"), author("papua@contoh.go.id", "91"), "tahap 2026 93.01"),
    "the nation": (deadline("2026-03-31", province=""), KANWIL, "tenggat 2026 nasional mengirim"),
    "a claim about the nation": (correction(NATIONAL_CLAIM, cabut=True), KANWIL, "koreksi nasional"),
    "a claim about another province": (correction(cabut=True), author("ntb@contoh.go.id", "52"), "koreksi ende"),
    "a decision": (correction(cabut=True, putusan="setuju"), KANWIL, "tidak boleh memutuskan"),
    "a refusal": (correction(cabut=True, putusan="tolak"), KANWIL, "tidak boleh memutuskan"),
    "a role by an operator": (role(peran=["admin"]), OPERATOR, "jenis peran"),
    "one's own role": (role(ADMIN.address, peran=["admin"]), ADMIN, "peran sendiri tidak dapat diubah"),
    "figures by an admin": (target(1), ADMIN, "jenis target"),
    "a reader": (target(1), author("pimpinan@contoh.go.id", rights=("lihat",)), "jenis target"),
    "nobody": (target(1), author(""), "jenis target"),
    "even to take away what is not there": (WantedChange("target", ("2026", "52"), None, 0), KANWIL, "target 2026 52"),
    "even when the value is wrong": (target(999, province="52"), KANWIL, "target 2026 52"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_beyond_rights_and_area(folder: Path, case: str) -> None:
    change, by, sentence = REFUSED[case]
    beside = [stage()] if by is KANWIL and not KINDS[change.kind].alone else []  # what is allowed goes down with it
    with pytest.raises(NotPermitted) as caught:
        record(folder, *beside, change, by=by, reason="uji")
    assert sentence in str(caught.value)
    assert "minta yang berwenang" in str(caught.value)
    assert values(folder) == {}


def test_every_kind_is_complete() -> None:
    assert KINDS.keys() == RULES.keys()
    for kind in KINDS.values():
        names = [field.name for field in (*kind.keys, *kind.values)]
        assert len(names) == len(set(names))
        for field in (*kind.keys, *kind.values):
            assert field.meaning.endswith(".")
            assert all(field.parser(choice) for choice in field.choices)
