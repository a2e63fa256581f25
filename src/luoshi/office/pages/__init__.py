"""What people see: pages, their words, their marks, their look."""
