"""The commands about entries: parse, call one function, print. Whoever runs them has the rights of an operator and of an admin.

Exit codes: 0 done; 1 done, but rows were not used; 2 nothing was changed, or the log is not whole.
"""

import argparse
import datetime as dt
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from etl import workspace
from etl.base.errors import EXIT_NOTHING, EXIT_OK, EXIT_REJECTED, UserError
from etl.base.moments import WIB, read_if_any, wib
from etl.base.paths import ENTRIES_NAME, TRAIL_NAME
from etl.base.who import who
from etl.entries import file, ledger, template
from etl.entries.area import EVERYTHING, Area
from etl.entries.entry import Author, Changed, Entry, entry_of, named, shown
from etl.entries.file import Understood
from etl.entries.kinds import FILED
from etl.forms import telling
from etl.forms.ask import answers_of
from etl.forms.blank import write_new
from etl.forms.confined import Steps, silent

Say = Callable[[str], None]
_RIGHTS = frozenset({"lihat", "isi", "setuju", "muat", "peran", "jejak"})


def run(options: argparse.Namespace, folder: Path, say: Say, environ: Mapping[str, str] = os.environ) -> int:
    """Carry out one of `etl.entries.options.VERBS`; its exit code. Raises `UserError` when nothing was changed."""
    must_exist(folder)
    if options.command == "templat-isian":
        return _template(options, folder, say)
    if options.command == "jejak":
        return _trail(options, folder, say)
    return _enter(options, folder, say, command_line(environ), dt.datetime.now(dt.UTC).replace(microsecond=0))


def must_exist(folder: Path) -> None:
    """Raises `UserError` if there is no such data folder."""
    if not folder.is_dir():
        raise UserError(f"Folder data {folder} tidak ada.", remedy="arahkan PEDULIHAM_DATA ke folder yang ada.")


def command_line(environ: Mapping[str, str]) -> Author:
    """Whoever runs the commands: with the rights of an operator and of an admin, everywhere."""
    return Author(who(environ), ("operator", "admin"), _RIGHTS, EVERYTHING)


def _template(options: argparse.Namespace, folder: Path, say: Say) -> int:
    area = Area(provinces=frozenset(options.provinsi)) if options.provinsi else EVERYTHING
    form = template.form(folder, options.tahun, area)
    suffix = "".join(f"-{code}" for code in sorted(area.provinces))
    target = Path(options.keluar or f"templat-isian-{options.tahun}{suffix}.xlsx")
    write_new(target, template.workbook(form, tuple(options.jenis) or FILED))
    say(f"{target} ditulis: {len(form.places)} kabupaten/kota, terisi dengan yang berlaku sampai catatan nomor {form.number}.")
    return EXIT_OK


def _enter(options: argparse.Namespace, folder: Path, say: Say, author: Author, now: dt.datetime) -> int:
    tell = silent if options.json else say
    kinds = (options.jenis,) if options.jenis else FILED
    seen = file.understand(
        folder,
        Path(options.berkas),
        author=author,
        now=now,
        kind=options.jenis or "",
        kinds=kinds,
        year=options.tahun,
        answers=answers_of(options.jawab),
        progress=Steps(tell),
    )
    tell(f"Berkas {seen.book.name}: {', '.join(seen.kinds)}")
    for note in seen.book.notes:
        tell(note)
    for one in seen.planned[: telling.SHOWN]:
        place = f"lembar {one.sheet}, baris {one.row}"
        tell(f"  {place}: {named(one.change.kind, one.change.key)}: {shown(one.before)} → {shown(one.after)}")
    if len(seen.planned) > telling.SHOWN:
        tell(f"  … dan {len(seen.planned) - telling.SHOWN} perubahan lagi")
    if not options.json:
        telling.tell_findings([one.as_json() for one in seen.findings], say)
    entry = None
    if seen.planned and not options.periksa and not seen.questions:
        entry = file.save(folder, seen, author=author, reason=options.alasan, now=now)
    if options.json:
        say(telling.as_json(_json(seen, entry)))
    else:
        say(_outcome(seen, entry, looked=options.periksa))
    if seen.questions or (not seen.planned and seen.rejected):
        return EXIT_NOTHING
    return EXIT_REJECTED if seen.rejected else EXIT_OK


def _outcome(seen: Understood, entry: Entry | None, *, looked: bool) -> str:
    counts = f"{len(seen.planned)} perubahan, {seen.same} isian sama dengan yang tercatat, {len(seen.rejected)} baris ditolak"
    if entry is not None:
        return f"Tersimpan sebagai catatan nomor {entry.number}: {counts}."
    return f"Tidak ada yang disimpan{' (--periksa)' if looked else ''}: {counts}{telling.unanswered(seen.questions)}."


def _json(seen: Understood, entry: Entry | None) -> dict[str, object]:
    return {
        "catatan": entry and entry.number,
        "berubah": [
            {"jenis": one.change.kind, "kunci": list(one.change.key), "semula": one.before, "menjadi": one.after}
            for one in seen.planned
        ],
        "sama": seen.same,
        "ditolak": len(seen.rejected),
        "temuan": [one.as_json() for one in seen.findings],
    }


def _trail(options: argparse.Namespace, folder: Path, say: Say) -> int:
    """Print a log from a day on; a broken one is printed as far as it can be read, and its broken lines are named."""
    since = _day(options.sejak)
    found = workspace.of(folder).read(TRAIL_NAME if options.akses else ENTRIES_NAME)
    for fields in found.lines:
        if (at := read_if_any(fields.get("waktu"))) is not None and at.astimezone(WIB).date() >= since:
            for line in _access(fields, at) if options.akses else told(fields):
                say(line)
    name = "Jejak akses" if options.akses else "Catatan isian"
    if not found.faults and not options.akses:
        ledger.read(folder)  # a whole chain may still hold a line that is no entry
    if not found.faults:
        say(f"{name} utuh: {len(found.lines)} baris; sidik baris terakhir {found.seal or '—'}.")
        return EXIT_OK
    say(f"{name.upper()} TIDAK UTUH:")
    for fault in found.faults:
        say(f"  {fault}")
    say("Kembalikan berkas itu dari cadangan, lalu periksa lagi.")
    return EXIT_NOTHING


def told(fields: Mapping[str, object]) -> list[str]:
    """A line of the ledger in words, one for itself and one for each change."""
    try:
        entry = entry_of(fields)
    except (ValueError, KeyError, TypeError, AttributeError):
        return [_plain(f"{fields.get('no')}: bukan catatan yang dapat dibaca")]
    undone = f", mengurungkan catatan nomor {entry.undoes}" if entry.undoes is not None else ""
    source = f", berkas {entry.source.name} (SHA-256 {entry.source.sha256[:12]})" if entry.source else ""
    reason = f": {entry.reason}" if entry.reason else ""
    head = f"{entry.number}  {wib(entry.at)}  {entry.who} ({', '.join(entry.roles)}){undone}{source}{reason}"
    return [_plain(line) for line in (head, *(f"    {_changed(one)}" for one in entry.changes))]


def _plain(line: str) -> str:
    """An address or the name of a file may hold what would command the terminal, or turn its letters round."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in line)


def _changed(one: Changed) -> str:
    return f"{named(one.kind, one.key)}: {shown(one.before)} → {shown(one.after)}"


def _access(fields: Mapping[str, object], at: dt.datetime) -> list[str]:
    roles, known = fields.get("peran"), ("no", "sebelum", "waktu", "apa", "alamat", "peran")
    who = (
        f"{fields.get('alamat') or 'tanpa masuk'} ({', '.join(map(str, roles)) if isinstance(roles, list) and roles else 'publik'})"
    )
    more = ", ".join(f"{name} {value}" for name, value in fields.items() if name not in known)
    return [_plain(f"{fields.get('no')}  {wib(at)}  {who}: {fields.get('apa')}{f' ({more})' if more else ''}")]


def _day(written: str | None) -> dt.date:
    if written is None:
        return dt.date.min
    try:
        return dt.date.fromisoformat(written)
    except ValueError as error:
        raise UserError(f"Tanggal '{written}' tidak dipahami.", remedy="tulis seperti 2026-11-01.") from error
