"""Places (块) and bodies (条): two trees whose every name and parent has the days on which it held."""
