"""Files written aside and renamed when whole, so that nothing half-written is ever left."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO


@contextmanager
def aside(out: Path) -> Iterator[Path]:
    """A path beside `out` to write to; renamed to `out` when the block ends well, deleted when it does not.

    The name begins with a dot and is in the same folder, so the rename is one step of the file system.
    A link at `out` is followed: the file it points to is replaced. A device or a pipe (/dev/null) is never
    replaced: it gets the bytes once they are whole. Raises `FileNotFoundError` where the
    folder does not exist and `IsADirectoryError` where `out` is a folder.
    """
    target = out.resolve() if out.is_symlink() else out
    folder = target.parent
    if not folder.is_dir():
        raise FileNotFoundError(f"{out}: the folder {folder} does not exist")
    if target.is_dir():
        raise IsADirectoryError(f"{out}: is a folder, expected a file name")
    if target.exists() and not target.is_file():
        with tempfile.TemporaryDirectory(prefix="luoshi-") as scratch:
            part = Path(scratch) / "out"
            part.touch()
            yield part
            with part.open("rb") as file, target.open("wb") as device:
                shutil.copyfileobj(file, device)
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=folder)
    except OSError as error:
        raise OSError(f"{out}: cannot write in the folder {folder}: {error.strerror}") from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _settle(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _settle(part: Path, target: Path) -> None:
    """Bring the bytes to the disk, give the file the rights a new file would have, and rename it."""
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
    if target.exists():
        mode = target.stat().st_mode & 0o777
    else:
        # mkstemp makes files for the owner only; a result is an ordinary file.
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    part.chmod(mode)
    part.replace(target)


@contextmanager
def text_out(out: Path | None, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text stream into `out` (written aside) or standard output, in UTF-8 with `\\n` line ends."""
    if out is None:
        # Standard output is UTF-8 whatever the locale says: a pipe must not depend on the machine. A lone
        # surrogate cannot come from a decoded file, but must not stop the run if one does.
        stream = sys.stdout
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        yield stream
        stream.flush()
        return
    with (
        aside(out) as part,
        part.open("w", encoding=encoding, newline="\n", errors="backslashreplace") as file,
    ):
        yield file
        file.flush()


@contextmanager
def binary_out(out: Path | None) -> Iterator[Path]:
    """A path to write a binary file to: aside of `out`, or a temporary one copied to standard output."""
    if out is not None:
        with aside(out) as part:
            yield part
        return
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        part = Path(folder) / "out"
        yield part
        stream: IO[bytes] = sys.stdout.buffer
        with part.open("rb") as file:
            shutil.copyfileobj(file, stream)
        stream.flush()
