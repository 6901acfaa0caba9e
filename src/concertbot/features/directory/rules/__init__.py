"""What the directory believes: how a question is read, and how well each service answers it. Pure."""
