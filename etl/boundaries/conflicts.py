"""Where simplified and rounded arcs get in each other's way.

Reads: what is left of each arc, and the rounded points.
Decides: which segments cross, touch, or fold back where they must not, and which islands ended up inside another polygon.
Writes: nothing.

A coverage whose arcs meet at common ends only, and whose islands lie in the sea, has neither gap nor overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from etl.boundaries.arcs import Floats, Ints, Shapes


@dataclass(frozen=True)
class Segments:
    """Straight pieces between neighbouring vertices: the arc of each, and its ends as positions in that arc."""

    arc: Ints
    first: Ints
    last: Ints
    ends: Floats  # (n, 2, 2), rounded


def segments(arcs: Sequence[Ints], masks: Sequence[NDArray[np.bool_]], used: Sequence[int], points: Floats) -> Segments:
    """All pieces of the used arcs that have a length after rounding."""
    places = [np.flatnonzero(masks[arc]) for arc in used]
    numbers = np.concatenate([np.full(len(place) - 1, arc) for arc, place in zip(used, places, strict=True)])
    first = np.concatenate([place[:-1] for place in places])
    last = np.concatenate([place[1:] for place in places])
    starts = np.concatenate([arcs[arc][place[:-1]] for arc, place in zip(used, places, strict=True)])
    stops = np.concatenate([arcs[arc][place[1:]] for arc, place in zip(used, places, strict=True)])
    ends = np.stack([points[starts], points[stops]], axis=1)
    long = (ends[:, 0] != ends[:, 1]).any(axis=1)
    return Segments(numbers[long], first[long], last[long], ends[long])


def crossing(pieces: Segments) -> Ints:
    """Indices of the pieces that meet another anywhere but in a common end."""
    lines = shapely.linestrings(pieces.ends)
    left, right = shapely.STRtree(lines).query(lines, predicate="intersects")
    left, right = left[left < right], right[left < right]
    common = _common_end(pieces.ends[left], pieces.ends[right])
    wrong = ~common.any(axis=1) | _folded(pieces.ends[left], pieces.ends[right], common)
    return np.unique(np.concatenate([left[wrong], right[wrong]]))


def doubled(ids: Ints, points: Floats) -> Ints:
    """Of the given vertices those that rounding put on the place of another one."""
    ids = np.unique(ids)
    _, where, counts = np.unique(points[ids], axis=0, return_inverse=True, return_counts=True)
    return ids[counts[where.ravel()] > 1]


def swallowed(shapes: Shapes, inner: Shapes) -> Ints:
    """Indices of the islands (a point inside each) that lie in two polygons of `shapes`: the coast was drawn across their bay."""
    parts = shapely.get_parts(shapes)
    inside, _ = shapely.STRtree(parts).query(inner, predicate="within")
    return np.flatnonzero(np.bincount(inside, minlength=len(inner)) > 1)


def _common_end(left: Floats, right: Floats) -> NDArray[np.bool_]:
    """For each pair, which of the four combinations of ends are the same point."""
    return np.column_stack([(left[:, a] == right[:, b]).all(axis=1) for a in (0, 1) for b in (0, 1)])


def _folded(left: Floats, right: Floats, common: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pairs with a common end that run back over each other, or are the same piece twice."""
    result = np.asarray(common.sum(axis=1) > 1)
    for number, (a, b) in enumerate([(0, 0), (0, 1), (1, 0), (1, 1)]):
        one, other = left[:, 1 - a] - left[:, a], right[:, 1 - b] - right[:, b]
        cross = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
        along = (one * other).sum(axis=1)
        # rounded coordinates are no exact decimals: parallel means less than a thousandth of the finest step apart
        flat = np.abs(cross) < 1e-9 * np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
        result |= common[:, number] & flat & (along > 0)
    return result
