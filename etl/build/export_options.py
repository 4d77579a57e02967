"""The options of `python -m etl ekspor`, apart from what carries them out: naming them must not open the dashboard's libraries."""

import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command. What they may hold depends on the data and is checked by what carries them out."""
    parser.add_argument("--cakupan", metavar="JENIS", help="nasional (bawaan), provinsi, kanwil, atau daerah")
    parser.add_argument("--kode", metavar="KODE", help="kode provinsi atau daerah, atau nama kanwil; beberapa dipisahkan koma")
    parser.add_argument(
        "--tahun", metavar="TAHUN", help="tahun penghargaan (bawaan: terbaru), beberapa dipisahkan koma, atau semua"
    )
    parser.add_argument("--semua", action="store_true", help="nasional dan semua provinsi; dengan --cakupan, semua dari jenis itu")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        required=True,
        help="beberapa dipisahkan koma: lembar-fakta, salindia, gambar, xlsx, csv, parquet, geojson, gpkg, paket",
    )
    parser.add_argument("--bahasa", metavar="BAHASA", default="id", help="id (bawaan), en, atau id,en")
    parser.add_argument("--keluar", metavar="FOLDER", required=True, help="folder tujuan; dibuat bila belum ada")
