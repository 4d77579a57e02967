"""Boundaries of regions and provinces: from a source that may not be redistributed to files that a browser draws.

`build.py` is the way in. Geometry only: nothing here knows a predicate or a page.
"""
