"""What the drills have people say: an effect that can be counted."""
