"""Approved corrections in the public record: another value, a withdrawal, what cannot be corrected, and the way back."""

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from etl_tools import NOW, build_in, claim, make_folder, write_claims

from etl.__main__ import main
from etl.base import publish
from etl.base.paths import PUBLIC_NAME, WORKSPACE_NAME
from etl.build import corrections
from etl.build.run import BuildReport
from etl.entries import ledger
from etl.entries.area import EVERYTHING

WHO = "petugas@contoh.go.id"
PAGE = "https://ham.go.id/koreksi/7"
CLAIMS = [
    claim(id="a1", ukuran="skor", nilai="92.8"),
    claim(id="a2", ukuran="skor", nilai="82.8", penerbit="Harian Satu", sumber_url="https://satu.example/1"),
    claim(id="b1", kode="13.75", nama="Kota Bukittinggi"),
    claim(id="b2", kode="13.75", nama="Kota Bukittinggi", penerbit="Harian Satu", sumber_url="https://satu.example/2"),
    claim(id="c1", kode="13.72", nama="Kota Solok"),
    claim(id="d1", kode="13.73", nama="Kota Sawahlunto"),
]
CORRECTED: Mapping[str, Mapping[str, object]] = {
    "a1": {"nilai": "82.8", "sumber_url": PAGE},
    "b2": {"cabut": True},
    "c1": {"cabut": True, "sumber_url": PAGE},
    "d1": {"nilai": "Cukup Peduli HAM", "sumber_url": PAGE},
}


def enter(folder: Path, claim_id: str, putusan: str = "setuju", **said: object) -> int:
    """Enter a correction; gives the number of the entry."""
    author = ledger.Author(WHO, ("operator",), frozenset({"isi", "setuju"}), EVERYTHING)
    change = ledger.WantedChange("koreksi", (claim_id,), {**said, "putusan": putusan}, None)
    return ledger.record(folder, [change], author=author, reason=f"salah ketik {claim_id}", now=NOW).number


def rows(folder: Path, query: str, name: str = PUBLIC_NAME) -> list[dict[str, Any]]:
    with duckdb.connect(str(folder / name), read_only=True) as connection:
        found = connection.execute(query)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def claim_row(folder: Path, claim_id: str) -> dict[str, Any]:
    (found,) = rows(folder, f"SELECT * FROM mart.klaim WHERE id = '{claim_id}'")
    return found


def fact(folder: Path, code: str, measure: str = "predikat") -> dict[str, Any]:
    (found,) = rows(folder, f"SELECT * FROM mart.fakta WHERE kode = '{code}' AND ukuran = '{measure}'")
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The claims as published. Read only."""
    folder = make_folder(tmp_path_factory.mktemp("semula") / "data", CLAIMS)
    build_in(folder)
    return folder


@pytest.fixture(scope="module")
def corrected(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """The same after corrections were approved and one was only proposed. Read only."""
    folder = Path(shutil.copytree(plain, tmp_path_factory.mktemp("koreksi") / "data"))
    for claim_id, said in CORRECTED.items():
        enter(folder, claim_id, **said)
    enter(folder, "b1", "usul", cabut=True)
    return folder, build_in(folder)


def test_another_value_holds_and_says_so(corrected: tuple[Path, BuildReport]) -> None:
    folder, report = corrected
    assert not report.claims.rejected
    row = claim_row(folder, "a1")
    assert (row["nilai"], row["nilai_semula"], row["koreksi_alasan"], row["koreksi_sumber"]) == (
        "82.8",
        "92.8",
        "salah ketik a1",
        PAGE,
    )
    assert row["koreksi_pada"] == dt.date(2025, 1, 2)
    assert row["sumber_url"] == CLAIMS[0]["sumber_url"], "the page where it was published stays"
    found = fact(folder, "13.71", "skor")
    assert (found["nilai"], found["konflik"], found["alasan"]) == ("82.8", False, "semua-senilai")
    assert rows(folder, "SELECT predikat FROM mart.hasil_kabkota WHERE tahun = 2018 AND kode = '13.73'") == [
        {"predikat": "Cukup Peduli HAM"}
    ]


def test_a_withdrawn_claim_is_kept_flagged_and_counts_for_nothing(plain: Path, corrected: tuple[Path, BuildReport]) -> None:
    folder, _ = corrected
    row = claim_row(folder, "b2")
    assert (row["nilai"], row["nilai_semula"], row["bendera"], row["terpilih"]) == ("Peduli HAM", None, "dicabut", False)
    before, after = fact(plain, "13.75"), fact(folder, "13.75")
    assert (before["jumlah_sumber"], before["jumlah_klaim"]) == (2, 2)
    assert (after["jumlah_sumber"], after["jumlah_klaim"], after["konflik"], after["nilai"]) == (1, 1, False, "Peduli HAM")
    assert rows(folder, "SELECT jumlah_sumber, jumlah_klaim FROM mart.hasil_kabkota WHERE tahun = 2018 AND kode = '13.75'") == [
        {"jumlah_sumber": 1, "jumlah_klaim": 1}
    ]


def test_a_fact_without_any_claim_left_has_no_value(corrected: tuple[Path, BuildReport]) -> None:
    folder, _ = corrected
    found = fact(folder, "13.72")
    assert (found["nilai"], found["jumlah_klaim"], found["konflik"], found["alasan"]) == (None, 0, False, "semua-dicabut")
    (result,) = rows(folder, "SELECT keadaan, jumlah_sumber FROM mart.hasil_kabkota WHERE tahun = 2018 AND kode = '13.72'")
    assert result == {"keadaan": "tidak diketahui", "jumlah_sumber": 0}


def test_what_is_only_proposed_changes_nothing(corrected: tuple[Path, BuildReport]) -> None:
    folder, _ = corrected
    assert claim_row(folder, "b1")["koreksi_pada"] is None
    assert [one.claim for one in corrections.approved(folder)] == sorted(CORRECTED)


def test_the_original_stays_in_raw_and_no_address_is_in_the_databases(corrected: tuple[Path, BuildReport]) -> None:
    folder, _ = corrected
    assert rows(folder, "SELECT nilai FROM raw.klaim WHERE id = 'a1'", WORKSPACE_NAME) == [{"nilai": "92.8"}]
    for name in (WORKSPACE_NAME, PUBLIC_NAME):
        assert WHO.encode() not in (folder / name).read_bytes()


def test_the_corrections_are_counted_like_a_file(corrected: tuple[Path, BuildReport]) -> None:
    folder, _ = corrected
    assert rows(folder, "SELECT baris_dibaca, baris_ditolak FROM mart.berkas WHERE berkas = 'koreksi'") == [
        {"baris_dibaca": 4, "baris_ditolak": 0}
    ]


def test_without_approved_corrections_nothing_differs(plain: Path, tmp_path: Path) -> None:
    """A proposal leaves no trace: the same tables, and neither database is replaced."""
    folder = Path(shutil.copytree(plain, tmp_path / "data"))
    enter(folder, "b1", "usul", cabut=True)
    report = build_in(folder)
    assert (report.changes, report.replaced) == ((), ())


def test_undone_the_original_is_back(plain: Path, corrected: tuple[Path, BuildReport], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(corrected[0], tmp_path / "data"))
    author = ledger.Author(WHO, ("operator",), frozenset({"isi", "setuju"}), EVERYTHING)
    for number, _ in enumerate(CORRECTED, start=1):
        ledger.undo(folder, number, author=author, reason="keliru", now=NOW)
    build_in(folder)
    states = [publish.states(one / PUBLIC_NAME) for one in (folder, plain)]
    assert states[0] == states[1]


def test_a_correction_that_fits_no_claim_or_measure_is_rejected_and_the_claim_stays(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(plain, tmp_path / "data"))
    enter(folder, "a1", nilai="82.8", sumber_url=PAGE)
    enter(folder, "d1", cabut=True)
    # afterwards the claim files change: d1 is gone, a1 speaks of something else
    changed = [claim(id="a1", ukuran="partisipasi", nilai="ya"), *CLAIMS[1:-1]]
    write_claims(folder / "klaim.csv", changed)
    monkeypatch.setenv("PEDULIHAM_DATA", str(folder))
    assert main(["bangun"]) == 1
    told = capsys.readouterr().out
    assert "koreksi baris 1, kolom nilai: Koreksi tidak berlaku, nilai semula tetap dipakai." in told
    refused = rows(folder, "SELECT berkas, baris, id, kode_alasan, isi FROM mart.ditolak ORDER BY baris")
    assert [(one["berkas"], one["id"], one["kode_alasan"]) for one in refused] == [
        ("koreksi", "a1", "nilai-tidak-sah"),
        ("koreksi", "d1", "koreksi-tanpa-klaim"),
    ]
    assert not any(WHO in str(one.values()) for one in refused)
    assert claim_row(folder, "a1")["nilai"] == "ya"
    assert claim_row(folder, "a1")["koreksi_pada"] is None
