"""Make shapes of many hands into one coverage: neighbours share their border vertex by vertex, nothing overlaps.

Reads: one shape per region, and water between them.
Decides: who gets an overlap or a narrow gap (`coverage_clean`: the neighbour with the longest border); crumbs are no exclaves.
Writes: nothing.
"""

from collections.abc import Iterable

import numpy as np
import shapely

from etl.base.errors import UserError
from etl.boundaries.arcs import Shape, Shapes

GAP_DEGREES = 0.002
"""Gaps narrower than this (about 220 m) come of drawing; wider ones are left, they may be water."""
CRUMB_SQUARE_DEGREES = 1e-5
"""About 0.12 km²: a smaller piece that touches a neighbour is left over from cutting, no exclave."""


def polygons_only(shapes: Iterable[Shape]) -> Shapes:
    """Valid polygons and multipolygons; what is no area (lines and points of a damaged outline) is left out."""
    valid = shapely.make_valid(np.array(list(shapes), dtype=object), method="structure", keep_collapsed=False)
    return np.array([_areas(shape) for shape in valid], dtype=object)


def clean(shapes: Shapes) -> Shapes:
    """The same regions as a clean coverage. Raises `UserError` where that cannot be reached."""
    covered = np.asarray(shapely.coverage_clean(polygons_only(shapes), gap_width=GAP_DEGREES))
    covered = _without_crumbs(covered)
    if not shapely.coverage_is_valid(covered):
        raise UserError(
            "Batas wilayah di sumber tidak dapat dirapikan: masih ada tumpang tindih.",
            remedy="periksa bentuk di sumber dengan perangkat SIG (mis. 'Check validity'); batas sebelumnya tidak diubah.",
        )
    return covered


def _areas(shape: Shape) -> Shape:
    parts = shapely.get_parts(shape)
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    areas = [part for part in parts if part.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(areas) if areas else shapely.Polygon()


def _without_crumbs(covered: Shapes) -> Shapes:
    """Crumbs go to the neighbour with the longest common border; islands, however small, touch nobody and stay."""
    parts, owners = shapely.get_parts(covered, return_index=True)
    areas = shapely.area(parts)
    largest = np.zeros(len(covered))
    np.maximum.at(largest, owners, areas)
    crumbs = np.flatnonzero((areas < CRUMB_SQUARE_DEGREES) & (areas < largest[owners]))
    tree = shapely.STRtree(parts)
    touched: set[int] = set()
    for crumb in crumbs[np.argsort(areas[crumbs])]:
        near = [other for other in tree.query(parts[crumb]) if owners[other] != owners[crumb]]
        shared = [shapely.length(shapely.intersection(parts[crumb].boundary, parts[other].boundary)) for other in near]
        if not near or max(shared) == 0:
            continue
        touched |= {int(owners[crumb]), int(owners[near[int(np.argmax(shared))]])}
        owners[crumb] = owners[near[int(np.argmax(shared))]]
    result = covered.copy()
    for region in touched:
        result[region] = shapely.coverage_union_all(parts[owners == region])
    return result
