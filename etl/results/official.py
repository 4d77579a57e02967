"""What the build takes from the loaded results: published versions for everybody, drafts for the workspace only.

Reads: the versions and the history of the data folder, as they stand at one moment.
Decides: which versions are published, which are drafts, and whether what is there can be trusted.
Writes: nothing; `etl.build.warehouse` stores the tables, and `sql/core/35_klaim_resmi.sql` makes claims of them.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from etl.base.errors import UserError
from etl.base.moments import WIB, wib
from etl.inputs.reference import ReferenceData
from etl.results import history, mark, record, store
from etl.results.history import Event
from etl.results.kept import FileOrigin
from etl.results.record import Record, Standing, Withdrawal
from etl.results.result import ResultRow

CLASS = "hasil resmi"
"""The class of publisher (golongan.csv) under which official results enter the rule of choice."""

_TEXT, _WHOLE, _POINTS = pa.string(), pa.int32(), pa.float64()
_RESULTS = pa.schema(
    [
        *(("kode", _TEXT), ("predikat", _TEXT), ("skor", _POINTS), ("skor_murni", _POINTS), ("skor_total", _POINTS)),
        *(("bonus", _POINTS), ("partisipasi", _TEXT), ("rekomendasi", _TEXT), ("lembar", _TEXT), ("baris", _WHOLE)),
    ]
)
_DETAILS = pa.schema([("kode", _TEXT), ("kriteria", _WHOLE), ("indikator", _WHOLE), ("skor", _POINTS)])
_REFUSED = pa.schema([("lembar", _TEXT), ("baris", _WHOLE), ("kode_temuan", _TEXT), ("isi", _TEXT)])
_MOMENT = pa.timestamp("us", tz="UTC")
_VERSIONS = pa.schema(
    [
        *(("tahun", _WHOLE), ("versi", _WHOLE), ("keadaan", _TEXT), ("diterbitkan_pada", _MOMENT), ("berakhir_pada", _MOMENT)),
        *(("dijadwalkan_pada", _MOMENT), ("terbit_wib", _TEXT), ("tanggal_terbit", pa.date32()), ("alasan", _TEXT)),
        *(("berkas", _TEXT), ("label", _TEXT), ("sha256", _TEXT), ("ukuran_bita", pa.int64()), ("baris", _WHOLE)),
        ("ditolak", _WHOLE),
    ]
)
_FINDINGS = pa.schema(
    [
        *(("kode", _TEXT), ("tingkat", _TEXT), ("lembar", _TEXT), ("baris", _WHOLE), ("kolom", _TEXT)),
        *(("pesan", _TEXT), ("pesan_en", _TEXT)),
    ]
)


@dataclass(frozen=True)
class Results:
    """All versions of a data folder with where each stands on the disk and which regions it names; all decisions about them."""

    origins: tuple[FileOrigin, ...] = ()
    events: tuple[Event, ...] = ()
    places: Mapping[tuple[int, int], Path] = field(default_factory=dict)
    regions: Mapping[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    simulation: bool = False

    def with_version(self, origin: FileOrigin, place: Path) -> "Results":
        """As they will be when a version has been added."""
        key = (origin.year, origin.version)
        regions = {**self.regions, key: store.regions(place, origin)}
        return replace(self, origins=(*self.origins, origin), places={**self.places, key: place}, regions=regions)

    def with_event(self, event: Event) -> "Results":
        """As they will be when a decision has been recorded."""
        return replace(self, events=(*self.events, event))

    def of(self, year: int) -> tuple[FileOrigin, ...]:
        """The versions of a year, the oldest first."""
        return tuple(one for one in self.origins if one.year == year)

    def standings(self, now: dt.datetime) -> Mapping[tuple[int, int], Standing]:
        """(year, version) → where it stands, for every version that was ever published or scheduled."""
        return record.standings(self.events, now, self.regions)

    def record(self, year: int, now: dt.datetime) -> Record:
        """What stands for each region of a year."""
        return record.record(self.events, year, now, self.regions)

    def published(self, now: dt.datetime) -> tuple[FileOrigin, ...]:
        """The versions that stand published at `now`, for a region at least."""
        standings = self.standings(now)
        return tuple(one for one in self.origins if standings.get((one.year, one.version), Standing()).state == "terbit")

    def round(self, year: int, last: int | None = None) -> dict[str, int]:
        """Region → the newest version that names it, published or not; of versions up to `last` if that is given."""
        versions = [one.version for one in self.of(year) if last is None or one.version <= last]
        return {code: version for version in versions for code in self.regions[year, version]}

    def draft(self, year: int, now: dt.datetime) -> dict[str, int]:
        """The draft of a round: region → the newest version that names it, where that was never published."""
        standings = self.record(year, now).standings
        return {code: version for code, version in self.round(year).items() if standings.get(version, Standing()).first is None}

    def drafts(self, now: dt.datetime) -> tuple[FileOrigin, ...]:
        """The versions that the drafts of all rounds rest on, and every version that is scheduled."""
        standings = self.standings(now)
        years = {one.year for one in self.origins}
        resting = {(year, version) for year in years for version in self.draft(year, now).values()}
        return tuple(
            one for one in self.origins if (key := (one.year, one.version)) in resting or standings.get(key, Standing()).scheduled
        )

    def withdrawals(self, now: dt.datetime) -> tuple[Withdrawal, ...]:
        """What was published, and withdrawn since, by year and reason."""
        found: dict[tuple[int, str], set[str]] = {}
        for year, known in sorted(record.records(self.events, now, self.regions).items()):
            for code, one in known.withdrawn.items():
                found.setdefault((year, one.reason), set()).add(code)
        return tuple(Withdrawal(year, frozenset(codes), reason) for (year, reason), codes in found.items())

    def rows(self, year: int, standing: Mapping[str, int]) -> dict[str, ResultRow]:
        """Region → its row in the version that stands for it. Raises `UserError` if a version is damaged."""
        found = {}
        for one in self.of(year):
            if one.version in standing.values():
                for row in store.rows(self.places[year, one.version], one):
                    if standing.get(row.code) == one.version:
                        found[row.code] = row
        return found


def read(folder: Path) -> Results:
    """Everything that was loaded and decided. Raises `UserError` where it was changed afterwards, or is not allowed here."""
    events = history.read(folder).checked()
    known = store.origins(folder)  # after the history: in a lake another machine's version comes with it
    sealed: dict[tuple[int, int], set[str]] = {}
    for event in events:
        if event.what in history.NO_DECISION:
            sealed.setdefault((event.year, event.version), set()).add(event.content)
    for one in known:
        if one.seal not in sealed.get((one.year, one.version), {one.seal}):
            raise store.damaged(one.year, one.version, store.ORIGIN)
    simulation = mark.is_simulation(folder)
    if not simulation and any(one.simulated for one in known):
        raise UserError(
            "Folder data memuat hasil simulasi, tetapi tidak bertanda simulasi.",
            details=[one.label for one in known if one.simulated],
            remedy=f"kembalikan berkas {mark.MARK} ke folder itu, atau pindahkan folder hasil yang bertanda simulasi.",
        )
    places = {(one.year, one.version): store.path_of(folder, one.year, one.version) for one in known}
    regions = {key: store.regions(place, one) for one, (key, place) in zip(known, places.items(), strict=True)}
    return Results(known, events, places, regions, simulation)


def loaded(origin: FileOrigin) -> Event:
    """The event of a load."""
    return Event(origin.at, origin.who, "muat", origin.year, origin.version, content=origin.seal)


def check(results: Results, reference: ReferenceData, now: dt.datetime) -> None:
    """Raises `UserError` if a published version is gone, or the reference data cannot take official results."""
    known = {(one.year, one.version) for one in results.origins}
    for (year, version), standing in results.standings(now).items():
        if (standing.state == "terbit" or standing.scheduled) and (year, version) not in known:
            raise store.damaged(year, version, "foldernya")
    if not results.origins:
        return
    if CLASS not in {row["golongan"] for row in reference.rows("golongan")}:
        raise UserError(
            f"golongan.csv tidak memuat '{CLASS}'.", remedy="tambahkan baris itu dengan peringkat 0, atau hapus golongan.csv."
        )
    assessed = {row["tahun"] for row in reference.rows("putaran") if row["ada_penilaian"]}
    for one in results.published(now):
        if one.year not in assessed:
            raise UserError(
                f"Hasil tahun {one.year} sudah terbit, tetapi putaran.csv tidak memuat tahun itu sebagai tahun yang dinilai.",
                remedy="perbaiki putaran.csv, atau tarik hasil itu.",
            )


def tables(results: Results, now: dt.datetime) -> dict[str, pa.Table]:
    """Name → table. `core.…`: what is published at `now`; `draf.…`: what is not yet, and only if there is any."""
    public, drafts, known = results.published(now), results.drafts(now), record.records(results.events, now, results.regions)
    standings = results.standings(now)
    ever = [one for one in results.origins if (found := standings.get((one.year, one.version))) and found.first]
    force = {year: one.force for year, one in known.items()}
    made = {
        "core.versi_hasil": _versions(ever, standings, _taken_back(results, known)),
        "core.hasil_resmi": _together(results, public, "hasil.csv", _RESULTS, force),
        "core.rincian_resmi": _together(results, public, "rincian.csv", _DETAILS, force),
    }
    if drafts:
        resting: dict[int, dict[str, int]] = {one.year: {} for one in drafts}
        for one in drafts:  # a region that a scheduled version and a newer one name is drafted by the newer
            resting[one.year] |= dict.fromkeys(results.regions[one.year, one.version], one.version)
        made |= {
            "draf.versi_hasil": _versions(drafts, standings),
            "draf.hasil": _together(results, drafts, "hasil.csv", _RESULTS, resting),
            "draf.rincian": _together(results, drafts, "rincian.csv", _DETAILS, resting),
            "draf.ditolak": _together(results, drafts, "ditolak.csv", _REFUSED),
            "draf.temuan": _findings(results, drafts),
        }
    return made


def _taken_back(results: Results, known: Mapping[int, Record]) -> frozenset[tuple[int, int]]:
    """Versions whose results were withdrawn, or replaced before that: nothing may tell what was in them."""
    return frozenset(
        (year, version)
        for (year, version), regions in results.regions.items()
        if (one := known.get(year)) and not one.withdrawn.keys().isdisjoint(regions) and version not in one.versions
    )


def _versions(
    origins: Iterable[FileOrigin],
    standings: Mapping[tuple[int, int], Standing],
    taken_back: frozenset[tuple[int, int]] = frozenset(),
) -> pa.Table:
    rows = []
    for one in origins:
        standing = standings.get((one.year, one.version), Standing())
        row = {
            "tahun": one.year,
            "versi": one.version,
            "keadaan": standing.state,
            "diterbitkan_pada": standing.since,
            "berakhir_pada": standing.until,
            "dijadwalkan_pada": standing.scheduled,
            # claims name the first publication: a version that is restored says again what it said then
            "terbit_wib": standing.first and wib(standing.first),
            "tanggal_terbit": standing.first and standing.first.astimezone(WIB).date(),
        }
        if (one.year, one.version) not in taken_back or standing.state == "ditarik":
            row |= {"alasan": standing.reason or None}
        if (one.year, one.version) not in taken_back and standing.state != "ditarik":
            row |= {"berkas": one.name, "label": one.label, "sha256": one.sha256, "ukuran_bita": one.size}
            row |= {"baris": one.rows, "ditolak": one.refused}
        rows.append(row)
    return pa.Table.from_pylist(rows, _VERSIONS)


def _together(
    results: Results,
    chosen: Sequence[FileOrigin],
    name: str,
    schema: pa.Schema,
    stands: Mapping[int, Mapping[str, int]] | None = None,
) -> pa.Table:
    """One file of several versions below each other, with year and version before; with `stands` each region once."""
    parts = []
    for one in chosen:
        table = _csv(store.content(results.places[one.year, one.version], one, name), schema)
        if stands is not None:
            own = [code for code, version in stands[one.year].items() if version == one.version]
            table = table.filter(pc.is_in(table["kode"], pa.array(own, _TEXT)))
        parts.append(_of_version(table, one))
    return pa.concat_tables(parts) if parts else _of_version(schema.empty_table(), None)


def _csv(content: bytes, schema: pa.Schema) -> pa.Table:
    columns = {field.name: field.type for field in schema}
    return pv.read_csv(
        pa.BufferReader(content),
        parse_options=pv.ParseOptions(newlines_in_values=True),
        convert_options=pv.ConvertOptions(
            column_types=columns, include_columns=list(columns), strings_can_be_null=True, null_values=[""]
        ),
    )


def _findings(results: Results, chosen: Sequence[FileOrigin]) -> pa.Table:
    parts = []
    for one in chosen:
        found = json.loads(store.content(results.places[one.year, one.version], one, "temuan.json"))
        rows = [{name: row.get(name) for name in _FINDINGS.names} for row in found]
        parts.append(_of_version(pa.Table.from_pylist(rows, _FINDINGS), one))
    return pa.concat_tables(parts)


def _of_version(table: pa.Table, origin: FileOrigin | None) -> pa.Table:
    year = pa.array([origin.year if origin else 0] * table.num_rows, _WHOLE)
    version = pa.array([origin.version if origin else 0] * table.num_rows, _WHOLE)
    return table.add_column(0, "versi", version).add_column(0, "tahun", year)
