"""Backup and restore: one file that holds an installation, and a restored copy that keeps quiet until it may speak."""
