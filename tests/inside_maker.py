"""Internal figures of two provinces in a data folder, with words that stand nowhere else, so that a leak is seen anywhere.

Entries through the ledger; drafts as `etl.results.official` would put them into the workspace, without building it anew.
"""

import datetime as dt

import duckdb
import pyarrow as pa

from etl.entries import ledger
from etl.entries.area import EVERYTHING
from etl.entries.ledger import Author, WantedChange
from etl.results import official

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
YEAR = 2026
OPERATOR = Author("penguji@contoh.go.id", ("operator",), frozenset({"lihat", "isi", "setuju", "muat"}), EVERYTHING)
PROVINCES = {"53": ("53.71", "RAHASIA-KUPANG", 77.7531), "18": ("18.71", "RAHASIA-LAMPUNG", 78.8642)}
"""Province → a city of it, a word and a score that only its own may see."""


def make(folder):
    """Add entries and a draft to a data folder that was built."""
    changes = []
    for province, (code, word, _) in PROVINCES.items():
        changes += [
            WantedChange("target", (str(YEAR), province), {"target_peduli": 7}, 0),
            WantedChange("tenggat", (str(YEAR), province, "mengirim"), {"tanggal": "2026-03-31"}, 0),
            WantedChange("tahap", (str(YEAR), code, "diundang"), {"keadaan": "sudah"}, 0),
            WantedChange("yankomas", (str(YEAR), code), {"dugaan": 1, "rekomendasi": 1, "terjawab": 0, "keterangan": word}, 0),
        ]
    changes.append(WantedChange("tenggat", (str(YEAR), "", "mengirim"), {"tanggal": "2026-03-30"}, 0))
    ledger.record(folder, changes, author=OPERATOR, reason="uji", now=NOW)
    with duckdb.connect(str(folder / "kerja.duckdb")) as connection:
        connection.execute("CREATE SCHEMA draf")
        for name, table in _drafts().items():
            connection.register("masuk", table)
            connection.execute(f"CREATE TABLE draf.{name} AS FROM masuk")
            connection.unregister("masuk")


def _drafts():
    """The draft tables: version 1 with both provinces, version 2 with the first alone."""
    results, details = [], []
    for version, provinces in ((1, PROVINCES), (2, {"53": PROVINCES["53"]})):
        for code, _, score in provinces.values():
            of = {"tahun": YEAR, "versi": version, "kode": code}
            results.append({**of, "predikat": "Peduli HAM", "skor_total": score, "partisipasi": "ya"})
            details.append({**of, "kriteria": 1, "indikator": 1, "skor": score})
    versions = [{"tahun": YEAR, "versi": version, "keadaan": "draf", "berkas": f"draf-{version}.xlsx"} for version in (1, 2)]
    numbered = [("tahun", pa.int32()), ("versi", pa.int32())]
    return {
        "hasil": pa.Table.from_pylist(results, pa.schema([*numbered, *official._RESULTS])),
        "rincian": pa.Table.from_pylist(details, pa.schema([*numbered, *official._DETAILS])),
        "versi_hasil": pa.Table.from_pylist(versions, official._VERSIONS),
    }
