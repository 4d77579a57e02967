"""The commands about entries and their options, apart from what carries them out: naming them must open no library."""

import argparse
from typing import Any

from etl.entries.kinds import FILED
from etl.forms.options import add_answers

VERBS = frozenset({"catat", "templat-isian", "jejak"})
ERASE = "hapus-data-pribadi"


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the commands."""
    form = commands.add_parser("templat-isian", help="tulis buku kerja isian (target, tahap, tenggat, yankomas, koreksi)")
    form.add_argument("--tahun", type=int, required=True, metavar="TAHUN", help="tahun penghargaan")
    form.add_argument("--provinsi", action="append", default=[], metavar="KODE", help="hanya provinsi ini; boleh berulang")
    form.add_argument("--jenis", action="append", default=[], choices=FILED, help="hanya jenis ini; boleh berulang")
    form.add_argument("--keluar", metavar="BERKAS", help="berkas tujuan, .xlsx (bawaan: templat-isian-TAHUN.xlsx di folder ini)")
    enter = commands.add_parser("catat", help="catat isian dari berkas")
    enter.add_argument(
        "berkas", metavar="BERKAS", help="XLSX, XLSM, XLS, ODS, XLSB, CSV, atau TSV dengan judul seperti templat-isian"
    )
    enter.add_argument("--jenis", choices=FILED, help="hanya jenis ini; perlu bila nama lembarnya bukan nama jenis (misalnya CSV)")
    enter.add_argument("--tahun", type=int, metavar="TAHUN", help="tahun penghargaan; perlu bila tidak ada kolom Tahun")
    add_answers(enter)
    enter.add_argument("--periksa", action="store_true", help="hanya tunjukkan yang akan berubah dan temuannya")
    enter.add_argument("--alasan", default="", metavar="KALIMAT", help="alasan; perlu bila mengubah yang sudah tercatat")
    enter.add_argument("--json", action="store_true", help="cetak JSON saja")
    trail = commands.add_parser("jejak", help="tunjukkan catatan isian atau jejak akses, dan periksa keutuhannya")
    trail.add_argument("--akses", action="store_true", help="jejak akses, bukan catatan isian")
    trail.add_argument("--sejak", metavar="TANGGAL", help="hanya sejak hari ini, misalnya 2026-11-01")
    trail.add_argument("--segel", action="store_true", help="cetak segel semua catatan, untuk disimpan di luar mesin ini")
    trail.add_argument(
        "--periksa",
        nargs="*",
        metavar="ACUAN",
        help="bandingkan semua catatan dengan segel, berkas yang memuat segel, atau arsip cadangan; isian juga dengan jejak akses",
    )
    erase = commands.add_parser(ERASE, help="samarkan NIK, NIP, telepon, dan surel dalam yang tersimpan")
    erase.add_argument("--alasan", default="", metavar="KALIMAT", help="mengapa; ikut tercatat")
