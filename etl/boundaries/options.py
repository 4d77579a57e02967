"""The options of `python -m etl batas`, apart from what carries them out: naming them must not open the geometry libraries."""

import argparse

from etl.boundaries.codes import KINDS


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--sumber", metavar="BERKAS", help="shapefile (.shp/.zip), GeoPackage, GeoJSON, atau GeoParquet")
    parser.add_argument(
        "--kolom-kode",
        metavar="KOLOM",
        help="kolom kode Kemendagri atau BPS, bila berkasnya bukan dari geoBoundaries, OCHA, BIG, atau BPS",
    )
    parser.add_argument("--lapisan", metavar="NAMA", help="lapisan yang dipakai, bila berkas memuat beberapa")
    parser.add_argument("--jenis-kode", choices=sorted(KINDS), help="bila kode dapat dibaca dengan lebih dari satu cara")
    parser.add_argument("--nama-sumber", metavar="TEKS", help="nama sumber yang ditulis di bawah peta (bawaan: nama berkas)")
    parser.add_argument("--izinkan-sebagian", action="store_true", help="pakai juga bila sebagian wilayah tidak cocok")
    parser.add_argument("--bawaan", action="store_true", help="kembali ke sumber bawaan (GADM)")
