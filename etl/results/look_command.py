"""The commands that only look: findings of a version, differences between two, the history. And how findings are told.

Reads: versions and history of the data folder. Decides: nothing. Writes: nothing but lines to whoever asked.
"""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from etl.base.errors import EXIT_OK, EXIT_REJECTED, UserError
from etl.base.moments import wib
from etl.forms.telling import SHOWN, as_json, tell_findings
from etl.forms.values import score_text
from etl.inputs.reference import load as load_reference
from etl.results import compare, history, official, record, rounds, store
from etl.results.deciding import names
from etl.results.kept import FileOrigin
from etl.results.record import Standing
from etl.results.tell import tell_round

Say = Callable[[str], None]


def run(options: argparse.Namespace, folder: Path, say: Say, now: dt.datetime) -> int:
    """Carry out `periksa`, `banding` or `riwayat`; its exit code."""
    return {"periksa": _check, "banding": _compare, "riwayat": _history}[options.command](options, folder, say, now)


def _check(options: argparse.Namespace, folder: Path, say: Say, now: dt.datetime) -> int:
    if options.putaran:
        return _round(options, folder, say, now)
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
        said = {"diterima": len(version.rows), "ditolak": len(version.refused), "temuan": found}
        say(as_json(said | ({"ringkasan": version.summary} if version.summary else {})))
    else:
        counts = f"{len(version.rows)} baris diterima, {len(version.refused)} ditolak"
        say(f"Versi {number} tahun {options.tahun}, {version.origin.name}: {counts}")
        if version.origin.office:
            say(f"  kantor: {version.origin.office}")
        tell_findings(version.findings, say)
        for row in version.refused[:SHOWN]:
            say(f"  ditolak: lembar {row.sheet}, baris {row.row} ({', '.join(row.codes)}): {row.content}")
    return EXIT_REJECTED if version.refused else EXIT_OK


def _round(options: argparse.Namespace, folder: Path, say: Say, now: dt.datetime) -> int:
    tables = load_reference(folder)
    parts = rounds.parts(official.read(folder), tables, options.tahun, now)
    if options.json:
        say(as_json([one.as_json() for one in parts]))
    else:
        tell_round(parts, options.tahun, names(tables), say)
    return EXIT_OK


def _compare(options: argparse.Namespace, folder: Path, say: Say, now: dt.datetime) -> int:
    if len(options.versi) not in (0, 2):  # before and after
        raise UserError(
            "Sebut tepat dua versi.", remedy="misalnya --versi 1 --versi 2; tanpa --versi: yang terbit dan draf putaran."
        )
    results, known = official.read(folder), names(load_reference(folder))
    if options.versi:
        before, after = (compare.until(results, options.tahun, number) for number in options.versi)
        which = f"putaran sampai versi {options.versi[0]} dan sampai versi {options.versi[1]}"
    else:
        before, after = compare.published_and_drafted(results, options.tahun, now)
        which = "yang terbit dan putaran dengan drafnya"
    found = compare.differences(before.values(), after.values())
    if options.json:
        say(as_json([_difference_json(one, known.get(one.code, "")) for one in found]))
        return EXIT_OK
    for one in found:
        say(f"  {one.code} {known.get(one.code, '')}: {one.meaning} {_shown(one.before)} → {_shown(one.after)}")
    say(f"{len(found)} nilai pada {len({one.code for one in found})} kabupaten/kota berbeda antara {which}.")
    return EXIT_OK


def _difference_json(one: compare.Difference, name: str) -> dict[str, object]:
    return {"kode": one.code, "nama": name, "arti": one.meaning, "semula": one.before, "menjadi": one.after}


def _shown(value: object) -> str:
    if value is None:
        return "(kosong)"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return score_text(value) if isinstance(value, float) else str(value)


def _history(options: argparse.Namespace, folder: Path, say: Say, now: dt.datetime) -> int:
    found = history.read(folder)
    known = [one for one in store.origins(folder) if options.tahun in (None, one.year)]
    regions = {(one.year, one.version): store.regions(store.path_of(folder, one.year, one.version), one) for one in known}
    standings = record.standings(found.events, now, regions)
    events = [one for one in found.events if options.tahun in (None, one.year)]
    if options.json:
        versions = [_version_json(one, standings.get((one.year, one.version), Standing())) for one in known]
        say(as_json({"versi": versions, "peristiwa": [_event_json(one) for one in events], "rusak": list(found.faults)}))
    else:
        if not known:
            say("Belum ada hasil yang dimuat.")
        for one in known:
            standing = standings.get((one.year, one.version), Standing())
            when = f", terbit pada {wib(standing.scheduled)}" if standing.scheduled else ""
            say(f"{one.year} versi {one.version}: {standing.state}{when}; {one.name}, {one.rows} baris, {one.refused} ditolak")
            if one.office:
                say(f"    kantor {one.office}")
            say(f"    SHA-256 {one.sha256}")
        for event in events:
            due = f", berlaku {wib(event.due)}" if event.due else ""
            reason = f": {event.reason}" if event.reason else ""
            drops = f", mencabut {', '.join(event.drops)}" if event.drops else ""
            numbers = ", ".join(map(str, event.versions))
            say(f"  {wib(event.at)}  {event.who}: {event.what} {event.year} versi {numbers}{drops}{due}{reason}")
        say(f"Rantai riwayat utuh: {len(found.events)} peristiwa." if not found.faults else "RIWAYAT TIDAK UTUH:")
        for fault in found.faults:
            say(f"  {fault}")
    return EXIT_REJECTED if found.faults else EXIT_OK


def _version_json(one: FileOrigin, standing: Standing) -> dict[str, object]:
    return {
        "tahun": one.year,
        "versi": one.version,
        "keadaan": standing.state,
        "terjadwal": standing.scheduled and standing.scheduled.isoformat(),
        "kantor": one.office or None,
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
        "bersama": list(one.others),
        "cabut": list(one.drops or ()),
        "pada": one.due and one.due.isoformat(),
        "alasan": one.reason,
    }
