"""The finder sees a value however it is packed; a leak that it could not see would go unnoticed in every other test here."""

import base64
import gzip
import io
import sqlite3
import struct
import zipfile
import zlib

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import pytest

from tests.embargo.finder import Finder, Telltale
from tests.embargo.watch import Watch

WORD, NUMBER = Telltale("kata", "rahasiaqzvk"), Telltale("angka", 73.19)
BOTH = b"ada rahasiaqzvk dan 73,19 di sini"


def zipped(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("dalam/isi.txt", content)
    return out.getvalue()


def sheet():
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(["RahasiaQzvk", 73.19])
    book.save(out)
    return out.getvalue()


def parquet():
    out = io.BytesIO()
    pq.write_table(pa.table({"a": ["rahasiaqzvk"] * 9, "b": [73.19] * 9}), out, compression="zstd")
    return out.getvalue()


def database():
    with sqlite3.connect(":memory:") as box:
        box.execute("CREATE TABLE a (b, c)")
        box.execute("INSERT INTO a VALUES ('rahasiaqzvk', 73.19)")
        box.commit()
        return box.serialize()


def pdf():
    typst = pytest.importorskip("typst")
    return typst.compile(b"#set page(width: 9cm)\nAda rahasiaqzvk dan 73,19 di sini.")


def annotated_pdf():
    out, book = io.BytesIO(), pypdf.PdfWriter()
    book.add_blank_page(100, 100)
    book.add_metadata({"/Title": "rahasiaqzvk"})
    book.add_attachment("isi.txt", BOTH)
    book.write(out)
    return out.getvalue()


def picture():
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    words = chunk(b"tEXt", b"Judul\0rahasiaqzvk") + chunk(b"zTXt", b"Isi\0\0" + zlib.compress(BOTH))
    return b"\x89PNG\r\n\x1a\n" + words + chunk(b"IEND", b"")


def figure():
    packed = base64.b64encode(struct.pack("<3d", 1.0, 73.19, 2.0))
    return b'{"y":{"dtype":"f8","bdata":"' + packed + b'"},"text":"rahasiaqzvk"}'


PACKED = {
    "plain": BOTH,
    "capitals": b"RAHASIAQZVK 73.19",
    "memory": b"rahasiaqzvk" + struct.pack("<d", 73.19),
    "zip": zipped(BOTH),
    "zip in zip": zipped(zipped(BOTH)),
    "gzip": gzip.compress(BOTH),
    "xlsx": sheet(),
    "parquet": parquet(),
    "sqlite": database(),
    "pdf": pdf(),
    "about a pdf": annotated_pdf(),
    "png": picture(),
    "plotly": figure(),
    "picture in a page": b"data:image/png;base64," + base64.b64encode(picture()),
}


@pytest.mark.parametrize("packing", PACKED)
def test_found_in(packing):
    finder = Finder((WORD, NUMBER))
    finder.heard("tempat", PACKED[packing])
    assert finder.found.keys() == {"kata", "angka"}


@pytest.mark.parametrize("text", [b"173.19", b"73.191", b"-73.19", b"0.73.19", b"a73.19", b"73.2"])
def test_a_part_of_another_number_is_not_the_number(text):
    finder = Finder((NUMBER,))
    finder.heard("tempat", text)
    assert not finder.found


@pytest.mark.parametrize("text", [b"891739", b"891.739", b"891,739"])
def test_a_count_is_found_in_every_notation(text):
    finder = Finder((Telltale("jumlah", 891739),))
    finder.heard("tempat", b"<b>" + text + b"</b>")
    assert finder.found


def test_an_opened_file_is_seen(tmp_path):
    (tmp_path / "dalam").mkdir()
    (tmp_path / "dalam" / "berkas").write_text("isi", encoding="utf-8")
    watch = Watch(tmp_path)
    assert not watch.opened()
    (tmp_path / "dalam" / "berkas").read_text(encoding="utf-8")
    assert watch.opened() == {"dalam/berkas"}
    watch.close()
