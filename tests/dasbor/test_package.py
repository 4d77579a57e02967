"""The data package: accepted by the Frictionless validator, refused as soon as a value is wrong, and described for catalogues."""

import hashlib
import io
import json
import re
import zipfile

import pytest
from frictionless import Package

from dasbor.exports import package, schema
from dasbor.exports.dataset import dataset
from dasbor.mart import warehouse
from dasbor.mart.scopes import scope


def unpacked(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder / "datapackage.json"


def make(where, *, all_years=False):
    return package.package_zip(dataset(scope(*where), all_years=all_years))


@pytest.fixture
def province(record, tmp_path):
    """A package of Sumatera Selatan 2022, unpacked."""
    return unpacked(make(("provinsi", "16", 2022)), tmp_path)


@pytest.mark.parametrize(
    ("where", "all_years"),
    [
        (("nasional", "", 2024), True),
        (("provinsi", "91", 2022), True),
        (("kanwil", "kemenkumham-sumatera-barat", 2018), False),
        (("provinsi", "95", 2024), False),
        (("daerah", "16.71", 2022), False),
    ],
)
def test_the_validator_accepts_it(record, tmp_path, where, all_years):
    report = Package(str(unpacked(make(where, all_years=all_years), tmp_path))).validate()
    assert report.valid, report.flatten(["title", "type", "fieldName", "rowNumber", "note"])[:5]
    assert report.stats["tasks"] == len(dataset(scope(*where), all_years=all_years).tables)
    assert not report.stats["warnings"]


BREAKERS = {
    "constraint-error: a predicate that no rule knows": ("hasil_kabkota", ",Peduli HAM,", ",Sangat Peduli,"),
    "constraint-error: a code without its point": ("hasil_kabkota", "2022,16.04,", "2022,1604,"),
    "constraint-error: a year before the record": ("hasil_kabkota", "2022,16.04,", "2012,16.04,"),
    "constraint-error: a missing state": ("hasil_kabkota", ",bukan Peduli HAM,bukan Peduli HAM,", ",,bukan Peduli HAM,"),
    "type-error: a number that is none": ("rekap_provinsi", "Sumatera Selatan,17,", "Sumatera Selatan,tujuh belas,"),
    "foreign-key: a region that is not among the regions": ("hasil_kabkota", "2022,16.04,", "2022,16.99,"),
    "foreign-key: a claim that is not among the claims": ("rekap_provinsi", ",k", ",x"),
    "primary-key: a row twice": ("wilayah", "\n16.05,", "\n16.04,"),
}


@pytest.mark.parametrize(("kind", "change"), BREAKERS.items(), ids=BREAKERS.keys())
def test_one_wrong_value_is_found_by_the_schema(province, kind, change):
    table, before, after = change
    file = province.parent / "data" / f"{table}.csv"
    text = file.read_bytes().decode("utf-8-sig")
    start, found, rest = text.rpartition(before)
    assert found
    file.write_bytes((start + after + rest).encode("utf-8-sig"))
    described = json.loads(province.read_text(encoding="utf-8"))
    for resource in described["resources"]:  # the schema alone must find it, not only the hash
        del resource["hash"], resource["bytes"]
    province.write_text(json.dumps(described), encoding="utf-8")
    report = Package(str(province)).validate()
    assert kind.partition(":")[0] in {kind for (kind,) in report.flatten(["type"])}


def test_a_changed_byte_is_found_by_the_hash(province):
    file = province.parent / "data" / "klaim.csv"
    content = file.read_bytes()
    file.write_bytes(content.replace(b"Kabupaten Lahat", b"Kabupaten lahat", 1))
    report = Package(str(province)).validate()
    assert {kind for (kind,) in report.flatten(["type"])} == {"hash-count"}


def test_the_descriptor_says_what_lies_beside_it(province):
    described = json.loads(province.read_text(encoding="utf-8"))
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert described["version"] == warehouse.stamp().version
    assert described["created"].startswith("2025-01-02")
    assert "Sumatera Selatan" in described["title"]
    assert "human-rights" in described["title_en"].lower()
    assert sum(source["claims"] for source in described["sources"]) == 32
    for resource in described["resources"]:
        content = (province.parent / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["rows"] == content.decode("utf-8-sig").count("\r\n") - 1
        heads = content.decode("utf-8-sig").split("\r\n")[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == heads
        assert all(field["description"] and field["description_en"] for field in resource["schema"]["fields"])
        assert resource["schema"]["primaryKey"] == list(schema.TABLES[resource["name"]].key)
    results = next(one for one in described["resources"] if one["name"] == "hasil_kabkota")
    pointed = {(tuple(key["fields"]), key["reference"]["resource"]) for key in results["schema"]["foreignKeys"]}
    assert {(("kode",), "wilayah"), (("tahun", "kode_provinsi"), "rekap_provinsi"), (("id_klaim_predikat",), "klaim")} <= pointed


def test_boundaries_are_never_inside(record):
    names = zipfile.ZipFile(io.BytesIO(make(("nasional", "", 2024)))).namelist()
    assert {name.rpartition(".")[2] for name in names} == {"csv", "json", "jsonld", "md"}
    assert "geom" not in " ".join(field.name for table in schema.TABLES for field in schema.fields(table))


def test_dcat_and_ckan_describe_the_same_files(province):
    described = json.loads(province.read_text(encoding="utf-8"))
    dcat = json.loads((province.parent / "dcat.jsonld").read_text(encoding="utf-8"))
    assert dcat["@type"] == "dcat:Dataset"
    prefixes = {key.partition(":")[0] for key in dcat if ":" in key}
    assert prefixes <= set(dcat["@context"])
    sums = {
        one["dcat:downloadURL"]["@id"]: one["spdx:checksum"]["spdx:checksumValue"]["@value"] for one in dcat["dcat:distribution"]
    }
    assert sums == {one["path"]: one["hash"].removeprefix("sha256:") for one in described["resources"]}
    assert {text["@language"] for text in dcat["dct:title"]} == {"id", "en"}
    roles = ("judul", "deskripsi", "produsenData", "walidata", "frekuensiPemutakhiran", "cakupanWilayah", "kataKunci", "lisensi")
    assert all(dcat[f"sdi:{role}"] for role in roles)
    assert dcat["dct:spatial"]["dct:identifier"] == "16"
    ckan = json.loads((province.parent / "ckan.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"[a-z0-9_-]{2,100}", ckan["name"])
    assert all(re.fullmatch(r"[\w \-.]{2,100}", tag["name"]) for tag in ckan["tags"])
    assert [one["hash"] for one in ckan["resources"]] == [one["hash"] for one in described["resources"]]
    assert {"produsenData", "walidata"} <= {extra["key"] for extra in ckan["extras"]}
    assert "owner_org" not in ckan


def test_the_readme_speaks_both_languages(province):
    words = (province.parent / "BACA-SAYA.md").read_text(encoding="utf-8")
    assert "Yang tidak diketahui dibiarkan kosong dan bukan nol" in words
    assert "What is unknown is left empty and is not zero" in words
    assert warehouse.stamp().version in words


def test_the_same_data_give_the_same_bytes(record):
    once, again = make(("provinsi", "16", 2022)), make(("provinsi", "16", 2022))
    assert once == again
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(once)).infolist()} == {(2025, 1, 2, 7, 0, 0)}
