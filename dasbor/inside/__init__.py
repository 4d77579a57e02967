"""The way in for those who log in: who may what, what they see, what they enter, and the log of it."""
