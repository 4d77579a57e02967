"""Corrections of published claims: those that were approved reach the record with the next build.

Reads: the ledger of entries (kind `koreksi` that stands as `setuju`), claims as their files have them.
Decides: what a claim says after its correction. One that fits no accepted claim, or whose value the claim cannot have, is rejected
with a reason like a row of a claim file, and the claim stays as it was published.
Writes: nothing. Only what is meant for the public is taken from the ledger: no address of a person, no number of an entry.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb

from etl.base import publish
from etl.base.moments import WIB
from etl.base.paths import WORKSPACE_NAME
from etl.entries import ledger
from etl.inputs import claims
from etl.inputs.claims import ClaimFault, Claims, Context, Correction, FaultReason, RejectedClaim
from etl.inputs.read import SourceFile, SourceRow
from etl.inputs.reference import ReferenceData

NAME = "koreksi"
"""Under this name the corrections stand beside the claim files; their rows are numbered from 1."""
COLUMNS = ("id", "nilai", "cabut", "sumber_url", "alasan", "tanggal")


def approved(folder: Path) -> tuple[Correction, ...]:
    """The corrections of a data folder that hold now, by claim. Raises `UserError` if the ledger is not whole."""
    found = []
    for (kind, key), standing in ledger.read(folder).current.items():
        said = standing.value or {}
        if kind == "koreksi" and said.get("putusan") == "setuju":
            value = None if said.get("cabut") else str(said["nilai"])
            address = said.get("sumber_url")
            day = standing.at.astimezone(WIB).date()
            found.append(Correction(key[0], value, standing.reason, None if address is None else str(address), day))
    return tuple(sorted(found, key=lambda one: one.claim))


def waiting(folder: Path) -> bool:
    """Whether the workspace was built with other corrections than those that hold now. Raises `UserError` as `approved`."""
    now = approved(folder)
    try:
        with duckdb.connect(str(folder / WORKSPACE_NAME), read_only=True, config=publish.SETTINGS) as workspace:
            built = workspace.execute("SELECT sha256 FROM raw.berkas WHERE berkas = ?", [NAME]).fetchall()
    except duckdb.Error:  # nothing was built yet, or it is being replaced
        return bool(now)
    return built != ([(_source(now).sha256,)] if now else [])


def apply(known: Claims, corrections: Iterable[Correction], reference: ReferenceData) -> Claims:
    """The claims with what was corrected; without corrections they are the same object."""
    together = tuple(corrections)
    if not together:
        return known
    source, context = _source(together), Context.of(reference)
    accepted = {claim.row.cell("id"): claim for claim in known.accepted}
    rejected = list(known.rejected)
    for correction, row in zip(together, source.rows, strict=True):
        claim = accepted.get(correction.claim)
        outcome = (_no_claim(correction),) if claim is None else claims.corrected(claim, correction, context)
        if isinstance(outcome, tuple):
            rejected += [RejectedClaim(source, row, _still(fault)) for fault in outcome]
        else:
            accepted[correction.claim] = outcome
    return replace(known, accepted=tuple(accepted.values()), rejected=tuple(rejected), corrections=source)


def _source(corrections: Iterable[Correction]) -> SourceFile:
    """The corrections as the rows of a file, so that they can be counted, and rejected, like others."""
    rows = []
    for line, one in enumerate(corrections, start=1):
        fields = (one.claim, one.value or "", "ya" if one.value is None else "", one.address or "", one.reason, one.day.isoformat())
        rows.append(SourceRow(line, dict(zip(COLUMNS, fields, strict=True)), fields, complete=True))
    content = json.dumps([row.fields for row in rows], ensure_ascii=False).encode()
    return SourceFile(NAME, hashlib.sha256(content).hexdigest(), len(content), COLUMNS, tuple(rows))


def _no_claim(correction: Correction) -> ClaimFault:
    sentence = f"Tidak ada klaim yang diterima dengan tanda pengenal '{correction.claim}'; urungkan koreksinya."
    return ClaimFault(FaultReason.CORRECTS_NOTHING, "id", sentence)


def _still(fault: ClaimFault) -> ClaimFault:
    """A fault of a corrected row, said so that nobody looks for it in a claim file."""
    if fault.reason is FaultReason.CORRECTS_NOTHING:
        return fault
    return replace(fault, sentence=f"Koreksi tidak berlaku, nilai semula tetap dipakai. {fault.sentence}")
