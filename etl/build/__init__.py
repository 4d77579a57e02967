"""From files to `publik.duckdb`: build, data tests, versions, dictionary, the life of official results."""
