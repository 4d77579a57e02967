"""Into which states the regions of the nation fall in each round, by count and by name."""

from typing import Literal, get_args

import pandas as pd

from dasbor.mart import angka, common, programmes
from dasbor.mart.angka import NATION
from dasbor.mart.cache import shared
from dasbor.words import colors

Basis = Literal["terlapor", "bernama"]
BASES: tuple[Basis, ...] = get_args(Basis)


@shared
def counts(basis: Basis) -> pd.DataFrame:
    """Regions per assessed year and state (key of `programmes.states`): `tahun`, `keadaan`, `jumlah`, `sekurang`, `N`.

    "terlapor": by everything that is known, published counts included; "bernama": the states of the regions one by one, what is
    concluded apart. The parts of a year add up to N. `sekurang`: the number may be larger, at the cost of what is unknown.
    """
    made = _reported if basis == "terlapor" else _named
    return pd.DataFrame([row for year in common.years() for row in made(year)])


@shared
def of_year(basis: Basis, year: int) -> dict[str, int]:
    """State → regions in an assessed year, in the order of states: one bar of `counts`."""
    frame = counts(basis)
    found = frame[frame["tahun"] == year]
    held = dict(zip(found["keadaan"], found["jumlah"].tolist(), strict=True))
    return {key: held[key] for key in programmes.states(year) if key in held}


def _row(year: int, state: str, count: int, *, least: bool, whole: int) -> dict[str, object]:
    return {"tahun": year, "keadaan": state, "jumlah": count, "sekurang": least, "N": whole}


def _reported(year: int) -> list[dict[str, object]]:
    place = angka.nation(year)
    names = {one.code: one.name for one in programmes.of_year(year).predicates}
    bounds = {names[code]: number.least for code, number in place.predicates.items()}
    bounds[colors.NO_PART.key] = place.measures[angka.ABSENT].least
    return [
        _row(year, part["keadaan"], part["nilai"], least=bounds.get(part["keadaan"], False), whole=part["dari"])
        for part in angka.parts("nasional", NATION, year).to_dict("records")
        if part["nilai"]
    ]


def _named(year: int) -> list[dict[str, object]]:
    parts = angka.parts("nasional", NATION, year)
    unclear, known = (colors.UNKNOWN.key, colors.PART_ONLY.key), programmes.states(year)
    bound = bool(parts.loc[parts["keadaan"].isin(unclear), "bernama"].any())
    rows = []
    for part in parts.to_dict("records"):
        state, whole = part["keadaan"], part["dari"]
        # of how many the record says no more than that they are open, or no holders, is a fact about the record, not a bound
        least = bound and state not in unclear and not state.startswith("bukan ")
        if part["bernama"]:
            rows.append(_row(year, state, part["bernama"], least=least, whole=whole))
        if part["simpulan"]:
            # "not the award" always is a conclusion and has no second form
            concluded = state + colors.CONCLUDED
            rows.append(_row(year, concluded if concluded in known else state, part["simpulan"], least=least, whole=whole))
    return rows
