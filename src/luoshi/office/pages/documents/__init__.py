"""The pages of documents: the list, bringing pages in, the page reader and its decisions."""
