"""What people may say to the directory, one verb a file."""
