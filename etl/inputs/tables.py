"""What each input file looks like: its columns, how a cell is read, what must be unique. The input half of the contract."""

from collections.abc import Callable
from dataclasses import dataclass

from etl.inputs import parse

Value = str | int | float | bool | object
Parser = Callable[[str], Value]

DUCKDB_TYPES: dict[Parser, str] = {
    str: "VARCHAR",
    parse.count: "INTEGER",
    parse.score: "DOUBLE",
    parse.year: "INTEGER",
    parse.date: "DATE",
    parse.yes_no: "BOOLEAN",
}


@dataclass(frozen=True)
class Column:
    """One column: its name, how its cells are read, whether a cell may be empty (null), whether a file may be without it.

    `later`: the column came when data folders were already in use; one without it reads as empty throughout.
    """

    name: str
    parser: Parser = str
    optional: bool = False
    later: bool = False


@dataclass(frozen=True)
class ReferenceFile:
    """One reference file, read whole or not at all. `key` is unique; `shipped` ones fall back to the project's own copy."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    shipped: bool = False

    @property
    def file_name(self) -> str:
        """The file's name in the data folder."""
        return f"{self.name}.csv"

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that the file must have."""
        return tuple(column.name for column in self.columns if not column.later)


REFERENCES = (
    ReferenceFile(
        "wilayah",
        (
            Column("kode"),
            Column("nama"),
            Column("jenis"),
            Column("administratif", parse.yes_no),
            Column("kode_provinsi"),
            Column("provinsi"),
            Column("kode_2020"),
            Column("kode_provinsi_2020"),
            Column("kode_bps_2020"),
            Column("nama_lain", optional=True),
            Column("sejak_tahun", parse.year, optional=True),
        ),
        key=("kode",),
    ),
    ReferenceFile(
        "putaran",
        (
            Column("tahun", parse.year),
            Column("tahun_capaian", parse.year, optional=True),
            Column("dasar_hukum"),
            Column("ada_penilaian", parse.yes_no),
            Column("tanggal_pengumuman", parse.date, optional=True),
            Column("nomor_sk", optional=True),
            Column("label_sk", optional=True),
            Column("keterangan", optional=True),
        ),
        key=("tahun",),
    ),
    ReferenceFile(
        "regulasi",
        (
            Column("peraturan"),
            Column("tahun_mulai", parse.year),
            Column("tahun_akhir", parse.year, optional=True),
            Column("jumlah_kriteria", parse.count),
            Column("jumlah_indikator", parse.count),
            Column("predikat"),
            Column("nilai_min", parse.score, optional=True),
            Column("nilai_maks", parse.score, optional=True),
            Column("kepastian"),
            Column("catatan", optional=True),
        ),
        key=("peraturan", "predikat"),
    ),
    ReferenceFile(
        "program",
        (
            Column("kode"),
            Column("nama"),
            Column("nama_en"),
            Column("singkatan", optional=True),
            Column("kepastian"),
            Column("sumber_url", parse.web_address, optional=True),
            Column("catatan", optional=True),
        ),
        key=("kode",),
        shipped=True,
    ),
    ReferenceFile(
        "predikat",
        (
            Column("kode"),
            Column("program"),
            Column("nama"),
            Column("nama_en"),
            Column("tanda"),
            Column("urutan", parse.count),
            Column("penghargaan", parse.yes_no),
        ),
        key=("kode",),
        shipped=True,
    ),
    ReferenceFile(
        "kriteria",
        (Column("peraturan"), Column("urutan", parse.count), Column("kriteria")),
        key=("peraturan", "urutan"),
    ),
    ReferenceFile(
        "kanwil",
        (
            Column("kanwil", optional=True),
            Column("tahun_mulai", parse.year),
            Column("tahun_akhir", parse.year, optional=True),
            Column("kode_provinsi"),
            Column("provinsi"),
            Column("kepastian"),
            Column("sumber_url", parse.web_address, optional=True, later=True),
            Column("catatan", optional=True),
        ),
        key=("tahun_mulai", "kode_provinsi"),
    ),
    ReferenceFile(
        "keputusan",
        (
            Column("tahun", parse.year),
            Column("perihal"),
            Column("predikat", optional=True),
            Column("nomor"),
            Column("tanggal", parse.date, optional=True),
            Column("label", optional=True),
            Column("kepastian"),
            Column("sumber_url", parse.web_address, optional=True),
            Column("catatan", optional=True),
        ),
        key=("tahun", "nomor"),
        shipped=True,
    ),
    ReferenceFile(
        "geografi",
        (
            Column("tahun_mulai", parse.year),
            Column("tahun_akhir", parse.year, optional=True),
            Column("susunan"),
            Column("keterangan", optional=True),
        ),
        key=("tahun_mulai",),
        shipped=True,
    ),
    ReferenceFile(
        "golongan",
        (Column("golongan"), Column("peringkat", parse.count), Column("keterangan", optional=True)),
        key=("golongan",),
        shipped=True,
    ),
    ReferenceFile(
        "penerbit",
        (
            Column("urutan", parse.count),
            Column("kolom"),
            Column("pola", optional=True),
            Column("golongan"),
            Column("lembaga", optional=True),
            Column("keterangan", optional=True),
        ),
        key=("urutan",),
        shipped=True,
    ),
    ReferenceFile(
        "tafsir_catatan",
        (
            Column("ukuran"),
            Column("urutan", parse.count),
            Column("pola", parse.pattern),
            Column("butir"),
            Column("keterangan", optional=True),
        ),
        key=("ukuran", "urutan"),
        shipped=True,
    ),
    ReferenceFile(
        "nama_panggilan",
        (Column("kode"), Column("nama"), Column("panggilan")),
        key=("kode", "panggilan"),
        shipped=True,
    ),
    ReferenceFile(
        "nama_kolom",
        (Column("arti"), Column("tulisan")),
        key=("tulisan",),
        shipped=True,
    ),
    ReferenceFile(
        "alias_wilayah",
        (Column("tulisan"), Column("kode"), Column("keterangan", optional=True)),
        key=("tulisan",),
        shipped=True,
    ),
    ReferenceFile(
        "ubin_kabkota",
        (Column("kode"), Column("nama"), Column("kolom", parse.count), Column("baris", parse.count)),
        key=("kode",),
        shipped=True,
    ),
    ReferenceFile(
        "ubin_provinsi",
        (
            Column("susunan"),
            Column("kode_provinsi"),
            Column("provinsi"),
            Column("iso", optional=True, later=True),
            Column("kolom", parse.count),
            Column("baris", parse.count),
        ),
        key=("susunan", "kode_provinsi"),
        shipped=True,
    ),
    ReferenceFile(
        "ambang_pembina",
        (
            Column("tahun", parse.year),
            Column("ambang_persen", parse.count),
            Column("cara"),
            Column("kepastian"),
            Column("id_klaim", optional=True),
            Column("catatan", optional=True),
        ),
        key=("tahun",),
        shipped=True,
    ),
    ReferenceFile(
        "kalender_aturan",
        (
            Column("peraturan"),
            Column("urutan", parse.count),
            Column("tahap"),
            Column("mulai", parse.month_day, optional=True),
            Column("selesai", parse.month_day, optional=True),
            Column("pelaksana"),
            Column("kepastian"),
            Column("id_klaim", optional=True),
            Column("catatan", optional=True),
        ),
        key=("peraturan", "tahap"),
        shipped=True,
    ),
    ReferenceFile(
        "zona_waktu",
        (Column("kode_provinsi"), Column("provinsi"), Column("zona"), Column("dasar", optional=True)),
        key=("kode_provinsi",),
        shipped=True,
    ),
    ReferenceFile(
        "aturan_nilai",
        (
            Column("peraturan"),
            Column("tahun_mulai", parse.year),
            Column("tahun_akhir", parse.year, optional=True),
            Column("unsur"),
            Column("kriteria", parse.count, optional=True),
            Column("nilai", optional=True),
            Column("kepastian"),
            Column("sumber_url", parse.web_address, optional=True),
            Column("catatan", optional=True),
        ),
        key=("peraturan", "tahun_mulai", "unsur", "kriteria"),
        shipped=True,
    ),
)

KLAIM_COLUMNS = (
    "id",
    "tahun",
    "tingkat",
    "kode",
    "nama",
    "ukuran",
    "nilai",
    "sumber_url",
    "penerbit",
    "tanggal_terbit",
    "keyakinan",
    "catatan",
)
KLAIM_PATTERN = "klaim*.csv"
