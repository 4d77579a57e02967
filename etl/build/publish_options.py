"""The options of `ekspor`, `situs` and `arsip`, apart from what carries them out: naming them opens no library of the dashboard."""

import argparse
from typing import Any


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the three commands."""
    _export(commands.add_parser("ekspor", help="tulis lembar fakta, salindia, gambar, dan data ke folder"))
    _site(commands.add_parser("situs", help="tulis situs umum yang lengkap sebagai berkas statis ke folder"))
    _archive(commands.add_parser("arsip", help="tulis semua yang diperlukan untuk hidup tanpa program ini ke satu folder"))


def _export(parser: argparse.ArgumentParser) -> None:
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


def _site(parser: argparse.ArgumentParser) -> None:
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


def _archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keluar", metavar="FOLDER", required=True, help="folder arsip; harus baru, kosong, atau arsip yang lebih lama"
    )
    parser.add_argument("--tanpa-situs", action="store_true", help="tanpa situs statis, yang paling lama dibuat")
