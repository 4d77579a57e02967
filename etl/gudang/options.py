"""The options of the commands about the lake, apart from what carries them out: naming them must open no library."""

import argparse
from typing import Any

VERBS = frozenset({"ambil", "snapshot", "rawat", "pindah"})
DAYS = 90


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the four commands."""
    bring = commands.add_parser("ambil", help="samakan folder data mesin ini dengan gudang bersama (PEDULIHAM_GUDANG)")
    bring.add_argument(
        "--pertahankan",
        action="store_true",
        help="berkas masukan yang berbeda: yang di mesin ini yang benar, dan masuk saat bangun",
    )
    shots = commands.add_parser("snapshot", help="sebut snapshot gudang bersama: nomor, waktu, siapa, apa")
    shots.add_argument(
        "--banding", type=int, nargs=2, metavar=("LAMA", "BARU"), help="tabel ruang kerja yang berbeda antara dua snapshot"
    )
    shots.add_argument("--nomor", type=int, metavar="N", help="tulis publik.duckdb sebagaimana pada snapshot itu; dengan --ke")
    shots.add_argument("--ke", metavar="FOLDER", help="folder baru untuk --nomor")
    care = commands.add_parser("rawat", help="rapikan gudang bersama: gabung berkas kecil, buang snapshot lama")
    care.add_argument(
        "--hari", type=int, default=DAYS, metavar="N", help=f"simpan snapshot yang lebih muda dari ini (bawaan: {DAYS})"
    )
    move = commands.add_parser(
        "pindah", help="pindahkan ruang kerja dari folder ke gudang baru, atau sebaliknya; asalnya tidak diubah"
    )
    move.add_argument("--dari", required=True, metavar="ASAL", help="folder data, atau ducklake:…")
    move.add_argument("--ke", required=True, metavar="TUJUAN", help="ducklake:… yang kosong, atau folder yang belum ada")
