"""Logging the bot in on its homeserver, and inviting it."""
