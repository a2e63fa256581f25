"""What was done: one append-only table, each entry chained to the one before by SHA-256."""
