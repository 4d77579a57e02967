"""Page Versi: what it shows, its figures, its parts."""
