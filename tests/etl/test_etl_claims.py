"""Claims: which rows are accepted, which are rejected and why."""

import tomllib
from pathlib import Path

import pytest
from etl_tools import claim, write_claims

from etl.base.errors import UserError
from etl.base.paths import CLAIM_EXAMPLES, SHIPPED_DATA
from etl.inputs import reference
from etl.inputs.claims import LEVELS, MEASURES, Claims, FaultReason, load
from etl.inputs.reference import ReferenceData

TOBA = {"kode": "12.12", "nama": "Kabupaten Toba"}
MERAUKE = {"kode": "93.01", "nama": "Kabupaten Merauke"}
NATION = {"tingkat": "nasional", "kode": "ID", "nama": "Indonesia", "ukuran": "jumlah_peserta", "nilai": "432"}
PROVINCE = {"tingkat": "provinsi", "kode": "13", "nama": "Sumatera Barat", "ukuran": "jumlah_peduli", "nilai": "10"}

ACCEPTED = {
    "as it is": claim(),
    "no address, no date, no note": claim(sumber_url="", tanggal_terbit=""),
    "white space around cells": claim(tahun=" 2018 ", kode=" 13.71", nilai="Peduli HAM "),
    "name in capitals, with punctuation": claim(nama="KOTA. PADANG"),
    "former name": claim(**TOBA | {"nama": "Kabupaten Toba Samosir"}),
    "code before 2022": claim(**MERAUKE | {"kode": "91.01"}),
    "code of today": claim(**MERAUKE),
    "nation": claim(**NATION),
    "impossible but published": claim(**NATION | {"nilai": "600"}),
    "province": claim(**PROVINCE),
    "province that did not exist yet": claim(**PROVINCE | {"kode": "93", "nama": "Papua Selatan"}),
    "target of the year without assessment": claim(**PROVINCE | {"tahun": "2021", "ukuran": "target_peduli"}),
    "deadline of the year without assessment": claim(**PROVINCE | {"tahun": "2021", "ukuran": "tenggat", "nilai": "2021-08-10"}),
    "score above 100": claim(ukuran="skor", nilai="104.5"),
    "predicate of another rule": claim(tahun="2013", nilai="Mulai Peduli HAM"),
}

REJECTED = {
    "no id": (claim(id=" "), FaultReason.ID_MISSING, "id"),
    "year with a leading zero": (claim(tahun="02018"), FaultReason.YEAR_UNKNOWN, "tahun"),
    "year of thousands of digits": (claim(tahun="9" * 5000), FaultReason.YEAR_UNKNOWN, "tahun"),
    "year in Arabic digits": (claim(tahun="٢٠١٨"), FaultReason.YEAR_UNKNOWN, "tahun"),
    "year before the programme": (claim(tahun="2012"), FaultReason.YEAR_UNKNOWN, "tahun"),
    "year to come": (claim(tahun="2031"), FaultReason.YEAR_UNKNOWN, "tahun"),
    "no year": (claim(tahun=""), FaultReason.YEAR_UNKNOWN, "tahun"),
    "result of 2021": (claim(tahun="2021"), FaultReason.YEAR_WITHOUT_ASSESSMENT, "tahun"),
    "count of 2021": (claim(**PROVINCE | {"tahun": "2021"}), FaultReason.YEAR_WITHOUT_ASSESSMENT, "tahun"),
    "level": (claim(tingkat="kecamatan"), FaultReason.LEVEL_UNKNOWN, "tingkat"),
    "level in capitals": (claim(tingkat="Kabkota"), FaultReason.LEVEL_UNKNOWN, "tingkat"),
    "measure": (claim(ukuran="piala"), FaultReason.MEASURE_UNKNOWN, "ukuran"),
    "count for a region": (claim(ukuran="jumlah_peduli", nilai="1"), FaultReason.MEASURE_AT_WRONG_LEVEL, "ukuran"),
    "predicate for a province": (
        claim(**PROVINCE | {"ukuran": "predikat", "nilai": "Peduli HAM"}),
        FaultReason.MEASURE_AT_WRONG_LEVEL,
        "ukuran",
    ),
    "honour for the nation": (
        claim(**NATION | {"ukuran": "penghargaan_pembina", "nilai": "ya"}),
        FaultReason.MEASURE_AT_WRONG_LEVEL,
        "ukuran",
    ),
    "code": (claim(kode="13.99"), FaultReason.CODE_UNKNOWN, "kode"),
    "code whose zero a spreadsheet ate": (claim(kode="11.1", nama="Kabupaten Aceh Singkil"), FaultReason.CODE_UNKNOWN, "kode"),
    "province's code for a region": (claim(kode="13"), FaultReason.CODE_UNKNOWN, "kode"),
    "region's old code for a province": (claim(**PROVINCE | {"kode": "91.01"}), FaultReason.CODE_UNKNOWN, "kode"),
    "name of another region": (claim(nama="Kota Solok"), FaultReason.NAME_DISAGREES, "nama"),
    "namesake without its kind": (claim(kode="13.72", nama="Solok"), FaultReason.NAME_DISAGREES, "nama"),
    "former name with another kind": (claim(**TOBA | {"nama": "Kota Toba Samosir"}), FaultReason.NAME_DISAGREES, "nama"),
    "old code with another name": (claim(kode="91.01", nama="Kabupaten Jayapura"), FaultReason.NAME_DISAGREES, "nama"),
    "decimal comma": (claim(ukuran="skor", nilai="92,8"), FaultReason.VALUE_ILLEGAL, "nilai"),
    "no value": (claim(**PROVINCE | {"nilai": ""}), FaultReason.VALUE_ILLEGAL, "nilai"),
    "number in words": (claim(**PROVINCE | {"nilai": "sepuluh"}), FaultReason.VALUE_ILLEGAL, "nilai"),
    "day that does not exist": (
        claim(**PROVINCE | {"ukuran": "tenggat", "nilai": "2018-02-30"}),
        FaultReason.VALUE_ILLEGAL,
        "nilai",
    ),
    "yes in English": (claim(ukuran="partisipasi", nilai="yes"), FaultReason.VALUE_ILLEGAL, "nilai"),
    "predicate in small letters": (claim(nilai="peduli ham"), FaultReason.PREDIKAT_UNKNOWN, "nilai"),
    "predicate empty": (claim(nilai=""), FaultReason.PREDIKAT_UNKNOWN, "nilai"),
    "certainty": (claim(keyakinan="yakin"), FaultReason.CERTAINTY_UNKNOWN, "keyakinan"),
    "no publisher": (claim(penerbit=""), FaultReason.PUBLISHER_MISSING, "penerbit"),
    "script for an address": (claim(sumber_url="javascript:alert(1)"), FaultReason.ADDRESS_ILLEGAL, "sumber_url"),
    "address without scheme": (claim(sumber_url="ham.go.id"), FaultReason.ADDRESS_ILLEGAL, "sumber_url"),
    "date the other way round": (claim(tanggal_terbit="11-12-2018"), FaultReason.DATE_ILLEGAL, "tanggal_terbit"),
}


@pytest.fixture(scope="module")
def data() -> ReferenceData:
    return reference.load(SHIPPED_DATA)


def loaded(folder: Path, data: ReferenceData, *rows: dict[str, str]) -> Claims:
    write_claims(folder / "klaim.csv", rows)
    return load(folder, data)


@pytest.mark.parametrize("row", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_accepted(tmp_path: Path, data: ReferenceData, row: dict[str, str]) -> None:
    result = loaded(tmp_path, data, row)
    assert [entry.fault for entry in result.rejected] == []
    assert len(result.accepted) == 1


@pytest.mark.parametrize(("row", "reason", "column"), REJECTED.values(), ids=REJECTED.keys())
def test_rejected_for_this_reason_alone(
    tmp_path: Path, data: ReferenceData, row: dict[str, str], reason: FaultReason, column: str
) -> None:
    result = loaded(tmp_path, data, row)
    assert result.accepted == ()
    (entry,) = result.rejected
    assert (entry.fault.reason, entry.fault.column, entry.row.line) == (reason, column, 2)
    assert entry.fault.sentence.endswith(".")
    assert entry.row.values == row, "the row is kept to the letter"


def test_every_reason_has_a_case() -> None:
    examples = tomllib.loads(CLAIM_EXAMPLES.read_text(encoding="utf-8"))["ditolak"]
    of_rows = set(FaultReason) - {FaultReason.CORRECTS_NOTHING}  # no row of a file: tests/etl/test_etl_corrections.py
    in_table = {reason for _, reason, _ in REJECTED.values()} | {FaultReason.FIELD_COUNT, FaultReason.ID_TWICE}
    assert in_table == of_rows, "cases of this file (two stand in tests of their own)"
    assert {example["alasan"] for example in examples} == {reason.value for reason in of_rows}, "docs/contoh-klaim.toml"


def test_a_row_of_the_wrong_length_is_kept(tmp_path: Path, data: ReferenceData) -> None:
    write_claims(tmp_path / "klaim.csv", [claim()])
    with (tmp_path / "klaim.csv").open("a", encoding="utf-8") as file:
        file.write("u2,2018,kabkota\nu3" + "," * 12 + "\n")
    result = load(tmp_path, data)
    assert [(entry.fault.reason, entry.row.line) for entry in result.rejected] == [
        (FaultReason.FIELD_COUNT, 3),
        (FaultReason.FIELD_COUNT, 4),
    ]
    assert "3 isian untuk 12 kolom" in result.rejected[0].fault.sentence
    assert result.rejected[0].row.fields == ("u2", "2018", "kabkota")


def test_an_id_used_twice_names_the_first_place(tmp_path: Path, data: ReferenceData) -> None:
    write_claims(tmp_path / "klaim_2.csv", [claim(), claim(id="u9"), claim(id="u9")])
    result = loaded(tmp_path, data, claim())
    assert [(entry.source.name, entry.row.line) for entry in result.rejected] == [("klaim_2.csv", 2), ("klaim_2.csv", 4)]
    assert {entry.fault.reason for entry in result.rejected} == {FaultReason.ID_TWICE}
    assert "'u1' sudah dipakai di klaim.csv baris 2" in result.rejected[0].fault.sentence
    assert "'u9' sudah dipakai di klaim_2.csv baris 3" in result.rejected[1].fault.sentence


def test_all_faults_of_a_row_are_told_at_once(tmp_path: Path, data: ReferenceData) -> None:
    result = loaded(tmp_path, data, claim(tahun="x", kode="99.99", keyakinan="", tanggal_terbit="kemarin"))
    assert {entry.fault.reason for entry in result.rejected} == {
        FaultReason.YEAR_UNKNOWN,
        FaultReason.CODE_UNKNOWN,
        FaultReason.CERTAINTY_UNKNOWN,
        FaultReason.DATE_ILLEGAL,
    }


def test_codes_are_those_of_today(tmp_path: Path, data: ReferenceData) -> None:
    result = loaded(tmp_path, data, ACCEPTED["code before 2022"], claim(id="u2", **TOBA | {"nama": "Kabupaten Toba Samosir"}))
    assert [entry.code for entry in result.accepted] == ["93.01", "12.12"]
    assert [entry.row.cell("kode") for entry in result.accepted] == ["91.01", "12.12"]


def test_every_old_code_means_one_region(data: ReferenceData) -> None:
    wilayah = data.rows("wilayah")
    kini = {row["kode"]: row["nama"] for row in wilayah}
    clashes = [row["nama"] for row in wilayah if row["kode_2020"] != row["kode"] and row["kode_2020"] in kini]
    assert clashes == [], "an old code that is another region's code of today would be understood wrongly"
    assert any(row["kode_2020"] == "91.01" for row in wilayah)


def test_no_claim_file_at_all(tmp_path: Path, data: ReferenceData) -> None:
    with pytest.raises(UserError, match=r"Tidak ada berkas klaim\*\.csv di folder"):
        load(tmp_path, data)


def test_every_measure_belongs_to_a_level_and_has_a_parser() -> None:
    assert {level for measure in MEASURES.values() for level in measure.levels} == set(LEVELS)
