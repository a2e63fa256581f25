"""What runs in the background: a queue in the database, and the worker that empties it."""
