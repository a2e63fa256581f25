"""One check a file; the file, its function and the rule have one name."""
