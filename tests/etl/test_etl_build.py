"""The build as a whole: what it writes, that it repeats itself, what an added file does, and that a failure changes nothing."""

import json
from pathlib import Path

import duckdb
import pytest
from etl_tools import DATABASES, GOOD, NOW, build_in, change, claim, databases, make_folder, states, write_claims

from etl.base.errors import UserError
from etl.base.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.build.run import build
from etl.inputs.claims import FaultReason

PROVINCE = {"tingkat": "provinsi", "kode": "13", "nama": "Sumatera Barat"}
NATION = {"tingkat": "nasional", "kode": "ID", "nama": "Indonesia"}


def test_the_first_build_writes_both_and_leaves_nothing_beside(folder: Path) -> None:
    steps: list[str] = []
    report = build(folder, now=NOW, progress=steps.append)
    assert [path.name for path in report.replaced] == list(DATABASES)
    assert sorted(databases(folder)) == sorted(DATABASES)
    assert len(steps) == 4
    assert all(one.before is None for one in report.changes)
    assert {one.table: one.after for one in report.changes}["mart.hasil_kabkota"] == 11 * 514


def test_the_second_build_replaces_nothing(built: Path) -> None:
    before, inodes = databases(built), [(built / name).stat().st_ino for name in DATABASES]
    report = build_in(built)
    assert (report.replaced, report.changes) == ((), ())
    assert databases(built) == before
    assert [(built / name).stat().st_ino for name in DATABASES] == inodes


def test_rows_and_files_in_another_order_say_the_same(tmp_path: Path) -> None:
    rows = [
        claim(id=f"u{n}", nilai=value, penerbit=f"P{n}", sumber_url="", tanggal_terbit="")
        for n, value in enumerate(["Peduli HAM", "Cukup Peduli HAM"] * 4)
    ]
    facts = []
    for name, order in (("a", rows), ("b", rows[::-1])):
        build_in(make_folder(tmp_path / name, order))
        with duckdb.connect(str(tmp_path / name / PUBLIC_NAME), read_only=True) as connection:
            facts.append(connection.sql("FROM mart.fakta ORDER BY kunci").fetchall())
    assert facts[0] == facts[1]
    assert len(facts[0]) == 1


@pytest.mark.parametrize("name", DATABASES)
def test_a_missing_or_damaged_database_is_made_anew_beside_the_other(built: Path, name: str) -> None:
    before = states(built)
    (built / name).write_bytes(b"rusak" * 1000)
    assert [path.name for path in build_in(built).replaced] == [name]
    (built / name).unlink()
    assert [path.name for path in build_in(built).replaced] == [name]
    assert states(built) == before


def test_a_change_is_reported_table_by_table(built: Path) -> None:
    with (built / "klaim.csv").open("a", encoding="utf-8") as file:
        file.write(",".join(claim(id="u3", kode="13.72", nama="Kota Solok").values()) + "\n")
    changes = {change.table: (change.before, change.after) for change in build_in(built).changes}
    assert changes["mart.klaim"] == (2, 3)
    assert changes["raw.klaim"] == (2, 3)
    assert changes["mart.hasil_kabkota"] == (5654, 5654)
    assert "mart.wilayah" not in changes


ADDED_GOOD = {
    "t1": claim(id="t1", kode="13.72", nama="Kota Solok"),
    "t2": claim(id="t2", kode="91.01", nama="Kabupaten Merauke"),
    "t3": claim(id="t3", kode="12.12", nama="Kabupaten Toba Samosir"),
    "t4": claim(id="t4", **PROVINCE, ukuran="target_peduli", nilai="19") | {"tahun": "2021"},
    "t5": claim(id="t5", **NATION, ukuran="jumlah_peserta", nilai="600"),
    "t6": claim(id="t6", **PROVINCE, ukuran="tenggat", nilai="2018-08-10", catatan="Laporan diterima Kanwil"),
}
ADDED_BAD = {
    FaultReason.ID_MISSING: claim(id=""),
    FaultReason.ID_TWICE: claim(id="u1"),
    FaultReason.YEAR_UNKNOWN: claim(id="x3", tahun="2012"),
    FaultReason.YEAR_WITHOUT_ASSESSMENT: claim(id="x4", tahun="2021"),
    FaultReason.LEVEL_UNKNOWN: claim(id="x5", tingkat="desa"),
    FaultReason.MEASURE_UNKNOWN: claim(id="x6", ukuran="piala"),
    FaultReason.MEASURE_AT_WRONG_LEVEL: claim(id="x7", ukuran="jumlah_peduli", nilai="1"),
    FaultReason.CODE_UNKNOWN: claim(id="x8", kode="00.00"),
    FaultReason.NAME_DISAGREES: claim(id="x9", nama="Kota Solok"),
    FaultReason.VALUE_ILLEGAL: claim(id="x10", ukuran="skor", nilai="tinggi"),
    FaultReason.PREDIKAT_UNKNOWN: claim(id="x11", nilai="Sangat Peduli HAM"),
    FaultReason.CERTAINTY_UNKNOWN: claim(id="x12", keyakinan=""),
    FaultReason.PUBLISHER_MISSING: claim(id="x13", penerbit=""),
    FaultReason.ADDRESS_ILLEGAL: claim(id="x14", sumber_url="data:text/html,x"),
    FaultReason.DATE_ILLEGAL: claim(id="x15", tanggal_terbit="2018-13-01"),
}


def test_an_added_file_never_seen_before(built: Path) -> None:
    write_claims(built / "klaim_2.csv", [*ADDED_GOOD.values(), *ADDED_BAD.values()])
    with (built / "klaim_2.csv").open("a", encoding="utf-8") as file:
        file.write("x16,2018\n")
    reasons = [*ADDED_BAD, FaultReason.FIELD_COUNT]
    assert set(reasons) == set(FaultReason) - {FaultReason.CORRECTS_NOTHING}, "a reason without a row"
    report = build_in(built)
    assert [entry.fault.reason for entry in report.claims.rejected] == reasons
    with duckdb.connect(str(built / WORKSPACE_NAME), read_only=True) as base:
        rejected = base.sql("SELECT berkas, baris, kode_alasan, isi FROM raw.ditolak ORDER BY baris").fetchall()
        assert [(file, line, code) for file, line, code, _ in rejected] == [
            ("klaim_2.csv", place, reason.value) for place, reason in enumerate(reasons, start=2 + len(ADDED_GOOD))
        ]
        assert json.loads(rejected[3][3]) == list(ADDED_BAD[FaultReason.YEAR_WITHOUT_ASSESSMENT].values())
        assert base.sql(
            "SELECT berkas, baris_dibaca, baris_ditolak FROM raw.berkas WHERE berkas LIKE 'klaim%' ORDER BY berkas"
        ).fetchall() == [
            ("klaim.csv", 2, 0),
            ("klaim_2.csv", 22, 16),
        ]
        assert base.sql("SELECT count(*) FROM raw.klaim").fetchall() == [(24,)]
    with duckdb.connect(str(built / PUBLIC_NAME), read_only=True) as base:
        shown = dict(
            base.sql("SELECT kode, predikat FROM mart.hasil_kabkota WHERE tahun = 2018 AND predikat IS NOT NULL").fetchall()
        )
        assert shown == dict.fromkeys(["13.71", "13.75", "13.72", "93.01", "12.12"], "Peduli HAM")
        assert base.sql("SELECT tahun, kode, target_peduli, id_klaim FROM mart.target").fetchall() == [(2021, "13", 19, "t4")]
        assert base.sql("SELECT tahap, tanggal::VARCHAR FROM mart.tahapan").fetchall() == [("penyerahan ke Kanwil", "2018-08-10")]
        assert base.sql("SELECT bendera, terpilih FROM mart.klaim WHERE id = 't5'").fetchall() == [
            ("melebihi-jumlah-kabkota", False)
        ]
        assert base.sql("SELECT peserta, batas_peserta, konflik FROM mart.rekap_nasional WHERE tahun = 2018").fetchall() == [
            (5, "sekurangnya", True)
        ]
        assert base.sql(
            "SELECT kode_provinsi, provinsi, kode_provinsi_kini FROM mart.hasil_kabkota WHERE tahun = 2018 AND kode = '93.01'"
        ).fetchall() == [("91", "Papua", "93")]
        assert base.sql("SELECT count(*) FROM mart.klaim WHERE tahun = 2021 AND ukuran <> 'target_peduli'").fetchall() == [(0,)]
    (built / "klaim_2.csv").unlink()
    assert build_in(built).replaced, "taking the file away takes its claims away"


BREAKERS = {
    "no claim file": lambda folder: (folder / "klaim.csv").unlink(),
    "claim file is a folder": lambda folder: (folder / "klaim_2.csv").mkdir(),
    "claim column missing": lambda folder: change(folder / "klaim.csv", "keyakinan", "yakin"),
    "claim file in Latin-1": lambda folder: (folder / "klaim.csv").write_bytes((folder / "klaim.csv").read_bytes() + b"\xe9\n"),
    "unclosed quote": lambda folder: (folder / "klaim.csv").write_bytes((folder / "klaim.csv").read_bytes() + b'u9,"2018\n'),
    "semicolons": lambda folder: (folder / "klaim.csv").write_text(";".join(GOOD) + "\n"),
    "regions missing": lambda folder: (folder / "wilayah.csv").unlink(),
    "a region too few": lambda folder: change(
        folder / "wilayah.csv", (folder / "wilayah.csv").read_text(encoding="utf-8").splitlines(keepends=True)[-1], ""
    ),
    "reference fault": lambda folder: change(folder / "putaran.csv", "\n2013,", "\nx,"),
}


@pytest.mark.parametrize("breaker", BREAKERS.values(), ids=BREAKERS.keys())
def test_a_failure_leaves_the_former_warehouse_byte_for_byte(built: Path, breaker: object) -> None:
    before = databases(built)
    breaker(built)
    with pytest.raises(UserError) as caught:
        build_in(built)
    assert caught.value.remedy
    assert databases(built) == before


def test_empty_claim_files_make_an_empty_record(folder: Path) -> None:
    write_claims(folder / "klaim.csv", [])
    report = build_in(folder)
    assert report.claims.accepted == ()
    with duckdb.connect(str(folder / PUBLIC_NAME), read_only=True) as base:
        assert base.sql("SELECT DISTINCT status_data FROM mart.hasil_kabkota ORDER BY ALL").fetchall() == [
            ("belum dibentuk",),
            ("tidak diketahui",),
        ]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Folder data .* tidak ada"):
        build_in(tmp_path / "tiada")
