"""Backup of a data folder as one archive, and putting it back: `python -m etl cadangkan` and `pulihkan`.

`content` knows what cannot be made again, `archive` the file, `make` and `restore` the two ways. See docs/operasi.md.
"""
