"""Options of `versi`, apart from the module that carries them out, which opens the database library."""

import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("tindakan", nargs="?", choices=("tutup", "buka"), help="bawaan: tunjukkan semua versi, dan periksa")
    parser.add_argument("nama", nargs="?", metavar="NAMA", help="nama versi seperti di daftar, misalnya 20241210-0123456789ab")
    parser.add_argument("--alasan", default="", metavar="KALIMAT", help="mengapa ditutup atau dibuka; ikut terbit")
