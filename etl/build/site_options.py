"""The options of `python -m etl situs`, apart from what carries them out: naming them must not open the dashboard's libraries."""

import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--keluar", metavar="FOLDER", required=True, help="folder situs; dibuat bila belum ada, diganti sekaligus")
    parser.add_argument("--alamat", metavar="URL", help="alamat tempat situs terbit, bagi sitemap, umpan, dan gambar pratinjau")
    parser.add_argument(
        "--kunci", metavar="BERKAS", help="kunci rahasia minisign untuk SHA256SUMS; kata sandinya di PEDULIHAM_SANDI_KUNCI"
    )
    parser.add_argument("--kompres", action="store_true", help="tulis juga X.gz di samping berkas teks, bagi gzip_static nginx")
    parser.add_argument(
        "--tanpa-versi", action="store_true", help="hanya versi terbaru: tanpa alamat tetap, versi lama yang ada di folder dihapus"
    )
    parser.add_argument(
        "--tanpa-lembar-daerah",
        action="store_true",
        help="tanpa lembar fakta PDF bagi setiap kabupaten/kota (paling banyak bitanya)",
    )
