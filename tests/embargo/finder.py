"""Finds unmistakable values in everything a server can send: plain, packed, compressed, as text and as numbers in memory.

A file inside a file is opened as often as needed (ZIP, XLSX, PPTX, GZIP, PDF, PNG, Parquet, GeoPackage, base64 within text).
Values are words in small letters without spaces, which no kind of escaping changes, or numbers, which are looked for in both
notations and as the eight bytes of a float.
"""

import base64
import gzip
import hashlib
import io
import re
import sqlite3
import struct
import zipfile
import zlib
from collections import defaultdict
from dataclasses import dataclass

import pyarrow.parquet
import pypdf
import pypdfium2

_BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")


@dataclass(frozen=True)
class Telltale:
    """A value that stands nowhere else: `name` for the reader of a failure, and the word or number itself."""

    name: str
    value: str | float

    def forms(self):
        """As bytes: (needle, whether it is a number written out, which must not be a part of a longer one)."""
        if isinstance(self.value, str):
            return ((self.value.encode(), False),)
        texts = {f"{self.value:,}", f"{self.value:,}".replace(",", "."), f"{self.value}", f"{self.value}".replace(".", ",")}
        packed = [struct.pack(order, self.value) for order in ("<d", ">d")]
        return (*((text.encode(), True) for text in sorted(texts)), *((one, False) for one in packed))


class Finder:
    """Told everything that was received; knows where each value was found."""

    def __init__(self, telltales):
        self.found = defaultdict(set)
        self.kinds = defaultdict(int)
        self.bytes = 0
        self._forms = [(one.name, needle, number) for one in telltales for needle, number in one.forms()]
        self._seen = set()

    def heard(self, place, content):
        """Search `content`, received at `place`, and everything inside it; what was searched before is not searched again."""
        digest = hashlib.blake2b(content, digest_size=16).digest()
        if digest in self._seen:
            return
        self._seen.add(digest)
        self.bytes += len(content)
        small = content.lower()
        for name, needle, number in self._forms:
            if _stands_alone(content, needle) if number else needle in (small if needle.islower() else content):
                self.found[name].add(place)
        for kind, inner in _inside(content):
            self.kinds[kind] += 1
            self.heard(f"{place} > {kind}", inner)


def _stands_alone(text, needle):
    """Whether the number stands somewhere by itself, and not only within a longer one or a digest."""
    return needle in text and re.search(rb"(?<![0-9a-z.,-])" + re.escape(needle) + rb"(?![0-9a-z])", text) is not None


def _inside(content):
    """Kind and bytes of everything packed into `content`."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            for entry in box.infolist():
                yield "zip: name", entry.filename.encode() + b"\n" + entry.comment
                yield "zip", box.read(entry)
    elif content.startswith(b"\x1f\x8b"):
        yield "gzip", gzip.decompress(content)
    elif content.startswith(b"%PDF"):
        yield from _pdf(content)
    elif content.startswith(b"\x89PNG"):
        yield from _png(content)
    elif content.startswith(b"PAR1"):
        table = pyarrow.parquet.read_table(io.BytesIO(content))
        yield "parquet: schema", str(table.schema.metadata).encode() + table.schema.to_string().encode()
        yield "parquet", "\n".join(str(column) for column in table.to_pydict().values()).encode()
    elif content.startswith(b"SQLite format 3"):
        with sqlite3.connect(":memory:") as box:
            box.deserialize(content)
            yield "sqlite", "\n".join(box.iterdump()).encode()
    elif b'"bdata"' in content or b"base64," in content:
        for found in _BASE64.finditer(content):
            run = found.group().rstrip(b"=")
            yield "base64", base64.b64decode(run + b"=" * (-len(run) % 4) if len(run) % 4 != 1 else run[:-1])


def _pdf(content):
    read = pypdf.PdfReader(io.BytesIO(content))
    yield "pdf: about", str(read.metadata).encode() + (read.xmp_metadata.stream.get_data() if read.xmp_metadata else b"")
    for page in pypdfium2.PdfDocument(content):  # pypdf takes a second for each page
        text = page.get_textpage().get_text_bounded()
        yield "pdf", text.encode() + b"\n" + "".join(text.split()).encode()
    for place in range(1, read.trailer["/Size"]):
        part = pypdf.generic.IndirectObject(place, 0, read).get_object()
        if isinstance(part, pypdf.generic.StreamObject) and part.get("/Subtype") not in ("/Image", "/CIDFontType0C", "/OpenType"):
            yield "pdf: stream", part.get_data()
    for name, parts in read.attachments.items():
        yield "pdf: attachment", name.encode() + b"".join(parts)


def _png(content):
    at = 8
    while at < len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"eXIf"):
            yield "png: text", body
        if kind in (b"zTXt", b"iTXt") and b"\0" in body:
            for start in range(body.index(b"\0") + 1, len(body)):
                if body[start] & 0x0F == 8 and len(body) > start + 1 and int.from_bytes(body[start : start + 2], "big") % 31 == 0:
                    try:
                        yield "png: text", zlib.decompress(body[start:])
                    except zlib.error:
                        continue
                    break
        at += size + 12
