"""The office for programs: the same actions and lists as the pages, under /api/."""
