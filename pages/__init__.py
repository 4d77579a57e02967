"""Satu berkas per halaman; tiap halaman hanya menyusun: saringan, kueri, gambar, tabel, unduhan."""
