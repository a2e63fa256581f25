"""Pages that were brought in, and what was read in them."""
