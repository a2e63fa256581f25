"""A printed page in, statements out. Pure: no database, no web, no clock."""
