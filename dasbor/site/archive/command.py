"""`python -m etl arsip`: everything needed to live without this software, in one folder, put in place by one rename.

Before that it is read back: every file against the digest of what was written, and `mart` is rebuilt with the archive's own
scripts in a process that knows nothing of ours, and compared with the warehouse. An archive that cannot be used is never left.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from dasbor.exports.alone import alone
from dasbor.exports.command import ExportError, reported
from dasbor.mart import simulation, warehouse
from dasbor.site import command as site_command
from dasbor.site import store
from dasbor.site.archive import content, manifest, script
from dasbor.site.archive.content import ArchiveContent
from dasbor.site.archive.provenance import File, folder_of
from dasbor.words import paths
from dasbor.words.texts import texts
from etl.base import atomic, publish
from etl.build import dictionary

__all__ = ["ExportError", "run"]
EXIT_OK = 0
SITE = "situs"
_T = texts("id")
Say = Callable[[str], None]
MakeSite = Callable[[argparse.Namespace, Say, Mapping[str, str]], int]


def run(
    options: argparse.Namespace, say: Say, environ: Mapping[str, str], *, make_site: MakeSite = site_command.run
) -> int:  # fmt: skip
    """Write the archive that the options ask for. Returns 0; raises `ExportError`, and then the folder is as it was."""
    folder = Path(options.keluar).resolve()
    with reported(folder):
        of = content.content(with_site=not options.tanpa_situs)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with alone(folder, _T("arsip.busy", path=folder), _T("arsip.remedy_busy")):
            store.mend(folder)
            manifest.refuse(folder, of.manifest)
            _made(folder, of, say, lambda to: make_site(_site_options(to), lambda line: say(f"    {line}"), environ))
    return EXIT_OK


def _made(folder: Path, of: ArchiveContent, say: Say, make_site: Callable[[Path], int]) -> None:
    """Write aside, read back, and put in place."""
    new = store.aside(folder)
    if notice := simulation.banner(_T):
        say(notice)
    say(f"Mengarsipkan data versi {of.manifest.versi} ke {folder}")
    try:
        new.mkdir()
        sums = _write(new, content.data(of))
        say(f"  … {len(of.tables)} tabel: CSV, Parquet, paket data, SQL")
        sums |= _write(new, content.sources(of))
        say("  … masukan, aturan, dokumen, keterangan")
        if of.manifest.situs:
            say("  … situs statis")
            make_site(new / SITE)
            (new / f".{SITE}.kunci").unlink(missing_ok=True)
        if warehouse.stamp().version != of.manifest.versi:
            raise ExportError(_T("unduh.data_replaced"), _T("unduh.remedy_replaced"))
        sums[store.SUMS] = _put(new / store.SUMS, store.sums(new).encode())
        say("  … diperiksa: setiap berkas dibaca kembali, mart dibangun ulang dari arsip dan dibandingkan")
        _check(new, of, sums)
        total = [path.stat().st_size for path in new.rglob("*") if path.is_file()]
        store.publish(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    say(f"Selesai: {len(total)} berkas, {sum(total) / 1e6:.1f} MB, di {folder}".replace(".", ",", 1))


def _site_options(folder: Path) -> argparse.Namespace:
    """The whole site, without an address: it is read where it lies."""
    return argparse.Namespace(
        keluar=str(folder), alamat=None, kunci=None, tanpa_lembar_daerah=False, kompres=False, tanpa_versi=False
    )


def _write(folder: Path, files: Iterable[File]) -> dict[str, str]:
    """Write the files below a folder; the digest of each."""
    return {name: _put(folder / folder_of(name), made) for name, made in files}


def _put(path: Path, made: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic.new(path) as out:
        out.write(made)
    return store.digest(made)


def _check(folder: Path, of: ArchiveContent, sums: Mapping[str, str]) -> None:
    """ExportError unless the disk holds what was written, and the archive gives `mart` back."""
    faults = [name for name, digest in sums.items() if store.digest((folder / name).read_bytes()) != digest]
    if faults or not store.intact(folder):
        raise ExportError(_T("arsip.damaged", names=", ".join(faults) or store.SUMS), _T("arsip.remedy_damaged"))
    with tempfile.TemporaryDirectory(prefix="arsip-") as place:
        rebuilt = Path(place) / "peduliham.duckdb"
        scripts = [f"sql/{of.prefix}{name}" for name in (script.SCHEMA, script.DUCKDB)]
        call = [sys.executable, "-I", "-c", script.REBUILD, str(rebuilt), *scripts]
        done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  our own script
        if done.returncode != 0:
            raise ExportError(_T("arsip.not_rebuilt", reason=done.stderr.strip()[-400:]), _T("arsip.remedy_rebuilt"))
        if different := _differences(rebuilt):
            raise ExportError(_T("arsip.not_rebuilt", reason=", ".join(different)), _T("arsip.remedy_rebuilt"))


def _differences(rebuilt: Path) -> list[str]:
    """What of the warehouse is not the same in `rebuilt`: content of tables, columns with types and meanings, the stamp."""
    original = paths.warehouse_file()
    before, after = publish.states(original), publish.states(rebuilt)
    found = [name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]
    if dictionary.render(original) != dictionary.render(rebuilt):
        found.append(dictionary.HEAD.splitlines()[0].removeprefix("# "))
    stamp = "SELECT hash(v) FROM mart.versi AS v"
    same_stamp = warehouse.current().value(stamp) == warehouse.Warehouse(rebuilt).value(stamp)
    return found if same_stamp else [*found, "mart.versi"]
