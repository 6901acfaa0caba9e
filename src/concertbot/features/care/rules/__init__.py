"""What the care ability believes: what crisis wording looks like, and which help lines answer it."""
