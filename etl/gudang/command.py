"""What `ambil`, `snapshot`, `rawat` and `pindah` do: call one function, and say what came of it.

Exit codes: 0 done; 1 done, but something must be looked at; 2 nothing was changed.
"""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from etl import gudang
from etl.errors import EXIT_OK, EXIT_REJECTED, UserError
from etl.gudang import FILES_VARIABLE, VARIABLE, address, bring, move, snapshots
from etl.gudang.lake import Lake

Say = Callable[[str], None]


def run(options: argparse.Namespace, folder: Path, say: Say, environ: Mapping[str, str]) -> int:
    """Carry out one of `etl.gudang.options.VERBS`; its exit code. Raises `UserError` when nothing was changed."""
    if options.command == "pindah":
        return _move(options, say, environ)
    lake = _lake(folder)
    if options.command == "ambil":
        return _bring(lake, say, keep=options.pertahankan)
    return _snapshots(options, lake, say) if options.command == "snapshot" else _care(options, lake, say)


def fetch(folder: Path, say: Say) -> int:
    """Bring the mirror in `folder` up to date, and say what came; the exit code."""
    return _bring(_lake(folder), say, keep=False)


def _step(say: Say) -> Say:
    """Says a step of something that takes a while."""
    return lambda step: say(f"  … {step}")


def _lake(folder: Path) -> Lake:
    lake = gudang.of(folder)
    if not isinstance(lake, Lake):
        raise UserError(f"{VARIABLE} kosong: ruang kerja ada di folder {folder}.", remedy=f"isi {VARIABLE} (docs/gudang.md).")
    return lake


def _bring(lake: Lake, say: Say, *, keep: bool) -> int:
    done = bring.bring(lake, keep=keep, progress=_step(say))
    if not (done.lines or done.files or done.databases or done.mine or done.both):
        say("Tidak ada yang baru di gudang.")
        return EXIT_OK
    say(f"{done.lines} baris baru; {len(done.files)} berkas dan {2 if done.databases else 0} basis data diganti.")
    for name in done.mine:
        say(f"  {name}: diubah di mesin ini, masuk ke gudang dengan python -m etl bangun")
    for name in done.both:
        say(f"  PERHATIAN. {name}: berbeda di mesin ini dan di gudang; yang di sini dibiarkan")
    if done.both:
        say(
            "Pindahkan berkas itu lalu ulangi untuk memakai yang di gudang, "
            "atau ulangi dengan --pertahankan untuk memakai yang di sini."
        )
    return EXIT_REJECTED if done.both else EXIT_OK


def _snapshots(options: argparse.Namespace, lake: Lake, say: Say) -> int:
    if options.nomor is not None:
        if not options.ke:
            raise UserError("--nomor memerlukan --ke FOLDER.", remedy="sebut folder baru untuk publik.duckdb.")
        snapshots.write(lake.address, options.nomor, Path(options.ke))
        say(f"{Path(options.ke) / 'publik.duckdb'} ditulis sebagaimana pada snapshot {options.nomor}.")
    elif options.banding:
        for name, (before, after) in snapshots.compared(lake, *options.banding).items():
            counts = " → ".join("tidak ada" if one is None else f"{one.rows} baris" for one in (before, after))
            say(f"  {name}: {counts}")
    else:
        for one in snapshots.snapshots(lake):
            say(f"  {one.number}  {one.at:%Y-%m-%d %H:%M:%S} UTC  {one.who or '-'}  {one.what}")
    return EXIT_OK


def _care(options: argparse.Namespace, lake: Lake, say: Say) -> int:
    if options.hari < 0:
        raise UserError("--hari tidak boleh kurang dari nol.", remedy="sebut jumlah hari.")
    _step(say)("menggabung berkas kecil dan membuang snapshot lama")
    expired, files = snapshots.care(lake, options.hari)
    say(f"Gudang dirapikan: {expired} snapshot yang lebih tua dari {options.hari} hari dan {files} berkas lama dibuang.")
    return EXIT_OK


def _move(options: argparse.Namespace, say: Say, environ: Mapping[str, str]) -> int:
    source, target = options.dari, options.ke
    if address.is_address(source) == address.is_address(target):
        raise UserError(
            "Pindah hanya antara sebuah folder dan sebuah gudang.", remedy="sebut ducklake:… pada salah satu dari --dari dan --ke."
        )
    files = environ.get(FILES_VARIABLE, "").strip()
    if address.is_address(target):
        folder = Path(source).expanduser().resolve()
        gudang.configure(folder, {})  # whatever the environment says already: the folder still stands for itself
        done = move.into(folder, address.understood(target, files), _step(say))
    else:
        done = move.out(address.understood(source, ""), Path(target).expanduser().absolute(), _step(say))
    for name, count in done.lines.items():
        say(f"  {name}: {count} baris, rantai utuh, sama sampai ke bitanya")
    say(f"  {done.files} berkas sama sidiknya; {done.tables} tabel ruang kerja sama isinya")
    say("Selesai. Asalnya tidak diubah.")
    return EXIT_OK
