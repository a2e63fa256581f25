"""Files written aside and renamed when whole, so that nothing half-written is ever left."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

# The disk is full, or the share of it that one may use.
_DISK = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
_STDOUT = "standard output"


@contextmanager
def _named(name: str, hint: str = "") -> Iterator[None]:
    """A full disk in the block is told with `name`: writing does not know what the user calls the file."""
    try:
        yield
    except OSError as error:
        if error.errno not in _DISK or error.filename == name:
            raise
        raise OSError(error.errno, f"{error.strerror}{hint}", name) from error


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
            with _named(str(out)), part.open("rb") as file, target.open("wb") as device:
                shutil.copyfileobj(file, device)
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=folder)
    except OSError as error:
        raise OSError(f"{out}: cannot write in the folder {folder}: {error.strerror}") from error
    os.close(handle)
    part = Path(name)
    try:
        with _named(str(out)):
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
        with _named(_STDOUT):
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
    # Either may be full: the disk of the file, and that of the temporary files it is made from.
    hint = f" (there, or in {tempfile.gettempdir()}, where it is made)"
    if out is not None:
        with aside(out) as part, _named(str(out), hint):
            yield part
        return
    with _named(_STDOUT, hint), tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        part = Path(folder) / "out"
        yield part
        stream: IO[bytes] = sys.stdout.buffer
        with part.open("rb") as file:
            while block := memoryview(file.read(1 << 20)):
                # Unbuffered (PYTHONUNBUFFERED), one write may take only a part of it, on a full disk say.
                while block:
                    block = block[stream.write(block) :]
        stream.flush()
