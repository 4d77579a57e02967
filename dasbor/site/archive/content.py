"""The files of an archive but for the site: path and bytes of each, in the order in which they are made."""

from collections.abc import Iterator
from dataclasses import dataclass

from dasbor.exports.dataset import Dataset, dataset
from dasbor.mart import common, simulation, warehouse
from dasbor.mart.scopes import scope
from dasbor.site.archive import data_files, package, provenance, readme, script
from dasbor.site.archive import tables as contract
from dasbor.site.archive.manifest import NAME, ArchiveManifest
from dasbor.site.archive.provenance import File
from dasbor.site.archive.tables import ArchiveTable
from etl.build import materials

_ABOUT = ("title", "title_en", "citation", "citation_en", "version", "created", "licenses", "sources")


@dataclass(frozen=True, eq=False)
class ArchiveContent:
    """What an archive is made of: the tables, the data of the nation that describe them, and what it says of itself."""

    tables: tuple[ArchiveTable, ...]
    whole: Dataset
    manifest: ArchiveManifest

    @property
    def prefix(self) -> str:
        """How the names of all files made from figures begin: nothing, or the mark of a simulation."""
        return simulation.file_name("", simulated=self.manifest.simulasi)


def content(*, with_site: bool) -> ArchiveContent:
    """Of the warehouse in force. WarehouseError as `warehouse.stamp`."""
    stamp, made_by, found = warehouse.stamp(), provenance.program(), contract.tables()
    rows = {table.name: table.rows.num_rows for table in found}
    told = ArchiveManifest(
        stamp.version, stamp.built.isoformat(), stamp.simulated, made_by.version, made_by.commit, with_site, rows
    )  # fmt: skip
    return ArchiveContent(found, dataset(scope("nasional", "", common.years()[-1]), all_years=True), told)


def data(of: ArchiveContent) -> Iterator[File]:
    """Every table as CSV and Parquet, the package that describes them, and the SQL that makes `mart` again."""
    files: dict[str, File] = {}
    for table in of.tables:
        files[table.name] = (f"data/{of.prefix}{table.name}.csv", data_files.csv_bytes(table))
        yield files[table.name]
    described = package.descriptor(of.whole, of.tables, files)
    told = {key: described[key] for key in _ABOUT}
    for table in of.tables:
        yield f"parquet/{of.prefix}{table.name}.parquet", data_files.parquet_bytes(table, told)
    yield "datapackage.json", package.text(described)
    names = {name: path for name, (path, _) in files.items()}
    notes = (simulation.MARK,) if of.manifest.simulasi else ()
    yield f"sql/{of.prefix}{script.SCHEMA}", script.schema(of.tables, notes).encode()
    yield f"sql/{of.prefix}{script.DUCKDB}", script.load_duckdb(of.tables, names, notes).encode()
    if not of.manifest.simulasi:
        yield f"sql/{script.POSTGRESQL}", script.load_postgresql(of.tables, names).encode()


def sources(of: ArchiveContent) -> Iterator[File]:
    """Inputs, rules, documents, boundaries, licence, and what the archive is."""
    boundaries = provenance.boundaries()
    yield from ((f"masukan/{of.prefix}{name}", read) for name, read in provenance.inputs())
    yield from ((f"aturan/{name}", read) for name, read in provenance.rules())
    yield from ((f"dokumen/{name}", read) for name, read in provenance.documents())
    yield from ((f"batas/{name}", read) for name, read in (boundaries.files if boundaries else ()))
    yield materials.BILL, materials.bill(of.manifest.program).encode()
    for name in ("LICENSE", materials.NOTICES.name):
        yield f"program/{name}", (materials.ROOT / name).read_bytes()
    yield "LISENSI.md", readme.licence(of.whole, boundaries)
    yield "README.md", readme.readme(of.manifest, of.whole, of.tables, of.prefix)
    yield NAME, of.manifest.text()
