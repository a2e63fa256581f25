"""Verdicts, cards and leagues, as they are and as they were published."""
