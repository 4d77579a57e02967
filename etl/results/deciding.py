"""The intention to publish, restore or withdraw: whether it may be taken, and what it does to the public record.

Reads: versions and decisions. Decides: what is refused: nothing leaves the public record, and no value in it changes, unsaid.
Writes: one line of the history, when the databases that show it are ready.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from etl.base.errors import UserError
from etl.forms.regions import make_recogniser
from etl.inputs.reference import ReferenceData
from etl.results import history, record, store
from etl.results.history import Event
from etl.results.official import Results
from etl.results.record import Record, Standing
from etl.results.result import ResultRow

Decision = Literal["terbit", "kembali", "tarik"]
_SHOWN = 10


@dataclass
class Deciding:
    """A step on its way; `event` is complete when it is prepared. `asked`: regions to take out of public, as they were written."""

    event: Event
    asked: tuple[str, ...] = ()
    cancelled: tuple[int, ...] = ()
    regions: int = 0

    def prepare(self, folder: Path, results: Results, tables: ReferenceData) -> Results:
        """The results as they will be. Raises `UserError` if the step makes no sense or would change something in silence."""
        del folder
        event, standing = self.event, results.record(self.event.year, self.event.at)
        self.cancelled = standing.scheduled
        self.event = _with_versions(results, standing, replace(event, drops=tuple(_codes(tables, self.asked))))
        after = results.with_event(self.event)
        later = record.record(after.events, event.year, self.event.holds_from, after.regions)
        _check(results, standing, later, self.event, names(tables))
        moved = later.force.items() - standing.force.items()
        self.regions = len(standing.force.keys() - later.force.keys() if event.what == "tarik" else moved)
        return after

    def commit(self, folder: Path) -> None:
        """Record it."""
        history.append(folder, self.event)


@dataclass(frozen=True)
class Effect:
    """What a step does to what is public: the versions it is about; regions that come, change, and would be lost unsaid."""

    versions: tuple[int, ...]
    added: frozenset[str]
    moved: frozenset[str]
    lost: tuple[str, ...]


def effect(results: Results, event: Event) -> Effect:
    """Foresee a step. Raises `UserError` if it makes no sense."""
    standing = results.record(event.year, event.at)
    event = replace(_with_versions(results, standing, event), due=None)
    later = record.record((*results.events, event), event.year, event.at, results.regions).force
    force = standing.force
    return Effect(
        event.versions,
        frozenset(later.keys() - force.keys()),
        frozenset(code for code, version in force.items() if later.get(code) != version),
        () if event.what == "tarik" else emptied(results, event.year, force, later),
    )


def names(tables: ReferenceData) -> dict[str, str]:
    """Code of a region → its name."""
    return {str(row["kode"]): str(row["nama"]) for row in tables.rows("wilayah")}


def listed(codes: Iterable[str], known: Mapping[str, str]) -> str:
    """Regions by name and code, the first of many."""
    found = [f"{known.get(code, code)} ({code})" for code in sorted(codes)]
    return ", ".join([*found[:_SHOWN], f"dan {len(found) - _SHOWN} lagi"] if len(found) > _SHOWN else found)


def emptied(results: Results, year: int, standing: Mapping[str, int], later: Mapping[str, int]) -> tuple[str, ...]:
    """Regions whose public result would disappear: what takes its place names the region and says nothing."""
    moved = {code: version for code, version in later.items() if code in standing and standing[code] != version}
    before, after = results.rows(year, {code: standing[code] for code in moved}), results.rows(year, moved)
    return tuple(sorted(code for code, row in after.items() if row.says_nothing and not before[code].says_nothing))


def _codes(tables: ReferenceData, asked: Sequence[str]) -> Iterable[str]:
    """Codes of regions written by code or name. Raises `UserError` for one that is neither, or may be several."""
    known, recogniser = names(tables), make_recogniser(tables)
    for written in dict.fromkeys(asked):
        region = recogniser.recognise(written).region if written not in known else None
        if written not in known and region is None:
            raise UserError(
                f"'{written}' bukan satu kabupaten/kota yang dikenal.", remedy="sebut kode atau nama lengkapnya, misalnya 13.72."
            )
        yield written if region is None else region.code


def _with_versions(results: Results, standing: Record, event: Event) -> Event:
    """The decision with the versions that it is about. Raises `UserError` if it makes no sense."""
    chosen = _withdrawn(standing, event) if event.what == "tarik" else _published(results, standing, event)
    return replace(event, version=chosen[-1], others=chosen[:-1])


def _withdrawn(standing: Record, event: Event) -> tuple[int, ...]:
    """The versions to withdraw: the one that is named, else all that stand, else all that are scheduled."""
    there = standing.versions or standing.scheduled
    if not there:
        raise UserError(f"Tidak ada hasil tahun {event.year} yang terbit atau terjadwal.", remedy="lihat python -m etl riwayat.")
    if event.drops:
        raise UserError(
            "Mencabut wilayah hanya bersama terbit atau kembali.", remedy="tarik versinya, atau terbitkan dengan --cabut."
        )
    if event.version and event.version not in (*standing.versions, *standing.scheduled):
        raise UserError(
            f"Versi {event.version} tahun {event.year} tidak sedang terbit atau terjadwal.", remedy="lihat python -m etl riwayat."
        )
    return (event.version,) if event.version else there


def _published(results: Results, standing: Record, event: Event) -> tuple[int, ...]:
    """The versions to publish: the one that is named, else those of the draft of the round."""
    if not event.version:
        draft = tuple(sorted(set(results.draft(event.year, event.at).values())))
        if not draft:
            raise UserError(
                f"Tidak ada draf tahun {event.year}.",
                remedy=f"muat berkasnya dengan python -m etl muat BERKAS --tahun {event.year}; "
                "draf tertentu disebut dengan --versi.",
            )
        return draft
    _check_choice(results, standing, event)
    return (event.version,)


def _check_choice(results: Results, standing: Record, event: Event) -> None:
    year, version = event.year, event.version
    one = standing.standings.get(version, Standing())
    if version not in [known.version for known in results.of(year)]:
        raise store.unknown(year, version)
    whole = all(standing.force.get(code) == version for code in results.regions[year, version])
    if one.state == "terbit" and whole and not standing.scheduled and not event.drops:
        raise UserError(f"Versi {version} tahun {year} sudah terbit.", remedy="tidak perlu apa-apa.")
    if one.first is None and all(standing.force.get(code, 0) > version for code in results.regions[year, version]):
        raise UserError(
            f"Semua wilayah versi {version} tahun {year} sudah terbit dalam versi yang lebih baru.",
            remedy="muat kembali berkasnya bila memang itu yang benar, lalu terbitkan versi barunya.",
        )
    if event.what == "kembali" and one.first is None:
        raise UserError(
            f"Versi {version} tahun {year} belum pernah terbit.",
            remedy=f"terbitkan dengan python -m etl terbit --tahun {year} --versi {version}.",
        )


def _check(results: Results, standing: Record, later: Record, event: Event, known: Mapping[str, str]) -> None:
    """Raises `UserError` for what would be published empty, taken out and not there, lost unsaid or changed without a reason."""
    year, drops = event.year, event.drops or ()
    if event.what != "tarik":
        fresh = results.rows(year, {code: one for code, one in later.force.items() if one in event.versions})
        _check_content(event, fresh)
        if strange := [code for code in drops if code not in standing.force]:
            raise UserError(
                f"Tidak sedang terbit, jadi tidak dapat dicabut: {listed(strange, known)}.", remedy="hapus dari --cabut."
            )
        if lost := emptied(results, year, standing.force, later.force):
            raise UserError(
                f"{len(lost)} kabupaten/kota yang terbit akan hilang, karena berkasnya menyebut namanya tanpa isi: "
                f"{listed(lost, known)}.",
                remedy="isi barisnya dan muat kembali; atau sebut satu per satu yang memang dicabut: "
                + " ".join(f"--cabut {code}" for code in lost[:_SHOWN]),
            )
    if any(later.force.get(code) != version for code, version in standing.force.items()) and not event.reason:
        versions = ", ".join(map(str, standing.versions))
        raise UserError(
            f"Versi {versions} tahun {year} sedang terbit; mengubahnya memerlukan alasan.",
            remedy="sebut alasannya dengan --alasan; alasan itu ikut terbit.",
        )


def _check_content(event: Event, rows: Mapping[str, ResultRow]) -> None:
    if all(row.says_nothing for row in rows.values()) and not event.drops:
        raise UserError(
            f"Versi {event.version} tahun {event.year} tidak memuat satu hasil pun: hanya nama wilayah.",
            remedy="isi predikat, nilai, atau partisipasinya, lalu muat kembali.",
        )
