"""What a backup is: a .tar.gz with `manifest.json` (what is in it, with digests) first, then database and uploads."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
TABLES = "tables"
MEDIA = "media"
FORMAT = 1


class BackupError(ValueError):
    """A backup that cannot be made or brought back; the message names the file and what is wrong."""


@dataclass(frozen=True)
class Manifest:
    """What is in a backup. `files` maps every other file of the archive to its SHA-256.

    `migrations` are the last of each app: on PostgreSQL the tables are made as they were then, before they are filled.
    """

    version: str
    made_at: str
    database: str
    entries: int
    hash: str
    migrations: list[list[str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)


def read_manifest(name: str, text: str) -> Manifest:
    """The manifest of the archive `name`. Raises `BackupError`."""
    try:
        told: dict[str, Any] = json.loads(text)
        manifest = Manifest(**told)
    except (ValueError, TypeError) as error:
        raise BackupError(f"{name}: {MANIFEST}: {error}") from None
    if manifest.format != FORMAT:
        raise BackupError(f"{name}: a backup of format {manifest.format}, expected {FORMAT}: it needs another Luoshi")
    return manifest


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
