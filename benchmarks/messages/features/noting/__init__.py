"""What the bench has people say: a command with one read and one write, as the other bots have it."""
