"""The options of `python -m etl arsip`, apart from what carries them out: naming them must not open the dashboard's libraries."""

import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--keluar", metavar="FOLDER", required=True, help="folder arsip; harus baru, kosong, atau arsip yang lebih lama"
    )
    parser.add_argument("--tanpa-situs", action="store_true", help="tanpa situs statis, yang paling lama dibuat")
