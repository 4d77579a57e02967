"""What a map shows, as data: classes, rows, words, and the shape behind it."""
