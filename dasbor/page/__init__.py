"""The kit that every page is made of: frame, controls, tables, blocks, figures, downloads, registry."""
