"""Help lines, for the operator."""
