"""What is sent compressed is what lies on disk, only to whoever takes it, and never another file's."""

import asyncio
import gzip
import os
from types import SimpleNamespace

import brotli
import pytest
from starlette.datastructures import Headers

from dasbor.web import compressed
from dasbor.words import paths
from tests import aio

SHAPES = b'{"type": "FeatureCollection"}' * 100
ADDRESS = "/app/static/batas/kabkota.geojson"


@pytest.fixture
def shapes(tmp_path, monkeypatch):
    """A file of shapes below static/, with its twins made, and nothing of Streamlit's, whose 23 MB take six seconds."""
    monkeypatch.setattr(compressed, "FOLDER", tmp_path / "mampat")
    monkeypatch.setattr(paths, "STATIC", tmp_path / "static")
    monkeypatch.setattr(compressed.streamlit_inside, "FRONTEND", tmp_path / "streamlit")
    file = tmp_path / "static" / "batas" / "kabkota.geojson"
    file.parent.mkdir(parents=True)
    file.write_bytes(SHAPES)
    (file.parent / "kecil.json").write_bytes(b"{}")
    assert compressed.make()[0] == 1
    return file


async def passed_on(scope, receive, send):
    """What stands behind, to which goes whatever has no twin."""
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def ask(path=ADDRESS, *, query=b"", **headers):
    """An answer of a server that starts now."""
    sent, held = [], [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": held, "extensions": {}}

    async def keep(message):
        sent.append(message)

    async def receive():  # a client that stays
        await asyncio.Event().wait()

    aio.run(compressed.Compressed(passed_on)(scope, receive, keep))
    body = b"".join(message.get("body", b"") for message in sent)
    return SimpleNamespace(status=sent[0]["status"], headers=Headers(raw=sent[0]["headers"]), body=body)


def test_each_browser_gets_the_best_form_it_takes(shapes):
    modern, older = ask(accept_encoding="gzip, deflate, br, zstd"), ask(accept_encoding="gzip")
    assert (modern.headers["content-encoding"], brotli.decompress(modern.body)) == ("br", SHAPES)
    assert (older.headers["content-encoding"], gzip.decompress(older.body)) == ("gzip", SHAPES)
    assert modern.headers["content-type"] == "application/geo+json"
    assert modern.headers["vary"] == "Accept-Encoding"
    assert len(modern.body) < len(SHAPES) / 10


@pytest.mark.parametrize(
    ("headers", "path"),
    [
        ({}, ADDRESS),
        ({"accept_encoding": "identity"}, ADDRESS),
        ({"accept_encoding": "br;q=0, gzip;q=0.0"}, ADDRESS),
        ({"accept_encoding": "br", "range": "bytes=0-9"}, ADDRESS),
        ({"accept_encoding": "br"}, "/app/static/batas/kecil.json"),
        ({"accept_encoding": "br"}, "/app/static/../mampat/"),
    ],
    ids=["nothing taken", "only as it is", "refused", "a part of it", "small", "no such file"],
)
def test_what_may_not_go_compressed_goes_on(shapes, headers, path):
    assert ask(path, **headers).status == 299


def test_a_file_that_changed_goes_on(shapes, monkeypatch):
    server = compressed.Compressed(passed_on)
    monkeypatch.setattr(compressed, "Compressed", lambda _: server)
    assert ask(accept_encoding="br").status == 200
    os.utime(shapes, ns=(1, 1))  # boundaries built anew may be of the same size
    assert ask(accept_encoding="br").status == 299


def test_what_is_named_by_its_content_is_never_asked_for_again(shapes):
    assert "immutable" in ask(accept_encoding="br", query=b"v=1").headers["cache-control"]
    answer = ask(accept_encoding="br")
    assert answer.headers["cache-control"] == "no-cache"
    again = ask(accept_encoding="br", if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_twins_of_files_that_are_gone_are_removed(shapes):
    kept = set(compressed.FOLDER.iterdir())
    shapes.write_bytes(SHAPES * 2)
    compressed.make()
    assert not kept & set(compressed.FOLDER.iterdir())
