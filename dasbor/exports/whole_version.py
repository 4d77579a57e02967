"""All tables of a version as they were published, for a version that the pages of today cannot read.

Nothing is asked of it but what describes itself: names, columns, meanings. What it tells of the versions before it stays out, since
one that was closed later would speak there still.
"""

from dasbor.exports import data_files, package, schema
from dasbor.mart import contract, simulation, warehouse

_PAST = frozenset({"riwayat_versi", "perubahan_versi"})
_ABOUT = "kamus-data.md"


def name() -> str:
    """The name of the file."""
    stamp = warehouse.stamp()
    return simulation.file_name(f"semua-tabel-data-{stamp.name}.zip", simulated=stamp.simulated)


def tables_zip() -> bytes:
    """A CSV for every table of the version that is read, and what their columns mean (in Bahasa Indonesia)."""
    names, simulated = [one for one in contract.tables() if one not in _PAST], simulation.active()
    files = {_ABOUT: "\n".join(map(_meaning, names)).encode()}
    for one in names:
        rows = contract.rows(one, "true", [], ("ALL",))
        made = data_files.csv_rows(schema.marked(rows) if simulated else rows)
        files[simulation.file_name(f"{one}.csv", simulated=simulated)] = made
    return package.zipped(files)


def _meaning(table: str) -> str:
    lines = "".join(f"- `{one.name}` ({one.type}): {one.meaning}\n" for one in contract.columns(table))
    return f"## {table}\n\n{contract.meaning(table)}\n\n{lines}"
