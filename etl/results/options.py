"""The commands about official results and their options, apart from what carries them out: naming them must open no library."""

import argparse
from typing import Any

VERBS = frozenset({"templat", "simulasi"})


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the commands. What their options may hold depends on the data and is checked by what carries them out."""
    form = commands.add_parser("templat", help="tulis buku kerja kosong untuk diisi hasil penilaian")
    form.add_argument("--tahun", type=int, required=True, metavar="TAHUN", help="tahun penghargaan")
    form.add_argument("--provinsi", metavar="KODE", help="hanya wilayah satu provinsi pada tahun itu, misalnya 16 (bawaan: semua)")
    form.add_argument(
        "--rincian",
        nargs="?",
        const="kriteria",
        choices=("kriteria", "indikator"),
        help="tambahkan lembar Rincian: satu kolom per hak (bawaan), atau juga per indikator",
    )
    form.add_argument("--keluar", metavar="BERKAS", help="berkas tujuan, .xlsx (bawaan: templat-hasil-TAHUN.xlsx di folder ini)")
    made = commands.add_parser("simulasi", help="buat folder data karangan yang lengkap, untuk peragaan dan uji beban")
    made.add_argument("--keluar", required=True, metavar="FOLDER", help="folder baru, kosong, atau folder simulasi")
    made.add_argument("--benih", type=int, default=1, metavar="N", help="bilangan awal: benih yang sama memberi berkas yang sama")
