"""The commands about the life of a result: parse, call one function of `etl.build.life`, print.

Exit codes: 0 done; 1 loaded, but rows were refused; 2 nothing was changed.
"""

import argparse
import datetime as dt
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from etl.base import lock
from etl.base.errors import EXIT_NOTHING, EXIT_OK, EXIT_REJECTED, UserError
from etl.base.moments import wib
from etl.base.who import who
from etl.build import life
from etl.forms import confined, telling
from etl.forms.ask import answers_of
from etl.forms.confined import Steps, silent
from etl.forms.looks import column_number
from etl.inputs import reference
from etl.results import aliases, look_command, offices, rounds
from etl.results import options as offered
from etl.results.deciding import names
from etl.results.draft import Draft, sheet_names
from etl.results.known import SeenFile
from etl.results.tell import round_in_short, tell_summary

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
        if not options.coba:
            lock.check(folder)
        tell(f"Membaca {path.name}")
        corrections, answers = _corrections(options.kolom, path), answers_of(options.jawab)
        draft = life.understand(folder, path, options.tahun, corrections, answers, progress=Steps(tell))
        office, seen = _shown(options, folder, draft, tell, now)
        if options.coba:
            loaded = life.Loaded(replace(draft, findings=seen.findings), None, None)
        else:
            loaded = life.load(folder, path, draft, by=by, now=now, office=office, progress=Steps(tell))
    except UserError:
        if options.json:
            say(telling.as_json({"diterima": 0, "ditolak": 0, "temuan": []}))
        raise
    done = loaded.draft
    taken = len(done.rows) if loaded.version or options.coba else 0
    if options.json:
        findings = [one.as_json() for one in done.findings]
        said = {"diterima": taken, "ditolak": len(done.refused), "temuan": findings, "ringkasan": seen.summary.as_json()}
        say(telling.as_json(said))
    else:
        telling.tell_findings([one.as_json() for one in done.findings], say)
        say(_outcome(options, loaded))
        if loaded.report is not None:
            parts = rounds.parts(loaded.report.results, reference.load(folder), options.tahun, now)
            say(f"Putaran {options.tahun}: {round_in_short(parts)} (python -m etl periksa --tahun {options.tahun} --putaran).")
    if not taken or done.questions:
        return EXIT_NOTHING
    return EXIT_REJECTED if done.refused else EXIT_OK


def _shown(options: argparse.Namespace, folder: Path, draft: Draft, tell: Say, now: dt.datetime) -> tuple[str, SeenFile]:
    """Say what was understood, whose file it is and what it would do; that office, and what was seen."""
    for line in _understood(draft):
        tell(f"  {line}")
    tables = reference.load(folder)
    if options.kantor:
        office, how = offices.chosen(tables, draft.year, draft.rows, options.kantor), "disebut"
    else:
        office, how = offices.recognised(tables, draft.year, draft.rows), "dikenali dari barisnya; --kantor membetulkan"
    tell(f"  kantor: {office} ({how})")
    seen = life.look(folder, draft, now)
    if draft.rows:
        tell_summary(seen.summary, draft.year, names(tables), lambda line: tell(f"  {line}"))
    return office, seen


def _outcome(options: argparse.Namespace, loaded: life.Loaded) -> str:
    counts = f"{len(loaded.draft.rows)} baris diterima, {len(loaded.draft.refused)} ditolak"
    if options.coba:
        return f"Tidak ada yang dimuat (--coba): {counts}{telling.unanswered(loaded.draft.questions)}."
    if loaded.draft.questions:
        return f"Tidak ada yang dimuat: {counts}{telling.unanswered(loaded.draft.questions)}."
    if loaded.version is None:
        return f"Tidak ada yang dimuat: {counts}. Perbaiki berkasnya menurut temuan di atas, lalu muat kembali."
    return (
        f"Draf versi {loaded.version} tahun {options.tahun} tersimpan: {counts}. Belum terbit; "
        f"terbitkan dengan python -m etl terbit --tahun {options.tahun}."
    )


def _understood(draft: Draft) -> list[str]:
    """What was understood, and every region that was not recognised by its own name or code."""
    plain = ("nama", "kode")
    unusual = [f"baris {row}: {name} (lewat {how})" for (_, row), (name, how) in draft.recognised.items() if how not in plain]
    more = [f"… dan {len(unusual) - telling.SHOWN} lagi"] if len(unusual) > telling.SHOWN else []
    return [*draft.sentences(), *unusual[: telling.SHOWN], *more]


def _corrections(written: Sequence[str], path: Path) -> dict[str, dict[int, str]] | None:
    """`Rekap!C=predikat` → sheet → place of the column → meaning. Without a sheet it is the only one, or all."""
    found: dict[str, dict[int, str]] = {}
    sheets = cache(partial(_sheets, path))  # a process of its own opens the file: once, and only if it has to
    for one in written:
        parts = _COLUMN.fullmatch(one.strip())
        if parts is None:
            raise UserError(
                f"--kolom '{one}' tidak dipahami.", remedy="tulis misalnya --kolom C=predikat atau --kolom 'Rekap!C=predikat'."
            )
        place = column_number(parts["letters"].upper())
        for sheet in [parts["sheet"]] if parts["sheet"] else sheets():
            found.setdefault(sheet, {})[place] = parts["meaning"].strip()
    return found or None


def _sheets(path: Path) -> list[str]:
    return confined.run(sheet_names, path.absolute(), about=path.name)


def _decide(options: argparse.Namespace, folder: Path, say: Say, by: str, now: dt.datetime) -> int:
    if options.command == "terbit" and options.jatuh_tempo:
        return _publish_due(folder, say, by, now)
    if options.tahun is None:
        raise UserError("Tahun belum disebut.", remedy="tambahkan --tahun, misalnya --tahun 2024.")
    done = life.decide(
        folder,
        options.command,
        options.tahun,
        by=by,
        now=now,
        version=options.versi,
        due=_moment(getattr(options, "pada", None)),
        reason=options.alasan,
        drops=getattr(options, "cabut", ()),
        progress=Steps(say),
    )
    for line in _said(done):
        say(line)
    return EXIT_OK


def _publish_due(folder: Path, say: Say, by: str, now: dt.datetime) -> int:
    report = life.publish_due(folder, now=now, by=by, progress=Steps(say))
    if report is None:
        say("Tidak ada yang jatuh tempo; gudang data dibiarkan.")
    else:
        say("\n".join([*(f"Tahun {year} versi {one} terbit." for year, one in report.published), "Gudang data diperbarui."]))
    return EXIT_OK


def _said(done: life.Decided) -> list[str]:
    """What was decided, and what follows from it."""
    event, lines = done.event, []
    which = f"Versi {', '.join(map(str, event.versions))} tahun {event.year}"
    if done.cancelled:
        lines.append(f"Jadwal terbit versi {', '.join(map(str, done.cancelled))} dibatalkan oleh keputusan ini.")
    if event.due is not None:
        lines.append(
            f"{which} terbit pada {wib(event.due)}, yaitu saat python -m etl terbit "
            "--jatuh-tempo atau bangun dijalankan pada atau sesudah waktu itu. Sampai saat itu tidak ada yang terlihat."
        )
    elif event.what == "tarik":
        lines.append(f"{which} ditarik; yang tampil kembali klaim terbit.")
        if closed := done.report.edition.closed:
            lines.append(
                f"{len(closed)} versi data yang memuatnya ditutup: {', '.join(closed)}. Alamatnya menyebut kapan dan mengapa, "
                "tanpa angka."
            )
        lines.append(
            "Salinan di luar gudang data tidak ikut hilang: terbitkan ulang situs (python -m etl situs), arsip "
            "(python -m etl arsip), dan folder ekspor yang dibuat selagi hasil itu terbit."
        )
    else:
        lines.append(f"{which} terbit.")
        if event.drops:
            lines.append(f"Dicabut: {', '.join(event.drops)}.")
    return lines


def _moment(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise UserError(
        f"Waktu '{text}' tidak dipahami atau tanpa zona waktu.",
        remedy=f"tulis tanggal, jam, dan zonanya, misalnya {offered.example()} untuk pukul 9 WIB.",
    )
