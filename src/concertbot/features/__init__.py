"""The abilities, one folder each. They never import each other."""
