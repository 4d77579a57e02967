"""What `cadangkan`, `pulihkan`, `pindah` and `ambil` do: call one function, and say what came of it.

Exit codes: 0 done; 1 done, but something must be looked at; 2 nothing was changed.
"""

import argparse
import contextlib
import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from etl import workspace
from etl.backup import make, move, restore
from etl.base.errors import EXIT_OK, EXIT_REJECTED, UserError
from etl.base.paths import PUBLIC_NAME
from etl.workspace import edge

_PATIENCE, _AWAY = 60.0, 5.0
"""Seconds to wait for news, and after a failure."""

Say = Callable[[str], None]


def run(options: argparse.Namespace, folder: Path, say: Say) -> int:
    """Carry out one of `etl.backup.options.VERBS`; its exit code. Raises `UserError` when nothing was changed."""
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    if options.command == "pindah":
        return _move(options, say)
    if options.command == "ambil":
        return _follow(options, folder, say) if options.ikuti else _bring(options, folder, now, say)
    return _make(options, folder, now, say) if options.command == "cadangkan" else _restore(options, folder, now, say)


def _move(options: argparse.Namespace, say: Say) -> int:
    source, target = options.dari, options.ke
    if edge.is_address(source) == edge.is_address(target):
        raise UserError(
            "Pindah hanya antara sebuah folder dan sebuah server.",
            remedy="sebut postgresql://… pada salah satu dari --dari dan --ke.",
        )
    folder = Path(source if edge.is_address(target) else target).expanduser().absolute()
    server = edge.opened(target if edge.is_address(target) else source, folder)
    moved = move.into(folder, server, _step(say)) if edge.is_address(target) else move.out(server, folder, _step(say))
    for name, count in moved.lines.items():
        say(f"  {name}: {count} baris, rantai utuh, sama sampai ke bitanya")
    say(f"  {moved.files} berkas lain, sama sampai ke bitanya")
    say("Selesai. Asalnya tidak diubah.")
    return EXIT_OK


def _follow(options: argparse.Namespace, folder: Path, say: Say) -> int:
    """Bring again and again, as soon as there is something new; a server that is away for a while is waited for."""
    server, seen = move.shared(folder), ""
    while True:
        try:
            seen = server.follow(seen, _PATIENCE)
            _bring(options, folder, dt.datetime.now(dt.UTC).replace(microsecond=0), say)
        except UserError as error:
            say(f"BELUM. {error}")
            seen = ""  # what was heard of is not here yet
            time.sleep(_AWAY)


def _bring(options: argparse.Namespace, folder: Path, now: dt.datetime, say: Say) -> int:
    done = move.bring(folder, now=now, keep_mine=options.pertahankan, progress=_step(say))
    if not (done.files or done.mine or done.both or done.stale):
        if not options.ikuti:
            say("Tidak ada yang baru di server.")
        return EXIT_OK
    say(f"{len(done.files)} berkas diganti" + ("; basis data mesin ini dibangun lagi." if done.stale and not done.both else "."))
    for name in done.mine:
        say(f"  {name}: diubah di mesin ini, masuk ke server dengan python -m etl bangun")
    for name in done.both:
        say(f"  PERHATIAN. {name}: berbeda di mesin ini dan di server; yang di sini dibiarkan, dan tidak ada yang dibangun")
    if done.both:
        say(
            "Pindahkan berkas itu lalu ulangi untuk memakai yang di server, "
            "atau ulangi dengan --pertahankan untuk memakai yang di sini."
        )
    return EXIT_REJECTED if done.both else EXIT_OK


def _step(say: Say) -> Say:
    return lambda step: say(f"  … {step}")


def _make(options: argparse.Namespace, folder: Path, now: dt.datetime, say: Say) -> int:
    say(f"Mencadangkan {folder}")
    target = Path(options.ke)
    with _whole(folder, target, say) as source:
        done = make.back_up(source, target, now=now, keep=options.simpan, progress=_step(say))
    for path in done.removed:
        say(f"  {path.name} dihapus (--simpan {options.simpan})")
    for doubt in done.doubts:
        say(f"  PERHATIAN. {doubt}")
    say(f"{done.path}: {len(done.manifest.files)} berkas, {_megabytes(done.path.stat().st_size)}; dibaca kembali dan utuh.")
    for seal in done.manifest.seals:
        say(f"  {seal}")
    if not done.doubts:
        return EXIT_OK
    say("Periksa yang disebut di atas; arsip yang lebih tua tidak dihapus, karena mungkin diperlukan.")
    return EXIT_REJECTED


@contextlib.contextmanager
def _whole(folder: Path, target: Path, say: Say) -> Iterator[Path]:
    """The folder to be backed up: the data folder, or for so long a copy of all that is on its server."""
    server = workspace.shared(folder)
    if server is None or not target.is_dir():
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix=".salinan-", dir=target) as place:
        move.out(server, copy := Path(place) / "data", _step(say))
        if (folder / PUBLIC_NAME).exists():  # of which the archive notes the digest
            shutil.copyfile(folder / PUBLIC_NAME, copy / PUBLIC_NAME)
        yield copy


def _restore(options: argparse.Namespace, folder: Path, now: dt.datetime, say: Say) -> int:
    target = Path(options.ke).resolve() if options.ke else folder
    if workspace.shared(target) is not None:
        raise UserError(
            "Ruang kerja tinggal di server; memulihkan folder data mesin ini tidak memulihkannya.",
            remedy="pulihkan ke folder lain dengan --ke, lalu python -m etl pindah ke basis data baru (docs/ruang.md).",
        )
    say(f"Memulihkan {target} dari {options.arsip}")
    done = restore.restore(
        Path(options.arsip),
        target,
        now=now,
        force=options.timpa,
        trial=options.coba,
        progress=_step(say),
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
