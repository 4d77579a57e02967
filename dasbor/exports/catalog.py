"""The data described for catalogues: DCAT 3 with the roles of Satu Data Indonesia, and the call that a CKAN portal takes.

DCAT follows the W3C recommendation of 22 August 2024 (classes and properties of `dcat:`, `dct:`, `foaf:`, `spdx:`). Satu Data
Indonesia (Perpres 39/2019) names roles and metadata; no vocabulary of it for machines was at hand, so its words stand as `sdi:`
properties in a namespace of this package, and as extras of the CKAN dataset under the same names. Who is walidata, and the owner
of the dataset in a portal, is for the publishing agency to say: those two are left open in words, never invented.
"""

from typing import Any

from dasbor.exports import about
from dasbor.exports.dataset import Dataset
from dasbor.mart import programmes
from dasbor.words.texts import LANGUAGES, texts

_ALWAYS = ("hak asasi manusia", "kabupaten/kota", "pemerintah daerah", "Indonesia", "human rights")
Json = dict[str, Any]

_ID = texts("id")


def keywords() -> tuple[str, ...]:
    """Words under which a catalogue finds the data; the award of every programme among them."""
    return (*(one.award.name for one in programmes.programmes().values()), *_ALWAYS)


_CONTEXT: Json = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sdi": "urn:x-satu-data-indonesia:",
}
_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_YEARLY = "http://purl.org/cld/freq/annual"
_INDONESIA = "http://publications.europa.eu/resource/authority/country/IDN"


def dcat(data: Dataset, package: Json) -> Json:
    """The dataset in DCAT 3 as JSON-LD; `package` is its datapackage.json."""
    return {
        "@context": _CONTEXT,
        "@id": f"urn:x-peduli-ham:{package['name']}",
        "@type": "dcat:Dataset",
        "dct:identifier": package["name"],
        "dct:title": _both(package, "title"),
        "dct:description": _both(package, "description"),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _worded("paket.publisher")},
        "dct:creator": {"@type": "foaf:Agent", "foaf:name": _worded("paket.producer")},
        "dct:issued": _day(package),
        "dct:modified": _day(package),
        "dcat:version": package["version"],
        "dct:accrualPeriodicity": {"@id": _YEARLY},
        "dct:language": [{"@id": f"{_LANGUAGE}{lang}"} for lang in LANGUAGES],
        "dct:license": {"@id": about.LICENCE_ADDRESS},
        "dct:spatial": _place(data),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": str(data.years[0]), "@type": "xsd:gYear"},
            "dcat:endDate": {"@value": str(data.years[-1]), "@type": "xsd:gYear"},
        },
        "dcat:keyword": [*keywords()],
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": _worded("paket.provenance")},
        "dct:conformsTo": {"@id": "https://specs.frictionlessdata.io/data-package/"},
        "dct:bibliographicCitation": package["citation"],
        **{f"sdi:{key}": value for key, value in satu_data(data, package).items()},
        "dcat:distribution": [_distribution(resource) for resource in package["resources"]],
    }


def satu_data(data: Dataset, package: Json) -> dict[str, str]:
    """The metadata that Satu Data Indonesia asks for, in its words and in Bahasa Indonesia."""
    return {
        "judul": package["title"],
        "deskripsi": package["description"],
        "produsenData": _ID("paket.producer"),
        "walidata": _ID("paket.custodian"),
        "tanggalRilis": package["created"][:10],
        "frekuensiPemutakhiran": _ID("paket.frequency"),
        "cakupanWilayah": data.scope.name(_ID),
        "kodeWilayah": data.scope.code,
        "cakupanWaktu": about.years_words(data),
        "kataKunci": ", ".join(keywords()),
        "lisensi": about.LICENCE,
        "kodeReferensi": _ID("paket.reference_codes"),
        "versi": package["version"],
    }


def ckan(data: Dataset, package: Json) -> Json:
    """Arguments of CKAN's `package_create`; `owner_org` is the portal's own and is to be added, files are uploaded one by one."""
    return {
        "name": package["name"].replace(".", "-")[:100],
        "title": package["title"],
        "notes": f"{package['description']}\n\n{package['description_en']}",
        "license_id": "cc-by",
        "author": _ID("paket.producer"),
        "maintainer": _ID("paket.publisher"),
        "version": package["version"],
        "tags": [{"name": _tag(word)} for word in keywords()],
        "extras": [{"key": key, "value": value} for key, value in satu_data(data, package).items() if value],
        "resources": [_ckan_resource(resource) for resource in package["resources"]],
    }


def _ckan_resource(resource: Json) -> Json:
    return {
        "name": resource["title"],
        "description": resource["description"],
        "url": resource["path"],
        "format": "CSV",
        "mimetype": "text/csv",
        "size": resource["bytes"],
        "hash": resource["hash"],
    }


def _distribution(resource: Json) -> Json:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _both(resource, "title"),
        "dct:description": _both(resource, "description"),
        "dcat:downloadURL": {"@id": resource["path"]},
        "dcat:mediaType": {"@id": f"{_MEDIA}{resource['mediatype']}"},
        "dcat:byteSize": {"@value": str(resource["bytes"]), "@type": "xsd:nonNegativeInteger"},
        "dct:license": {"@id": about.LICENCE_ADDRESS},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": resource["hash"].removeprefix("sha256:"), "@type": "xsd:hexBinary"},
        },
    }


def _both(described: Json, key: str) -> list[Json]:
    return [{"@value": described[key if lang == "id" else f"{key}_{lang}"], "@language": lang} for lang in LANGUAGES]


def _worded(key: str) -> list[Json]:
    return [{"@value": texts(lang)(key), "@language": lang} for lang in LANGUAGES]


def _day(package: Json) -> Json:
    return {"@value": package["created"], "@type": "xsd:dateTime"}


def _place(data: Dataset) -> Json:
    """The nation by its authority record; a part of it by name and code, since no register of provinces by address is kept."""
    label = [{"@value": data.scope.name(texts(lang)), "@language": lang} for lang in LANGUAGES]
    named = {"@type": "dct:Location", "rdfs:label": label}
    return {"@id": _INDONESIA, **named} if data.scope.kind == "nasional" else {**named, "dct:identifier": data.scope.code}


def _tag(word: str) -> str:
    """A keyword as CKAN takes it: letters, digits, spaces and -_. only."""
    return word.replace("/", "-")
