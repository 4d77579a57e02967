"""`python -m etl versi`: list what was published, close a version that should never have been, open it again.

Exit codes: 0 done; 1 a kept file is lost or damaged; 2 nothing was changed.
"""

import argparse
import datetime as dt
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import duckdb

from etl.base import publish
from etl.base.errors import EXIT_OK, EXIT_REJECTED, UserError
from etl.base.moments import wib
from etl.base.who import who
from etl.build.versions import keep, register, withdrawn
from etl.build.versions.naming import FOLDER
from etl.build.versions.register import Cause, Closing, Register, VersionLine
from etl.results import official

Say = Callable[[str], None]
_MB = 1_000_000


def run(options: argparse.Namespace, folder: Path, say: Say, environ: Mapping[str, str] | None = None) -> int:
    """Carry out the command; its exit code. Raises `UserError` when nothing was changed."""
    if not folder.is_dir():
        raise UserError(f"Folder data {folder} tidak ada.", remedy="arahkan PEDULIHAM_DATA ke folder yang ada.")
    if options.tindakan is None:
        return show(folder, say)
    if not options.nama:
        raise UserError("Nama versi belum disebut.", remedy="lihat nama-namanya dengan python -m etl versi.")
    by = who(os.environ if environ is None else environ)
    decide(folder, options.tindakan, options.nama, Closing(dt.datetime.now(dt.UTC).replace(microsecond=0), by, options.alasan))
    if options.tindakan == "tutup":
        say(f"Versi {options.nama} ditutup: alamatnya menyebut kapan dan mengapa, tanpa angka. Berkasnya tetap di {FOLDER}/.")
    else:
        say(f"Versi {options.nama} terbuka kembali.")
    return EXIT_OK


def decide(folder: Path, what: Literal["tutup", "buka"], name: str, closing: Closing) -> None:
    """Close or open a version; the public file tells it at once. Raises `UserError` if that makes no sense or has no reason."""
    closing = Closing(closing.at, closing.who, " ".join(closing.reason.split()))
    with publish.exclusive(folder):
        known = register.read(folder)
        _check(known, what, name, closing)
        if what == "buka":
            _check_withdrawn(folder, known, name, closing.at)
        try:
            register.decide(folder, what, name, closing)
            known = register.read(folder)
            keep.mend_modes(folder, known)
            keep.refresh(folder, known)
        except (OSError, duckdb.Error) as error:
            raise UserError(
                f"Keputusan itu tidak dapat ditulis seluruhnya: {error}.",
                remedy="periksa ruang kosong dan hak akses folder data, lalu jalankan python -m etl bangun.",
            ) from error


def show(folder: Path, say: Say) -> int:
    """Print every version, the oldest first, with what is wrong with its file."""
    known = register.read(folder)
    if not known.lines:
        say("Belum ada versi yang disimpan; python -m etl bangun menyimpan yang terbit.")
        return EXIT_OK
    wrong = keep.problems(folder, known)
    for line in known.lines:
        say(f"{line.number}. {_sentence(known, line, wrong.get(line.name, ''))}")
        for reason in line.reasons:
            say(f"     {describe(reason)}")
    sizes = {line.name: line.size for line in known.lines}
    say(f"{len(sizes)} berkas, {sum(sizes.values()) / _MB:.1f} MB di {folder / FOLDER}.")
    if wrong:
        say(f"Berkas yang hilang atau rusak dikembalikan dari cadangan: {', '.join(f'{FOLDER}/{name}.duckdb' for name in wrong)}.")
    return EXIT_REJECTED if wrong else EXIT_OK


def describe(reason: Cause) -> str:
    """A reason in a line."""
    year = f" tahun {reason.year}" if reason.year else ""
    said = f": {reason.text}" if reason.text else ""
    return {
        "awal": "versi pertama yang disimpan",
        "terbit": f"hasil resmi{year} versi {reason.subject} terbit{said}",
        "kembali": f"hasil resmi{year} versi {reason.subject} dikembalikan{said}",
        "tarik": f"hasil resmi{year} versi {reason.subject} ditarik{said}",
        "koreksi": f"koreksi klaim {reason.subject}{year}{said}",
        "koreksi-urung": f"koreksi klaim {reason.subject}{year} diurungkan",
        "berkas": f"berkas {reason.text} {reason.subject}",
        "isi-semula": f"isi kembali seperti versi {reason.text}",
        "program": "program berubah; masukannya sama",
    }.get(reason.kind, reason.text)


def _sentence(known: Register, line: VersionLine, wrong: str) -> str:
    closing = known.closing(line.name)
    parts = [
        f"{line.name}  {wib(line.at)}  {line.who or 'tidak diketahui'}  {line.size / _MB:.1f} MB",
        "SIMULASI" if line.simulated else "",
        "yang tampil sekarang" if line is known.lines[-1] else "",
        f"ditutup {wib(closing.at)} oleh {closing.who}: {closing.reason}" if closing else "",
        f"BERKASNYA {wrong.upper()}" if wrong else "",
    ]
    return "  ".join(part for part in parts if part)


def _check_withdrawn(folder: Path, known: Register, name: str, now: dt.datetime) -> None:
    if why := withdrawn.holding(folder, known, official.read(folder).withdrawals(now)).get(name):
        raise UserError(
            f"Versi {name} memuat hasil resmi yang ditarik: {why}.",
            remedy="terbitkan kembali hasil itu dahulu (python -m etl kembali), atau biarkan versi ini tertutup.",
        )


def _check(known: Register, what: str, name: str, closing: Closing) -> None:
    if known.find(name) is None:
        raise UserError(f"Versi '{name}' tidak ada.", remedy="lihat nama-namanya dengan python -m etl versi.")
    if what == "buka":
        if known.closing(name) is None:
            raise UserError(f"Versi {name} tidak ditutup.", remedy="tidak perlu apa-apa.")
        return
    if known.closing(name) is not None:
        raise UserError(f"Versi {name} sudah ditutup.", remedy="tidak perlu apa-apa.")
    if known.lines[-1].name == name:
        raise UserError(
            f"Versi {name} sedang tampil dan tidak dapat ditutup.",
            remedy="tarik dahulu hasilnya (python -m etl tarik) atau betulkan datanya dan bangun; sesudah itu tutup versi ini.",
        )
    if not closing.reason:
        raise UserError("Menutup versi memerlukan alasan.", remedy="sebut alasannya dengan --alasan; alasan itu ikut terbit.")
