"""The office: commitments in from pages, out to owners, figures back once, verdicts by themselves; in a browser."""
