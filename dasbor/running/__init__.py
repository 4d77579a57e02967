"""The running year, for those who entered: what is entered, what it is worth, what is due."""
