"""From input files to the DuckDB warehouse: read exactly, check, choose, prove, publish.

Follow a figure in this order: `read` (a file as it stands) → `checks` (what a claim must satisfy) → `sql/core` (typed, flagged)
→ `sql/mart` (one value per fact) → `sql/uji` (what must hold) → `publish` (written aside, then renamed). `build` calls them.
"""
