"""Page Daerah: what it shows, its figures, its parts."""
