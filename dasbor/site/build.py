"""A site built into a folder: jobs carried out by several processes, then what only the whole knows (sizes, feeds, checksums)."""

import ctypes
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from dasbor.mart import common, simulation, warehouse
from dasbor.site import feeds, history, lists, plan, render, store
from dasbor.site.items import Former, Item, put
from dasbor.site.plan import Extent, Job
from dasbor.site.store import Inputs, PageMark, SetMark, SiteManifest
from dasbor.words import paths
from dasbor.words.texts import LANGUAGES, texts

Say = Callable[[str], None]
CHUNK = 24
"""Jobs given to a process at once: pages of one province share what was asked of the warehouse."""
_STEPS = 5
_LIBRARIES = (*("babel", "duckdb", "jinja2", "pandas", "plotly", "pyarrow", "python-pptx", "shapely", "typst", "xlsxwriter"),)
"""Those that have a say in the bytes of a page or file."""
_PARENT_DIED = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass(frozen=True)
class JobFolders:
    """Where the jobs of a chunk write, the address of the site, and the site that stands now."""

    folder: Path
    base: str
    jobs: tuple[Job, ...]
    former: Former | None = None
    version: str = ""
    """Name of the kept version to read; "" for the newest."""


@dataclass(frozen=True)
class MadeFile:
    """A file that was made: path, digest; of a page its title; of what was set, the mark to know it by."""

    path: str
    digest: str
    title: str = ""
    mark: SetMark | None = None


def program(*more: Path) -> str:
    """Digest of what decides the bytes besides the data: our sources, texts, fonts, libraries, the boundaries in use."""
    sources = [path for path in sorted((paths.ROOT / "dasbor").rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    shapes = [*sorted((paths.STATIC / "batas").glob("*.geojson")), paths.data_folder() / "batas" / "asal.json", *more]
    told = [f"{path.name}:{store.digest(path.read_bytes())}" for path in [*sources, *shapes] if path.is_file()]
    told += [f"{name}=={metadata.version(name)}" for name in _LIBRARIES]
    return store.digest("\n".join(told).encode())


def carry_out(part: JobFolders) -> list[MadeFile]:
    """Make and write what the jobs give; what says the same as before is handed over."""
    with warehouse.reading(part.version) if part.version else nullcontext():
        return [_made(item, part) for job in part.jobs for item in plan.items(job, part.base)]


def _made(item: Item, part: JobFolders) -> MadeFile:
    place = part.folder / item.path
    if part.former and (kept := part.former.hand_over(item, place)):
        return MadeFile(item.path, kept.sidik, mark=kept)
    content = item.make()
    put(place, content)
    digest = store.digest(content)
    title = _title(content) if item.path.endswith(".html") else ""
    return MadeFile(item.path, digest, title, SetMark(item.told, digest) if item.told else None)


def _title(content: bytes) -> str:
    """The heading of a page."""
    return content.partition(b"<h1>")[2].partition(b"</h1>")[0].decode()


def _warm() -> None:
    """Of a process that only makes pages: it ends with the one that asked for it, and what it has opened is not walked through."""
    with suppress(AttributeError, OSError):  # another system than Linux
        ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL)
    gc.collect()
    gc.freeze()
    gc.disable()


@contextmanager
def workers(count: int) -> Iterator[Callable[[Iterable[JobFolders]], Iterable[list[MadeFile]]]]:
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


@dataclass(frozen=True)
class Task:
    """A site to be made in the empty folder `new`: of which inputs, how much, with which versions at their own addresses.

    `standing` is the site that stands in `folder` now. `version`: name of a kept version, "" for the newest.
    """

    new: Path
    folder: Path
    inputs: Inputs
    extent: Extent
    standing: SiteManifest | None = None
    addresses: frozenset[str] = frozenset()
    version: str = ""
    processes: int | None = None


def build(task: Task, say: Say) -> SiteManifest:
    """Make every file of a site; the manifest says what it is. Progress goes to `say`."""
    made = _carried_out(task, say)
    made += _last(task, made)
    pages = {one.path: _mark(task, one) for one in made if one.title}
    manifest = SiteManifest(task.inputs, dict(sorted(pages.items())), {one.path: one.mark for one in made if one.mark})
    for path, mark in manifest.halaman.items():
        _stamp(task, path, mark)
    manifest.riwayat = feeds.told(task.standing, manifest, {one.path: one.title for one in made if one.title})
    _machines(task.new, manifest)
    return manifest


def _carried_out(task: Task, say: Say) -> list[MadeFile]:
    jobs, kept = plan.jobs(task.extent), _former(task)
    parts = [
        JobFolders(task.new, task.inputs.alamat, tuple(jobs[i : i + CHUNK]), kept, task.version) for i in range(0, len(jobs), CHUNK)
    ]
    made: list[MadeFile] = []
    with workers(task.processes or os.cpu_count() or 1) as carried_out:
        for number, done in enumerate(carried_out(parts), start=1):
            made += done
            if number == len(parts) or number % max(1, len(parts) // _STEPS) == 0:
                say(f"  {len(made)} berkas ({100 * number // len(parts)} %)")
    return made


def _former(task: Task) -> Former | None:
    """What of the standing site may be handed over: what this very program has set."""
    standing = task.standing
    return Former(task.folder, standing.tataan) if standing and standing.masukan.program == task.inputs.program else None


def _last(task: Task, made: Sequence[MadeFile]) -> list[MadeFile]:
    """The pages of the downloads, with the sizes of what was made; and of all versions, which only the whole site has."""
    sizes = {one.path: (task.new / one.path).stat().st_size for one in made if not one.title}
    done = []
    for lang in LANGUAGES:
        for page in (lists.downloads_page(lang, sizes), history.page(lang, task.addresses)):
            content = render.rendered(page, task.inputs.alamat).encode()
            put(task.new / page.full_path, content)
            done.append(MadeFile(page.full_path, store.digest(content), page.title))
    return done


def _mark(task: Task, page: MadeFile) -> PageMark:
    """Since which data a page has its content: that of before where it is the same, and its version still has an address."""
    known = task.standing.halaman.get(page.path) if task.standing else None
    if known and known.isi == page.digest and (not task.addresses or known.name in task.addresses):
        return known
    return PageMark(page.digest, task.inputs.versi, task.inputs.dibangun)


def _stamp(task: Task, path: str, mark: PageMark) -> None:
    """Write into a page of which data it is, and the address under which it stays."""
    place = task.new / path
    lasting = f"{store.VERSIONS}/{mark.name}/{path}" if mark.name in task.addresses and not path.endswith(history.NAME) else ""
    line = render.stamp_line(path.partition("/")[0], mark.dibangun, mark.versi, lasting, task.inputs.alamat)
    place.write_bytes(place.read_bytes().replace(render.STAMP.encode(), line.encode()))


def _machines(folder: Path, manifest: SiteManifest) -> None:
    """Looks, script, search, feeds, sitemap, robots.txt, and the manifest."""
    base = manifest.masukan.alamat
    put(folder / "index.html", render.door(base).encode())
    put(folder / "aset" / "gaya.css", render.stylesheet().encode())
    put(folder / "aset" / "situs.js", (paths.ASSETS / "situs.js").read_bytes())
    put(folder / "aset" / "ikon.png", (paths.STATIC / "favicon.png").read_bytes())
    for lang in LANGUAGES:
        put(folder / "aset" / f"cari-{lang}.js", lists.search_index(lang).encode())
        put(folder / "umpan" / f"{lang}.xml", feeds.atom(manifest, lang, base).encode())
        if words := simulation.banner(texts(lang)):
            put(folder / "aset" / f"tanda-{lang}.css", render.mark_stylesheet(words).encode())
    if base:
        put(folder / "sitemap.xml", feeds.sitemap(manifest, base).encode())
    put(folder / history.table_name(), history.table_bytes())
    put(folder / "robots.txt", feeds.robots(base, simulated=manifest.masukan.simulasi).encode())
    put(folder / store.MANIFEST, manifest.text().encode())


def inputs(base: str, key: str, extent: Extent, *, packed: bool = False, told: str = "") -> Inputs:
    """What a site made now rests on; `told` as `Inputs.semua_versi`. WarehouseError as `warehouse.stamp`."""
    stamp = warehouse.stamp()
    common.years()  # a warehouse that cannot be read is found before anything is written
    return Inputs(program(), stamp.version, stamp.built.isoformat(), stamp.simulated, base, key, repr(extent), packed, told)
