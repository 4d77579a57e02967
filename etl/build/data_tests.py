"""Data tests: what must hold after every build.

Each file of `sql/uji` returns the rows that break one rule; any row stops the publish.

Reads: `mart` (and the tests' own sentences, the first two comment lines of each file).
Decides: whether the build may be published.
Writes: `mart.pemeriksaan`, the stamp that the page *Sumber & mutu* shows.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.base.errors import UserError
from etl.build.warehouse import scripts

SHOWN = 5


@dataclass(frozen=True)
class DataTest:
    """One rule: its name (the file's), what it says in both languages, and the query for the rows that break it."""

    name: str
    sentence_id: str
    sentence_en: str
    query: str

    @classmethod
    def read(cls, path: Path) -> "DataTest":
        """From one SQL file whose first lines are `-- id: …` and `-- en: …`."""
        first, second, query = path.read_text(encoding="utf-8").split("\n", 2)
        if not (first.startswith("-- id: ") and second.startswith("-- en: ")):
            raise ValueError(f"{path.name}: the first two lines must be '-- id: …' and '-- en: …'")
        return cls(path.stem.partition("_")[2], first[7:], second[7:], query)


def run(connection: duckdb.DuckDBPyConnection) -> int:
    """Run all data tests, store them in `mart.pemeriksaan` and return how many there are. Raises `UserError` if any finds a row."""
    tests = [DataTest.read(path) for path in scripts("uji")]
    broken = []
    for test in tests:
        found = connection.sql(test.query)
        rows = found.fetchall()
        if rows:
            examples = "; ".join(
                ", ".join(f"{name}={value}" for name, value in zip(found.columns, row, strict=True)) for row in rows[:SHOWN]
            )
            broken.append(f"{test.name}: {test.sentence_id} Dilanggar {len(rows)} baris: {examples}")
    if broken:
        raise UserError(
            f"Pemeriksaan data gagal: {len(broken)} dari {len(tests)} aturan dilanggar, sehingga tidak ada yang diterbitkan.",
            details=broken,
            remedy="periksa data masukan yang disebut; gudang data sebelumnya tidak diubah.",
        )
    connection.execute("CREATE TABLE mart.pemeriksaan (nama VARCHAR, kalimat_id VARCHAR, kalimat_en VARCHAR)")
    connection.executemany(
        "INSERT INTO mart.pemeriksaan VALUES (?, ?, ?)",
        [[test.name, test.sentence_id, test.sentence_en] for test in tests],
    )
    for target, text in (
        (
            "TABLE mart.pemeriksaan",
            "Satu baris per pemeriksaan yang lulus pada pembangunan terakhir; yang gagal menghentikan penerbitan.",
        ),
        ("COLUMN mart.pemeriksaan.nama", "Nama pemeriksaan (berkas di etl/build/sql/uji)."),
        ("COLUMN mart.pemeriksaan.kalimat_id", "Isi pemeriksaan, Bahasa Indonesia."),
        ("COLUMN mart.pemeriksaan.kalimat_en", "Isi pemeriksaan, bahasa Inggris."),
    ):
        connection.execute(f"COMMENT ON {target} IS '{text}'")
    return len(tests)
