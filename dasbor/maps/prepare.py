"""Write what the dashboard keeps below static/ before a page asks for it: `python -m dasbor.maps.prepare`.

For instances that may not write there themselves, as the public one (docs/operasi.md): without these files its pages lack their
script. Reads: the published warehouse, for the tiles.
"""

import sys

from dasbor.maps import geometry
from dasbor.maps import script as map_script
from dasbor.mart import warehouse
from dasbor.page import chart_pictures, frame
from dasbor.words import paths
from etl.base import atomic

BOUNDARIES = ("kabkota", "provinsi", "provinsi_2020")


def main() -> int:
    """Write what is missing. Exit code 0: done; 1: without tiles, since nothing was built yet; 2: static/ cannot be written."""
    frame.stylesheet()
    if not map_script.call(()) or not chart_pictures.module():
        sys.stderr.write(f"GAGAL. {paths.STATIC} tidak dapat ditulisi.\n")
        return 2
    try:
        for boundaries in BOUNDARIES:
            geometry.tile_address(boundaries)
    except warehouse.WarehouseError as error:
        sys.stderr.write(f"Tanpa petak peta: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    atomic.only_mine()
    sys.exit(main())
