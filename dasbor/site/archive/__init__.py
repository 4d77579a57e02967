"""The archive of `python -m etl arsip`: everything needed to live without this software, as plain files. See docs/arsip.md."""
