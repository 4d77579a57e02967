"""What `cadangkan` and `pulihkan` do: call one function, and say what came of it.

Exit codes: 0 done; 1 done, but something must be looked at; 2 nothing was changed.
"""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from etl import gudang
from etl.backup import make, restore
from etl.errors import EXIT_OK, EXIT_REJECTED, UserError

Say = Callable[[str], None]


def run(options: argparse.Namespace, folder: Path, say: Say) -> int:
    """Carry out one of `etl.backup.options.VERBS`; its exit code. Raises `UserError` when nothing was changed."""
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    _mirrored(options, folder, say)
    return _make(options, folder, now, say) if options.command == "cadangkan" else _restore(options, folder, now, say)


def _mirrored(options: argparse.Namespace, folder: Path, say: Say) -> None:
    """Where the workspace lives in a lake: its mirror is brought up to date to be backed up, and is not what to restore."""
    if options.command == "cadangkan":
        if gudang.of(folder) is not None:
            from etl.gudang import command as lakes

            lakes.fetch(folder, say)
    elif gudang.of(Path(options.ke).resolve() if options.ke else folder) is not None:
        raise UserError(
            "Ruang kerja ada di gudang bersama; memulihkan folder data mesin ini tidak memulihkannya.",
            remedy="pulihkan ke folder lain dengan --ke, lalu python -m etl pindah ke gudang baru (docs/gudang.md).",
        )


def _make(options: argparse.Namespace, folder: Path, now: dt.datetime, say: Say) -> int:
    say(f"Mencadangkan {folder}")
    done = make.back_up(folder, Path(options.ke), now=now, keep=options.simpan, progress=lambda step: say(f"  … {step}"))
    for path in done.removed:
        say(f"  {path.name} dihapus (--simpan {options.simpan})")
    for doubt in done.doubts:
        say(f"  PERHATIAN. {doubt}")
    say(f"{done.path}: {len(done.manifest.files)} berkas, {_megabytes(done.path.stat().st_size)}; dibaca kembali dan utuh.")
    if not done.doubts:
        return EXIT_OK
    say("Periksa yang disebut di atas; arsip yang lebih tua tidak dihapus, karena mungkin diperlukan.")
    return EXIT_REJECTED


def _restore(options: argparse.Namespace, folder: Path, now: dt.datetime, say: Say) -> int:
    target = Path(options.ke).resolve() if options.ke else folder
    say(f"Memulihkan {target} dari {options.arsip}")
    done = restore.restore(
        Path(options.arsip),
        target,
        now=now,
        force=options.timpa,
        trial=options.coba,
        progress=lambda step: say(f"  … {step}"),
    )
    said = done.manifest
    say(f"  arsip dibuat {said.at:%Y-%m-%d %H:%M:%S} UTC: {len(said.files)} berkas, {_megabytes(said.size)}, semua sesuai sidiknya")
    for name, lines in done.lines:
        say(f"  {name}: {lines} baris, rantai utuh")
    for year, version in done.report.published:
        say(f"  hasil resmi {year}: versi {version} terbit")
    say("Tidak ada yang diganti (--coba)." if options.coba else f"{target} dipulihkan.")
    if done.former:
        say(f"Folder yang lama disimpan sebagai {done.former}; hapus sendiri bila tidak diperlukan lagi.")
    if said.digest == done.digest:
        say(f"Angka yang terbit sama dengan saat dicadangkan (sidik {done.digest}).")
        return EXIT_OK
    then = said.digest or "belum dibangun"
    say(f"PERHATIAN. Angka yang terbit (sidik {done.digest}) tidak sama dengan saat dicadangkan ({then}): ada yang jatuh tempo")
    say("sesudah itu, masukan diubah tanpa dibangun, atau program ini versi lain.")
    return EXIT_REJECTED


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB".replace(".", ",")
