"""Whether a data folder was made ready by this very code: then the web server need not wait for the look through it."""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

from luoshi import __version__

NAME = "prepared.stamp"
_OFFICE = Path(__file__).resolve().parents[1]
# What brings tables and static files besides the office itself.
_LIBRARIES = ("django", "django-allauth", "django-htmx", "django-ninja")


def is_prepared(folder: Path) -> bool:
    """Whether nothing is new since `note_prepared`: no library, no migration, no static file, no other database."""
    try:
        return (folder / NAME).read_text(encoding="ascii") == _stamp()
    except OSError:
        return False


def note_prepared(folder: Path) -> None:
    """Note that tables and static files are as this code wants them."""
    (folder / NAME).write_text(_stamp(), encoding="ascii")


def _stamp() -> str:
    total = hashlib.sha256(f"{__version__} {os.environ.get('LUOSHI_DATABASE_URL', '')}".encode())
    for library in _LIBRARIES:
        total.update(f"{library} {version(library)}\n".encode("ascii"))
    for pattern in ("*/migrations/*.py", "*/static/**/*"):
        for path in sorted(_OFFICE.glob(pattern)):
            stat = path.stat()
            total.update(f"{path.relative_to(_OFFICE)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return total.hexdigest()
