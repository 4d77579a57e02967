"""Published claims: every `klaim*.csv` of the data folder, each row accepted or rejected with a reason.

Reads: the claim files, in the order of their names.
Decides: whether a row says something that can be understood. It does not judge whether what it says is plausible: an impossible but
published figure is accepted here and flagged in `sql/core/klaim.sql`.
Writes: nothing; `build` stores accepted rows, rejected rows and all raw rows.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from etl.base.errors import UserError
from etl.inputs import parse
from etl.inputs.publishers import Publishers
from etl.inputs.read import SourceFile, SourceRow, read_csv
from etl.inputs.reference import ReferenceData, names_of
from etl.inputs.tables import KLAIM_COLUMNS, KLAIM_PATTERN


class FaultReason(StrEnum):
    """Why a claim row is rejected. Shared by `raw.ditolak`, the terminal, the texts of the pages and `docs/klaim.md`."""

    FIELD_COUNT = "jumlah-isian"
    ID_MISSING = "id-kosong"
    ID_TWICE = "id-ganda"
    YEAR_UNKNOWN = "tahun-tidak-dikenal"
    YEAR_WITHOUT_ASSESSMENT = "tahun-tanpa-penilaian"
    LEVEL_UNKNOWN = "tingkat-tidak-dikenal"
    MEASURE_UNKNOWN = "ukuran-tidak-dikenal"
    MEASURE_AT_WRONG_LEVEL = "ukuran-tidak-sesuai-tingkat"
    CODE_UNKNOWN = "kode-tidak-dikenal"
    NAME_DISAGREES = "nama-tidak-cocok"
    VALUE_ILLEGAL = "nilai-tidak-sah"
    PREDIKAT_UNKNOWN = "predikat-tidak-dikenal"
    CERTAINTY_UNKNOWN = "keyakinan-tidak-dikenal"
    PUBLISHER_MISSING = "penerbit-kosong"
    ADDRESS_ILLEGAL = "alamat-tidak-sah"
    DATE_ILLEGAL = "tanggal-tidak-sah"
    CORRECTS_NOTHING = "koreksi-tanpa-klaim"


@dataclass(frozen=True)
class ClaimFault:
    """One thing wrong with a row: reason, column, and a sentence in Indonesian that says what and what to do."""

    reason: FaultReason
    column: str
    sentence: str


@dataclass(frozen=True)
class RejectedClaim:
    """A fault of a row, with the row's file and record."""

    source: SourceFile
    row: SourceRow
    fault: ClaimFault


@dataclass(frozen=True)
class Correction:
    """A correction that was approved: another value for a claim, or (`value` None) that the claim is withdrawn.

    `address`: the page it rests on; `day`: when it was approved. Everything here becomes public.
    """

    claim: str
    value: str | None
    reason: str
    address: str | None
    day: dt.date


@dataclass(frozen=True)
class Accepted:
    """A claim that can be used, typed. `code` is today's code of the region, or of the province of that year, or `ID`.

    `row` says what holds; where another value was published, that is `stated`.
    """

    source: SourceFile
    row: SourceRow
    year: int
    code: str
    number: float | None
    day: dt.date | None
    published: dt.date | None
    publisher_class: str
    organisation: str
    stated: str | None = None
    correction: Correction | None = None


@dataclass(frozen=True)
class Claims:
    """All claim files with their rows sorted into accepted and rejected (a rejected row has one entry per fault).

    `corrections`: what was corrected (`etl.build.corrections`), None if nothing was.
    """

    files: tuple[SourceFile, ...]
    accepted: tuple[Accepted, ...]
    rejected: tuple[RejectedClaim, ...]
    corrections: SourceFile | None = None

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Everything whose rows were read: the claim files, and the corrections if there are any."""
        return self.files if self.corrections is None else (*self.files, self.corrections)


class Measure(NamedTuple):
    """What a claim may state: how its value is read (raises `ValueError`), and at which levels it is stated."""

    parser: Callable[[str], object]
    levels: tuple[str, ...]


LEVELS = ("kabkota", "provinsi", "nasional")
_WIDE = LEVELS[1:]
MEASURES: Mapping[str, Measure] = {
    "predikat": Measure(str, ("kabkota",)),
    "skor": Measure(parse.score, ("kabkota",)),
    "partisipasi": Measure(parse.yes_no, ("kabkota",)),
    "rekomendasi": Measure(parse.yes_no, ("kabkota",)),
    "peringkat": Measure(parse.count, ("kabkota",)),
    "jumlah_kabkota": Measure(parse.count, _WIDE),
    "jumlah_peserta": Measure(parse.count, _WIDE),
    "jumlah_rekomendasi": Measure(parse.count, _WIDE),
    "target_peduli": Measure(parse.count, _WIDE),
    "tenggat": Measure(parse.date, _WIDE),
    "penghargaan_pembina": Measure(parse.yes_no, ("provinsi",)),
}
"""Measures of every programme; besides, each predicate is counted by `jumlah_` and its code (`Context.measures`).

`target_peduli` is the number aimed at of whatever predicate is the award of the year's programme; it is named after the first.
"""
WITHOUT_ASSESSMENT = frozenset({"target_peduli", "tenggat"})
"""Measures that may speak of a year without assessment: targets and deadlines for 2021 were published before it was called off."""


@dataclass(frozen=True)
class Context:
    """What rows are checked against, prepared once from the reference data."""

    assessed: Mapping[int, bool]
    official: Mapping[tuple[str, str], str]
    names: Mapping[tuple[str, str], frozenset[str]]
    old_codes: Mapping[str, str]
    predicates: frozenset[str]
    measures: Mapping[str, Measure]

    @classmethod
    def of(cls, reference: ReferenceData) -> "Context":
        """From the checked reference tables."""
        official = {("nasional", "ID"): "Indonesia"}
        names = {("nasional", "ID"): frozenset({"indonesia"})}
        old_codes = {}
        for row in reference.rows("wilayah"):
            official["kabkota", str(row["kode"])] = str(row["nama"])
            official["provinsi", str(row["kode_provinsi"])] = str(row["provinsi"])
            names["kabkota", str(row["kode"])] = names_of(row)
            names["provinsi", str(row["kode_provinsi"])] = frozenset({parse.plain_name(str(row["provinsi"]))})
            old_codes[str(row["kode_2020"])] = str(row["kode"])
        return cls(
            assessed={int(str(row["tahun"])): bool(row["ada_penilaian"]) for row in reference.rows("putaran")},
            official=official,
            names=names,
            old_codes=old_codes,
            predicates=frozenset(str(row["predikat"]) for row in reference.rows("regulasi")),
            measures={
                **MEASURES,
                **{f"jumlah_{row['kode']}": Measure(parse.count, _WIDE) for row in reference.rows("predikat")},
            },
        )

    def resolve(self, level: str, code: str) -> str | None:
        """Today's code for `code` at `level`; a region's code before the 2022 split of Papua is understood. None if unknown."""
        if (level, code) in self.names:
            return code
        return self.old_codes.get(code) if level == "kabkota" else None


def load(folder: Path, reference: ReferenceData) -> Claims:
    """Read all claim files of `folder`. Raises `UserError` when there is none or one is broken."""
    paths = sorted(folder.glob(KLAIM_PATTERN))
    if not paths:
        raise UserError(
            f"Tidak ada berkas {KLAIM_PATTERN} di folder {folder}.",
            remedy="salin klaim.csv ke folder data, atau arahkan PEDULIHAM_DATA ke folder yang lengkap.",
        )
    files = tuple(read_csv(path, KLAIM_COLUMNS) for path in paths)
    context, publishers = Context.of(reference), Publishers.of(reference)
    accepted: list[Accepted] = []
    rejected: list[RejectedClaim] = []
    first_seen: dict[str, str] = {}
    for source in files:
        for row in source.rows:
            faults = [*_faults(row, context), *_duplicate(source, row, first_seen)]
            rejected += [RejectedClaim(source, row, fault) for fault in faults]
            if not faults:
                accepted.append(_accept(source, row, context, publishers))
    return Claims(files, tuple(accepted), tuple(rejected))


def _faults(row: SourceRow, context: Context) -> Iterable[ClaimFault]:
    if not row.complete:
        yield ClaimFault(
            FaultReason.FIELD_COUNT,
            "",
            f"Baris ini berisi {len(row.fields)} isian untuk {len(row.values)} kolom; periksa koma dan tanda kutip.",
        )
        return
    for check in (_check_id, _check_year, _check_measure, _check_place, _check_value, _check_source):
        yield from check(row, context)


def _check_id(row: SourceRow, context: Context) -> Iterable[ClaimFault]:
    del context
    if not row.cell("id"):
        yield ClaimFault(FaultReason.ID_MISSING, "id", "Tanda pengenal klaim kosong; beri tanda yang belum dipakai.")


def _duplicate(source: SourceFile, row: SourceRow, first_seen: dict[str, str]) -> Iterable[ClaimFault]:
    here = f"{source.name} baris {row.line}"
    if (claim := row.cell("id")) and (before := first_seen.setdefault(claim, here)) != here:
        yield ClaimFault(
            FaultReason.ID_TWICE,
            "id",
            f"Tanda pengenal '{claim}' sudah dipakai di {before}; hapus salah satu atau beri tanda baru.",
        )


def _check_year(row: SourceRow, context: Context) -> Iterable[ClaimFault]:
    text, measure = row.cell("tahun"), row.cell("ukuran")
    try:
        year = parse.year(text)
    except ValueError:
        year = None
    if year is None or year not in context.assessed:
        yield ClaimFault(
            FaultReason.YEAR_UNKNOWN,
            "tahun",
            f"Tahun '{text}' tidak ada di putaran.csv; periksa tahun atau tambahkan putarannya.",
        )
    elif not context.assessed[year] and measure not in WITHOUT_ASSESSMENT:
        yield ClaimFault(
            FaultReason.YEAR_WITHOUT_ASSESSMENT,
            "tahun",
            f"Tahun {year} tanpa penilaian, jadi tidak mungkin ada '{measure}'; hanya target dan tenggat yang diterima.",
        )


def _check_measure(row: SourceRow, context: Context) -> Iterable[ClaimFault]:
    level, measure = row.cell("tingkat"), row.cell("ukuran")
    if level not in LEVELS:
        yield ClaimFault(FaultReason.LEVEL_UNKNOWN, "tingkat", f"Tingkat '{level}' tidak dikenal; pakai {', '.join(LEVELS)}.")
    if measure not in context.measures:
        yield ClaimFault(
            FaultReason.MEASURE_UNKNOWN,
            "ukuran",
            f"Ukuran '{measure}' tidak dikenal; pakai {', '.join(sorted(context.measures))}.",
        )
    elif level in LEVELS and level not in context.measures[measure].levels:
        yield ClaimFault(
            FaultReason.MEASURE_AT_WRONG_LEVEL,
            "ukuran",
            f"Ukuran '{measure}' tidak berlaku untuk tingkat {level}.",
        )


def _check_place(row: SourceRow, context: Context) -> Iterable[ClaimFault]:
    level, code, name = row.cell("tingkat"), row.cell("kode"), row.cell("nama")
    if level not in LEVELS:
        return
    resolved = context.resolve(level, code)
    if resolved is None:
        yield ClaimFault(
            FaultReason.CODE_UNKNOWN,
            "kode",
            f"Kode '{code}' ({name}) tidak dikenal pada tingkat {level}; periksa wilayah.csv.",
        )
    elif parse.plain_name(name) not in context.names[level, resolved]:
        yield ClaimFault(
            FaultReason.NAME_DISAGREES,
            "nama",
            f"Kode {code} adalah {context.official[level, resolved]}, bukan '{name}'; perbaiki kode atau namanya.",
        )


def _check_value(row: SourceRow, context: Context) -> Iterable[ClaimFault]:
    measure, text = row.cell("ukuran"), row.cell("nilai")
    if measure not in context.measures:
        return
    if measure == "predikat":
        if text not in context.predicates:
            known = ", ".join(sorted(context.predicates))
            yield ClaimFault(
                FaultReason.PREDIKAT_UNKNOWN,
                "nilai",
                f"Predikat '{text}' tidak ada di regulasi.csv; pakai {known}.",
            )
        return
    try:
        context.measures[measure].parser(text)
    except ValueError as error:
        yield ClaimFault(FaultReason.VALUE_ILLEGAL, "nilai", f"Nilai '{text}' untuk {measure} tidak sah: {error}.")


def _check_source(row: SourceRow, context: Context) -> Iterable[ClaimFault]:
    del context
    if row.cell("keyakinan") not in ("pasti", "ambigu"):
        yield ClaimFault(
            FaultReason.CERTAINTY_UNKNOWN,
            "keyakinan",
            f"Keyakinan '{row.cell('keyakinan')}' tidak dikenal; pakai 'pasti' atau 'ambigu'.",
        )
    if not row.cell("penerbit"):
        yield ClaimFault(
            FaultReason.PUBLISHER_MISSING,
            "penerbit",
            "Penerbit kosong; setiap klaim harus menyebut siapa yang menerbitkannya.",
        )
    for column, parser, reason in (
        ("sumber_url", parse.web_address, FaultReason.ADDRESS_ILLEGAL),
        ("tanggal_terbit", parse.date, FaultReason.DATE_ILLEGAL),
    ):
        text = row.cell(column)
        try:
            if text:
                parser(text)
        except ValueError as error:
            yield ClaimFault(reason, column, f"Isian '{text}' pada {column} tidak sah: {error}.")


def _accept(source: SourceFile, row: SourceRow, context: Context, publishers: Publishers) -> Accepted:
    number, day = _typed(row, context)
    publisher_class, organisation = publishers.identify(row.cell("sumber_url"), row.cell("penerbit"))
    return Accepted(
        source,
        row,
        year=int(row.cell("tahun")),
        code=context.resolve(row.cell("tingkat"), row.cell("kode")) or "",
        number=number,
        day=day,
        published=parse.date(row.cell("tanggal_terbit")) if row.cell("tanggal_terbit") else None,
        publisher_class=publisher_class,
        organisation=organisation,
    )


def _typed(row: SourceRow, context: Context) -> tuple[float | None, dt.date | None]:
    """The value of a row as a number and as a day; None for what it is not."""
    value = context.measures[row.cell("ukuran")].parser(row.cell("nilai"))
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return number, value if isinstance(value, dt.date) else None


def corrected(claim: Accepted, correction: Correction, context: Context) -> Accepted | tuple[ClaimFault, ...]:
    """The claim as it is after a correction, or what is wrong with the new value. A withdrawn claim keeps what it said."""
    if correction.value is None:
        return replace(claim, correction=correction)
    row = replace(claim.row, values={**claim.row.values, "nilai": correction.value})
    if faults := tuple(_check_value(row, context)):
        return faults
    number, day = _typed(row, context)
    return replace(claim, row=row, number=number, day=day, stated=claim.row.cell("nilai"), correction=correction)
