"""The tile map: every region one equal tile, arranged so that the archipelago is recognisable.

Run once by hand (`python -m bench.tiles`, needs scipy and built boundaries); what it writes is data, kept in git and read like
every reference file. Nothing of the build imports it.
"""
