"""Yang diperlihatkan halaman: fungsi `shared` per halaman, dari (bahasa, pilihan) ke gambar atau tabel."""
