"""The console: a platform like the others, for a terminal or for another program."""
