"""The commands about the life of a result: parse, call one function of `etl.results.life`, print.

Exit codes: 0 done; 1 loaded, but rows were refused; 2 nothing was changed.
"""

import argparse
import datetime as dt
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from etl import confined
from etl.confined import Steps, silent
from etl.errors import EXIT_NOTHING, EXIT_OK, EXIT_REJECTED, UserError
from etl.moments import wib
from etl.results import aliases, life, look_command
from etl.results.draft import Draft
from etl.results.questions import answers_of
from etl.versions.register import Line
from etl.who import who

Say = Callable[[str], None]
_COLUMN = re.compile(r"(?:(?P<sheet>.+)!)?(?P<letters>[A-Za-z]{1,3})=(?P<meaning>.*)")


def run(options: argparse.Namespace, folder: Path, say: Say, environ: Mapping[str, str] | None = None) -> int:
    """Carry out one of `etl.results.options.LIFE`; its exit code. Raises `UserError` when nothing was changed."""
    if not folder.is_dir():
        raise UserError(f"Folder data {folder} tidak ada.", remedy="arahkan PEDULIHAM_DATA ke folder yang ada.")
    by = who(os.environ if environ is None else environ)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    if options.command == "muat":
        return _load(options, folder, say, by, now)
    if options.command in ("terbit", "kembali", "tarik"):
        return _decide(options, folder, say, by, now)
    if options.command == "alias":
        name = aliases.remember(folder, options.tulisan, options.kode, f"{by}, {now:%Y-%m-%d}")
        say(f"“{options.tulisan}” selanjutnya dipahami sebagai {name} ({options.kode}).")
        return EXIT_OK
    return look_command.run(options, folder, say, now)


def _load(options: argparse.Namespace, folder: Path, say: Say, by: str, now: dt.datetime) -> int:
    tell = silent if options.json else say
    path = Path(options.berkas)
    try:
        tell(f"Membaca {path.name}")
        corrections, answers = _corrections(options.kolom, path), answers_of(options.jawab)
        draft = life.understand(folder, path, options.tahun, corrections, answers, progress=Steps(tell))
        for line in _understood(draft):
            tell(f"  {line}")
        if options.coba:
            loaded = life.Loaded(draft, None, None)
        else:
            loaded = life.load(folder, path, draft, by=by, now=now, progress=lambda step: tell(f"  … {step}"))
    except UserError:
        if options.json:
            say(look_command.as_json({"diterima": 0, "ditolak": 0, "temuan": []}))
        raise
    done = loaded.draft
    taken = len(done.rows) if loaded.version or options.coba else 0
    if options.json:
        say(
            look_command.as_json(
                {"diterima": taken, "ditolak": len(done.refused), "temuan": [one.as_json() for one in done.findings]}
            )
        )
    else:
        look_command.tell_findings([one.as_json() for one in done.findings], say)
        say(_outcome(options, loaded))
    if not taken or done.questions:
        return EXIT_NOTHING
    return EXIT_REJECTED if done.refused else EXIT_OK


def _outcome(options: argparse.Namespace, loaded: life.Loaded) -> str:
    counts = f"{len(loaded.draft.rows)} baris diterima, {len(loaded.draft.refused)} ditolak"
    if options.coba:
        return f"Tidak ada yang dimuat (--coba): {counts}{_unanswered(loaded.draft)}."
    if loaded.draft.questions:
        return f"Tidak ada yang dimuat: {counts}{_unanswered(loaded.draft)}."
    if loaded.version is None:
        return f"Tidak ada yang dimuat: {counts}. Perbaiki berkasnya menurut temuan di atas, lalu muat kembali."
    return (
        f"Draf versi {loaded.version} tahun {options.tahun} tersimpan: {counts}. Belum terbit; "
        f"terbitkan dengan python -m etl terbit --tahun {options.tahun}."
    )


def _unanswered(draft: Draft) -> str:
    codes = ", ".join(dict.fromkeys(one.code for one in draft.questions))
    return f"; jawab dahulu dengan --jawab: {codes}" if codes else ""


def _understood(draft: Draft) -> list[str]:
    """What was understood, and every region that was not recognised by its own name or code."""
    plain = ("nama", "kode")
    unusual = [f"baris {row}: {name} (lewat {how})" for (_, row), (name, how) in draft.recognised.items() if how not in plain]
    more = [f"… dan {len(unusual) - look_command.SHOWN} lagi"] if len(unusual) > look_command.SHOWN else []
    return [*draft.sentences(), *unusual[: look_command.SHOWN], *more]


def _corrections(written: Sequence[str], path: Path) -> dict[str, dict[int, str]] | None:
    """`Rekap!C=predikat` → sheet → place of the column → meaning. Without a sheet it is the only one, or all."""
    found: dict[str, dict[int, str]] = {}
    for one in written:
        parts = _COLUMN.fullmatch(one.strip())
        if parts is None:
            raise UserError(
                f"--kolom '{one}' tidak dipahami.", remedy="tulis misalnya --kolom C=predikat atau --kolom 'Rekap!C=predikat'."
            )
        place = 0
        for letter in parts["letters"].upper():
            place = place * 26 + ord(letter) - ord("A") + 1
        for sheet in [parts["sheet"]] if parts["sheet"] else _sheets(path):
            found.setdefault(sheet, {})[place] = parts["meaning"].strip()
    return found or None


def _sheets(path: Path) -> list[str]:
    from etl.results.draft import sheet_names

    return confined.run(sheet_names, path.absolute(), about=path.name)


def _decide(options: argparse.Namespace, folder: Path, say: Say, by: str, now: dt.datetime) -> int:
    def progress(step: str) -> None:
        say(f"  … {step}")

    if options.command == "terbit" and options.jatuh_tempo:
        report = life.publish_due(folder, now=now, by=by, progress=progress)
        if report is None:
            say("Tidak ada yang jatuh tempo; gudang data dibiarkan.")
        else:
            say("\n".join([*(f"Tahun {year} versi {one} terbit." for year, one in report.published), "Gudang data diperbarui."]))
        return EXIT_OK
    if options.tahun is None:
        raise UserError("Tahun belum disebut.", remedy="tambahkan --tahun, misalnya --tahun 2024.")
    done = life.decide(
        folder,
        options.command,
        options.tahun,
        by=by,
        now=now,
        version=getattr(options, "versi", None),
        due=_moment(getattr(options, "pada", None)),
        reason=options.alasan,
        progress=progress,
    )
    event = done.event
    if done.cancelled is not None:
        say(f"Jadwal terbit versi {done.cancelled} dibatalkan oleh keputusan ini.")
    if event.due is not None:
        say(
            f"Versi {event.version} tahun {event.year} terbit pada {wib(event.due)}, yaitu saat python -m etl terbit "
            "--jatuh-tempo atau bangun dijalankan pada atau sesudah waktu itu. Sampai saat itu tidak ada yang terlihat."
        )
    elif event.what == "tarik":
        say(f"Versi {event.version} tahun {event.year} ditarik; yang tampil kembali klaim terbit.")
        if done.report.edition.line is not None:
            say(_still_readable(done.report.edition.known.lines[:-1]))
    else:
        say(f"Versi {event.version} tahun {event.year} terbit.")
    return EXIT_OK


def _still_readable(former: Sequence[Line]) -> str:
    """That what was withdrawn stays where links to it lead, and how to close it if it should never have been public."""
    name = former[-1].name if former else "NAMA"
    return (
        f"Yang pernah terbit tetap terbaca di alamat versinya sendiri ({name}), dengan keterangan bahwa ia bukan yang terbaru. "
        f'Bila seharusnya tidak pernah terbit, tutup dengan python -m etl versi tutup {name} --alasan "…".'
    )


def _moment(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UserError(
            f"Waktu '{text}' tidak dipahami atau tanpa zona waktu.",
            remedy="tulis tanggal, jam, dan zonanya, misalnya 2024-12-10T09:00+07:00 untuk pukul 9 WIB.",
        )
    return moment
