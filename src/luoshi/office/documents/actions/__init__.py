"""What is done in the room: an action a file."""
