"""The directory's command lines."""
