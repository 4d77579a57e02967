"""A site built into a folder: jobs carried out by several processes, then what only the whole knows (sizes, feeds, checksums)."""

import ctypes
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from dasbor import paths, simulation, warehouse
from dasbor.queries import common
from dasbor.site import feeds, lists, plan, render, store
from dasbor.site.plan import Extent, Job
from dasbor.site.store import Inputs, Manifest, PageMark
from dasbor.texts import LANGUAGES, texts

Say = Callable[[str], None]
_CHUNK = 24
"""Jobs given to a process at once: pages of one province share what was asked of the warehouse."""
_STEPS = 5
_PARENT_DIED = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass(frozen=True)
class Part:
    """Where the jobs of a chunk write, and the address of the site."""

    folder: Path
    base: str
    jobs: tuple[Job, ...]


def program(*more: Path) -> str:
    """Digest of what decides the bytes besides the data: our sources, texts, fonts, and the boundaries in use."""
    sources = [path for path in sorted((paths.ROOT / "dasbor").rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    shapes = [*sorted((paths.STATIC / "batas").glob("*.geojson")), paths.data_folder() / "batas" / "asal.json", *more]
    told = [f"{path.name}:{store.digest(path.read_bytes())}" for path in [*sources, *shapes] if path.is_file()]
    return store.digest("\n".join(told).encode())


def carry_out(part: Part) -> list[tuple[str, str, str]]:
    """Make and write what the jobs give; path, digest, and of a page its title."""
    done = []
    for job in part.jobs:
        for path, content in plan.made(job, part.base):
            _write(part.folder / path, content)
            done.append((path, store.digest(content), _title(content) if path.endswith(".html") else ""))
    return done


def _title(content: bytes) -> str:
    """The heading of a page."""
    return content.partition(b"<h1>")[2].partition(b"</h1>")[0].decode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _warm() -> None:
    """Of a process that only makes pages: it ends with the one that asked for it, and what it has opened is not walked through."""
    with suppress(AttributeError, OSError):  # another system than Linux
        ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL)
    gc.collect()
    gc.freeze()
    gc.disable()


@contextmanager
def _workers(count: int) -> Iterator[Callable[[Iterable[Part]], Iterable[list[tuple[str, str, str]]]]]:
    """How parts are carried out: in this process, or by `count` others, in the order in which they were given."""
    if count <= 1:
        yield lambda parts: map(carry_out, parts)
        return
    # a fresh process, not a copy of this one: the warehouse has threads of its own
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _warm)
    try:
        yield lambda parts: pool.map(carry_out, parts)
    finally:
        pool.shutdown(cancel_futures=True)  # a build that fails or is stopped does not wait for what nobody wants any more


def build(
    folder: Path, inputs: Inputs, former: Manifest | None, extent: Extent, say: Say, processes: int | None = None
) -> Manifest:
    """Make every file of the site in the empty `folder`; the manifest says what it is. Progress goes to `say`."""
    jobs = plan.jobs(extent)
    parts = [Part(folder, inputs.alamat, tuple(jobs[i : i + _CHUNK])) for i in range(0, len(jobs), _CHUNK)]
    made: list[tuple[str, str, str]] = []
    with _workers(processes or os.cpu_count() or 1) as carried_out:
        for number, done in enumerate(carried_out(parts), start=1):
            made += done
            if number == len(parts) or number % max(1, len(parts) // _STEPS) == 0:
                say(f"  {len(made)} berkas ({100 * number // len(parts)} %)")
    made += _last(folder, inputs, made)
    pages = {path: digest for path, digest, title in made if title}
    manifest = Manifest(inputs, {path: _mark(inputs, former, path, digest) for path, digest in sorted(pages.items())})
    for path, mark in manifest.halaman.items():
        _stamp(folder / path, path.partition("/")[0], mark)
    manifest.riwayat = feeds.told(former, manifest, {path: title for path, _, title in made if title})
    _machines(folder, manifest)
    return manifest


def _last(folder: Path, inputs: Inputs, made: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The pages of the downloads, with the sizes of what was made."""
    sizes = {path: (folder / path).stat().st_size for path, _, title in made if not title}
    done = []
    for lang in LANGUAGES:
        page = lists.downloads_page(lang, sizes)
        content = render.rendered(page, inputs.alamat).encode()
        _write(folder / page.full_path, content)
        done.append((page.full_path, store.digest(content), page.title))
    return done


def _mark(inputs: Inputs, former: Manifest | None, path: str, digest: str) -> PageMark:
    """Since which data a page has its content: that of before where it is the same."""
    known = former.halaman.get(path) if former else None
    return known if known and known.isi == digest else PageMark(digest, inputs.versi, inputs.dibangun)


def _stamp(path: Path, lang: str, mark: PageMark) -> None:
    line = render.stamp_line(lang, mark.dibangun, mark.versi)
    path.write_bytes(path.read_bytes().replace(render.STAMP.encode(), line.encode()))


def _machines(folder: Path, manifest: Manifest) -> None:
    """Looks, script, search, feeds, sitemap, robots.txt, and the manifest."""
    base = manifest.masukan.alamat
    _write(folder / "index.html", render.door(base).encode())
    _write(folder / "aset" / "gaya.css", render.stylesheet().encode())
    _write(folder / "aset" / "situs.js", (paths.ASSETS / "situs.js").read_bytes())
    _write(folder / "aset" / "ikon.png", (paths.STATIC / "favicon.png").read_bytes())
    for lang in LANGUAGES:
        _write(folder / "aset" / f"cari-{lang}.js", lists.search_index(lang).encode())
        _write(folder / "umpan" / f"{lang}.xml", feeds.atom(manifest, lang, base).encode())
        if words := simulation.banner(texts(lang)):
            _write(folder / "aset" / f"tanda-{lang}.css", render.mark_stylesheet(words).encode())
    if base:
        _write(folder / "sitemap.xml", feeds.sitemap(manifest, base).encode())
    _write(folder / "robots.txt", feeds.robots(base, simulated=manifest.masukan.simulasi).encode())
    _write(folder / store.MANIFEST, manifest.text().encode())


def inputs(base: str, key: str, extent: Extent) -> Inputs:
    """What a site made now rests on. WarehouseError as `warehouse.stamp`."""
    stamp = warehouse.stamp()
    common.years()  # a warehouse that cannot be read is found before anything is written
    return Inputs(program(), stamp.version, stamp.built.isoformat(), stamp.simulated, base, key, repr(extent))
