"""What people may say for help, one verb a file."""
