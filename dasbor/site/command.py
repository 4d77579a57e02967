"""`python -m etl situs`: the public site written to a folder. A build that is stopped at any moment leaves the former site."""

import argparse
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from dasbor.exports.alone import alone
from dasbor.exports.command import ExportError, reported
from dasbor.mart import warehouse

__all__ = ["ExportError", "run"]
from dasbor.mart.versions import PublishedVersion
from dasbor.site import build, editions, history, packed, sign, store
from dasbor.site.build import Task
from dasbor.site.editions import Shelf
from dasbor.site.plan import WHOLE, Extent
from dasbor.site.store import Digests
from dasbor.words.texts import texts

EXIT_OK = 0
PASSWORD = "PEDULIHAM_SANDI_KUNCI"  # noqa: S105  the name of the variable, not a password
_T = texts("id")
Say = Callable[[str], None]


def run(
    options: argparse.Namespace, say: Say, environ: Mapping[str, str], *, extent: Extent = WHOLE, processes: int | None = None
) -> int:
    """Build the site that the options ask for. Returns 0; raises `ExportError`, and then the folder is as it was."""
    folder = Path(options.keluar).resolve()
    base, key = _base(options.alamat), _key(options.kunci, environ)
    if not store.is_free(folder):
        raise ExportError(_T("situs.folder_foreign", path=folder), _T("situs.remedy_foreign"))
    extent = replace(extent, sheets=extent.sheets and not options.tanpa_lembar_daerah)
    with reported(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with alone(folder, _T("situs.busy", path=folder), _T("situs.remedy_busy")):
            store.mend(folder)
            listed = () if options.tanpa_versi else history.listed()
            told = store.digest(repr(listed).encode()) if listed else ""
            inputs = build.inputs(base, key.name if key else "", extent, packed=options.kompres, told=told)
            former = store.read(folder)
            if former and former.masukan == inputs and store.intact(folder):
                say(
                    "Tidak ada yang berubah: data, program, dan pilihan sama dengan situs yang ada; tidak satu berkas pun disentuh."
                )
                return EXIT_OK
            shelf = Shelf(store.aside(folder), folder, base, inputs.kompres)
            names = editions.readable(shelf, listed) if listed else frozenset()
            task = Task(shelf.new, folder, inputs, extent, former, names, processes=processes)
            _made(task, shelf, listed, key, say)
    return EXIT_OK


def _made(task: Task, shelf: Shelf, listed: Sequence[PublishedVersion], key: sign.SecretKey | None, say: Say) -> None:
    """Build aside, keep what is the same, lay the versions, sign, and put in place."""
    began, new, inputs = time.monotonic(), task.new, task.inputs
    if inputs.simulasi:
        say(_T("simulasi.banner"))
    say(f"Membangun situs dari data versi {inputs.versi} ke {task.folder}")
    try:
        new.mkdir()
        manifest = build.build(task, say)
        if warehouse.stamp().version != inputs.versi:
            raise ExportError(_T("unduh.data_replaced"), _T("unduh.remedy_replaced"))
        store.keep_unchanged(new, task.folder)  # so that their twins, and the versions, are the former files too
        if inputs.kompres:
            packed.pack(new, task.folder)
        digests = Digests()
        if listed:
            editions.lay(shelf, manifest, listed, partial(_former_version, task), say, digests)
        _sum(new, manifest, key, digests)
        changed, added, gone = store.keep_unchanged(new, task.folder)
        total = sum(1 for _ in store.files(new))
        store.publish(new, task.folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    say(f"Selesai dalam {time.monotonic() - began:.0f} detik: {len(manifest.halaman)} halaman, {total} berkas; "
        f"{changed} berubah, {added} baru, {gone} tidak ada lagi.")  # fmt: skip
    if len(listed) > 1:
        say(f"{len(listed)} versi data, masing-masing di {store.VERSIONS}/NAMA/.")
    if key:
        say(f"Ditandatangani dengan kunci {key.name}; kunci publiknya: {key.public()}")
    if not inputs.alamat:
        say("Tanpa --alamat tidak ada sitemap.xml, yang menuntut alamat lengkap.")


def _former_version(task: Task, version: PublishedVersion, place: Path) -> None:
    """Build a version from its kept database, by the program of today. ExportError if that is lost, damaged, or too old for it."""
    place.mkdir(parents=True)
    try:
        with warehouse.reading(version.name):
            inputs = build.inputs(task.inputs.alamat, "", task.extent)
            own = replace(task, new=place, inputs=inputs, standing=None, addresses=frozenset({version.name}), version=version.name)
            build.build(own, lambda _: None)
    except (warehouse.WarehouseError, warehouse.QueryError) as error:
        reason = str(error).splitlines()[0]
        raise ExportError(
            _T("situs.version_lost", version=version.name, reason=reason), _T("situs.remedy_version", version=version.name)
        ) from error


def _sum(new: Path, manifest: store.SiteManifest, key: sign.SecretKey | None, digests: Digests) -> None:
    """Checksums of everything, signed if there is a key; the signature says which data it is about, not when it was made."""
    content = store.sums(new, digests).encode()
    (new / store.SUMS).write_bytes(content)
    if key:
        about = f"Kabupaten/Kota Peduli HAM, data {manifest.masukan.versi}, {manifest.masukan.dibangun}"
        (new / store.SIGNATURE).write_text(sign.signature(key, content, about), encoding="utf-8")


def _base(address: str | None) -> str:
    """The address of the site, ending in "/"; "" without one."""
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ExportError(_T("situs.bad_address", address=address), _T("situs.remedy_address"))
    return address.rstrip("/") + "/"


def _key(path: str | None, environ: Mapping[str, str]) -> sign.SecretKey | None:
    """The key to sign with, if one is named."""
    if not path:
        return None
    try:
        return sign.read_key(Path(path).read_text(encoding="utf-8"), environ.get(PASSWORD, ""))
    except (sign.KeyUnusableError, OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ExportError(_T("situs.bad_key", path=path, reason=reason), _T("situs.remedy_key")) from error
