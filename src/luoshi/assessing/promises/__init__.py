"""A plan against a later report, as printed: every target paired with the result that answers it."""
