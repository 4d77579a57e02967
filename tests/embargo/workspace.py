"""A workspace full of values that stand nowhere else: a scheduled result, a draft, entries, corrections, an access log.

What is to come out at the set time is in `PUBLIC` and `UNSHOWN`, what never may in `NEVER`; all of it is there from the beginning.
"""

import datetime as dt
import shutil

import openpyxl

from etl.base import chain
from etl.build import life
from etl.entries import ledger
from etl.entries.area import EVERYTHING
from etl.forms.regions import regions_of
from etl.inputs import reference
from tests.embargo.crawl import Places
from tests.embargo.finder import Telltale

YEAR, OTHER_YEAR = 2024, 2023
WIB = dt.timezone(dt.timedelta(hours=7))
NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
DUE = dt.datetime(2026, 12, 10, 9, 17, tzinfo=WIB)
REGION, OTHER_REGION = "16.04", "16.73"
"""Kabupaten Lahat and Kota Lubuklinggau in Sumatera Selatan."""
APPROVED, PROPOSED = "k543a69ba79", "k953b601fd1"
"""Two claims of 2022 about Kabupaten Lahat: the correction of one was approved and comes out with the next build."""
PLACES = Places(
    words=("Lahat", "Sumatera Selatan", "hasil resmi"),
    scopes=(("provinsi", "16"), ("kanwil", "kemenham-sumatera-selatan"), ("daerah", REGION)),
    year=YEAR,
)

SCHEDULED = {
    REGION: {"Predikat": "Kurang Peduli HAM", "Nilai murni": 68.83, "Bonus": 4.36, "Nilai total": 73.19},
    OTHER_REGION: {"Predikat": "Peduli HAM", "Nilai murni": 87.41, "Bonus": 4.22, "Nilai total": 91.63},
}
RIGHTS = {"Hak atas bantuan hukum": 41.87, "Hak atas informasi": 93.61, "Indikator 1.1": 37.93}
PUBLIC = (
    Telltale("nilai total", 73.19),
    Telltale("nilai total wilayah lain", 91.63),
    Telltale("skor satu hak", 41.87),
    Telltale("skor hak lain", 93.61),
    Telltale("nama berkas", "rekapqzvk"),
    Telltale("lembar", "lembarqzvk"),
    Telltale("alasan terbit", "alasanqzvk"),
    Telltale("jam terbit", "09.17 wib"),
    Telltale("sumber koreksi yang disetujui", "koreksiqzvk"),
    Telltale("alasan koreksi yang disetujui", "dasarqzvk"),
)
UNSHOWN = (Telltale("nilai murni", 68.83), Telltale("skor indikator", 37.93))
"""Public from the set time on, in `mart.hasil_resmi` and `mart.skor_indikator`; no page or file has them."""
NEVER = (
    Telltale("catatan pada berkas", "catatanqzvk"),
    Telltale("pelaku", "pelakuqzvk"),
    Telltale("berkas draf", "drafqzvk"),
    Telltale("lembar draf", "lembardrafqzvk"),
    Telltale("nilai draf", 64.87),
    Telltale("skor hak draf", 58.39),
    Telltale("keterangan yankomas", "yankomasqzvk"),
    Telltale("alasan isian", "isianqzvk"),
    Telltale("alamat pengisi", "pengisiqzvk"),
    Telltale("alamat yang diberi peran", "peranqzvk"),
    Telltale("sumber koreksi yang baru diusulkan", "usulqzvk"),
    Telltale("alasan usul", "terkaqzvk"),
    Telltale("jumlah dugaan", 891739),
    Telltale("alamat pada jejak", "jejakqzvk"),
    Telltale("tenggat dalam angka", "2025-03-29"),
    Telltale("tenggat dalam kata", "29 maret 2025"),
    Telltale("tenggat dalam bahasa inggris", "29 march 2025"),
)


def make(record, folder):
    """Copy the record into `folder`, and load, schedule and enter everything. Returns the data folder."""
    data = shutil.copytree(record, folder / "data")
    regions = regions_of(reference.load(data), YEAR)
    _load(data, _book(folder, "rekapqzvk.xlsx", "lembarqzvk", regions, SCHEDULED, RIGHTS), YEAR)
    life.decide(data, "terbit", YEAR, by="pelakuqzvk", now=NOW, due=DUE, reason="alasanqzvk")
    draft = {REGION: {"Predikat": "Mulai Peduli HAM", "Nilai total": 64.87}}
    _load(data, _book(folder, "drafqzvk.xlsx", "lembardrafqzvk", regions, draft, {"Hak atas informasi": 58.39}), OTHER_YEAR)
    _enter(data)
    chain.append(data / "jejak" / "akses.jsonl", {"waktu": NOW.isoformat(), "siapa": "jejakqzvk@contoh.go.id", "apa": "masuk"})
    return data


def _book(folder, name, sheet, regions, scored, rights):
    """A result file with a row for every region; remarks on all, scores on some."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    columns = ("Kode", "Kabupaten/Kota", "Predikat", "Nilai murni", "Bonus", "Nilai total", "Partisipasi", *rights, "Catatan")
    page.append(columns)
    for place in regions:
        row = {"Kode": place.code, "Kabupaten/Kota": place.name, "Partisipasi": "ya", "Predikat": "Cukup Peduli HAM"}
        row |= {"Catatan": "catatanqzvk"} | scored.get(place.code, {}) | (rights if place.code in scored else {})
        page.append([row.get(column) for column in columns])
    book.save(folder / name)
    return folder / name


def _load(data, path, year):
    draft = life.understand(data, path, year)
    assert life.load(data, path, draft, by="pelakuqzvk", now=NOW).version == 1, draft.findings


def _enter(data):
    """One entry of every kind."""
    rights = frozenset({"lihat", "isi", "setuju", "peran"})
    author = ledger.Author("pengisiqzvk@contoh.go.id", ("operator",), rights, EVERYTHING)
    counts = {"dugaan": 891739, "rekomendasi": 891739, "terjawab": 891739, "keterangan": "yankomasqzvk"}
    changes = (
        ledger.WantedChange("target", (str(YEAR), "16"), {"target_peduli": 11}, None),
        ledger.WantedChange("tahap", (str(YEAR), REGION, "mengirim"), {"keadaan": "belum"}, None),
        ledger.WantedChange("tenggat", (str(YEAR), "16", "mengirim"), {"tanggal": "2025-03-29"}, None),
        ledger.WantedChange("yankomas", (str(YEAR), REGION), counts, None),
        ledger.WantedChange("peran", ("peranqzvk@contoh.go.id",), {"peran": "pimpinan"}, None),
    )
    ledger.record(data, changes, author=author, reason="isianqzvk", now=NOW)
    for claim, word, decision, reason in (
        (APPROVED, "koreksiqzvk", "setuju", "dasarqzvk"),
        (PROPOSED, "usulqzvk", "usul", "terkaqzvk"),
    ):
        said = {"nilai": "Cukup Peduli HAM", "sumber_url": f"https://{word}.go.id/", "putusan": decision}
        ledger.record(data, [ledger.WantedChange("koreksi", (claim,), said, None)], author=author, reason=reason, now=NOW)
