"""Page Predikat: what it shows, its figures, its parts."""
