"""What people may say in distress, one verb a file."""
