"""Data by scope and year: which rows, that nothing points outside, and the same values in CSV, XLSX and Parquet."""

import csv
import datetime as dt
import io
import json

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dasbor.exports import about, data_files, schema
from dasbor.exports.dataset import Dataset, dataset, tables_of
from dasbor.mart import offices, warehouse
from dasbor.mart.scopes import ScopeError, file_stem, scope
from dasbor.words.texts import texts

LAHAT, PALEMBANG = "16.04", "16.71"


def column(data, table, name):
    return data.tables[table].column(name).to_pylist()


def test_a_province_of_a_year_holds_its_own_rows_only(record):
    data = dataset(scope("provinsi", "16", 2022))
    assert tuple(data.tables) == tables_of(data.scope)
    assert "rekap_nasional" not in data.tables
    assert len(column(data, "hasil_kabkota", "kode")) == 17
    assert set(column(data, "hasil_kabkota", "tahun")) == {2022}
    assert column(data, "rekap_provinsi", "peduli") == [3]
    winners = [
        name for name, p in zip(column(data, "hasil_kabkota", "nama"), column(data, "hasil_kabkota", "predikat"), strict=True) if p
    ]
    assert winners == ["Kabupaten Lahat", "Kabupaten Musi Rawas", "Kota Lubuk Linggau"]
    assert {
        (level, code.partition(".")[0])
        for level, code in zip(*(column(data, "klaim", c) for c in ("tingkat", "kode")), strict=True)
    } == {
        ("kabkota", "16"),
        ("provinsi", "16"),
    }


def test_a_year_of_the_nation_has_all_514_and_the_round_it_belongs_to(record):
    data = dataset(scope("nasional", "", 2024))
    assert len(set(column(data, "hasil_kabkota", "kode"))) == 514
    assert len(column(data, "rekap_provinsi", "kode_provinsi")) == 38
    assert column(data, "rekap_nasional", "tahun") == [2024]
    assert 2021 in column(data, "putaran", "tahun")


def test_all_years_follow_the_borders_of_each_year(record):
    data = dataset(scope("provinsi", "91", 2024), all_years=True)
    held = column(data, "hasil_kabkota", "tahun")
    assert {year: held.count(year) for year in (2013, 2022, 2023, 2024)} == {2013: 29, 2022: 29, 2023: 9, 2024: 9}
    assert 2021 not in held
    whole = dataset(scope("nasional", "", 2013), all_years=True)
    assert data.stem("x").startswith("x-provinsi-91-semua-tahun-data-")
    assert whole.tables["klaim"].num_rows == warehouse.current().value("SELECT count(*) FROM mart.klaim")
    assert 2021 in column(whole, "target", "tahun")


def test_a_region_has_its_results_and_claims(record):
    data = dataset(scope("daerah", PALEMBANG, 2022), all_years=True)
    assert tuple(data.tables) == ("hasil_kabkota", "perpindahan", "klaim", "putaran", "program", "predikat", "wilayah", "regulasi")
    assert set(column(data, "klaim", "kode")) == {PALEMBANG}
    assert set(column(data, "klaim", "tingkat")) == {"kabkota"}


SCOPES = [
    ("nasional", "", 2024),
    ("provinsi", "13", 2018),
    ("provinsi", "91", 2022),
    ("provinsi", "95", 2023),
    ("kanwil", "kemenkumham-sumatera-barat", 2018),
    ("kanwil", "kemenham-papua-barat", 2024),
    ("daerah", LAHAT, 2022),
]


@pytest.mark.parametrize("all_years", [False, True])
@pytest.mark.parametrize("where", SCOPES, ids=str)
def test_whatever_a_row_points_to_is_in_the_data_too(record, where, all_years):
    data = dataset(scope(*where), all_years=all_years)
    checked = 0
    for name, table in data.tables.items():
        for reference in schema.TABLES[name].references:
            if reference.table not in data.tables:
                continue
            found = set(zip(*(table.column(c).to_pylist() for c in reference.columns), strict=True)) - {(None,)}
            known = set(zip(*(data.tables[reference.table].column(c).to_pylist() for c in reference.target), strict=True))
            assert found <= known, (name, reference)
            checked += len(found)
        keys = list(zip(*(table.column(c).to_pylist() for c in schema.TABLES[name].key), strict=True))
        assert len(keys) == len(set(keys)), name
    assert checked


def test_an_office_without_provinces_in_a_year_says_so(record, monkeypatch):
    here = scope("kanwil", "kemenham-papua-barat", 2013)
    monkeypatch.setattr(offices, "provinces_of", lambda slug, year: {})
    with pytest.raises(ScopeError) as caught:
        dataset(here)
    assert "tidak ada yang dapat diterbitkan" in caught.value.sentence(texts("id"))


def read_csv(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def in_csv(value):
    """A value as the CSV is documented to write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, dt.date) else str(value)


@pytest.mark.parametrize("where", [("provinsi", "63", 2020), ("daerah", LAHAT, 2022)])
def test_csv_xlsx_and_parquet_hold_the_same_values(record, where):
    data = dataset(scope(*where), all_years=True)
    book = openpyxl.load_workbook(io.BytesIO(data_files.xlsx_bytes(data, "id")))
    assert book.sheetnames == [*data.tables, "Keterangan", "Kamus"]
    compared = 0
    for name, table in data.tables.items():
        expected = [tuple(row.values()) for row in table.to_pylist()]
        heads, *rows = read_csv(data_files.csv_bytes(data, name))
        assert heads == table.column_names
        assert rows == [[in_csv(value) for value in row] for row in expected]
        assert pq.read_table(io.BytesIO(data_files.parquet_bytes(data, name))).to_pylist() == table.to_pylist()
        titles, *cells = book[name].iter_rows(values_only=True)
        assert list(titles) == table.column_names
        plain = [tuple(v.date() if isinstance(v, dt.datetime) else v for v in row) for row in cells]
        assert plain == expected
        compared += len(expected)
    assert compared > 20


def test_unknown_is_empty_and_its_state_stands_beside_it(record):
    data = dataset(scope("provinsi", "16", 2022))
    heads, *rows = read_csv(data_files.csv_bytes(data, "hasil_kabkota"))
    palembang = next(dict(zip(heads, row, strict=True)) for row in rows if row[heads.index("kode")] == PALEMBANG)
    assert palembang["predikat"] == ""
    assert (palembang["keadaan"], palembang["status_data"], palembang["konflik"]) == ("bukan Peduli HAM", "disimpulkan", "true")
    assert (palembang["dasar_keadaan"], palembang["kunci_simpulan"]) == ("daftar lengkap", "2022|provinsi|16|jumlah_peduli")
    sheet = openpyxl.load_workbook(io.BytesIO(data_files.xlsx_bytes(data, "id")))["rekap_provinsi"]
    row = dict(zip(*sheet.iter_rows(values_only=True), strict=True))
    assert (row["peduli"], row["dasar_peduli"], row["peserta"], row["batas_peserta"], row["mulai_bernama"]) == (
        3, "klaim", 3, "sekurangnya", 0,
    )  # fmt: skip


def test_text_that_a_spreadsheet_would_run_stays_text(record):
    real = dataset(scope("daerah", LAHAT, 2022))
    risky = pa.table({"id": ["=HYPERLINK(1)", "+1", "a"], "nilai": ["@x", "-2", "https://x"]})
    data = Dataset(
        real.scope, False, {"klaim": risky.append_column("penerbit", [["-", "x", "y"]]).append_column("sumber_url", [[None] * 3])}
    )
    _, *rows = read_csv(data_files.csv_bytes(data, "klaim"))
    assert [row[0] for row in rows] == ["'=HYPERLINK(1)", "'+1", "a"]
    sheet = openpyxl.load_workbook(io.BytesIO(data_files.xlsx_bytes(data, "id")))["klaim"]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in sheet["A"][1:]] == [
        ("=HYPERLINK(1)", "s", None),
        ("+1", "s", None),
        ("a", "s", None),
    ]
    assert sheet["B4"].hyperlink is None


def test_parquet_is_typed_and_says_what_it_is(record):
    data = dataset(scope("nasional", "", 2022))
    table = pq.read_table(io.BytesIO(data_files.parquet_bytes(data, "hasil_kabkota")))
    types = {name: str(table.schema.field(name).type) for name in ("tahun", "kode", "skor", "konflik")}
    assert types == {"tahun": "int32", "kode": "string", "skor": "double", "konflik": "bool"}
    claims = pq.read_table(io.BytesIO(data_files.parquet_bytes(data, "klaim")))
    assert str(claims.schema.field("tanggal_terbit").type) == "date32[day]"
    told = {key.decode(): json.loads(value) for key, value in table.schema.metadata.items()}
    assert told["licence"]["name"] == "CC-BY-4.0"
    assert told["version"] == warehouse.stamp().version
    assert "Indonesia, 2022" in told["title"]
    assert {"Ditjen HAM"} <= {source["title"] for source in told["sources"]}
    assert "bukan berarti tidak memperoleh" in table.schema.field("predikat").metadata[b"description"].decode()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_workbook_tells_licence_version_and_every_column(record, lang):
    data = dataset(scope("kanwil", "kemenkumham-sumatera-barat", 2018))
    book = openpyxl.load_workbook(io.BytesIO(data_files.xlsx_bytes(data, lang)))
    words = " ".join(str(cell) for row in book[book.sheetnames[-2]].iter_rows(values_only=True) for cell in row if cell)
    assert "CC BY 4.0" in words
    assert warehouse.stamp().version in words
    assert {"id": "bukan nol", "en": "not zero"}[lang] in words
    dictionary = {row[:2]: row for row in book[book.sheetnames[-1]].iter_rows(min_row=2, values_only=True)}
    assert set(dictionary) == {(name, c) for name, table in data.tables.items() for c in table.column_names}
    limits = {"id": "salah satu dari: kabupaten, kota", "en": "one of: kabupaten, kota"}[lang]
    assert limits in dictionary["wilayah", "jenis"][4]
    assert all(row[3] for row in dictionary.values())


def test_every_column_has_its_meaning_in_english_and_the_indonesian_one_is_that_of_the_contract(record):
    from dasbor.words.texts import catalogue

    told = {key for key in catalogue() if key.startswith("kolom.")}
    for table in schema.TABLES:
        for field in schema.fields(table):
            specific, general = f"kolom.{table}_{field.name}", f"kolom.{field.name}"
            key = specific if specific in catalogue() else general
            assert key in catalogue(), f"texts/kolom.toml: {table}.{field.name}: {field.meaning}"
            assert catalogue()[key]["id"] == field.meaning, key
            assert schema.meaning(table, field, "en") == catalogue()[key]["en"]
            told.discard(specific)
            told.discard(general)
    assert told == set(), "texts/kolom.toml names columns that are not published"


def test_the_same_data_give_the_same_bytes(record):
    data = dataset(scope("provinsi", "16", 2022))
    again = Dataset(data.scope, data.all_years, dict(data.tables))
    for make in (data_files.csv_bytes, data_files.parquet_bytes):
        assert make(data, "klaim") == make(again, "klaim")
    assert data_files.xlsx_bytes(data, "id") == data_files.xlsx_bytes(again, "id")
    created = openpyxl.load_workbook(io.BytesIO(data_files.xlsx_bytes(data, "id"))).properties.created
    assert created.isoformat() == "2025-01-02T00:00:00"


def test_publishers_and_citation(record):
    data = dataset(scope("provinsi", "16", 2022))
    found = about.publishers(data)
    assert sum(one.claims for one in found) == data.tables["klaim"].num_rows
    assert [one.claims for one in found] == sorted((one.claims for one in found), reverse=True)
    assert all(one.address.startswith("http") and one.address.count("/") == 3 for one in found if one.address)
    said = about.citation(texts("id"), data.scope, about.years_words(data))
    assert "Sumatera Selatan, 2022" in said
    assert "2 Januari 2025" in said


def test_file_names_say_what_scope_year_and_version(record):
    here = scope("kanwil", "kemenkumham-sumatera-barat", 2018)
    assert dataset(here).stem("data") == f"data-kanwil-kemenkumham-sumatera-barat-2018-data-20250102-{warehouse.stamp().version}"
    assert file_stem("data", here, "id") in file_stem("data", here, "id", span="")
