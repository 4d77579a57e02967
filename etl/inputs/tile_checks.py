"""What must hold for the layout of the tile map: every region and province has one tile, no two share a cell.

Reads: typed rows of `wilayah`, `ubin_kabkota` and `ubin_provinsi`. Decides: what is wrong with them. Writes: nothing.
"""

from collections.abc import Iterable, Mapping

Row = Mapping[str, object]


def tile_faults(regions: Iterable[Row], tiles: Iterable[Row], province_tiles: Iterable[Row]) -> Iterable[str]:
    """Every fault in a sentence; a region that no tile shows would vanish from the map without a word."""
    regions = list(regions)
    names = {str(row["kode"]): row["nama"] for row in regions}
    yield from _layout_faults("ubin_kabkota.csv", "kode", "nama", names, list(tiles))
    province_tiles = list(province_tiles)
    provinces = {str(row["kode_provinsi"]): row["provinsi"] for row in regions}
    former = {str(row["kode_provinsi_2020"]) for row in regions}
    wanted = {"kini": provinces, "2020": {code: provinces.get(code) for code in former}}
    for arrangement in sorted({str(row["susunan"]) for row in province_tiles} - set(wanted)):
        yield f"ubin_provinsi.csv: susunan '{arrangement}' harus '2020' atau 'kini'"
    for arrangement, known in wanted.items():
        rows = [row for row in province_tiles if row["susunan"] == arrangement]
        yield from _layout_faults(f"ubin_provinsi.csv ({arrangement})", "kode_provinsi", "provinsi", known, rows)


def _layout_faults(file: str, code: str, name: str, known: Mapping[str, object], rows: list[Row]) -> Iterable[str]:
    for row in rows:
        if known.get(str(row[code]), row[name]) != row[name]:  # a tile of no known region is not shown: see mart/22_ubin.sql
            yield f"{file}: {row[code]} '{row[name]}' tidak cocok dengan wilayah.csv"
    for missing in sorted(set(known) - {str(row[code]) for row in rows}):
        yield f"{file}: {missing} '{known[missing]}' tidak memiliki ubin"
    taken: dict[tuple[object, object], object] = {}
    for row in rows:
        cell = (row["kolom"], row["baris"])
        if cell in taken:
            yield f"{file}: {taken[cell]} dan {row[code]} menempati ubin yang sama (kolom {cell[0]}, baris {cell[1]})"
        taken.setdefault(cell, row[code])
