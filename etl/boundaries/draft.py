"""One attempt at a simplification, and its repair.

Reads: a plan and a tolerance.
Decides: which vertices stay. Regions that stray too far in area get finer arcs; arcs that get in each other's way get vertices back
there, or more decimals where nothing was left out.
Writes: nothing.
"""

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray

from etl.boundaries import conflicts
from etl.boundaries.arcs import Floats, Ints, Shapes, Topology, put_together
from etl.boundaries.plan import Plan

AREA_LIMIT = 0.018
"""Largest relative change of a region's area; below the 2 % that is promised."""
FINE_BELOW = 0.0015
"""Arcs beside polygons smaller than this (about 18 km²) are written with one more decimal."""
COARSE_DIGITS, FINEST_DIGITS = 3, 6
FINER = 0.5
ROUNDS = 40


class ShapeDraft:
    """One attempt: which vertices and parts stay, and how each arc is rounded."""

    def __init__(self, plan: Plan, degrees: float) -> None:
        self.plan = plan
        self.topology = plan.topology
        self.kept = plan.kept.copy()
        shared = plan.sides[:, 0] != plan.sides[:, 1]
        self.thresholds = np.minimum(np.where(shared, degrees * plan.limits.shared, degrees) ** 2, plan.most)
        fine = np.where(plan.smallest < FINE_BELOW, COARSE_DIGITS + 1, COARSE_DIGITS)
        self.digits: Ints = np.full_like(fine, FINEST_DIGITS) if plan.limits.rounded else fine
        self.forced = [np.isinf(weights) for weights in self.topology.weights]

    def shapes(self) -> Shapes:
        """The regions as they are now."""
        return self._assemble()[0]

    def repaired(self, areas: Floats) -> Shapes:
        """The regions after as many rounds as it takes. What cannot be mended shows in the check of the finished files."""
        vertices = -1
        for _ in range(ROUNDS):
            shapes, lost = self._assemble()
            before, vertices = vertices, int(shapely.get_num_coordinates(shapes).sum())
            stray = np.flatnonzero(np.abs(np.nan_to_num(shapely.area(shapes) / areas - 1)) > AREA_LIMIT)
            busy = self._mend_crossings() | self._mend_doubles() | self._mend_swallowed(shapes)
            self._more_digits(_arcs_of(self.topology, lost))
            self._finer(stray)
            busy = busy or self._mend_turned(shapes)
            # a region that strays with every vertex in place misses its islets; finer arcs cannot help it
            if not (busy or len(lost)) and (not len(stray) or vertices == before):
                break
        return shapes

    def _masks(self) -> list[NDArray[np.bool_]]:
        weights = self.topology.weights
        return [(weights[i] >= self.thresholds[i]) | self.forced[i] for i in range(len(weights))]

    def _used(self) -> list[int]:
        return _arcs_of(self.topology, np.flatnonzero(self.kept))

    def _rounded(self, masks: list[NDArray[np.bool_]]) -> Floats:
        """A vertex where arcs meet is rounded as the finest of them asks, the same for all."""
        decimals = np.zeros(len(self.topology.points), dtype=np.int64)
        for arc in self._used():
            ids = self.topology.arcs[arc][masks[arc]]
            decimals[ids] = np.maximum(decimals[ids], self.digits[arc])
        rounded = self.topology.points.copy()
        for places in np.unique(decimals):
            rounded[decimals == places] = np.round(self.topology.points[decimals == places], int(places))
        return rounded

    def _assemble(self) -> tuple[Shapes, Ints]:
        masks = self._masks()
        lines = [arc[mask] for arc, mask in zip(self.topology.arcs, masks, strict=True)]
        return put_together(self.topology, lines, self._rounded(masks), self.kept)

    def _mend_crossings(self) -> bool:
        """Give the crossing pieces their weightiest vertex back; where nothing was left out, round less."""
        masks, used = self._masks(), self._used()
        pieces = conflicts.segments(self.topology.arcs, masks, used, self._rounded(masks))
        wrong = conflicts.crossing(pieces)
        bare = []
        for number in wrong:
            arc, first, last = int(pieces.arc[number]), int(pieces.first[number]), int(pieces.last[number])
            if last - first > 1:
                inner = self.topology.weights[arc][first + 1 : last]
                self.forced[arc][first + 1 + int(np.argmax(inner))] = True
            else:
                bare.append(arc)
        self._more_digits(bare)
        return bool(len(wrong))

    def _mend_doubles(self) -> bool:
        """Different vertices on one place pinch a ring; neighbours in one arc only become one, which is fine."""
        masks, used = self._masks(), self._used()
        rounded = self._rounded(masks)
        lines = {arc: self.topology.arcs[arc][masks[arc]] for arc in used}
        lines = {arc: line[_moving(rounded[line])] for arc, line in lines.items()}
        wrong = conflicts.doubled(np.concatenate(list(lines.values())), rounded)
        bare = [arc for arc, line in lines.items() if np.isin(line, wrong).any()] if len(wrong) else []
        before = self.digits.copy()
        self._more_digits(bare)
        return bool((self.digits != before).any())

    def _mend_swallowed(self, shapes: Shapes) -> bool:
        """An islet in a bay that is no longer drawn is left out too, unless its region would miss it: then the coast gets finer."""
        numbers = np.flatnonzero(self.kept & self.plan.free)
        parts = [self.topology.parts[number] for number in numbers]
        places = self.plan.inner[numbers]
        inside = conflicts.swallowed(shapes, places)
        for index in inside:
            if parts[index].area < self.plan.limits.loss / 4 * self.plan.totals[parts[index].region]:
                self.kept[numbers[index]] = False
            else:
                near = shapely.STRtree(shapes).query(places[index], predicate="intersects")
                self._finer(near)
        return bool(len(inside))

    def _mend_turned(self, shapes: Shapes) -> bool:
        """Arcs that swapped sides around their common end cross nobody, yet turn a loop inside out: rare, so simply finer."""
        wrong = ~shapely.is_valid(shapes)
        if not wrong.any():
            wrong = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes))
        self._finer(np.flatnonzero(wrong))
        return bool(wrong.any())

    def _finer(self, regions: Ints) -> None:
        self.thresholds[np.isin(self.plan.sides, regions).any(axis=1)] *= FINER

    def _more_digits(self, arcs: Iterable[int]) -> None:
        chosen = np.unique(np.array(list(arcs), dtype=np.int64))
        self.digits[chosen] = np.minimum(self.digits[chosen] + 1, FINEST_DIGITS)


def _moving(line: Floats) -> NDArray[np.bool_]:
    return np.concatenate([[True], (line[1:] != line[:-1]).any(axis=1)])


def _arcs_of(topology: Topology, numbers: Ints) -> list[int]:
    """The arcs of the given parts, each once."""
    return sorted({arc if arc >= 0 else ~arc for number in numbers for ring in topology.parts[number].rings for arc in ring})
