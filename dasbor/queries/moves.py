"""Who moved between two assessed rounds, and who held the best predicate round after round."""

import pandas as pd

from dasbor import colors
from dasbor.cache import shared
from dasbor.queries import common
from dasbor.queries.predikat import TOP, states

# in the order of the page; the last one is never called a move
RISE, SAME, FALL = "naik", "tetap", "turun"
GAINED, LOST = "meraih", "melepas"
ENTERED, LEFT, OUTSIDE = "masuk", "keluar", "di luar"
OPEN = "tidak diketahui"
CATEGORIES = (RISE, GAINED, ENTERED, SAME, FALL, LOST, LEFT, OUTSIDE, OPEN)
_OUT = frozenset({colors.NO_PART.key, colors.NOT_FORMED.key})


def category(before: str, after: str, ranks: dict[str, int]) -> str:
    """The move from one state to another; `ranks` are the predicates with 1 for the best.

    What a complete list proves (not Peduli HAM, the rest unknown) is a move only against Peduli HAM.
    """
    known = ranks.get(before), ranks.get(after)
    if known[0] is not None and known[1] is not None:
        return SAME if known[0] == known[1] else RISE if known[1] < known[0] else FALL
    if (before, after) == (colors.NOT_TOP.key, TOP):
        return GAINED
    if (before, after) == (TOP, colors.NOT_TOP.key):
        return LOST
    if before in _OUT and known[1] is not None:
        return ENTERED
    if known[0] is not None and after == colors.NO_PART.key:
        return LEFT
    return OUTSIDE if before in _OUT and after in _OUT else OPEN


@shared
def moves(earlier: int, later: int, province: str) -> pd.DataFrame:
    """One row per region of `province` (today's code, "" for all): its states in both rounds and the category of the move."""
    frame = states()
    wanted = ["kode", "nama", "kode_provinsi_kini", "provinsi_kini", "posisi", "konflik"]
    sides = [frame.loc[frame["tahun"] == year, wanted] for year in (earlier, later)]
    joined = sides[0].merge(sides[1][["kode", "posisi", "konflik"]], on="kode", suffixes=("_dari", "_ke"))
    if province:
        joined = joined[joined["kode_provinsi_kini"] == province]
    ranks = {name: place for place, name in enumerate(common.predicates(), start=1)}
    pairs = zip(joined["posisi_dari"], joined["posisi_ke"], strict=True)
    joined = joined.assign(kategori=[category(before, after, ranks) for before, after in pairs])
    joined["konflik"] = joined["konflik_dari"] | joined["konflik_ke"]
    order = joined["kategori"].map({name: place for place, name in enumerate(CATEGORIES)})
    return joined.assign(urutan=order).sort_values(["urutan", "kode"]).drop(columns="urutan").reset_index(drop=True)


_STREAK = (
    *("kode", "nama", "kode_provinsi_kini", "provinsi_kini", "terpanjang", "mulai", "akhir", "ambigu", "terpanjang_minimal"),
    *("berjalan", "berjalan_minimal", "jumlah", "jumlah_minimal", "putaran"),
)


@shared
def streaks() -> pd.DataFrame:
    """One row per region that was named Peduli HAM at least once: longest and current run of assessed rounds.

    `terpanjang` with `mulai`, `akhir`, `ambigu` (uncertain claims in it) and `terpanjang_minimal` (true where
    a round before or after it is unknown, so that the run may be longer). `berjalan` ends with the newest
    round; it is null where that round is unknown. The year without assessment is stepped over, since it is no round.
    """
    frame = states().sort_values(["kode", "tahun"])
    rows = [_streak(group) for _, group in frame.groupby("kode", sort=True)]
    found = pd.DataFrame([row for row in rows if row], columns=list(_STREAK))
    found["berjalan"] = found["berjalan"].astype("Int64")
    keys = ["terpanjang", "berjalan", "jumlah", "kode"]
    found = found.sort_values(keys, ascending=[False, False, False, True], na_position="last").reset_index(drop=True)
    found["peringkat"] = found["terpanjang"].rank(method="min", ascending=False).astype(int)
    return found


def _streak(group: pd.DataFrame) -> dict[str, object] | None:
    years = group["tahun"].astype(int).tolist()
    held = (group["posisi"] == TOP).tolist()
    if not any(held):
        return None
    unsure = (group["keyakinan_predikat"] == "ambigu").tolist()
    closed = [not position_is_open(position) for position in group["posisi"]]
    runs = _runs(held)
    start, end = max(runs, key=lambda run: (run[1] - run[0], run[1]))
    last = runs[-1] if runs[-1][1] == len(held) else None
    newest = last[1] - last[0] if last else 0 if closed[-1] else None
    head = group.iloc[0]
    return {
        **{key: head[key] for key in ("kode", "nama", "kode_provinsi_kini", "provinsi_kini")},
        "terpanjang": end - start,
        "mulai": years[start],
        "akhir": years[end - 1],
        "ambigu": sum(unsure[start:end]),
        "terpanjang_minimal": not ((start == 0 or closed[start - 1]) and (end == len(held) or closed[end])),
        "berjalan": newest,
        "berjalan_minimal": bool(last and last[0] > 0 and not closed[last[0] - 1]),
        "jumlah": sum(held),
        "jumlah_minimal": not all(closed),
        "putaran": int((group["posisi"] != colors.NOT_FORMED.key).sum()),
    }


def position_is_open(position: str) -> bool:
    """Whether a state leaves it open that the region held Peduli HAM."""
    return position in (colors.UNKNOWN.key, colors.PART_ONLY.key)


def _runs(held: list[bool]) -> list[tuple[int, int]]:
    """Stretches of True as (first, one past the last)."""
    runs: list[tuple[int, int]] = []
    for index, value in enumerate(held):
        if not value:
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
