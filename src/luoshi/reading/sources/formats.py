"""Formats: what a file is, by its first bytes, and by its suffix where they do not tell."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Literal, TypeAlias

from luoshi.reading.sources.source import SourceError

Format: TypeAlias = Literal["text", "markdown", "html", "docx", "pdf", "picture"]

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".tif": "picture",
    ".tiff": "picture",
    ".bmp": "picture",
    ".webp": "picture",
}
"""The suffixes that a folder is searched for, and what each means."""

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_ARCHIVES = (
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"BZh", "bzip2"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_PDF_WITHIN = 1024
_EXPECTED = {
    "docx": "a .docx starts with PK",
    "pdf": "a PDF starts with %PDF-",
    "picture": "expected a PNG, JPEG, TIFF, BMP or WebP picture",
}


def suffix_of(name: str) -> str:
    """The suffix of a file's name in lower case, with its dot; `""` without one."""
    return PurePosixPath(PureWindowsPath(name).name).suffix.lower()


def format_of(data: bytes, name: str) -> Format:
    """What the bytes are: by content where it is unmistakable, by the suffix of `name` where it is not.

    Raises `SourceError` for formats that are not read (saying what to save the file as), and where a
    suffix promises a format with unmistakable first bytes that are not there.
    """
    suffix = suffix_of(name)
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "picture"
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        return "picture"
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:_PDF_WITHIN]):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if data.startswith(_OLE):
        raise SourceError(name, _ole_reason(data))
    if data.startswith(b"{\\rtf"):
        raise SourceError(name, "is Rich Text (.rtf), which is not read: save it as .docx")
    for magic, label in _ARCHIVES:
        # "BZh" may open a text; a compressed file goes on with bytes that are none.
        if data.startswith(magic) and (label != "bzip2" or data[4:10] == b"1AY&SY"):
            raise SourceError(name, f"is a compressed archive ({label}): unpack it first")
    if _HTML.match(data[:4096]):
        return "html"
    expected = SUFFIXES.get(suffix, "text")
    if expected in _EXPECTED:
        found = data[:8].decode("latin-1").encode("unicode_escape").decode("ascii")
        raise SourceError(name, f"is no {expected}, or damaged: {_EXPECTED[expected]}, this with {found!r}")
    return expected


def _zipped(data: bytes, name: str) -> Format:
    """A zip is a .docx if it holds a Word document; other kinds that are known are named."""
    if b"word/" in data:
        return "docx"
    if b"xl/workbook" in data:
        raise SourceError(name, "is a workbook (.xlsx), not a document: save it as .docx or .pdf")
    if b"ppt/presentation" in data:
        raise SourceError(name, "is a slide show (.pptx), not a document: save it as .pdf")
    if b"mimetypeapplication/vnd.oasis" in data[:200]:
        raise SourceError(name, "is an OpenDocument file, which is not read: save it as .docx")
    if suffix_of(name) == ".docx":
        raise SourceError(name, "is a zip archive without a Word document in it, or damaged")
    raise SourceError(name, "is a zip archive: unpack it first")


def _ole_reason(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "is protected by a password: remove it and save again"
    if "WordDocument".encode("utf-16-le") in data:
        return "is an old Word file (.doc), which is not read: save it as .docx"
    if "Workbook".encode("utf-16-le") in data:
        return "is an old workbook (.xls), not a document: save it as .docx or .pdf"
    return "is an old Office file, which is not read: save it as .docx"
