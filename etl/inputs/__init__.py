"""Reading and checking the CSV files of a data folder: references, claims, publishers."""
