"""What officials enter during the year: one ledger that is both the data and its audit log (docs/isian.md)."""
