"""Page Partisipasi: what it shows, its figures, its parts."""
