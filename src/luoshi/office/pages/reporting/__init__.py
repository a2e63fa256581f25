"""The pages of reporting: my forms, the sheet to fill in, review, forms and rounds, what they cost."""
