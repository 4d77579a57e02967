"""Writers of the formats that no library of the project writes: ODS and XLSB, and workbooks with parts of one's own."""

import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

_NAMES = "office:1.0 table:1.0 text:1.0 style:1.0"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    """A workbook of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return path


def ods(path: Path, tables: str, styles: str = "") -> Path:
    """An ODS with these `<table:table>` and automatic styles."""
    names = " ".join(f'xmlns:{one.split(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:{one}"' for one in _NAMES.split())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    manifest += f'manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
    return packed(path, {"mimetype": _ODS.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()})


def ods_row(cells: Sequence[object], attributes: str = "") -> str:
    """A row; a cell that is a text with "<" is taken as it stands."""

    def cell(value: object) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, float | int):
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
        text = str(value)
        said = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        return text if text.startswith("<") else said

    return f"<table:table-row {attributes}>{''.join(map(cell, cells))}</table:table-row>"


def ods_table(name: str, rows: Iterable[str], attributes: str = "") -> str:
    """A sheet of rows."""
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def _record(kind: int, body: bytes = b"") -> bytes:
    code = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return code + size + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(
    path: Path, sheets: dict[str, dict[int, dict[int, object]]], *, hidden: Sequence[str] = (), rows: Sequence[int] = ()
) -> Path:
    """An XLSB: sheet → row → column (both from 0) → text or number; `hidden` sheets, and hidden `rows` of every sheet."""
    book, links, parts = b"", "", {}
    for number, (name, table) in enumerate(sheets.items(), start=1):
        book += _record(156, struct.pack("<II", 1 if name in hidden else 0, number) + _wide(f"rId{number}") + _wide(name))
        links += (
            f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
            f'Target="worksheets/sheet{number}.bin"/>'
        )
        tall, wide = max(table), max(max(row) for row in table.values())
        body = _record(129) + _record(148, struct.pack("<IIII", 0, tall, 0, wide)) + _record(145)
        for row, cells in table.items():
            flags = bytes([0, 0x10 if row in rows else 0])
            body += _record(0, struct.pack("<IIH", row, 0, 300) + flags + bytes(1) + struct.pack("<I", 0))
            for column, value in cells.items():
                start = struct.pack("<II", column, 0)
                body += _record(6, start + _wide(value)) if isinstance(value, str) else _record(5, start + struct.pack("<d", value))
        parts[f"xl/worksheets/sheet{number}.bin"] = body + _record(146) + _record(130)
    space = "http://schemas.openxmlformats.org/package/2006/"
    return packed(
        path,
        {
            "[Content_Types].xml": f'<Types xmlns="{space}content-types"/>'.encode(),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{space}relationships">{links}</Relationships>'.encode(),
            "xl/workbook.bin": _record(131) + _record(143) + book + _record(144) + _record(132),
            **parts,
        },
    )
