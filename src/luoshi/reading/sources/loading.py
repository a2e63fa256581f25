"""Loading: one file of any known format to a `Source`."""

from __future__ import annotations

import io
import os
import stat
import sys
import time
from pathlib import Path

from luoshi.reading.sources.encodings import decode
from luoshi.reading.sources.formats import format_of
from luoshi.reading.sources.limits import DEFAULT_LIMITS, Limits
from luoshi.reading.sources.source import Source, SourceError

STDIN = "stdin"
"""The name of the document that comes from standard input (the path `-`)."""
PATIENCE = 2.0
"""Seconds that a pipe may be without a writer."""


def load(path: str | Path, name: str | None = None, *, ocr: bool = True, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The decoded text of the file at `path`; `-` is standard input.

    `name` is what the source is called, by default the file's name. Pictures and pages without a text
    layer are recognised by the extra `luoshi[ocr]`; with `ocr=False` they are refused. Raises
    `SourceError`, and nothing else, for whatever cannot be read, naming the file as it was given.
    """
    file = str(path)
    if file == "-":
        if sys.stdin is None:
            raise SourceError(STDIN, "standard input is closed")
        return load_bytes(
            _bounded(sys.stdin.buffer.read(limits.file_bytes + 1), STDIN, limits),
            name or STDIN,
            ocr=ocr,
            limits=limits,
        )
    place = Path(path)
    called = name or place.name
    try:
        status = place.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceError(called, "is a folder, expected a file")
        if stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode) or stat.S_ISSOCK(status.st_mode):
            raise SourceError(called, "is a device, expected a file")
        if status.st_size > limits.file_bytes:
            raise SourceError(called, _too_large(status.st_size, limits))
        if stat.S_ISFIFO(status.st_mode):
            data = read_pipe(place, called, limits.file_bytes + 1)
        else:
            with place.open("rb") as stream:
                data = stream.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise SourceError(called, "does not exist (any more)") from error
    except PermissionError as error:
        raise SourceError(called, "may not be read: permission denied") from error
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the path.
        raise SourceError(called, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    return load_bytes(_bounded(data, called, limits), called, ocr=ocr, limits=limits)


def read_pipe(path: Path, name: str, most: int) -> bytes:
    """At most `most` bytes of a pipe (`<(command)` in a shell).

    Raises `SourceError` where nobody opens it to write within `PATIENCE` seconds, and `OSError`.
    """
    with io.FileIO(os.open(path, os.O_RDONLY | os.O_NONBLOCK)) as stream:
        until = time.monotonic() + PATIENCE
        # Without waiting a pipe gives b"" where there is no writer, and None where one has nothing yet.
        while (first := stream.read(1)) == b"":
            if time.monotonic() > until:
                raise SourceError(name, "is a pipe into which nobody writes")
            time.sleep(0.02)
        os.set_blocking(stream.fileno(), True)
        parts = [first or b""]
        got = len(parts[0])
        while got < most and (part := stream.read(min(most - got, 1 << 20))):
            parts.append(part)
            got += len(part)
        return b"".join(parts)


def load_bytes(data: bytes, name: str, *, ocr: bool = True, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The decoded text of a file that is in memory; `name` gives the suffix where the bytes do not tell.

    Raises `SourceError`, and nothing else, for whatever cannot be read.
    """
    _bounded(data, name, limits)
    if not data:
        raise SourceError(name, "is empty")
    kind = format_of(data, name)
    pages: tuple[int, ...] = ()
    if kind == "pdf":
        from luoshi.reading.sources.pdf import pdf_text

        text, pages = pdf_text(data, name, ocr=ocr, limits=limits)
    elif kind == "docx":
        from luoshi.reading.sources.word import word_text

        text = word_text(data, name, limits)
    elif kind == "html":
        from luoshi.reading.sources.webpage import webpage_text

        text = webpage_text(data, name)
    elif kind == "picture":
        from luoshi.reading.sources.ocr import picture_text

        if not ocr:
            raise SourceError(name, "is a picture, and reading pictures is switched off")
        text = picture_text(data, name, limits)
    else:
        text = decode(data, name)
    return _checked(Source(name=name, text=text, format=kind, pages=pages), limits)


def _checked(source: Source, limits: Limits) -> Source:
    text = source.text
    if not text or text.isspace():
        raise SourceError(source.name, "holds no text")
    if len(text) > limits.characters:
        raise SourceError(
            source.name, f"holds {len(text):,} characters, more than the {limits.characters:,} that are read"
        )
    if len(text) > limits.line_characters:
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > limits.line_characters:
                raise SourceError(
                    source.name,
                    f"line {number} has {len(line):,} characters, more than the "
                    f"{limits.line_characters:,} of a printed text",
                )
    return source


def _bounded(data: bytes, name: str, limits: Limits) -> bytes:
    if len(data) > limits.file_bytes:
        raise SourceError(name, _too_large(len(data), limits))
    return data


def _too_large(size: int, limits: Limits) -> str:
    return f"has {size:,} bytes or more, over the limit of {limits.file_bytes:,}"
