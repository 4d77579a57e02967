"""`python -m etl arsip`: `mart` comes back from it without our code, nothing internal is in it, it never harms a folder."""

import datetime as dt
import hashlib
import json
import re
import shlex
import shutil
import subprocess
import sys

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package

from dasbor.exports.schema import SchemaField, TableSpec
from dasbor.site import store
from dasbor.site.archive import command, content, data_files, manifest, provenance, script
from dasbor.site.archive.manifest import ArchiveManifest
from dasbor.site.archive.tables import ArchiveTable
from dasbor.words.texts import catalogue
from etl.__main__ import parser
from etl.base import publish
from etl.build import corrections
from tests import inside_maker

ALONE = "import importlib.util as u; assert not (u.find_spec('etl') or u.find_spec('dasbor')); "
SHAPE = """
    SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE schema_name = 'mart'
    UNION ALL SELECT table_name, '', '', comment FROM duckdb_tables() WHERE schema_name = 'mart' ORDER BY ALL
"""


def read(path, sql):
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rebuilt(folder, program, *arguments):
    """Run a program with the interpreter alone, in the archive, as somebody would who has nothing else."""
    call = [sys.executable, "-I", "-c", ALONE + program, *map(str, arguments)]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False, env={})
    assert (done.returncode, done.stderr) == (0, "")


def same_mart(one, other):
    assert publish.states(one) == publish.states(other) != {}
    assert read(one, SHAPE) == read(other, SHAPE)
    stamp = "SELECT CAST(v AS VARCHAR) FROM mart.versi AS v"
    assert read(one, stamp) == read(other, stamp)


def test_mart_is_rebuilt_by_the_words_of_the_readme_alone(archive, record_folder):
    lines = re.findall(r"^    (python3 -c .+)$", (archive / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 2
    assert len(set(lines)) == 1  # the same in both languages
    python, flag, program, target, *scripts = shlex.split(lines[0])
    assert (python, flag) == ("python3", "-c")
    rebuilt(archive, program, target, *scripts)
    same_mart(record_folder / "publik.duckdb", archive / target)


def test_the_parquet_files_hold_the_same_rows(archive, record_folder):
    original = publish.states(record_folder / "publik.duckdb")
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA mart")
        for path in sorted((archive / "parquet").glob("*.parquet")):
            connection.execute(f"CREATE TABLE mart.{path.stem} AS FROM read_parquet('{path}')")
        assert publish.table_states(connection) == original
    claims = pq.read_schema(archive / "parquet" / "klaim.parquet")
    assert json.loads(claims.metadata[b"licenses"])[0]["name"] == "CC-BY-4.0"
    assert claims.field("sumber_url").metadata[b"description"].decode()


def test_every_file_is_summed_and_as_it_was_written(archive):
    lines = (archive / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    found = contents(archive)
    del found["SHA256SUMS"]
    assert sums == {name: hashlib.sha256(made).hexdigest() for name, made in found.items()}


def test_the_validator_accepts_the_package_with_its_keys(archive):
    report = Package(str(archive / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "type", "fieldName", "rowNumber", "note"])[:5]
    assert not report.stats["warnings"]
    described = json.loads((archive / "datapackage.json").read_text(encoding="utf-8"))
    tables = {one["name"]: one for one in described["resources"]}
    assert len(tables) == len(list((archive / "data").iterdir())) == len(list((archive / "parquet").iterdir()))
    assert {"fakta", "hasil_resmi", "versi_hasil", "klaim", "hasil_kabkota"} <= tables.keys()
    assert tables["fakta"]["schema"]["primaryKey"] == ["kunci"]
    assert all(one["description_en"] != one["description"] for one in tables.values())
    written = {(told["id"], told["en"]) for key, told in catalogue().items() if key.startswith("kolom.")}
    fields = [field for one in tables.values() for field in one["schema"]["fields"]]
    english = {(field["description"], field["description_en"]) for field in fields if "description_en" in field}
    assert english <= written  # never the words of another column of the same name
    assert len(english) > 100


def test_the_source_of_every_figure_is_inside(archive, record_folder):
    """Each input as the build read it, each claim at the line that `mart.klaim` names, the rules, the documents."""
    for name, digest in read(record_folder / "publik.duckdb", "SELECT berkas, sha256 FROM mart.berkas"):
        assert hashlib.sha256((archive / "masukan" / name).read_bytes()).hexdigest() == digest
    lines: dict[str, list[str]] = {}
    for ident, name, line in read(record_folder / "publik.duckdb", "SELECT id, berkas, baris FROM mart.klaim WHERE baris < 50"):
        text = lines.setdefault(name, (archive / "masukan" / name).read_text(encoding="utf-8-sig").splitlines())
        assert ident in text[line - 1]
    assert "mart.fakta" in (archive / "aturan" / "mart" / "30_fakta.sql").read_text(encoding="utf-8")
    assert "## hasil_kabkota" in (archive / "dokumen" / "kamus-data.md").read_text(encoding="utf-8")
    assert (archive / "dokumen" / "klaim.md").is_file()


def test_readme_and_licence_say_which_data_and_speak_both_languages(archive):
    told = (archive / "README.md").read_text(encoding="utf-8")
    said = json.loads((archive / "arsip.json").read_text(encoding="utf-8"))
    assert told.count(said["versi"]) >= 2
    assert provenance.program().version in told
    assert "Arsip ini dibuat tanpa situs statis." in told
    assert "This archive was made without the static site." in told
    named = set(re.findall(r"`([\w-]+)/`", told.partition("---")[0])) - {"situs"}
    assert named <= {path.name for path in archive.iterdir()}
    licence = (archive / "LISENSI.md").read_text(encoding="utf-8")
    assert "Creative Commons Atribusi" in licence
    assert "tidak memuat batas wilayah" in licence
    assert "holds no boundaries" in licence


def test_internal_figures_change_not_a_byte_and_an_older_archive_gives_way(archive, inside_folder, tmp_path, written):
    """The same data, with entries and drafts beside them: the same bytes. What lies there before is an archive of older data."""
    (tmp_path / "arsip").mkdir()
    finished(tmp_path / "arsip", dibangun="2020-01-01T00:00:00+07:00")
    written(inside_folder, tmp_path / "arsip")
    found = contents(tmp_path / "arsip")
    assert found == contents(archive)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".arsip.kunci", "arsip"]
    words = [word.encode() for _, word, _ in inside_maker.PROVINCES.values()] + [inside_maker.OPERATOR.address.encode()]
    assert [name for name, made in found.items() for word in words if word in made] == []


OFFICIAL = (
    "UPDATE mart.versi SET simulasi = true",
    f"INSERT INTO mart.berkas VALUES ('{corrections.NAME}', 'a', 9, '', 1, 0), ('hasil/2024/1/h.xlsx', 'b', 9, '', 1, 0)",
    "INSERT INTO mart.versi_hasil (tahun, versi, diterbitkan_pada) VALUES (2024, 1, '2025-12-10 09:00:00.25+07')",
    "INSERT INTO mart.hasil_resmi (tahun, kode, versi, skor) VALUES (2024, '16.71', 1, 0.1 + 0.2)",
    "INSERT INTO mart.skor_kriteria (tahun, kode, urutan, kriteria, skor, versi) VALUES (2024, '16.71', 1, 'Hak', 1, 1)",
)
"""What the record has not: official results, and the names of files that hold more than is published."""


def test_a_simulation_is_marked_everywhere_and_rebuilt_all_the_same(record_folder, tmp_path, written):
    """With a small site in the place of the real one, which takes a minute."""
    data = tmp_path / "data"
    shutil.copytree(record_folder, data)
    with duckdb.connect(str(data / "publik.duckdb")) as connection:
        for statement in OFFICIAL:
            connection.execute(statement)
    asked = []

    def make_site(options, say, environ):
        asked.append(options)
        folder = command.Path(options.keluar)
        folder.mkdir()
        folder.with_name(".situs.kunci").touch()
        (folder / "index.html").write_text("situs", encoding="utf-8")
        return 0

    folder = tmp_path / "arsip"
    said = written(data, folder, make_site=make_site)
    assert "SIMULASI" in said[0]
    made = [path for name in ("data", "parquet", "sql", "masukan") for path in (folder / name).iterdir()]
    assert {path.name.startswith("simulasi-") for path in made} == {True}
    assert {path.suffix for path in (folder / "masukan").iterdir()} == {".csv"}
    for path in (folder / "data").iterdir():
        head, *rows = path.read_bytes().decode().split("\r\n")[:-1]
        assert path.stem == "simulasi-versi" or (head.endswith(",simulasi") and all(row.endswith(",ya") for row in rows))
    for name in ("README.md", "LISENSI.md", "sql/simulasi-1-skema.sql", "datapackage.json"):
        assert "SIMULASI" in (folder / name).read_text(encoding="utf-8")
    scripts = [f"sql/simulasi-{name}" for name in (script.SCHEMA, script.DUCKDB)]
    rebuilt(folder, script.REBUILD, tmp_path / "kembali.duckdb", *scripts)
    same_mart(data / "publik.duckdb", tmp_path / "kembali.duckdb")
    assert "  situs/index.html\n" in (folder / "SHA256SUMS").read_text(encoding="utf-8")
    assert not (folder / ".situs.kunci").exists()
    assert "situs/index.html" in (folder / "README.md").read_text(encoding="utf-8")
    assert vars(asked[0]).keys() == vars(parser().parse_args(["situs", "--keluar", "x"])).keys() - {"command"}


def test_what_cannot_be_rebuilt_is_never_put_in_place(record, tmp_path, written, monkeypatch):
    plain = content.data_files.csv_bytes
    monkeypatch.setattr(content.data_files, "csv_bytes", lambda table: cut(plain(table), table.name))

    def cut(made, name):
        return made if name != "predikat" else b"".join(made.splitlines(keepends=True)[:-1])

    monkeypatch.setattr(content, "sources", lambda of: iter(()))
    with pytest.raises(command.ExportError) as caught:
        written(record, tmp_path / "arsip")
    assert "mart tidak dapat dibangun kembali darinya: mart.predikat" in caught.value.sentence
    assert [path.name for path in tmp_path.iterdir()] == [".arsip.kunci"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full disk", "stopped"])
def test_a_write_that_ends_early_leaves_the_former_archive(record, tmp_path, written, monkeypatch, error):
    folder = tmp_path / "arsip"
    folder.mkdir()
    before = finished(folder, dibangun="2020-01-01T00:00:00+07:00")

    def data(of):
        yield "data/x.csv", b"x"
        raise error

    monkeypatch.setattr(content, "data", data)
    with pytest.raises((command.ExportError, KeyboardInterrupt)):
        written(record, folder)
    assert contents(folder) == before
    assert not store.aside(folder).exists()


MINE = ArchiveManifest("b", "2025-01-02T07:00:00+07:00", simulasi=False, program="1", commit="", situs=False, tabel={})


def finished(folder, **other):
    """A small whole archive in an empty folder; its files."""
    (folder / "lama.txt").write_text("lama", encoding="utf-8")
    told = {**vars(MINE), **other}
    (folder / manifest.NAME).write_bytes(ArchiveManifest(**told).text())
    (folder / store.SUMS).write_text(store.sums(folder), encoding="utf-8")
    return contents(folder)


@pytest.mark.parametrize("built", ["2024-12-31T00:00:00+07:00", MINE.dibangun], ids=["older", "same"])
def test_a_whole_archive_of_no_newer_data_may_be_replaced(tmp_path, built):
    manifest.refuse(tmp_path / "baru", MINE)
    manifest.refuse(tmp_path, MINE)
    finished(tmp_path, dibangun=built)
    manifest.refuse(tmp_path, MINE)


REFUSED = {
    "something else": (lambda folder: (folder / "surat.txt").touch(), "bukan arsip"),
    "a manifest of something else": (lambda folder: (folder / "arsip.json").write_text("[]"), "bukan arsip"),
    "a file was added": (lambda folder: (finished(folder), (folder / "catatan.txt").touch()), "bukan lagi seperti saat ditulis"),
    "a file was changed": (lambda folder: (finished(folder), (folder / "lama.txt").write_text("x")), "bukan lagi seperti"),
    "newer data": (lambda folder: finished(folder, dibangun="2025-01-03T07:00:00+07:00"), "data yang lebih baru"),
    "invented figures": (lambda folder: finished(folder, simulasi=True), "simulasi"),
}


@pytest.mark.parametrize(("lay", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_any_other_folder_is_left_alone(tmp_path, lay, words):
    folder = tmp_path / "arsip"
    folder.mkdir()
    lay(folder)
    before = contents(folder)
    with pytest.raises(command.ExportError) as caught:
        manifest.refuse(folder, MINE)
    assert words in caught.value.sentence
    assert contents(folder) == before


def test_inputs_that_are_not_those_of_the_figures_are_refused(record_folder, tmp_path, monkeypatch):
    shutil.copy(record_folder / "publik.duckdb", tmp_path)
    with duckdb.connect(str(tmp_path / "publik.duckdb")) as connection:
        connection.execute("UPDATE mart.berkas SET sha256 = 'lain' WHERE berkas = 'klaim.csv'")
    monkeypatch.setenv("PEDULIHAM_DATA", str(tmp_path))
    with pytest.raises(command.ExportError, match=r"klaim\.csv"):
        list(provenance.inputs())


def test_boundaries_are_inside_only_if_they_may_be_handed_on(record, tmp_path, monkeypatch):
    (tmp_path / "batas").mkdir()
    (tmp_path / "batas" / "kabkota.geojson").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(provenance.paths, "STATIC", tmp_path)
    source = {"nama": "Sumber", "situs": "https://contoh.id", "lisensi_id": "boleh", "lisensi_en": "free"}
    for allowed, names in ((True, ["kabkota.geojson", "sumber.json"]), (False, [])):
        monkeypatch.setattr(provenance.geometry, "origin", lambda: {"sumber": {**source, "boleh_disebarkan": allowed}})  # noqa: B023
        assert [name for name, _ in provenance.boundaries().files] == names


AWKWARD = [None, "", "ya", 'kata "dikutip", koma', "dua\nbaris", "dua\r\nbaris", " spasi ", "=1+1", "'", "NULL", "é – ✓"]


def test_nothing_is_lost_between_a_table_and_its_csv(tmp_path):
    moment = dt.datetime(2025, 1, 2, 3, 4, 5, 678901, tzinfo=dt.UTC)
    size = len(AWKWARD)
    columns = {
        "teks": ("VARCHAR", pa.array(AWKWARD, pa.string())),
        "angka": ("DOUBLE", pa.array([0.1 + 0.2, 1e-9, None, 1e22] + [5.0] * (size - 4), pa.float64())),
        "bulat": ("BIGINT", pa.array([2**62, -1, None] + [0] * (size - 3), pa.int64())),
        "benar": ("BOOLEAN", pa.array([True, False, None] + [True] * (size - 3), pa.bool_())),
        "hari": ("DATE", pa.array([dt.date(1999, 12, 31), None] + [dt.date(2025, 1, 2)] * (size - 2), pa.date32())),
        "saat": ("TIMESTAMP WITH TIME ZONE", pa.array([moment, None] + [moment] * (size - 2), pa.timestamp("us", "UTC"))),
    }
    fields = tuple(SchemaField(name, "", kind, f"arti '{name}'", required=False) for name, (kind, _) in columns.items())
    rows = pa.table({name: values for name, (_, values) in columns.items()})
    table = ArchiveTable("uji", "Tabel 'uji'.", fields, TableSpec((), ("ALL",)), rows, marked=False)
    path = tmp_path / "uji.csv"
    path.write_bytes(data_files.csv_bytes(table))
    with duckdb.connect() as connection:
        connection.execute(script.schema([table]))
        connection.execute(script.load_duckdb([table], {"uji": str(path)}))
        connection.execute("SET TimeZone = 'UTC'")
        assert connection.execute("FROM mart.uji").to_arrow_table().to_pylist() == rows.to_pylist()
        assert connection.execute("SELECT comment FROM duckdb_tables()").fetchall() == [("Tabel 'uji'.",)]
