"""Text for a terminal: what would steer it instead of being shown is escaped."""

from __future__ import annotations

import re

# C0 and C1 controls (ESC among them) and the marks that turn the direction of writing: a name or a page
# with these in it could recolour, overwrite or reverse what a terminal shows.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[\t\n\u2028\u2029]")


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def harmless(text: str) -> str:
    r"""The text with control characters as `\x1b`; line ends and tabs stay."""
    return _STEERING.sub(_escape, text)


def on_one_line(text: str) -> str:
    r"""The text with control characters, line ends and tabs as `\x1b`, `\n` and `\t` (a file's name)."""
    return _BREAKS.sub(_escape, harmless(text))
