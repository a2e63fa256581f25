"""Files as they come, in the formats offices keep, to decoded text with pages."""
