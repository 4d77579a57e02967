"""What is said, and how: texts in two languages, formats, terms, colours, the clock, places of files."""
