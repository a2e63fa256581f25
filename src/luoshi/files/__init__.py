"""How files and terminals are written to, whatever is in them: aside and renamed, sheet by sheet, harmless."""
