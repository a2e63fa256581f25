"""Targets and observations in, verdicts out. Pure: no database, no web, no clock."""
