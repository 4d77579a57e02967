"""Page Sumber: what it shows, its figures, its parts."""
