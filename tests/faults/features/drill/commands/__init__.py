"""What people may say."""
