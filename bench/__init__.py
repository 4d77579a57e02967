"""Pengukur laju: `python -m bench`."""
