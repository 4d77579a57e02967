"""A round office by office: what is in, published or drafted, since when, and what is missing.

Reads: versions and decisions, the offices of the year. Decides: nothing; the rule is in `etl.results.record`. Writes: nothing.
"""

import datetime as dt
from dataclasses import dataclass

from etl.inputs.reference import ReferenceData
from etl.results.offices import MINISTRY, OfficeArea, offices_of
from etl.results.official import Results


@dataclass(frozen=True)
class OfficePart:
    """What is in of one office. `drafted`, `published`: how many of its regions; `missing`: codes of those in neither.

    `versions`: those that its regions rest on; `senders`: whose files these are; `since`: when the first of them came, `last`
    when the newest did; None for nothing.
    """

    office: str
    regions: int
    drafted: int
    published: int
    missing: tuple[str, ...]
    versions: tuple[int, ...]
    senders: tuple[str, ...]
    since: dt.datetime | None
    last: dt.datetime | None

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it."""
        return {
            "kantor": self.office,
            "wilayah": self.regions,
            "draf": self.drafted,
            "terbit": self.published,
            "belum": list(self.missing),
            "versi": list(self.versions),
            "dari": list(self.senders),
            "sejak": self.since and self.since.isoformat(),
            "terakhir": self.last and self.last.isoformat(),
        }


def parts(results: Results, tables: ReferenceData, year: int, now: dt.datetime) -> tuple[OfficePart, ...]:
    """One part per office of the year; regions of no office are told under the ministry."""
    draft, force = results.draft(year, now), results.record(year, now).force
    origins = {one.version: one for one in results.of(year)}
    known = offices_of(tables, year)
    strays = frozenset({*draft, *force}).difference(*(one.regions for one in known))
    found = []
    for office in (*known, *([OfficeArea(MINISTRY, (), strays)] if strays else [])):
        resting = [force[code] for code in office.regions & force.keys() - draft.keys()]
        resting += [draft[code] for code in office.regions & draft.keys()]
        used = [origins[version] for version in sorted(set(resting))]
        found.append(
            OfficePart(
                office.name,
                len(office.regions),
                len(office.regions & draft.keys()),
                len(office.regions & force.keys()),
                tuple(sorted(office.regions - draft.keys() - force.keys())),
                tuple(one.version for one in used),
                tuple(dict.fromkeys(one.office for one in used if one.office)),
                used[0].at if used else None,
                used[-1].at if used else None,
            )
        )
    return tuple(found)
