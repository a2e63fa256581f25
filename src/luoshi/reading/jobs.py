"""One file to read, and what comes of it: what passes between processes and machines."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from luoshi.reading.sources.source import Source, SourceError
from luoshi.reading.statements import Document


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read, with the place and date given for it (`None`: to be worked out from the text).

    `name` is what its document is called (`None`: the file's name); `ocr` whether pictures are recognised.
    """

    path: str
    place: str | None = None
    date: str | None = None
    name: str | None = None
    ocr: bool = True


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, in a form that passes between processes."""

    file: str
    reason: str


Outcome: TypeAlias = Document | Failure


def read_job(job: Job, content: bytes | None = None) -> Outcome:
    """Read one file, or its `content` where the file itself is on another machine.

    A file that cannot be read comes back as a `Failure`, never as an exception.
    """
    from luoshi.reading.sources import load, load_bytes

    try:
        if content is None:
            source = load(job.path, job.name, ocr=job.ocr)
        else:
            source = load_bytes(content, job.name or Path(job.path).name, ocr=job.ocr)
        return read_document(source, job.place, job.date)
    except SourceError as error:
        return Failure(job.path, error.reason)
    except Exception as error:
        # A fault of ours on one document must not cost the others; it is told, with what mends it.
        if os.environ.get("LUOSHI_DEBUG"):
            raise
        return Failure(job.path, f"internal error, please report it: {type(error).__name__}: {error}")


def read_document(source: Source, place: str | None, date: str | None, *, joined: bool = False) -> Document:
    """The statements of one source; `joined`: it is an issue by itself. The reader is loaded with the first one."""
    from luoshi.reading.reader import read_source

    document = read_source(source, place, date)
    if joined:
        join([document])
    return document


def join(documents: list[Document]) -> None:
    """Join what goes on from one of these documents to another; they belong to one issue."""
    from luoshi.reading import issue

    issue.join(documents)
