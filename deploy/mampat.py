"""`python -m deploy.mampat`: mampatkan skrip, gaya, dan batas peta satu kali, agar tak satu permintaan pun menunggunya.

Diulang sesudah memasang program atau membangun batas; yang sudah ada dilewati. Kode keluar 2 bila foldernya tidak dapat ditulis.
"""

import sys

from dasbor.web import compressed
from etl.base import atomic


def main() -> int:
    """Make what lacks, and say how much there is."""
    print("Memampatkan skrip dan peta …", flush=True)
    try:
        files, size = compressed.make()
    except OSError as error:
        print(
            f"GAGAL: {compressed.FOLDER.name}/ tidak dapat ditulis: {error.strerror}. Periksa ruang kosong dan hak akses.",
            file=sys.stderr,
        )
        return 2
    print(f"Termampatkan: {files} berkas, {size / 1e6:.1f} MB (brotli).")
    return 0


if __name__ == "__main__":
    atomic.only_mine()
    sys.exit(main())
