"""The formats in which directories come, read leniently and with every problem said exactly. No database here."""
