"""A room that is there for the tests only: an append-only table."""
