"""The actions of this room, one a file."""
