"""The options of the commands about a whole workspace, apart from what carries them out: naming them must open no library."""

import argparse
from typing import Any

VERBS = frozenset({"cadangkan", "pulihkan", "pindah", "ambil"})


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the four commands."""
    make = commands.add_parser("cadangkan", help="tulis satu arsip dari semua yang tidak dapat dibuat kembali")
    make.add_argument("ke", metavar="KE_FOLDER", help="folder cadangan yang sudah ada, di luar folder data")
    make.add_argument("--simpan", type=int, metavar="N", help="hapus arsip yang lebih tua daripada N yang terbaru (bawaan: tidak)")
    back = commands.add_parser("pulihkan", help="bangun kembali folder data dari sebuah arsip")
    back.add_argument("arsip", metavar="ARSIP", help="berkas yang ditulis oleh cadangkan")
    back.add_argument("--ke", metavar="FOLDER", help="bawaan: folder data PEDULIHAM_DATA")
    back.add_argument("--timpa", action="store_true", help="juga bila di sana ada yang tidak termuat dalam arsip")
    back.add_argument("--coba", action="store_true", help="periksa dan bangun di samping saja; tidak ada yang diganti")
    move = commands.add_parser(
        "pindah", help="pindahkan ruang kerja dari folder ke PostgreSQL, atau sebaliknya; asalnya tidak diubah"
    )
    move.add_argument("--dari", required=True, metavar="ASAL", help="folder data, atau postgresql://…")
    move.add_argument("--ke", required=True, metavar="TUJUAN", help="postgresql://… yang kosong, atau folder yang belum ada")
    bring = commands.add_parser("ambil", help="samakan folder mesin ini dengan ruang kerja bersama (PEDULIHAM_RUANG)")
    bring.add_argument("--pertahankan", action="store_true", help="berkas masukan yang berbeda: yang di mesin ini yang benar")
    bring.add_argument("--ikuti", action="store_true", help="jangan berhenti: samakan setiap kali ada yang baru")
