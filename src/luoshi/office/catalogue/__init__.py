"""The indicators of the office."""
