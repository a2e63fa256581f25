"""Limits: how much of a file is taken before it is refused with one clear error."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost at most; every limit that is passed is a `SourceError` naming it.

    The defaults take the longest printed things by a wide margin (a province's five-year plan is about
    0.1 M characters, a newspaper's volume of a year about 20 M) and refuse what is no document.
    """

    file_bytes: int = 50_000_000
    """Bytes of a file on disk (or on standard input)."""
    characters: int = 20_000_000
    """Characters of the decoded text."""
    line_characters: int = 1_000_000
    """Characters of one line: a text without any line end is data, not a document."""
    pages: int = 3_000
    """Pages of a PDF."""
    page_characters: int = 200_000
    """Characters of one PDF page."""
    unpacked_bytes: int = 200_000_000
    """Bytes of a .docx (a zip) when unpacked, all parts together."""
    xml_bytes: int = 60_000_000
    """Bytes of one XML part of a .docx when unpacked."""
    zip_ratio: int = 200
    """Unpacked to packed bytes of one part of a .docx of more than a megabyte; prose packs about 5 to 1."""
    zip_entries: int = 10_000
    """Parts of a .docx."""
    pixels: int = 100_000_000
    """Pixels of a picture, or of a scanned page."""


DEFAULT_LIMITS = Limits()
