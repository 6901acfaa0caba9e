"""The nouns that abilities share, the events between them, and the database."""
