"""Where work is computed when one process is not enough."""
