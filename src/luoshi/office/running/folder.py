"""The data folder: there, writable, and used by one server only."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - `luoshi serve` is for Unix
    fcntl = None  # type: ignore[assignment]

LOCK = "serve.lock"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
# As much as a start may write: tables, static files, the log beside the database.
_NEEDED = 1 << 20


class FolderError(OSError):
    """The data folder cannot be used; the message says why, and what to do."""


def make_ready(folder: Path) -> None:
    """Make the folder, if need be, and see that it can be written to. Raises `FolderError`."""
    probe = folder / f".probe.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with probe.open("wb") as file:
            file.write(bytes(_NEEDED))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise FolderError(_why(folder, error)) from error
    finally:
        # Where it could not be made it cannot be removed; what is wrong is being told already.
        with suppress(OSError):
            probe.unlink(missing_ok=True)


def _why(folder: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"{folder}: the disk is full; free some space and start again, nothing was changed"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{folder}: cannot be written to ({error.strerror}); give this user the right, or name another by --data"
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"{folder}: is a file, expected a folder"
    return f"{folder}: {error.strerror}"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder for one server. Raises `FolderError` where another has it.

    The lock ends with the process, however it ends.
    """
    if fcntl is None:
        raise FolderError("luoshi serve runs on Linux and macOS")
    path = folder / LOCK
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            other = os.read(handle, 40).decode("ascii", errors="replace").strip()
            raise FolderError(
                f"{folder}: another luoshi serve{f' (process {other})' if other else ''} uses this folder; "
                "stop it first, or name another folder by --data"
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(handle)
