"""Page Provinsi: what it shows, its figures, its parts."""
