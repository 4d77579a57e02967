"""What official files and entries share: reading in a process of its own, personal data."""
