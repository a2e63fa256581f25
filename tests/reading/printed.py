"""Texts printed as a newspaper prints them: in columns, with or without blank lines."""

from __future__ import annotations


def in_column(paragraph: str, width: int, blank: bool = False) -> str:
    """A paragraph in lines of `width` full-width characters (digits count half), numbers broken as they fall.

    `blank`: a blank line stands between the printed lines, as text taken from newspaper pages has it.
    """
    lines: list[str] = []
    line, used = "", 2.0  # the first line is indented
    for c in paragraph:
        size = 0.5 if c < "\u2000" else 1.0
        if used + size > width and c not in "，。、；：”）%":
            lines.append(line)
            line, used = "", 0.0
        line += c
        used += size
    lines.append(line)
    return ("\n\n" if blank else "\n").join(lines)
