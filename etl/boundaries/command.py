"""`python -m etl batas`: its options, and what it says."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from etl.base.errors import EXIT_OK, EXIT_REJECTED, UserError
from etl.boundaries.build import BoundaryReport, build
from etl.boundaries.official import Official


def run(options: argparse.Namespace, folder: Path, static: Path, say: Callable[[str], None]) -> int:
    """Build the boundaries. Exit code 0: all regions; 1: some are missing. Raises `UserError` if nothing was changed."""
    if options.sumber is None and options.kolom_kode is not None:
        raise UserError("--kolom-kode dipakai bersama --sumber.", remedy="beri keduanya: --sumber BERKAS --kolom-kode KOLOM.")
    source = None
    if options.sumber is not None:
        source = Official(Path(options.sumber), options.kolom_kode, options.lapisan, options.jenis_kode, options.nama_sumber)
    say("Batas wilayah (paling lama sekitar satu menit):")
    report = build(
        folder,
        static,
        source=source,
        partial=options.izinkan_sebagian,
        shipped=options.bawaan,
        now=dt.datetime.now(dt.UTC),
        progress=lambda step: say(f"  … {step}"),
    )
    for line in _summary(report):
        say(line)
    return EXIT_OK if report.told["lengkap"] else EXIT_REJECTED


def _summary(report: BoundaryReport) -> list[str]:
    counts = ", ".join(f"{level} {count['ada']} dari {count['dari']}" for level, count in report.told["jumlah"].items())
    lines = [f"  {note}" for note in report.notes]
    lines.append(f"  {counts}")
    if not report.written:
        return [*lines, "Tidak ada yang berubah: berkas batas dibiarkan."]
    worst = report.told["galat_luas_terbesar"][:3]
    changes = [(f"{row['kode']} {row['nama']}", f"{row['persen']:+.2f}".replace(".", ",")) for row in worst]
    lines.append("  perubahan luas terbesar: " + "; ".join(f"{name} {change} %" for name, change in changes))
    lines += [f"  {name}: {file['bita'] // 1000} kB" for name, file in report.told["berkas"].items()]
    return [*lines, f"Selesai: batas dari {report.told['sumber']['nama']} ({report.told['sumber']['berkas']}) dipasang."]
