"""The one recogniser of names of regions."""
