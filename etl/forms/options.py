"""The option that both commands for files have, apart from what carries them out: naming it must open no library."""

import argparse


def add_answers(parser: argparse.ArgumentParser) -> None:
    """Add the option that answers what a file leaves open."""
    parser.add_argument(
        "--jawab",
        action="append",
        default=[],
        metavar="KODE=JAWABAN",
        help="jawab satu pertanyaan tentang berkas, misalnya baris-tersembunyi=tanpa; boleh berulang",
    )
