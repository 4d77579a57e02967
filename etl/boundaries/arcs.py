"""Take a coverage apart into arcs and put it together again.

Reads: polygons whose common borders have the same vertices (a clean coverage).
Decides: where one arc ends and the next begins; which vertex matters how much (Visvalingam: the triangle with its neighbours).
Writes: nothing.

Two neighbours hold the *same* arc, so whatever is left out of it is left out for both: no gap and no overlap can come of it.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

Shape: TypeAlias = Any  # shapely carries no types; the name says what is meant
Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST_IN_RING = 3
"""Distinct corners of the smallest ring."""
NO_AREA = 1e-13
"""Square degrees: below the smallest triangle on the finest grid (six decimals), above the noise of adding up."""


@dataclass(frozen=True)
class ArcPolygon:
    """One polygon of a region: its rings (the first is the shell), each a sequence of arc numbers; `~n` is arc n backwards."""

    region: int
    area: float
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Topology:
    """A coverage as arcs.

    `weights[i]` belongs to `arcs[i]` vertex by vertex: the size in square degrees of what is lost when all vertices up to that one
    are left out; infinite where the vertex must stay. `parts_of[i]` are the one or two polygons that meet in arc i.
    """

    points: Floats
    arcs: list[Ints]
    weights: list[Floats]
    parts: list[ArcPolygon]
    regions: int
    parts_of: list[list[int]] = field(repr=False)


def take_apart(shapes: Shapes) -> Topology:
    """The topology of a clean coverage; region i is `shapes[i]`."""
    polygons, owners = shapely.get_parts(shapes, return_index=True)
    rings, ring_owner = shapely.get_rings(polygons, return_index=True)
    coordinates, ring_of = shapely.get_coordinates(rings, return_index=True)
    keys, ids = np.unique(coordinates[:, 0] + 1j * coordinates[:, 1], return_inverse=True)
    points = np.column_stack([keys.real, keys.imag])
    is_node = _nodes(ids, ring_of, len(points))
    starts = np.searchsorted(ring_of, np.arange(len(rings) + 1))
    found: dict[bytes, int] = {}
    arcs: list[Ints] = []
    rings_of_part: list[list[tuple[int, ...]]] = [[] for _ in polygons]
    for ring in range(len(rings)):
        pieces = _pieces(ids[starts[ring] : starts[ring + 1]], is_node)
        rings_of_part[ring_owner[ring]].append(tuple(_arc_number(piece, found, arcs) for piece in pieces))
    areas = shapely.area(polygons)
    parts = [ArcPolygon(int(owners[i]), float(areas[i]), tuple(rings_of_part[i])) for i in range(len(polygons))]
    parts_of: list[list[int]] = [[] for _ in arcs]
    for number, part in enumerate(parts):
        for arc in (arc for ring in part.rings for arc in ring):
            parts_of[arc if arc >= 0 else ~arc].append(number)
    weights = [_weights(points[arc]) for arc in arcs]
    return Topology(points, arcs, weights, parts, len(shapes), parts_of)


def _nodes(ids: Ints, ring_of: Ints, count: int) -> NDArray[np.bool_]:
    """Vertices where more or fewer than two different edges meet."""
    inside = ring_of[:-1] == ring_of[1:]
    first, second = ids[:-1][inside], ids[1:][inside]
    edges = np.unique(np.minimum(first, second) * np.int64(count) + np.maximum(first, second))
    degree = np.bincount(np.concatenate([edges // count, edges % count]), minlength=count)
    return np.asarray(degree != 2)  # noqa: PLR2004 — an ordinary vertex has one edge before and one behind it


def _pieces(ring: Ints, is_node: NDArray[np.bool_]) -> list[Ints]:
    """A closed ring cut at its nodes; a ring without a node (an island, an enclave) stays whole and starts at its lowest vertex."""
    open_ring = ring[:-1]
    cuts = np.flatnonzero(is_node[open_ring])
    start = int(cuts[0]) if len(cuts) else int(np.argmin(open_ring))
    turned = np.concatenate([open_ring[start:], open_ring[: start + 1]])
    inner = cuts[1:] - start
    return [turned[a : b + 1] for a, b in zip([0, *inner], [*inner, len(turned) - 1], strict=True)]


def _arc_number(piece: Ints, found: dict[bytes, int], arcs: list[Ints]) -> int:
    forward = (piece[0], piece[1]) <= (piece[-1], piece[-2])
    arc = piece if forward else piece[::-1]
    number = found.setdefault(arc.tobytes(), len(arcs))
    if number == len(arcs):
        arcs.append(arc)
    return number if forward else ~number


def _weights(line: Floats) -> Floats:
    """Visvalingam's weight of every vertex of an arc; ends, and the last corners of a closed arc, are infinite."""
    count = len(line)
    weights = np.full(count, np.inf)
    closed = bool((line[0] == line[-1]).all())
    stay = FEWEST_IN_RING - 1 if closed else 0
    removable = count - 2 - stay
    if removable <= 0:
        return weights
    x: list[float] = line[:, 0].tolist()
    y: list[float] = line[:, 1].tolist()
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))

    def triangle(i: int) -> float:
        a, b = before[i], after[i]
        return 0.5 * abs((x[i] - x[a]) * (y[b] - y[a]) - (x[b] - x[a]) * (y[i] - y[a]))

    size = [0.0, *(triangle(i) for i in range(1, count - 1)), 0.0]
    heap = [(size[i], i) for i in range(1, count - 1)]
    heapq.heapify(heap)
    highest = 0.0
    while removable:
        area, i = heapq.heappop(heap)
        if area != size[i]:
            continue
        highest = max(highest, area)
        weights[i], size[i] = highest, -1.0
        removable -= 1
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if 0 < j < count - 1:
                size[j] = triangle(j)
                heapq.heappush(heap, (size[j], j))
    return weights


def put_together(topology: Topology, lines: Sequence[Ints], points: Floats, kept: NDArray[np.bool_]) -> tuple[Shapes, Ints]:
    """The regions again from `lines` (what is left of each arc) and `points` (rounded), of the `kept` parts.

    Also says which kept parts rounding left without an inside: they are missing, and a region of nothing else is an empty polygon.
    """
    polygons: list[list[Shape]] = [[] for _ in range(topology.regions)]
    lost = []
    for number in np.flatnonzero(kept):
        part = topology.parts[number]
        shell, *holes = (_ring(ring, lines, points) for ring in part.rings)
        if shell is None or any(hole is None for hole in holes):
            lost.append(number)
        if shell is not None:
            polygons[part.region].append(shapely.Polygon(shell, [hole for hole in holes if hole is not None]))
    return np.array([_joined(parts) for parts in polygons], dtype=object), np.array(lost, dtype=np.int64)


def _ring(ring: Sequence[int], lines: Sequence[Ints], points: Floats) -> Floats | None:
    pieces = [lines[arc] if arc >= 0 else lines[~arc][::-1] for arc in ring]
    line = points[np.concatenate([piece[:-1] for piece in pieces] + [pieces[0][:1]])]
    moved = np.concatenate([[True], (line[1:] != line[:-1]).any(axis=1)])
    line = line[moved]
    if len(line) <= FEWEST_IN_RING:
        return None
    x, y = line[:, 0] - line[0, 0], line[:, 1] - line[0, 1]
    return None if abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) < NO_AREA else line


def _joined(parts: list[Shape]) -> Shape:
    if not parts:
        return shapely.Polygon()
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
