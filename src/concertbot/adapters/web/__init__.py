"""The bot's own small web application: health, metrics, and where platforms call."""
