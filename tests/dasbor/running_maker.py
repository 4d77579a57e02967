"""Two offices in a running year: entries through the ledger, and a draft as the build would put it into the workspace.

Nusa Tenggara Timur (53) is entered by its own office, Lampung (18) has words and scores that only its own office may see.
"""

import datetime as dt

import duckdb
import pyarrow as pa

from etl.entries import ledger
from etl.entries.area import EVERYTHING, Area
from etl.entries.ledger import Author, WantedChange
from etl.results import official

NOW = dt.datetime(2024, 4, 24, 3, 0, tzinfo=dt.UTC)
AT = dt.date(2024, 4, 25)
STAFF = Author("staf.ntt@contoh.go.id", ("kanwil",), frozenset({"lihat", "isi"}), Area(provinces=frozenset({"53"})))
OPERATOR = Author("operator@contoh.go.id", ("operator",), frozenset({"lihat", "isi", "setuju", "muat"}), EVERYTHING)
SECRET, SECRET_SCORE = "RAHASIA-METRO", 91.23
STAGES = ("diundang", "mengirim", "diverifikasi", "direkomendasikan", "diteruskan", "dinilai")
RIGHTS_2020 = (80.0, 80.0, 70.0, 70.0, 60.0, 75.0, 75.0)
"""Of Kabupaten Belu in the draft of 2020: seven rights, 510 in all, so 72.857 on average."""


def stage(code, name, state="sudah", day=None):
    """A change of one stage in 2024."""
    return WantedChange("tahap", ("2024", code, name), {"keadaan": state} | ({"tanggal": day} if day else {}), 0)


ENTRIES = (
    *(stage("53.01", name, day=f"2024-0{place + 1}-10") for place, name in enumerate(STAGES[:4])),
    *(stage("53.01", name) for name in STAGES[4:]),
    stage("53.02", "diundang"),
    stage("53.02", "mengirim", "belum"),
    stage("53.03", "diundang"),
    stage("53.04", "diundang", "belum"),
    stage("53.04", "mengirim"),
    stage("53.05", "mengirim", "tidak"),
    stage("53.06", "mengirim", day="2024-04-10"),
    stage("53.06", "diverifikasi", day="2024-04-05"),
    WantedChange("target", ("2024", "53"), {"target_peduli": 15, "target_peserta": 20}, 0),
    WantedChange("tenggat", ("2024", "53", "mengirim"), {"tanggal": "2024-04-20"}, 0),
    WantedChange("yankomas", ("2024", "53.01"), {"dugaan": 3, "rekomendasi": 3, "terjawab": 1}, 0),
    WantedChange("yankomas", ("2024", "53.02"), {"dugaan": 1, "rekomendasi": 1, "terjawab": 1}, 0),
    WantedChange("yankomas", ("2024", "53.03"), {"dugaan": 2, "rekomendasi": 0, "terjawab": 0}, 0),
)
OTHERS = (
    WantedChange("tenggat", ("2024", "", "mengirim"), {"tanggal": "2024-04-15"}, 0),
    WantedChange("target", ("2024", "18"), {"target_peduli": 9}, 0),
    stage("18.72", "mengirim", "belum"),
    WantedChange("yankomas", ("2024", "18.72"), {"dugaan": 8, "rekomendasi": 8, "terjawab": 0, "keterangan": SECRET}, 0),
)
DRAFT = (
    {"kode": "53.04", "predikat": "Cukup Peduli HAM", "skor_total": 72.86, "skor_murni": 72.86, "partisipasi": "ya"},
    {"kode": "53.05", "predikat": "Peduli HAM", "skor_total": 80.0, "partisipasi": "ya"},
    {"kode": "53.02", "skor": 64.5, "partisipasi": "ya"},
    {"kode": "53.06", "partisipasi": "tidak"},
    {"kode": "18.72", "predikat": "Peduli HAM", "skor_total": SECRET_SCORE, "partisipasi": "ya"},
)


def make(folder):
    """Fill a data folder that was built."""
    ledger.record(folder, ENTRIES, author=STAFF, reason="", now=NOW)
    ledger.record(folder, OTHERS, author=OPERATOR, reason="", now=NOW + dt.timedelta(hours=1))
    rights = [{"kode": "53.04", "kriteria": place, "skor": score} for place, score in enumerate(RIGHTS_2020, start=1)]
    with duckdb.connect(str(folder / "kerja.duckdb")) as connection:
        connection.execute("CREATE SCHEMA draf")
        for name, rows, schema in (
            ("hasil", DRAFT, _numbered(official._RESULTS)),
            ("rincian", rights, _numbered(official._DETAILS)),
            ("versi_hasil", [{"keadaan": "draf", "berkas": "draf-2020.xlsx"}], official._VERSIONS),
        ):
            table = pa.Table.from_pylist([{"tahun": 2020, "versi": 1, **row} for row in rows], schema)
            connection.register("masuk", table)
            connection.execute(f"CREATE TABLE draf.{name} AS FROM masuk")
            connection.unregister("masuk")


def _numbered(schema):
    return pa.schema([("tahun", pa.int32()), ("versi", pa.int32()), *schema])
