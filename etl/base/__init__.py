"""What every other part stands on: locks, and files that are put in place whole."""
