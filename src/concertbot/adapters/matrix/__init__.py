"""Matrix: rooms, clear and end-to-end encrypted, and direct conversations on any homeserver."""
