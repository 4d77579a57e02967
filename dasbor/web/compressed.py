"""Scripts, styles and shapes travel compressed also where no server stands in front: made at set-up, never while somebody waits.

Streamlit sends its 23 MB of scripts as they are, and compresses the rest anew at every request. On a line of 1.5 Mbit/s the first
text of a page stood after 14 s; so it stands after 5 s (docs/keputusan.md). What has no twin here goes on to Streamlit.

`python -m deploy.mampat` makes the twins. Their name is a digest of what they hold, so that none ever stands for another file.
"""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dasbor.web.address import local
from dasbor.words import paths, streamlit_inside

FOLDER = paths.ROOT / "mampat"
_KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".svg": "image/svg+xml",
}
_SMALLEST = 1000
"""Bytes below which a packet of the network holds the file anyway."""
_QUALITY = 9
"""Of brotli: 11 saves another 8 % and takes 87 s instead of 6 (measured once for all of Streamlit's scripts)."""
_NAMED_BY_CONTENT = re.compile(r"/static/(js|css|media)/|-[0-9a-f]{8}\.[a-z]+$")
_SUFFIX = {"br": ".br", "gzip": ".gz"}
"""How an encoding ends a file's name; the better first."""


@dataclass(frozen=True)
class Twin:
    """The compressed forms of a file by encoding; `size` and `changed` (ns) are those of the file when they were looked up."""

    source: Path
    size: int
    changed: int
    forms: Mapping[str, Path]

    def holds(self) -> bool:
        """Whether the file is still the one that was compressed: boundaries may be built anew under a running server."""
        try:
            found = self.source.stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (self.size, self.changed)


def _sources() -> Iterator[tuple[str, Path]]:
    """Address and file of what Streamlit brings, and of what lies below static/."""
    own = streamlit_inside.FRONTEND / "static"
    for root, prefix in ((own, "/static"), (paths.STATIC, "/app/static")):
        for path in sorted(root.rglob("*")):
            if path.suffix in _KINDS and path.is_file() and path.stat().st_size >= _SMALLEST:
                yield f"{prefix}/{path.relative_to(root).as_posix()}", path


def _forms(content: bytes) -> dict[str, Path]:
    digest = hashlib.sha256(content).hexdigest()[:32]
    return {encoding: FOLDER / f"{digest}{suffix}" for encoding, suffix in _SUFFIX.items()}


def make() -> tuple[int, int]:
    """Write the twins that lack and remove those of files that are gone: (files, their bytes as brotli). OSError from the disk."""
    import brotli  # only here: a server needs the twins, not the tool

    pack: dict[str, Callable[[bytes], bytes]] = {
        "br": partial(brotli.compress, quality=_QUALITY),
        "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
    }
    FOLDER.mkdir(exist_ok=True)
    FOLDER.chmod(0o755)
    kept: set[Path] = set()
    for _, path in _sources():
        content = path.read_bytes()
        for encoding, place in _forms(content).items():
            kept.add(place)
            if not place.is_file():
                aside = place.with_suffix(".baru")
                aside.write_bytes(pack[encoding](content))
                aside.chmod(0o644)  # the server runs as another user than the one who installs
                aside.replace(place)
    for place in set(FOLDER.iterdir()) - kept:
        place.unlink()
    packed = [place.stat().st_size for place in kept if place.suffix == _SUFFIX["br"]]
    return len(packed), sum(packed)


def twins() -> dict[str, Twin]:
    """Address (below the base path) → twin, of every file that has all its forms."""
    found = {}
    for address, path in _sources() if FOLDER.is_dir() else ():
        stat, forms = path.stat(), _forms(path.read_bytes())
        if all(place.is_file() for place in forms.values()):
            found[address] = Twin(path, stat.st_size, stat.st_mtime_ns, forms)
    return found


class Compressed:
    """Answers requests for what has a twin, in the best form that the browser takes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._twins = twins()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        answer = self._answer(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        await (answer or self.app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        address = local(scope)
        twin, asked = self._twins.get(address), Headers(scope=scope)
        encoding = best(asked.get("accept-encoding", "")) if twin else None
        if twin is None or encoding is None or "range" in asked or not twin.holds():
            return None
        form = twin.forms[encoding]
        lasting = _NAMED_BY_CONTENT.search(address) or scope["query_string"].startswith(b"v=")
        told = {
            "Content-Encoding": encoding,
            "Vary": "Accept-Encoding",
            "Cache-Control": "public, max-age=31536000, immutable" if lasting else "no-cache",
            "ETag": f'"{form.name}"',
        }
        if asked.get("if-none-match") == told["ETag"]:
            return Response(status_code=304, headers=told)
        return FileResponse(form, headers=told, media_type=_KINDS[twin.source.suffix])


def best(accepted: str) -> str | None:
    """The better of our encodings among those that a request names (RFC 9110, 12.5.3); None if it takes neither."""
    weights = {}
    for one in accepted.split(","):
        name, _, rest = one.strip().partition(";")
        weights[name.strip().lower()] = not re.fullmatch(r"\s*q=0(\.0*)?\s*", rest)
    return next((encoding for encoding in _SUFFIX if weights.get(encoding, weights.get("*", False))), None)
