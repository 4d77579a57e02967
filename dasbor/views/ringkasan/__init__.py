"""Page Ringkasan: what it shows, its figures, its parts."""
