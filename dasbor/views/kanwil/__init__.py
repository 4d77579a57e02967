"""Page Kanwil: what it shows, its figures, its parts."""
