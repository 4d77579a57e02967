"""How many hold which predicate in each round, and which state each region is in."""

from typing import Literal, get_args

import pandas as pd

from dasbor import colors
from dasbor.cache import shared
from dasbor.queries import common, stated

Basis = Literal["terlapor", "bernama"]
BASES: tuple[Basis, ...] = get_args(Basis)
TOP = colors.PREDICATES[0]  # what the columns `peduli` and `jumlah_peduli` of the contract count
_MEASURES = dict(zip(colors.PREDICATES, ("peduli", "cukup", "mulai", "kurang"), strict=True))


@shared
def counts(basis: Basis) -> pd.DataFrame:
    """Regions per year and state: `tahun`, `keadaan`, `jumlah`, `N`.

    "terlapor": national counts, and what they leave open as parts of its own (took part with predicate
    unknown, did not take part, unknown). "bernama": the states of the regions one by one.
    """
    return _reported() if basis == "terlapor" else _named()


def _named() -> pd.DataFrame:
    frame = common.results().groupby(["tahun", "keadaan"]).size().rename("jumlah").reset_index()
    frame["N"] = frame.groupby("tahun")["jumlah"].transform("sum")
    return frame


def _reported() -> pd.DataFrame:
    rows: list[tuple[int, str, int, int]] = []
    for row in common.national().to_dict("records"):
        whole = int(row["jumlah_kabkota"])
        parts = {name: int(row[measure]) for name, measure in _MEASURES.items() if pd.notna(row[measure])}
        known = sum(parts.values())
        if pd.notna(row["peserta"]):
            participants = int(row["peserta"])
            # counts that add up to more than the participants are flagged as a conflict, not drawn as a negative rest
            parts[colors.PART_ONLY.key] = max(0, participants - known)
            parts[colors.NO_PART.key] = max(0, whole - max(participants, known))
        else:
            parts[colors.UNKNOWN.key] = max(0, whole - known)
        rows += [(int(row["tahun"]), state, count, whole) for state, count in parts.items()]
    return pd.DataFrame(rows, columns=["tahun", "keadaan", "jumlah", "N"])


@shared
def states() -> pd.DataFrame:
    """`common.results` with `posisi`: `keadaan`, but "bukan Peduli HAM" where a complete list leaves the region out."""
    frame = common.results().copy()
    complete = stated.complete_lists(TOP)
    listed = [pair in complete for pair in zip(frame["tahun"].astype(int), frame["kode_provinsi"], strict=True)]
    open_states = frame["keadaan"].isin([colors.UNKNOWN.key, colors.PART_ONLY.key])
    frame["posisi"] = frame["keadaan"].mask(pd.Series(listed, index=frame.index) & open_states, colors.NOT_TOP.key)
    return frame
