"""`python -m etl situs`: the public site written to a folder. A build that is stopped at any moment leaves the former site."""

import argparse
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from dasbor import warehouse
from dasbor.exports.command import ExportError

__all__ = ["ExportError", "run"]
from dasbor.site import build, packed, sign, store
from dasbor.site.plan import WHOLE, Extent
from dasbor.texts import texts

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
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            store.mend(folder)
            inputs = build.inputs(base, key.name if key else "", extent, packed=options.kompres)
            former = store.read(folder)
            if former and former.masukan == inputs and store.intact(folder):
                say(
                    "Tidak ada yang berubah: data, program, dan pilihan sama dengan situs yang ada; tidak satu berkas pun disentuh."
                )
                return EXIT_OK
            _made(folder, inputs, former, extent, key, say, processes)
    except warehouse.WarehouseError as error:
        raise ExportError(_T(error.reason, path=error.path), _T("unduh.remedy_warehouse")) from error
    except OSError as error:
        raise ExportError(
            _T("unduh.folder_unwritable", path=folder, reason=error.strerror or error), _T("unduh.remedy_folder")
        ) from error
    return EXIT_OK


def _made(
    folder: Path, inputs: store.Inputs, former: store.Manifest | None, extent: Extent, key: sign.SecretKey | None, say: Say,
    processes: int | None,
) -> None:  # fmt: skip
    """Build aside, keep what is the same, sign, and put in place."""
    began, new = time.monotonic(), store.aside(folder)
    if inputs.simulasi:
        say(_T("simulasi.banner"))
    say(f"Membangun situs dari data versi {inputs.versi} ke {folder}")
    try:
        new.mkdir()
        manifest = build.build(new, folder, inputs, former, extent, say, processes)
        if warehouse.stamp().version != inputs.versi:
            raise ExportError(_T("unduh.data_replaced"), _T("unduh.remedy_replaced"))
        store.take_over(new, folder)
        if inputs.kompres:
            store.keep_unchanged(new, folder)  # so that their twins need not be packed again
            packed.pack(new, folder)
        _sum(new, manifest, key)
        changed, added, gone = store.keep_unchanged(new, folder)
        total = sum(1 for _ in store.files(new))
        store.publish(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    say(f"Selesai dalam {time.monotonic() - began:.0f} detik: {len(manifest.halaman)} halaman, {total} berkas; "
        f"{changed} berubah, {added} baru, {gone} tidak ada lagi.")  # fmt: skip
    if key:
        say(f"Ditandatangani dengan kunci {key.name}; kunci publiknya: {key.public()}")
    if not inputs.alamat:
        say("Tanpa --alamat tidak ada sitemap.xml, yang menuntut alamat lengkap.")


def _sum(new: Path, manifest: store.Manifest, key: sign.SecretKey | None) -> None:
    """Checksums of everything, signed if there is a key; the signature says which data it is about, not when it was made."""
    content = store.sums(new).encode()
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


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one build of a folder at a time; another is told so."""
    lock = os.open(folder.with_name(f".{folder.name}.kunci"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ExportError(_T("situs.busy", path=folder), _T("situs.remedy_busy")) from error
    else:
        yield
    finally:
        os.close(lock)
