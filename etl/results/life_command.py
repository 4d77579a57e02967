"""The commands about the life of a result: parse, call one function of `etl.results.life`, print.

Exit codes: 0 done; 1 loaded, but rows were refused; 2 nothing was changed.
"""

import argparse
import datetime as dt
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.build import build, silent
from etl.errors import EXIT_NOTHING, EXIT_OK, EXIT_REJECTED, UserError
from etl.reference import load as load_reference
from etl.results import aliases, compare, history, life, official, store
from etl.results.draft import Draft, make_recogniser
from etl.results.history import Standing
from etl.results.kept import Origin

Say = Callable[[str], None]
SHOWN = 40
_COLUMN = re.compile(r"(?:(?P<sheet>.+)!)?(?P<letters>[A-Za-z]{1,3})=(?P<meaning>.*)")


def run(options: argparse.Namespace, folder: Path, say: Say, environ: Mapping[str, str] | None = None) -> int:
    """Carry out one of `etl.results.options.LIFE`; its exit code. Raises `UserError` when nothing was changed."""
    if not folder.is_dir():
        raise UserError(f"Folder data {folder} tidak ada.", remedy="arahkan PEDULIHAM_DATA ke folder yang ada.")
    by = life.who(os.environ if environ is None else environ)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    if options.command == "muat":
        return _load(options, folder, say, by, now)
    if options.command in ("terbit", "kembali", "tarik"):
        return _decide(options, folder, say, by, now)
    if options.command == "alias":
        name = aliases.remember(folder, options.tulisan, options.kode, f"{by}, {now:%Y-%m-%d}")
        say(f"“{options.tulisan}” selanjutnya dipahami sebagai {name} ({options.kode}).")
        return EXIT_OK
    return {"periksa": _check, "banding": _compare, "riwayat": _history}[options.command](options, folder, say, now)


def _load(options: argparse.Namespace, folder: Path, say: Say, by: str, now: dt.datetime) -> int:
    tell = silent if options.json else say
    path = Path(options.berkas)
    try:
        tell(f"Membaca {path.name}")
        draft = life.understand(folder, path, options.tahun, _corrections(options.kolom, path))
        for line in _understood(draft):
            tell(f"  {line}")
        if options.coba:
            loaded = life.Loaded(draft, None, None)
        else:
            loaded = life.load(folder, path, draft, by=by, now=now, progress=lambda step: tell(f"  … {step}"))
    except UserError:
        if options.json:
            say(_json({"diterima": 0, "ditolak": 0, "temuan": []}))
        raise
    done = loaded.draft
    taken = len(done.rows) if loaded.version or options.coba else 0
    if options.json:
        say(_json({"diterima": taken, "ditolak": len(done.refused), "temuan": [one.as_json() for one in done.findings]}))
    else:
        _tell_findings([one.as_json() for one in done.findings], say)
        say(_outcome(options, loaded))
    if not taken:
        return EXIT_NOTHING
    return EXIT_REJECTED if done.refused else EXIT_OK


def _outcome(options: argparse.Namespace, loaded: life.Loaded) -> str:
    counts = f"{len(loaded.draft.rows)} baris diterima, {len(loaded.draft.refused)} ditolak"
    if options.coba:
        return f"Tidak ada yang dimuat (--coba): {counts}."
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
    more = [f"… dan {len(unusual) - SHOWN} lagi"] if len(unusual) > SHOWN else []
    return [*draft.sentences(), *unusual[:SHOWN], *more]


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
    from etl.results.sheets import open_book

    return [sheet.name for sheet in open_book(path).sheets]


def _decide(options: argparse.Namespace, folder: Path, say: Say, by: str, now: dt.datetime) -> int:
    def progress(step: str) -> None:
        say(f"  … {step}")

    if options.command == "terbit" and options.jatuh_tempo:
        report = build(folder, now=now, progress=progress)
        for one in report.results.published(now):
            say(f"Terbit: tahun {one.year} versi {one.version} ({one.name}).")
        say("Gudang data diperbarui." if report.replaced else "Tidak ada yang jatuh tempo; gudang data dibiarkan.")
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
            f"Versi {event.version} tahun {event.year} terbit pada {official.wib(event.due)}, yaitu saat python -m etl terbit "
            "--jatuh-tempo atau bangun dijalankan pada atau sesudah waktu itu. Sampai saat itu tidak ada yang terlihat."
        )
    elif event.what == "tarik":
        say(f"Versi {event.version} tahun {event.year} ditarik; yang tampil kembali klaim terbit.")
    else:
        say(f"Versi {event.version} tahun {event.year} terbit.")
    return EXIT_OK


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


def _check(options: argparse.Namespace, folder: Path, say: Say, now: dt.datetime) -> int:
    del now
    number = options.versi or max((one.version for one in store.origins(folder) if one.year == options.tahun), default=0)
    if not number:
        raise UserError(
            f"Belum ada hasil tahun {options.tahun} yang dimuat.",
            remedy=f"muat berkasnya dengan python -m etl muat BERKAS --tahun {options.tahun}.",
        )
    version = store.load_version(folder, options.tahun, number)
    if options.json:
        keys = ("kode", "tingkat", "lembar", "baris", "kolom", "pesan")
        found = [{key: one[key] for key in keys} for one in version.findings]
        say(_json({"diterima": len(version.rows), "ditolak": len(version.refused), "temuan": found}))
    else:
        counts = f"{len(version.rows)} baris diterima, {len(version.refused)} ditolak"
        say(f"Versi {number} tahun {options.tahun}, {version.origin.name}: {counts}")
        _tell_findings(version.findings, say)
        for row in version.refused[:SHOWN]:
            say(f"  ditolak: lembar {row.sheet}, baris {row.row} ({', '.join(row.codes)}): {row.content}")
    return EXIT_REJECTED if version.refused else EXIT_OK


def _tell_findings(findings: Sequence[Mapping[str, Any]], say: Say) -> None:
    """Errors first; at most `SHOWN` of each code, as a file may have the same fault in every row."""
    counts: dict[str, int] = {}
    for one in sorted(findings, key=lambda one: one["tingkat"] != "galat"):
        counts[one["kode"]] = counts.get(one["kode"], 0) + 1
        if counts[one["kode"]] <= SHOWN:
            words = (("lembar", one["lembar"]), ("baris", one["baris"]), ("kolom", one["kolom"]))
            place = ", ".join(f"{word} {value}" for word, value in words if value)
            say(f"  {one['tingkat'].upper()} {one['kode']}{f' ({place})' if place else ''}: {one['pesan']}")
    for code, count in counts.items():
        if count > SHOWN:
            say(f"  … dan {count - SHOWN} {code} lagi; semuanya dengan --json")


def _compare(options: argparse.Namespace, folder: Path, say: Say, now: dt.datetime) -> int:
    del now
    if len(options.versi) != 2:  # noqa: PLR2004 - before and after
        raise UserError("Sebut tepat dua versi.", remedy="misalnya --versi 1 --versi 2.")
    before, after = (store.load_version(folder, options.tahun, number) for number in options.versi)
    names = {code: region.name for code, region in make_recogniser(load_reference(folder)).regions.items()}
    found = compare.differences(before.rows, after.rows)
    if options.json:
        say(
            _json(
                [
                    {"kode": d.code, "nama": names.get(d.code), "arti": d.meaning, "semula": d.before, "menjadi": d.after}
                    for d in found
                ]
            )
        )
        return EXIT_OK
    for one in found:
        say(f"  {one.code} {names.get(one.code, '')}: {one.meaning} {_shown(one.before)} → {_shown(one.after)}")
    regions = len({one.code for one in found})
    say(f"{len(found)} nilai pada {regions} kabupaten/kota berbeda antara versi {options.versi[0]} dan {options.versi[1]}.")
    return EXIT_OK


def _shown(value: object) -> str:
    if value is None:
        return "(kosong)"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def _history(options: argparse.Namespace, folder: Path, say: Say, now: dt.datetime) -> int:
    found = history.read(folder)
    standings = history.standings(found.events, now)
    known = [one for one in store.origins(folder) if options.tahun in (None, one.year)]
    events = [one for one in found.events if options.tahun in (None, one.year)]
    if options.json:
        versions = [_version_json(one, standings.get((one.year, one.version), Standing())) for one in known]
        say(_json({"versi": versions, "peristiwa": [_event_json(one) for one in events], "rusak": list(found.faults)}))
    else:
        if not known:
            say("Belum ada hasil yang dimuat.")
        for one in known:
            standing = standings.get((one.year, one.version), Standing())
            when = f", terbit pada {official.wib(standing.scheduled)}" if standing.scheduled else ""
            say(f"{one.year} versi {one.version}: {standing.state}{when}; {one.name}, {one.rows} baris, {one.refused} ditolak")
            say(f"    SHA-256 {one.sha256}")
        for event in events:
            due = f", berlaku {official.wib(event.due)}" if event.due else ""
            reason = f": {event.reason}" if event.reason else ""
            say(f"  {official.wib(event.at)}  {event.who}: {event.what} {event.year} versi {event.version}{due}{reason}")
        say(f"Rantai riwayat utuh: {len(found.events)} peristiwa." if not found.faults else "RIWAYAT TIDAK UTUH:")
        for fault in found.faults:
            say(f"  {fault}")
    return EXIT_REJECTED if found.faults else EXIT_OK


def _version_json(one: Origin, standing: Standing) -> dict[str, object]:
    return {
        "tahun": one.year,
        "versi": one.version,
        "keadaan": standing.state,
        "terjadwal": standing.scheduled and standing.scheduled.isoformat(),
        "berkas": one.name,
        "sha256": one.sha256,
        "siapa": one.who,
        "waktu": one.at.isoformat(),
        "diterima": one.rows,
        "ditolak": one.refused,
    }


def _event_json(one: history.Event) -> dict[str, object]:
    return {
        "waktu": one.at.isoformat(),
        "siapa": one.who,
        "apa": one.what,
        "tahun": one.year,
        "versi": one.version,
        "pada": one.due and one.due.isoformat(),
        "alasan": one.reason,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
