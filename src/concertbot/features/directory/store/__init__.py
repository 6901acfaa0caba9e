"""What the directory remembers: one table for each HSDS table, how a source replaces its entries, and queries."""
