"""What people say in a drill: each message has a number, and what it does can be counted."""
