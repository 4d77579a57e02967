"""What a simplification starts from: which polygons are drawn, and how coarse the arcs beside them may become.

Reads: a topology.
Decides: which polygons are islands, which islands are drawn, and how much of a polygon one vertex may take with it.
Writes: nothing.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from etl.boundaries.arcs import Floats, Ints, Shapes, Topology

SHARE_OF_PART = 0.01
"""A vertex goes only if its triangle is at most this share of the smaller polygon beside the arc."""
SHARE_OF_ISLAND = 0.12
"""The same for islands other than their region's largest: a corner of a few of them is not seen, and all of them cost a third."""


@dataclass(frozen=True)
class ShapeLimits:
    """What the finished shapes are held to.

    `size` in bytes; islands of at least `islet` square degrees are always drawn, and of the others the largest until at most the
    share `loss` of their region's area is missing; `rounded` says that the shapes were simplified and rounded before, so that
    nothing is rounded again and their vertices stay vertices of the finer map; `shared` is the tolerance of a border between two
    in that of a coast.
    """

    size: int
    islet: float
    loss: float
    rounded: bool = False
    shared: float = 1.0


@dataclass(frozen=True)
class Plan:
    """A topology and what is known of it before anything is left out.

    By arc: the regions on its two `sides` (twice the same at a coast), area of the `smallest` polygon beside it, and the largest
    triangle that may go, `most`. By part: whether it is an island (`free`), whether it is `kept`, a point inside it (islands only).
    By region: its `totals` of area.
    """

    topology: Topology
    limits: ShapeLimits
    sides: Ints
    smallest: Floats
    most: Floats
    free: NDArray[np.bool_]
    kept: NDArray[np.bool_]
    inner: Shapes
    totals: Floats


def plan(topology: Topology, limits: ShapeLimits, held: Floats | None = None) -> Plan:
    """The plan for one topology; `held` are the areas that its regions are held to, their own where it is NaN or not given."""
    areas = np.array([part.area for part in topology.parts])
    owners = np.array([part.region for part in topology.parts])
    totals = np.bincount(owners, areas).astype(np.float64)
    free = _free_parts(topology)
    minor = free & ~_largest_parts(areas, owners)
    smallest = np.array([areas[parts].min() for parts in topology.parts_of])
    share = np.array([SHARE_OF_ISLAND if minor[parts].all() else SHARE_OF_PART for parts in topology.parts_of])
    return Plan(
        topology=topology,
        limits=limits,
        sides=np.array([(owners[parts[0]], owners[parts[-1]]) for parts in topology.parts_of], dtype=np.int64),
        smallest=smallest,
        most=share * smallest,
        free=free,
        kept=_kept_parts(areas, owners, free, limits, totals if held is None else np.where(np.isnan(held), totals, held)),
        inner=_inner_points(topology, free),
        totals=totals,
    )


def _free_parts(topology: Topology) -> NDArray[np.bool_]:
    """Islands: polygons whose border is nobody else's. Leaving out any other one would tear a hole."""
    free = np.ones(len(topology.parts), dtype=bool)
    for parts in topology.parts_of:
        free[parts] &= len(parts) == 1
    return free


def _largest_parts(areas: Floats, owners: Ints) -> NDArray[np.bool_]:
    order = np.lexsort((-areas, owners))
    largest = np.zeros(len(areas), dtype=bool)
    largest[order[np.unique(owners[order], return_index=True)[1]]] = True
    return largest


def _kept_parts(areas: Floats, owners: Ints, free: NDArray[np.bool_], limits: ShapeLimits, total: Floats) -> NDArray[np.bool_]:
    """`total`: the area of each region in the source, of which a map made of simplified ones has less to begin with."""
    kept = ~free | (areas >= limits.islet)
    have = np.bincount(owners[kept], areas[kept], len(total))
    for number in np.argsort(-areas, kind="stable"):
        region = owners[number]
        if not kept[number] and have[region] < (1 - limits.loss) * total[region]:
            kept[number] = True
            have[region] += areas[number]
    return kept


def _inner_points(topology: Topology, free: NDArray[np.bool_]) -> Shapes:
    points = np.full(len(topology.parts), None, dtype=object)
    for number in np.flatnonzero(free):
        ring = topology.parts[number].rings[0]
        pieces = [topology.arcs[arc] if arc >= 0 else topology.arcs[~arc][::-1] for arc in ring]
        points[number] = shapely.point_on_surface(shapely.Polygon(topology.points[np.concatenate(pieces)]))
    return points
