"""Yang dipakai bersama oleh halaman: gudang, teks, angka, saringan, tabel, gambar, unduhan."""
