"""concertbot: a chat bot for concertations."""
