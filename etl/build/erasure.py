"""Personal data that are kept already, erased from results, kept originals and entries (`hapus-data-pribadi`).

Reads: all of that. Decides: nothing; `etl.forms.personal` says what personal data are. Writes: the same files with them masked,
each whole or not at all; lines of the chains stay in their place (`etl.base.chain.mask`), and a new line or event says who masked
them, and when. Begun again after a crash it does what is left. The databases are built anew; backups and closed editions are not
touched.
"""

import argparse
import csv
import dataclasses
import datetime as dt
import hashlib
import io
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl import workspace
from etl.base import atomic, chain
from etl.base.errors import EXIT_OK, UserError
from etl.base.paths import DECIDED_NAME, ENTRIES_NAME
from etl.build.run import build
from etl.entries import ledger
from etl.entries.command import command_line, must_exist
from etl.entries.entry import Author, Entry, line_of
from etl.forms import confined, personal, privacy
from etl.forms.confined import Progress, Steps
from etl.inputs.reference import ReferenceData
from etl.results import history, kept, store
from etl.results.history import Event
from etl.results.kept import FileOrigin
from etl.results.official import Results

Say = Callable[[str], None]
_NEEDED = frozenset({"no", "sebelum", "sidik_semula", "disamarkan", "waktu", "siapa", "peran", "sha256"})
"""Fields of a line that are no texts of others, or name who did something."""


@dataclass
class Erased:
    """What was masked: versions of results as (year, number), lines of entries, lines of decisions, files of refused rows."""

    versions: list[tuple[int, int]] = field(default_factory=list)
    entries: int = 0
    decisions: int = 0
    refused: int = 0

    def __bool__(self) -> bool:
        return bool(self.versions or self.entries or self.decisions or self.refused)


def run(options: argparse.Namespace, folder: Path, say: Say, environ: Mapping[str, str] = os.environ) -> int:
    """Carry out `hapus-data-pribadi`; its exit code. Raises `UserError` as `erase` does."""
    must_exist(folder)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    done = erase(folder, author=command_line(environ), now=now, reason=options.alasan.strip(), progress=Steps(say))
    if not done:
        say("Tidak ada data pribadi yang ditemukan; tidak ada yang diubah.")
        return EXIT_OK
    for year, version in done.versions:
        say(f"Hasil {year} versi {version}: data pribadi disamarkan, juga dalam berkas asli yang disimpan.")
    say(f"Isian: {done.entries} catatan dan {done.refused} berkas baris tertolak disamarkan.")
    say(f"Riwayat hasil: {done.decisions} alasan disamarkan. Rantainya tetap dapat diperiksa (python -m etl jejak).")
    if done.decisions:
        say("Alasan pernah terbit: tutup versi yang memuatnya dengan python -m etl versi tutup NAMA.")
    say("Cadangan lama masih memuat data itu: buat cadangan baru, lalu hapus yang lama.")
    return EXIT_OK


def erase(folder: Path, *, author: Author, now: dt.datetime, reason: str, progress: Progress) -> Erased:
    """Mask what personal data the folder keeps. Raises `UserError` where that cannot be done; what was masked by then stays so."""
    if workspace.shared(folder) is not None:
        raise UserError(
            "Data pribadi belum dapat dihapus dari ruang kerja bersama (PEDULIHAM_RUANG).",
            remedy="pindahkan ruang kerja ke folder dahulu (docs/ruang.md), hapus di sana, lalu pindahkan kembali.",
        )
    done = Erased()
    try:
        progress("memeriksa isian")
        done.refused = sum(map(_mask_table, sorted((folder / ENTRIES_NAME).parent.glob("ditolak/*.csv"))))
        done.entries = _mask_entries(folder, author, now, reason)
        progress("memeriksa hasil yang dimuat")
        plan = _Plan(author.address, now, reason, progress, done)
        if plan.prepared(folder) or done:
            build(folder, now=now, progress=progress, intention=plan, by=author.address)
    except OSError as error:
        raise UserError(
            f"Data pribadi belum terhapus seluruhnya: {error.strerror}.",
            remedy="periksa ruang kosong dan hak akses folder data, lalu jalankan perintah ini lagi.",
        ) from error
    return done


def _mask_entries(folder: Path, author: Author, now: dt.datetime, reason: str) -> int:
    path = folder / ENTRIES_NAME
    with chain.locked(path):
        ledger.read(folder)  # raises for one that is not whole: it could not be told apart afterwards
        said = line_of(Entry(0, now, author.address, author.roles, reason, ()))
        return chain.mask(path, _masked_entry, said)


def _masked_entry(fields: Mapping[str, object]) -> Mapping[str, object]:
    """An entry with its texts masked; whose role it speaks of stays."""
    changes = fields.get("isi")
    if isinstance(changes, list) and any(isinstance(one, dict) and one.get("jenis") == "peran" for one in changes):
        return {**fields, "alasan": personal.masked(str(fields["alasan"]))}
    return {name: value if name in _NEEDED else _masked(value) for name, value in fields.items()}


def _masked_event(fields: Mapping[str, object]) -> Mapping[str, object]:
    return {**fields, "alasan": personal.masked(str(fields.get("alasan", "")))}


def _masked(value: object, name: str = "") -> object:
    """The same with every text masked; hashes and web addresses are none."""
    if isinstance(value, str):
        return value if name == "sha256" else personal.masked(value)
    if isinstance(value, list):
        return [_masked(one) for one in value]
    return {key: _masked(one, key) for key, one in value.items()} if isinstance(value, dict) else value


def _mask_table(path: Path) -> bool:
    """Mask the cells of a CSV file; whether there was anything."""
    before = path.read_bytes()
    after = _masked_table(before)
    if after == before:
        return False
    atomic.write(path, after)
    return True


def _masked_table(content: bytes) -> bytes:
    """A CSV with its cells masked; the same bytes if there is nothing to mask."""
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    if not any(personal.kinds(cell) for row in rows for cell in row):
        return content
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([personal.masked(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _masked_json(content: bytes) -> bytes:
    found = json.loads(content)
    masked = _masked(found)
    return content if masked == found else kept.as_json(masked)


@dataclass
class _Plan:
    """The intention to put versions without personal data in the place of those with."""

    by: str
    now: dt.datetime
    reason: str
    progress: Progress
    done: Erased
    asides: dict[tuple[int, int], Path] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def prepared(self, folder: Path) -> bool:
        """Whether there is anything to mask in what was loaded or decided."""
        events = chain.read(folder / DECIDED_NAME).lines
        return any(_masked_event(one) != one for one in events) or any(
            self._files(store.path_of(folder, one.year, one.version), one) for one in store.origins(folder)
        )

    def prepare(self, folder: Path, results: Results, tables: ReferenceData) -> Results:
        """See `etl.build.run.Intention`."""
        del tables
        origins, places = list(results.origins), dict(results.places or {})
        for number, origin in enumerate(results.origins):
            key = (origin.year, origin.version)
            if files := self._files(store.path_of(folder, *key), origin):
                self.asides[key] = places[key] = store.rewrite_aside(folder, origin, files)
                origins[number] = store.read_origin(places[key], *key)
                self.events.append(Event(self.now, self.by, "samar", *key, reason=self.reason, content=origins[number].seal))
        events = tuple(dataclasses.replace(one, reason=personal.masked(one.reason)) for one in results.events)
        return dataclasses.replace(results, origins=tuple(origins), events=events, places=places)

    def commit(self, folder: Path) -> None:
        """See `etl.build.run.Intention`. Events first: a version is what any event of it says; a crash between does no harm."""
        path = folder / DECIDED_NAME
        with chain.locked(path):
            said = history.fields_of(Event(self.now, self.by, "samar", 0, 0, reason=self.reason))
            self.done.decisions = chain.mask(path, _masked_event, said)
        for event in self.events:
            history.append(folder, event)
        for aside in self.asides.values():
            store.settle_again(aside)
        self.done.versions = sorted(self.asides)

    def _files(self, place: Path, origin: FileOrigin) -> dict[str, bytes]:
        """Every file of a version as it will be; nothing if there is nothing to mask."""
        before = {name: store.content(place, origin, name) for name in origin.hashes}
        after = {name: _masked_json(one) if name.endswith(".json") else one for name, one in before.items()}
        after |= {name: _masked_table(one) for name, one in before.items() if name.endswith(".csv") and name != origin.original}
        about = f"{origin.year}/{origin.version:04d}/{origin.original}"
        work = confined.run(privacy.erased, (place / origin.original).absolute(), self.now, about=about, progress=self.progress)
        if work is not None:
            del after[origin.original]
            after[store.MASKED] = work
        said = json.loads((place / store.ORIGIN).read_bytes())
        told = {**said, "nama": personal.masked(said["nama"]), "dipahami": [personal.masked(one) for one in said["dipahami"]]}
        if after == before and told == said:
            return {}
        hashes = {name: hashlib.sha256(one).hexdigest() for name, one in after.items()}
        original = store.MASKED if work is not None else origin.original
        after[store.ORIGIN] = kept.as_json({**told, "asli": original, "berkas": hashes})
        return after
