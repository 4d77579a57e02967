"""Command line: `python -m etl COMMAND`. Parses, calls one plain function, prints, and turns errors for readers into exit codes."""

import argparse
import datetime as dt
import io
import os
import signal
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from etl.backup import options as backup_options
from etl.base import atomic, discreet
from etl.base.errors import EXIT_NOTHING, EXIT_OK, EXIT_REJECTED, UserError
from etl.base.paths import CLAIM_GUIDE, DICTIONARY, PUBLIC_NAME, data_folder, static_folder
from etl.base.who import who
from etl.boundaries.options import add_options
from etl.build import claim_guide, dictionary, materials, publish_options
from etl.build.run import BuildReport, build
from etl.build.versions import options as version_options
from etl.entries import options as entry_options
from etl.results import options as result_options
from etl.workspace import edge

SHOWN_REJECTIONS = 20


def main(arguments: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> int:
    """Run one command. Exit code 0: done; 1: done, but rows were rejected; 2: nothing was changed."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot write '…' shows '?' instead of ending the build
    environ = os.environ if environ is None else environ
    try:
        return _carry_out(options, environ)
    except UserError as error:
        print(f"GAGAL. {error}", file=sys.stderr)
        return EXIT_NOTHING
    except KeyboardInterrupt:
        print("DIHENTIKAN. Gudang data tetap utuh; jalankan kembali untuk menyelesaikannya.", file=sys.stderr)
        return EXIT_NOTHING


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    made_of = argparse.ArgumentParser(prog="python -m etl", description="Dari berkas masukan ke gudang data KKP HAM.")
    commands = made_of.add_subparsers(dest="command", required=True, metavar="PERINTAH")
    made = commands.add_parser("bangun", help="bangun kerja.duckdb dan publik.duckdb dari folder data")
    made.add_argument("--alasan", default="", metavar="KALIMAT", help="mengapa isinya berubah; ikut terbit di halaman Versi data")
    commands.add_parser("kamus", help="tulis docs/kamus-data.md dari keterangan tabel")
    commands.add_parser("klaim", help="perbarui tabel dan contoh di docs/klaim.md")
    listed = commands.add_parser("bahan", help="tulis daftar bahan program (CycloneDX), dengan lisensi setiap paket")
    listed.add_argument("--keluar", metavar="BERKAS", help="tulis ke berkas ini (bawaan: ke layar)")
    listed.add_argument("--catatan", action="store_true", help="perbarui PIHAK-KETIGA.md")
    add_options(commands.add_parser("batas", help="bangun peta batas wilayah (diambil sekali, atau dari berkas resmi)"))
    publish_options.add_commands(commands)
    result_options.add_commands(commands)
    entry_options.add_commands(commands)
    backup_options.add_commands(commands)
    version_options.add_options(commands.add_parser("versi", help="tunjukkan, tutup, atau buka kembali versi yang pernah terbit"))
    return made_of


def _carry_out(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Call what the command names; its exit code."""
    folder = data_folder(environ)
    if options.command in ("kamus", "klaim"):
        return _document(options.command, folder)
    if options.command == "bahan":
        return _materials(options.keluar, catatan=options.catatan)
    if options.command == "batas":
        from etl.boundaries import command  # opening the geometry libraries takes a second

        return command.run(options, folder, static_folder(environ), lambda line: print(line, flush=True))
    if options.command in ("ekspor", "situs", "arsip"):
        return _publication(options, environ)
    if options.command != "pindah":  # says itself where from and where to
        edge.configure(folder, environ)
    if options.command == "bangun":
        return _build(folder, who(environ), options.alasan)
    return _subject(options, folder, environ)


def _subject(options: argparse.Namespace, folder: Path, environ: Mapping[str, str]) -> int:
    """The commands of a subject of its own, whose libraries are opened only when asked for."""

    def say(line: str) -> None:
        print(line, flush=True)

    if options.command in result_options.VERBS:
        from etl.build import results_command as results

        return results.run(options, folder, say, environ)
    if options.command == "jejak" and (options.segel or options.periksa is not None):
        from etl.backup import seals

        return seals.run(options, folder, say)
    if options.command in entry_options.VERBS:
        from etl.entries import command as entries

        return entries.run(options, folder, say, environ)
    if options.command == entry_options.ERASE:
        from etl.build import erasure

        return erasure.run(options, folder, say, environ)
    if options.command == "versi":
        from etl.build.versions import command as versions

        return versions.run(options, folder, say, environ)
    from etl.backup import command as backups

    return backups.run(options, folder, say)


def _document(command: str, folder: Path) -> int:
    """Bring one of the documents that are made from the program up to date."""
    if command == "kamus":
        DICTIONARY.write_text(dictionary.render(folder / PUBLIC_NAME), encoding="utf-8")
        print(f"{DICTIONARY.name} ditulis.")
    else:
        CLAIM_GUIDE.write_text(claim_guide.render(CLAIM_GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"{CLAIM_GUIDE.name} diperbarui.")
    return EXIT_OK


def _materials(out: str | None, *, catatan: bool) -> int:
    """Write what the program is made of: to a file, to the screen, or as the notices of the repository."""
    if catatan:
        materials.NOTICES.write_text(materials.notices(), encoding="utf-8")
        print(f"{materials.NOTICES.name} ditulis.")
        return EXIT_OK
    made = materials.bill(materials.program_version())
    if out is None:
        print(made, end="")
        return EXIT_OK
    try:
        Path(out).write_text(made, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{out} tidak dapat ditulis: {error.strerror}.", remedy="pilih tempat lain dengan --keluar") from error
    print(f"{out} ditulis.")
    return EXIT_OK


def _publication(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Files of what the dashboard shows: the one place where the commands reach for the dashboard, and only when asked."""
    from dasbor.exports import command

    def say(line: str) -> None:
        print(line, flush=True)

    try:
        if options.command == "situs":
            from dasbor.site import command as site

            return site.run(options, say, environ)
        if options.command == "arsip":
            from dasbor.site.archive import command as archive

            return archive.run(options, say, environ)
        return command.run(options, say)
    except command.ExportError as error:
        raise UserError(error.sentence, remedy=error.remedy) from error


def _build(folder: Path, by: str, note: str) -> int:
    print(f"Membangun gudang data dari {folder}")
    report = build(
        folder,
        now=dt.datetime.now(dt.UTC),
        progress=lambda step: print(f"  … {step}", flush=True),
        by=by,
        note=" ".join(note.split()),
    )
    print("\n".join(_summary(report)))
    return EXIT_REJECTED if report.claims.rejected else EXIT_OK


def _summary(report: BuildReport) -> list[str]:
    claims = report.claims
    lines = []
    for source in claims.sources:
        rejected = len({entry.row.line for entry in claims.rejected if entry.source is source})
        lines.append(
            f"  {source.name}: {len(source.rows)} baris dibaca, {len(source.rows) - rejected} diterima, {rejected} ditolak"
        )
    lines += _rejections(report)
    lines += [f"  hasil resmi {year}: versi {version} terbit" for year, version in report.published]
    lines.append(f"  {report.tests} pemeriksaan data lulus")
    if not report.replaced:
        return [
            *lines,
            "Tidak ada yang berubah: masukan yang sama memberi tabel yang sama; gudang data dibiarkan.",
        ]
    for change in (change for change in report.changes if change.table.startswith("mart.")):
        before = "baru" if change.before is None else f"semula {change.before}"
        lines.append(f"  {change.table}: {0 if change.after is None else change.after} baris ({before})")
    if report.edition.line is not None:
        lines.append(f"  versi {report.edition.line.name} terbit dan disimpan")
    return [*lines, f"Selesai: {', '.join(path.name for path in report.replaced)} diganti."]


def _rejections(report: BuildReport) -> list[str]:
    rejected = report.claims.rejected
    lines = [
        f"    ditolak karena {reason}: {count}"
        for reason, count in Counter(entry.fault.reason.value for entry in rejected).most_common()
    ]
    for entry in rejected[:SHOWN_REJECTIONS]:
        column = f", kolom {entry.fault.column}" if entry.fault.column else ""
        lines.append(f"    {entry.source.name} baris {entry.row.line}{column}: {entry.fault.sentence}")
    if len(rejected) > SHOWN_REJECTIONS:
        lines.append(f"    … dan {len(rejected) - SHOWN_REJECTIONS} lagi; semuanya ada di tabel raw.ditolak")
    return lines


if __name__ == "__main__":
    atomic.only_mine()
    # a fault that nobody caught may hold the address of the shared workspace, with its password
    sys.excepthook = lambda *fault: sys.stderr.write(discreet.last_words(*fault)) and None
    # `… | head` ends the command quietly, as everywhere on Unix; it may be ended at any moment without harm
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
