"""The bytes of what was brought in: in the media folder, under their digest, whole or not at all.

A file is written aside, brought to disk and then renamed; only after that a row may tell of it. So a row always has its
file, wherever the office was killed; what is left over are files without a row, which `tidy` removes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from luoshi.office.documents.limits import intake
from luoshi.office.guard.errors import Invalid, Unavailable

_ROOM = "documents"
_ASIDE = ".part"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Kept:
    """A file that stands in the media folder."""

    digest: str
    size: int


def stored_as(digest: str) -> str:
    """Where in the media folder the bytes of a digest stand. Raises `ValueError` for what is no digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"{digest[:80]!r}: expected a SHA-256 in hexadecimal")
    return f"{_ROOM}/{digest[:2]}/{digest}"


def path_of(stored: str) -> Path:
    """The file of a document (its column `stored`)."""
    return Path(settings.MEDIA_ROOT) / stored


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write a file into the media folder. Raises `Invalid` where it is empty or too large, and `Unavailable`."""
    try:
        return _keep(chunks)
    except OSError as error:
        if error.errno in _FULL:
            raise Unavailable("guard.disk_full") from error
        raise Unavailable("guard.read_only") from error


def _keep(chunks: Iterable[bytes]) -> Kept:
    folder = path_of(_ROOM)
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{secrets.token_hex(16)}{_ASIDE}"
    hashed, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > intake().file_bytes:
                    raise Invalid("documents.too_large", limit=f"{intake().file_bytes / 1e6:g}")
                hashed.update(chunk)
                file.write(chunk)
            if not size:
                raise Invalid("documents.empty")
            file.flush()
            os.fsync(file.fileno())
        target = path_of(stored_as(hashed.hexdigest()))
        target.parent.mkdir(exist_ok=True)
        aside.replace(target)
        _settle(target.parent)
        _settle(folder)
    finally:
        aside.unlink(missing_ok=True)
    return Kept(hashed.hexdigest(), size)


def there(digest: str, size: int) -> bool:
    """Whether the bytes of a digest stand in the media folder, whole."""
    try:
        return path_of(stored_as(digest)).stat().st_size == size
    except (FileNotFoundError, ValueError):
        return False


def leftovers(known: Iterable[str]) -> Iterator[Path]:
    """Files older than `leftover_hours` that were never finished, or that no document tells of (`known`: `stored`)."""
    stored = set(known)
    before = time.time() - intake().leftover_hours * 3600
    root = path_of(_ROOM)
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        unknown = path.is_file() and path.relative_to(settings.MEDIA_ROOT).as_posix() not in stored
        if unknown and path.stat().st_mtime < before:
            yield path


def _settle(folder: Path) -> None:
    """Bring the names in a folder to disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
