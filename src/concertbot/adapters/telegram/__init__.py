"""Telegram: one bot account, by getUpdates or by a webhook."""
