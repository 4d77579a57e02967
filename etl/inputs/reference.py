"""Reference data: regions, rounds, rules, offices, and the tables by which claims are understood.

Reads: the reference files of the data folder (those marked `shipped` fall back to the project's own copy).
Decides: whether they can be trusted. All faults of all files are collected and told at once; one fault stops the build, since every
result hangs on these tables.
Writes: nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from etl.base import publish
from etl.base.errors import UserError
from etl.base.paths import SHIPPED_DATA
from etl.inputs import parse, programmes
from etl.inputs.arithmetic import arithmetic_faults
from etl.inputs.read import SourceFile, read_csv
from etl.inputs.tables import REFERENCES, Column, ReferenceFile, Value
from etl.inputs.tile_checks import tile_faults
from etl.inputs.yearly_checks import calendar_faults, decree_faults, threshold_faults, zone_faults

Row = Mapping[str, Value | None]

CODE = re.compile(r"[0-9]{2}\.[0-9]{2}")
HIGHEST_SCORE = 100


@dataclass(frozen=True)
class ReferenceTable:
    """One reference file as read and as typed rows; `own` is false where the project's copy stands in for the data folder's."""

    spec: ReferenceFile
    source: SourceFile
    rows: tuple[Row, ...]
    own: bool


@dataclass(frozen=True)
class ReferenceData:
    """All reference tables by name."""

    tables: Mapping[str, ReferenceTable]

    def rows(self, name: str) -> tuple[Row, ...]:
        """The typed rows of one table."""
        return self.tables[name].rows


def load(folder: Path) -> ReferenceData:
    """Read and check all reference files of `folder`. Raises `UserError` with every fault found."""
    faults: list[str] = []
    tables = {}
    for spec in REFERENCES:
        own = not spec.shipped or (folder / spec.file_name).exists()
        path = (folder if own else SHIPPED_DATA) / spec.file_name
        source = read_csv(path, spec.required)
        tables[spec.name] = ReferenceTable(spec, source, tuple(_typed_rows(spec, source, faults)), own)
    data = ReferenceData(tables)
    if not faults:
        faults.extend(_cross_faults(data))
    if not faults:
        data = _with_programmes(data)
    if faults:
        raise UserError(
            f"Data rujukan di {folder} tidak dapat dipakai: {len(faults)} kesalahan.",
            details=faults,
            remedy="perbaiki baris-baris itu; gudang data sebelumnya tidak diubah.",
        )
    return data


def _with_programmes(data: ReferenceData) -> ReferenceData:
    """The same, with the programmes and predicates that only the rules name."""
    found = programmes.complete(*(data.rows(name) for name in ("program", "predikat", "regulasi", "aturan_nilai")))
    completed = {name: replace(data.tables[name], rows=rows) for name, rows in zip(("program", "predikat"), found, strict=True)}
    return ReferenceData({**data.tables, **completed})


def _typed_rows(spec: ReferenceFile, source: SourceFile, faults: list[str]) -> Iterable[Row]:
    seen: dict[tuple[Value | None, ...], int] = {}
    for row in source.rows:
        where = f"{source.name} baris {row.line}"
        if not row.complete:
            faults.append(f"{where}: {len(row.fields)} isian untuk {len(source.header)} kolom")
            continue
        typed: dict[str, Value | None] = {}
        for column in spec.columns:
            text = row.cell(column.name)
            try:
                typed[column.name] = _cell(column, text)
            except ValueError as error:
                faults.append(f"{where}, kolom {column.name}: '{text}' {error}")
        key = tuple(typed.get(name) for name in spec.key)
        if key in seen:
            faults.append(f"{where}: {', '.join(spec.key)} sama dengan baris {seen[key]}")
        seen.setdefault(key, row.line)
        yield typed


def _cell(column: Column, text: str) -> Value | None:
    if text:
        return column.parser(text)
    if column.optional:
        return None
    raise ValueError("tidak boleh kosong")


def _cross_faults(data: ReferenceData) -> Iterable[str]:
    yield from _wilayah_faults(data)
    yield from _regulasi_faults(data)
    yield from _shipped_faults(data)
    yield from programmes.faults(data.rows("program"), data.rows("predikat"))
    provinces = {row["kode_provinsi"]: row["provinsi"] for row in data.rows("wilayah")}
    for row in data.rows("kanwil"):
        if provinces.get(row["kode_provinsi"]) != row["provinsi"]:
            yield f"kanwil.csv: provinsi {row['kode_provinsi']} '{row['provinsi']}' tidak cocok dengan wilayah.csv"


def _shipped_faults(data: ReferenceData) -> Iterable[str]:
    names = {row["kode"]: row["nama"] for row in data.rows("wilayah")}
    names |= {row["kode_provinsi"]: row["provinsi"] for row in data.rows("wilayah")}
    if data.tables["nama_panggilan"].own:
        for row in data.rows("nama_panggilan"):
            if names.get(row["kode"]) != row["nama"]:
                yield f"nama_panggilan.csv: {row['kode']} '{row['nama']}' tidak cocok dengan wilayah.csv"
    classes = {row["golongan"] for row in data.rows("golongan")}
    for row in data.rows("penerbit"):
        if row["golongan"] not in classes:
            yield f"penerbit.csv urutan {row['urutan']}: golongan '{row['golongan']}' tidak ada di golongan.csv"
        if row["kolom"] not in ("domain", "penerbit"):
            yield f"penerbit.csv urutan {row['urutan']}: kolom '{row['kolom']}' harus 'domain' atau 'penerbit'"
    if all(row["pola"] for row in data.rows("penerbit")):
        yield "penerbit.csv: baris terakhir harus berpola kosong, agar setiap penerbit mendapat golongan"
    yield from _geografi_faults(data)
    yield from _pattern_faults(data)
    yield from tile_faults(data.rows("wilayah"), data.rows("ubin_kabkota"), data.rows("ubin_provinsi"))
    yield from zone_faults(data.rows("wilayah"), data.rows("zona_waktu"))
    yield from threshold_faults(data.rows("ambang_pembina"))
    if data.tables["keputusan"].own:
        yield from decree_faults(data.rows("putaran"), data.rows("regulasi"), data.rows("keputusan"))
    rules = {row["peraturan"] for row in data.rows("regulasi")}
    yield from calendar_faults(rules if data.tables["kalender_aturan"].own else None, data.rows("kalender_aturan"))
    yield from arithmetic_faults(
        data.rows("regulasi"), data.rows("kriteria"), data.rows("aturan_nilai"), bound=data.tables["aturan_nilai"].own
    )


def _geografi_faults(data: ReferenceData) -> Iterable[str]:
    for row in data.rows("geografi"):
        if row["susunan"] not in ("2020", "kini"):
            yield f"geografi.csv {row['tahun_mulai']}: susunan '{row['susunan']}' harus '2020' atau 'kini'"
    spans = [(int(str(row["tahun_mulai"])), int(str(row["tahun_akhir"] or 9999))) for row in data.rows("geografi")]
    for row in data.rows("putaran"):
        year = int(str(row["tahun"]))
        found = sum(first <= year <= last for first, last in spans)
        if found != 1:
            yield f"geografi.csv: tahun {year} tercakup {found} baris, harus tepat satu"


def _pattern_faults(data: ReferenceData) -> Iterable[str]:
    """Patterns that Python understands and DuckDB, which will run them, does not."""
    with duckdb.connect(config=publish.SETTINGS) as connection:
        for row in data.rows("tafsir_catatan"):
            try:
                connection.execute("SELECT regexp_matches('', ?)", [row["pola"]])
            except duckdb.Error:
                yield f"tafsir_catatan.csv {row['ukuran']} {row['urutan']}: pola '{row['pola']}' tidak dipahami DuckDB (RE2)"


def _wilayah_faults(data: ReferenceData) -> Iterable[str]:
    provinces: dict[object, object] = {}
    for row in data.rows("wilayah"):
        kode, nama = str(row["kode"]), row["nama"]
        if not CODE.fullmatch(kode):
            yield f"wilayah.csv: kode '{kode}' ({nama}) harus berbentuk 11.01"
        if not kode.startswith(f"{row['kode_provinsi']}."):
            yield f"wilayah.csv: kode {kode} tidak berada di provinsi {row['kode_provinsi']}"
        if row["jenis"] not in ("kabupaten", "kota"):
            yield f"wilayah.csv: {kode} berjenis '{row['jenis']}', harus kabupaten atau kota"
        if provinces.setdefault(row["kode_provinsi"], row["provinsi"]) != row["provinsi"]:
            yield f"wilayah.csv: provinsi {row['kode_provinsi']} bernama ganda: '{row['provinsi']}'"
    for column in ("kode_2020", "kode_bps_2020"):
        codes = [row[column] for row in data.rows("wilayah")]
        for code in sorted({str(code) for code in codes if codes.count(code) > 1}):
            yield f"wilayah.csv: {column} {code} dipakai lebih dari satu wilayah"
    for code in sorted({str(row["kode_provinsi_2020"]) for row in data.rows("wilayah")} - {str(code) for code in provinces}):
        yield f"wilayah.csv: kode_provinsi_2020 {code} tidak dikenal"


def _regulasi_faults(data: ReferenceData) -> Iterable[str]:
    rules = {row["peraturan"] for row in data.rows("regulasi")}
    for row in data.rows("kriteria"):
        if row["peraturan"] not in rules:
            yield f"kriteria.csv: peraturan '{row['peraturan']}' tidak ada di regulasi.csv"
    for row in data.rows("putaran"):
        if row["ada_penilaian"] and row["dasar_hukum"] not in rules:
            yield f"putaran.csv {row['tahun']}: dasar_hukum '{row['dasar_hukum']}' tidak ada di regulasi.csv"
        if row["ada_penilaian"] and row["tahun_capaian"] is None:
            yield f"putaran.csv {row['tahun']}: tahun_capaian kosong padahal ada penilaian"
    for row in data.rows("regulasi"):
        low, high = row["nilai_min"], row["nilai_maks"]
        if isinstance(low, float) and isinstance(high, float) and not 0 <= low < high <= HIGHEST_SCORE:
            yield f"regulasi.csv {row['peraturan']}, {row['predikat']}: rentang {low} sampai {high} tidak masuk akal"


def names_of(row: Row) -> frozenset[str]:
    """The names under which a region may stand in a claim: today's and former ones ("Toba Samosir (sampai 2020)"), plain."""
    kind = "kabupaten" if row["jenis"] == "kabupaten" else "kota"
    others = [part.partition("(")[0].strip() for part in str(row["nama_lain"] or "").split(";")]
    names = [str(row["nama"]), *(f"{kind} {other}" for other in others if other)]
    return frozenset(parse.plain_name(name) for name in names)


def charge_of(province: str) -> str:
    """A province by itself as something that the role kanwil is given for: its office may not be known."""
    return f"provinsi-{province}"


def office_slug(name: str) -> str:
    """The name of an office in addresses and commands: "Kanwil Kemenkumham Sumatera Barat" → "kemenkumham-sumatera-barat"."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().removeprefix("kanwil ")).strip("-")
