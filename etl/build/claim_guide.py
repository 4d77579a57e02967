"""The generated parts of `docs/klaim.md`: tables from code and SQL, and worked examples that were really run.

Reads: `docs/contoh-klaim.toml`, the shipped reference data, the comments in `sql/`.
Decides: nothing; it runs the examples through the same code and SQL as any build.
Writes: nothing; the caller does.
"""

import csv
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.base import publish
from etl.base.paths import CLAIM_EXAMPLES, SHIPPED_DATA, SQL
from etl.build import warehouse
from etl.inputs import claims, reference
from etl.inputs.claims import Claims, Context, Measure
from etl.inputs.reference import ReferenceData
from etl.inputs.tables import KLAIM_COLUMNS

EXAMPLE_COLUMNS = ("id", "kode", "ukuran", "nilai", "penerbit", "sumber_url", "tanggal_terbit", "keyakinan", "catatan")
SOUND = "q{}, 34.02, predikat, Peduli HAM, Harian Satu, https://satu.example/30, 2018-12-11, pasti,"
"""The row that a `ditolak` example spoils; nothing is wrong with it."""

BLOCK = re.compile(r"<!-- mulai: (\w+) -->\n.*?<!-- akhir: \1 -->", re.DOTALL)


@dataclass(frozen=True)
class Examples:
    """The examples as written, what the checks said of their rows, and a database in which their claims were sorted out."""

    written: Mapping[str, Sequence[Mapping[str, Any]]]
    reference: ReferenceData
    claims: Claims
    connection: duckdb.DuckDBPyConnection

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """The rows of a query as dictionaries."""
        found = self.connection.execute(query, values)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def run(path: Path = CLAIM_EXAMPLES) -> Examples:
    """Run all examples together, as one claim file, against the shipped reference data."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    data = reference.load(SHIPPED_DATA)
    names = _names(data)
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "klaim.csv").open("w", encoding="utf-8", newline="") as file:
        output = csv.writer(file)
        output.writerow(KLAIM_COLUMNS)
        for example in [*written["pilihan"], *written["ditandai"]]:
            output.writerows(_claim(row, example["tahun"], names).values() for row in example_rows(example["klaim"]))
        for place, example in enumerate(written["ditolak"]):
            output.writerow(_spoilt(example, place, names))
        file.flush()
        loaded = claims.load(Path(folder), data)
    connection = duckdb.connect(config=publish.SETTINGS)
    warehouse.fill(connection, data, loaded)
    return Examples(written, data, loaded, connection)


def example_rows(text: str) -> list[dict[str, str]]:
    """The claims of one example, cells without the spaces that line them up."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [
        dict(zip(EXAMPLE_COLUMNS, (cell.strip() for cell in cells), strict=True))
        for cells in csv.reader(lines, skipinitialspace=True)
    ]


def _names(data: ReferenceData) -> Mapping[str, str]:
    names = {"ID": "Indonesia"}
    for row in data.rows("wilayah"):
        names[str(row["kode"])] = names[str(row["kode_2020"])] = str(row["nama"])
        names[str(row["kode_provinsi"])] = str(row["provinsi"])
    return names


def _claim(row: Mapping[str, str], year: int, names: Mapping[str, str]) -> dict[str, str]:
    code = row["kode"]
    level = "nasional" if code == "ID" else "kabkota" if "." in code else "provinsi"
    cells = {**row, "tahun": str(year), "tingkat": level, "nama": names[code]}
    return {name: cells[name] for name in KLAIM_COLUMNS}


def _spoilt(example: Mapping[str, Any], place: int, names: Mapping[str, str]) -> list[str]:
    if "baris" in example:
        return list(next(csv.reader([example["baris"]])))
    (row,) = example_rows(SOUND.format(place))
    return list((_claim(row, 2018, names) | example["ubah"]).values())


def render(text: str) -> str:
    """The guide with every generated block made anew. Raises `KeyError` for a block that nobody makes."""
    examples = run()

    def made(found: re.Match[str]) -> str:
        return f"<!-- mulai: {found[1]} -->\n\n{BLOCKS[found[1]](examples)}\n\n<!-- akhir: {found[1]} -->"

    return BLOCK.sub(made, text)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def _columns(examples: Examples) -> str:
    found = examples.rows(
        "SELECT column_name AS nama, comment AS arti FROM duckdb_columns() WHERE schema_name = 'mart' AND table_name = 'klaim'"
    )
    meaning = {row["nama"]: row["arti"] for row in found}
    return _table(["kolom", "arti"], [[f"`{name}`", meaning[name]] for name in KLAIM_COLUMNS])


def _measures(examples: Examples) -> str:
    context = Context.of(examples.reference)
    rows = [
        [f"`{name}`", ", ".join(measure.levels), _form(name, measure, context)]
        for name, measure in sorted(context.measures.items())
    ]
    return _table(["ukuran", "tingkat", "nilai"], rows)


def _form(name: str, measure: Measure, context: Context) -> str:
    if name == "predikat":
        return "salah satu dari: " + ", ".join(sorted(context.predicates))
    try:
        measure.parser("")
    except ValueError as error:
        return str(error)
    raise LookupError(f"{name} accepts an empty value")


def _rejections(examples: Examples) -> str:
    faults = [entry.fault for entry in examples.claims.rejected]
    return _table(
        ["kode alasan", "kolom", "contoh kalimat"],
        [[f"`{fault.reason.value}`", fault.column or "seluruh baris", fault.sentence] for fault in faults],
    )


def meanings(kind: str) -> Mapping[str, str]:
    """What codes that SQL gives out mean, from its comments `-- KIND code: sentence` (kind: `bendera` or `alasan`)."""
    texts = [script.read_text(encoding="utf-8") for script in sorted(SQL.glob("*/*.sql"))]
    return dict(pair for text in texts for pair in re.findall(rf"^-- {kind} ([a-z-]+): (.+)$", text, re.MULTILINE))


def _meaning_table(kind: str) -> str:
    return _table([kind, "arti"], [[f"`{code}`", sentence] for code, sentence in meanings(kind).items()])


def _classes(examples: Examples) -> str:
    rows = sorted(examples.reference.rows("golongan"), key=lambda row: int(str(row["peringkat"])))
    return _table(["golongan", "isinya"], [[row["golongan"], row["keterangan"]] for row in rows])


def _choices(examples: Examples) -> str:
    return "\n\n".join(_choice(examples, example) for example in examples.written["pilihan"])


def _choice(examples: Examples, example: Mapping[str, Any]) -> str:
    ids = [row["id"] for row in example_rows(example["klaim"])]
    found = examples.rows("SELECT * FROM mart.klaim WHERE id IN (FROM (SELECT unnest(?))) ORDER BY list_position(?, id)", ids, ids)
    rows = [
        [
            row["id"],
            "**tampil**" if row["terpilih"] else row["bendera"] or "",
            f"{row['nama']} ({row['kode']})",
            row["ukuran"],
            row["nilai"],
            f"{row['penerbit']} ({row['golongan']})",
            row["tanggal_terbit"] or "tidak bertanggal",
            row["keyakinan"],
        ]
        for row in found
    ]
    shown = outcome(examples, example)
    value = f"**{shown['nilai']}**" if shown["nilai"] else "**tidak ada** (tidak diketahui)"
    parts = [
        f"### {example['judul']} ({example['tahun']})",
        *([example["penjelasan"]] if "penjelasan" in example else []),
        _table(["klaim", "", "wilayah", "ukuran", "nilai", "penerbit", "terbit", "keyakinan"], rows),
        (
            f"{shown['nama']}, {shown['ukuran']}: {value}; alasan `{shown['alasan']}`; "
            f"{'bertentangan' if shown['konflik'] else 'tidak bertentangan'}."
        ),
    ]
    if province := summary(examples, example):
        cells = ", ".join(f"`{name}` {'kosong' if cell is None else cell}" for name, cell in province.items())
        parts.append(f"Rekap provinsi: {cells}.")
    return "\n\n".join(parts)


def outcome(examples: Examples, example: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fact that an example is about, as it stands in `mart.fakta`."""
    expected = example["hasil"]
    (row,) = examples.rows(
        "SELECT kode, nama, ukuran, coalesce(nilai, '') AS nilai, alasan, konflik FROM mart.fakta "
        "WHERE tahun = ? AND kode = ? AND ukuran = ?",
        example["tahun"],
        expected["kode"],
        expected["ukuran"],
    )
    return row


def summary(examples: Examples, example: Mapping[str, Any]) -> Mapping[str, Any]:
    """The columns of the province's summary that an example names (without the code); empty when it names none."""
    expected = example.get("rekap", {})
    if not expected:
        return {}
    (row,) = examples.rows(
        "SELECT * FROM mart.rekap_provinsi WHERE tahun = ? AND kode_provinsi = ?", example["tahun"], expected["kode_provinsi"]
    )
    return {name: row[name] for name in expected if name != "kode_provinsi"}


BLOCKS: Mapping[str, Callable[[Examples], str]] = {
    "kolom": _columns,
    "ukuran": _measures,
    "penolakan": _rejections,
    "bendera": lambda _: _meaning_table("bendera"),
    "golongan": _classes,
    "alasan": lambda _: _meaning_table("alasan"),
    "contoh": _choices,
}
