"""Page Pembina: what it shows, its figures, its parts."""
