"""How any table of services is read: a mapping names the columns for what the directory knows, and is guessed first."""
