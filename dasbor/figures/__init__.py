"""Gambar: setiap fungsi menerima bingkai data dan teks, mengembalikan `go.Figure`."""
