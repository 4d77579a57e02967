"""The commands about official results and their options, apart from what carries them out: naming them must open no library."""

import argparse
import datetime as dt
from typing import Any

from etl.forms.options import add_answers

LIFE = frozenset({"muat", "periksa", "terbit", "riwayat", "kembali", "tarik", "banding", "alias"})
"""The life of a result."""
VERBS = frozenset({"templat", "simulasi"}) | LIFE


def example() -> str:
    """A moment to publish at, as `--pada` takes it: always one to come."""
    return f"{dt.datetime.now(dt.UTC).year + 1}-12-10T09:00+07:00"


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
    _add_life(commands)


def _add_load(commands: "argparse._SubParsersAction[Any]") -> argparse.ArgumentParser:
    """The command that loads a file, without what it shares with others."""
    load: argparse.ArgumentParser = commands.add_parser("muat", help="muat berkas hasil sebagai draf")
    load.add_argument("berkas", metavar="BERKAS", help="XLSX, XLSM, XLS, ODS, XLSB, CSV, atau TSV; satu baris per kabupaten/kota")
    load.add_argument(
        "--kolom",
        action="append",
        default=[],
        metavar="[LEMBAR!]HURUF=ARTI",
        help="betulkan arti satu kolom, misalnya C=predikat atau 'Rekap!D=skor_murni'; arti kosong mengabaikan kolom itu",
    )
    add_answers(load)
    load.add_argument(
        "--kantor",
        default="",
        metavar="KANTOR",
        help="berkas siapa: nama kantor wilayah, kode atau nama provinsinya, atau kementerian (bawaan: dikenali dari barisnya)",
    )
    load.add_argument(
        "--coba", action="store_true", help="hanya tunjukkan yang dipahami, ditemukan, dan akan berubah; tidak ada yang dimuat"
    )
    return load


def _add_life(commands: "argparse._SubParsersAction[Any]") -> None:
    load = _add_load(commands)
    check = commands.add_parser("periksa", help="tunjukkan temuan pada draf atau versi, atau keadaan putaran")
    check.add_argument(
        "--putaran", action="store_true", help="kantor demi kantor: yang masuk, yang belum, dan sejak kapan (bukan temuan)"
    )
    publish = commands.add_parser("terbit", help="terbitkan draf, sekarang atau pada waktu yang ditentukan")
    publish.add_argument("--pada", metavar="WAKTU", help=f"waktu yang akan datang beserta zonanya, misalnya {example()}")
    publish.add_argument("--jatuh-tempo", action="store_true", help="terbitkan semua yang sudah tiba waktunya")
    history = commands.add_parser("riwayat", help="tunjukkan versi dan keputusan: siapa, kapan, mengapa")
    restore = commands.add_parser("kembali", help="kembalikan versi yang pernah terbit")
    withdraw = commands.add_parser("tarik", help="tarik hasil yang terbit dari semua tempat umum, atau batalkan yang dijadwalkan")
    compare = commands.add_parser("banding", help="tunjukkan setiap nilai yang berbeda antara dua keadaan putaran")
    alias = commands.add_parser("alias", help="ingat tulisan sebuah nama wilayah")
    alias.add_argument("tulisan", metavar="TULISAN", help="nama seperti tertulis dalam berkas")
    alias.add_argument("kode", metavar="KODE", help="kode Kemendagri masa kini, misalnya 13.02")
    for one in (load, check, restore, withdraw, compare):
        one.add_argument("--tahun", type=int, required=True, metavar="TAHUN", help="tahun penghargaan")
    publish.add_argument("--tahun", type=int, metavar="TAHUN", help="tahun penghargaan")
    history.add_argument("--tahun", type=int, metavar="TAHUN", help="hanya tahun ini")
    check.add_argument("--versi", type=int, metavar="N", help="bawaan: yang terbaru")
    publish.add_argument("--versi", type=int, metavar="N", help="hanya versi ini (bawaan: draf putaran, semua kantor)")
    withdraw.add_argument("--versi", type=int, metavar="N", help="hanya versi ini (bawaan: semua hasil tahun itu)")
    for one in (publish, restore):
        one.add_argument(
            "--cabut",
            action="append",
            default=[],
            metavar="WILAYAH",
            help="kabupaten/kota (kode atau nama) yang terbit dan dengan ini tidak lagi; dapat diulang",
        )
    restore.add_argument("--versi", type=int, required=True, metavar="N", help="versi yang pernah terbit")
    compare.add_argument(
        "--versi",
        type=int,
        action="append",
        default=[],
        metavar="N",
        help="sebut dua kali: putaran sampai versi itu, semula dan menjadi (bawaan: yang terbit, dan dengan draf putaran)",
    )
    for one in (publish, restore, withdraw):
        one.add_argument(
            "--alasan", default="", metavar="KALIMAT", help="alasan; perlu bila mengubah yang sedang terbit, dan ikut terbit"
        )
    for one in (load, check, history, compare):
        one.add_argument("--json", action="store_true", help="cetak JSON saja")
