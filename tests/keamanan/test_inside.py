"""Internal pages fed with marks of injection: remarks, reasons, addresses and file names of others stay texts there too."""

import json
import shutil

import pytest

from dasbor.web import trail
from dasbor.web.access import Person, Role
from etl.__main__ import main
from etl.base import chain
from etl.base.errors import UserError
from etl.entries import file, ledger, template
from etl.entries.area import Area
from etl.entries.entry import Source
from etl.entries.ledger import WantedChange
from etl.forms import looks, sheets
from tests.dasbor.apps import open_page
from tests.inside_maker import NOW, OPERATOR, YEAR
from tests.keamanan.marks import HTML, MARKDOWN, holes, present

MARK = f"{HTML} {MARKDOWN}"


@pytest.fixture(scope="module")
def marked(inside_folder, hostile_folder, tmp_path_factory):
    """A data folder with marks in what is published, and in a remark, a reason and the name of a file."""
    folder = tmp_path_factory.mktemp("tanda") / "data"
    shutil.copytree(inside_folder, folder)
    shutil.copy(hostile_folder / "publik.duckdb", folder)
    changes = [
        WantedChange("yankomas", (str(YEAR), "53.01"), {"dugaan": 2, "rekomendasi": 2, "terjawab": 1, "keterangan": MARK}, None)
    ]
    ledger.record(folder, changes, author=OPERATOR, reason=MARK, now=NOW, source=Source(f"{MARK}.xlsx", "0" * 64))
    return folder


@pytest.fixture
def inside(marked, monkeypatch, as_person):
    """That folder in force, and somebody before it who may see all of it."""
    monkeypatch.setenv("PEDULIHAM_DATA", str(marked))
    who = as_person(Person("operator@contoh.go.id", (Role.OPERATOR, Role.ADMIN)))
    trail.log("unduh", who, berkas=f"{MARK}.csv")
    return marked


PAGES = [
    ("isian", {"jenis": "yankomas", "prov": "53", "tahun": YEAR}),
    ("isian", {"bagian": "riwayat"}),
    ("isian", {"jenis": "tahap", "prov": "53", "tahun": YEAR}),
    ("isian", {"jenis": "koreksi", "tahun": 2022}),
    ("isian", {"bagian": "berkas"}),
    ("akses", {"bagian": "peran"}),
    ("akses", {"bagian": "jejak", "sejak": "2020-01-01"}),
    ("kanwil", {"bagian": "berjalan", "kanwil": "kemenham-nusa-tenggara-timur", "tahun": YEAR}),
]


@pytest.mark.parametrize(("key", "choices"), PAGES)
@pytest.mark.usefixtures("inside")
def test_texts_of_others_stay_texts(key, choices):
    at = open_page(key, **choices)
    assert not at.exception
    assert not at.error
    assert holes(at) == []
    assert present(at) or choices == {"bagian": "peran"}


@pytest.mark.parametrize(
    "address", ["a@b.id\n{}", "a@b.id\r\nmasuk", 'a"@b.id,{"x":1', "a@b.id\u2028", "\u202ea@b.id", "a@b.id\0", "a\x1b[2J@b.id"]
)
def test_no_address_makes_a_line_of_its_own(inside, address, capsys):
    before = len(trail.read().lines)
    trail.log("ditolak", Person(), address=address, halaman=f"isian{address}")
    path = inside / trail.FILE
    found = chain.read(path)
    assert not found.faults
    assert len(found.lines) == before + 1
    assert [json.loads(line)["apa"] for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")][-1] == "ditolak"
    main(["jejak", "--akses"], {"PEDULIHAM_DATA": str(inside)})
    said = capsys.readouterr().out.split("\n")
    assert any("ditolak" in line for line in said)
    assert all(line.isprintable() for line in said)


@pytest.mark.parametrize("written", ["x" * 100_000, "a\0b", "a\x1b[2Jb", "a\u202eb", "a\u200bb"])
def test_texts_that_hide_something_are_refused(inside, written):
    for value, reason in ((written, "uji"), ("biasa", written)):
        change = WantedChange(
            "yankomas", (str(YEAR), "53.02"), {"dugaan": 1, "rekomendasi": 1, "terjawab": 0, "keterangan": value}, None
        )
        with pytest.raises(UserError):
            ledger.record(inside, [change], author=OPERATOR, reason=reason, now=NOW)


def test_names_of_files_are_text_and_never_places(inside):
    names = ["x" * 5_000, "a\nb.xlsx", "a\0.xlsx", "../../etc/passwd", f"{MARK}.csv"]
    before = set(inside.parent.rglob("*"))
    for number, name in enumerate(names, start=3):
        change = WantedChange("yankomas", (str(YEAR), "53.02"), {"dugaan": number, "rekomendasi": 1, "terjawab": 0}, None)
        ledger.record(inside, [change], author=OPERATOR, reason="uji", now=NOW, source=Source(name, "0" * 64))
    assert [entry.source.name for entry in ledger.read(inside).entries[-len(names) :]] == names
    assert set(inside.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("limit", "words"), [("MAX_BYTES", "paling besar"), ("MAX_UNPACKED", "bila dibuka"), ("MAX_COLUMNS", "terlalu luas")]
)
def test_entries_by_file_are_read_within_the_same_limits(inside, tmp_path, monkeypatch, limit, words):
    path = tmp_path / "isian.xlsx"
    path.write_bytes(template.workbook(template.form(inside, YEAR, Area(provinces=frozenset({"53"})))))
    monkeypatch.setattr(looks if limit == "MAX_COLUMNS" else sheets, limit, 3)
    with pytest.raises(UserError, match=words):  # not by `understand`: a process of its own would know nothing of the patch
        file.read_entries(inside, path, OPERATOR, NOW, "", file.FILED, None)
