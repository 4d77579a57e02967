"""The parameters of a year on the page sumber, where figures without a claim of their own lead to."""

import re

import pytest

from dasbor.mart import common, contract
from dasbor.views.sumber import yearly
from dasbor.words import formats
from dasbor.words.texts import texts
from tests.dasbor.apps import bodies, open_page


def test_the_tables(record):
    tables = yearly.tables(texts("id"))
    words = {name: {column.key: table.words(column) for column in table.columns} for name, table in tables.items()}
    rounds = dict(zip(words["putaran"]["tahun"], words["putaran"]["tanggal_pengumuman"], strict=True))
    assert (rounds["2020"], rounds["2013"]) == ("14 Desember 2020", "tidak diketahui")
    assert words["putaran"]["tahun_capaian"][words["putaran"]["tahun"].index("2021")] == "tanpa penilaian"
    assert dict(zip(words["ambang-pembina"]["tahun"], words["ambang-pembina"]["ambang"], strict=True)) == {
        "2016": "lebih dari 50 %",
        "2019": "lebih dari 50 %",
        "2020": "lebih dari 50 %",
        "2022": "sekurang-kurangnya 60 %",
        "2023": "sekurang-kurangnya 50 %",
        "2024": "sekurang-kurangnya 60 %",
    }
    calendar = words["kalender-lazim"]
    assert (calendar["tahap"][0], calendar["mulai"][0], calendar["selesai"][0]) == (
        "penyerahan ke Kanwil", "tidak diketahui", "10 Agustus",
    )  # fmt: skip
    assert len(calendar["tahap"]) == 12


def test_every_number_of_a_decree_stands_with_its_page(record):
    table = yearly.tables(texts("en"))["keputusan"]
    words = {column.key: table.words(column) for column in table.columns}
    numbers = dict(zip(words["nomor"], zip(words["utama"], words["halaman"], strict=True), strict=True))
    assert numbers["M.HH-04.HA.04.03 Tahun 2020"] == ("yes", "page that states it")
    assert numbers["M.HH-04.MH.04.03 Tahun 2020"] == ("no", "the address of the page was not kept")
    assert next(iter(table.frame["perihal"][table.frame["tahun"] == 2020])).endswith(": Peduli HAM")


def test_a_version_from_before_the_decrees_has_no_such_table(record, monkeypatch):
    monkeypatch.setattr(contract, "tables", lambda: ("putaran",))
    assert common.decrees.__wrapped__().empty


def test_evidence_is_linked_or_said_to_be_missing(record):
    table = yearly.tables(texts("en"))["ambang-pembina"]
    evidence = dict(zip(table.frame["tahun"], zip(table.frame["bukti"], table.frame["alamat"], strict=True), strict=True))
    assert evidence[2016] == ("the address of the page was not kept", "")
    assert evidence[2022][0] == "claim that states it"
    assert evidence[2022][1].startswith("./sumber?kunci=2022%7Cprovinsi%7C73%7Cpenghargaan_pembina")


@pytest.mark.parametrize(
    ("lang", "said"), [("id", "Kalender yang lazim menurut peraturan"), ("en", "Usual calendar under each rule")]
)
def test_on_the_page(record, lang, said):
    at = open_page("sumber", lang, bagian="tahunan")
    assert not at.exception
    text = re.sub(r"<[^>]+>", " ", bodies(at))
    assert said in text
    assert "MHA-01.HA.02.01.01 (13 November 2024)" in text
    label = "Tabel (Excel)" if lang == "id" else "Table (Excel)"
    assert [button.proto.label for button in at.get("download_button")].count(label) == 4


def test_days_of_a_year():
    assert formats.day_of_year("08-10", "id") == "10 Agustus"
    assert formats.day_of_year("12-01", "en") == "1 December"
