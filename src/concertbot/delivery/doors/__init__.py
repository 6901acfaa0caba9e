"""Messages: what was set aside, and what nobody knows of."""
