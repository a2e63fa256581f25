"""What was promised, and whose it is."""
