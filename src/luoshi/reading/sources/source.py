"""A source: the decoded text of one file, before anything is read in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The decoded text of one document.

    `name` is what statements carry as `document`; every span counts code points of `text`. `pages` holds
    the offset in `text` at which each page starts (PDF; empty elsewhere). `format` is one of `text`,
    `markdown`, `html`, `docx`, `pdf`, `picture`.
    """

    name: str
    text: str
    format: str = "text"
    pages: tuple[int, ...] = ()


class SourceError(Exception):
    """A file that cannot be read: which file, and the reason in words a clerk understands.

    `str(error)` is one line: `file: reason`.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
