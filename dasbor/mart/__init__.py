"""The only reader of `publik.duckdb`: connection, versions, cache, and what a page selects, filters, and sorts."""
