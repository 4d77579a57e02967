"""Fewer vertices, the same map: simplify a coverage until it fits its size, without any region losing its shape.

Reads: a clean coverage and the area that each region has in the source.
Decides: how coarse the arcs become: the finest tolerance with which the file fits. The tolerance of an arc follows the smaller
polygon beside it, so that cities keep their outline next to large neighbours.
Writes: nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from etl.boundaries.arcs import Floats, Shapes, take_apart
from etl.boundaries.draft import ShapeDraft
from etl.boundaries.plan import ShapeLimits, plan

FINEST_DEGREES, COARSEST_DEGREES, HALVINGS = 0.001, 0.2, 7
REPAIR_COST = 1.15
"""What repair adds to the size, more or less; a first guess that saves a second attempt."""


@dataclass(frozen=True)
class Simplified:
    """The simplified regions in the order given, the tolerance used (degrees), and the signed change of each one's area."""

    shapes: Shapes
    degrees: float
    area_change: Floats


def simplify(shapes: Shapes, areas: Floats, limits: ShapeLimits, size: Callable[[Shapes], int]) -> Simplified:
    """A simplification whose `size` is within `limits.size` and not far below, or the coarsest there is.

    `areas` of NaN (water) are not held to anything.
    """
    start = plan(take_apart(shapes), limits, areas)
    measured: dict[float, int] = {}

    def rough(degrees: float) -> int:
        if degrees not in measured:
            measured[degrees] = size(ShapeDraft(start, degrees).shapes())
        return measured[degrees]

    wanted = limits.size / REPAIR_COST
    while True:
        degrees = _tolerance(rough, wanted)
        result = ShapeDraft(start, degrees).repaired(areas)
        written = size(result)
        if written <= limits.size or degrees >= COARSEST_DEGREES:
            return Simplified(result, degrees, np.nan_to_num(shapely.area(result) / areas - 1))
        wanted *= 0.985 * limits.size / written


def _tolerance(rough: Callable[[float], int], wanted: float) -> float:
    """The tolerance at which the regions have the wanted size before repair, by halving the interval of its logarithm."""
    low, high = FINEST_DEGREES, COARSEST_DEGREES
    if rough(low) <= wanted:
        return low
    for _ in range(HALVINGS):
        middle = (low * high) ** 0.5
        if rough(middle) > wanted:
            low = middle
        else:
            high = middle
    return high
