"""Every page and component with the figures of an invented county, to look at while working on them (DEBUG only)."""
