"""Files: what the paths on a command line stand for, one document after another."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from luoshi.reading.sources.formats import SUFFIXES, suffix_of
from luoshi.reading.sources.loading import STDIN
from luoshi.reading.sources.source import SourceError


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read, or one path that is none.

    `path` is what `load` takes (`-` for standard input), `name` what the document is called: the path
    under the folder that was given, with `/`, or the file's name. Where `error` is set, there is nothing
    to load, and it says why.
    """

    path: Path
    name: str
    error: SourceError | None = None


def walk(paths: Iterable[str | Path]) -> Iterator[Found]:
    """The files that `paths` stand for: files as given, folders recursively in sorted order.

    In folders only the known suffixes count (`formats.SUFFIXES`), hidden files and folders are passed
    over, and a folder is entered once, whatever links lead to it. `-` is standard input. A path that
    does not exist, a folder that may not be entered, and a pipe or device in a folder come as a `Found`
    with an error; nothing is raised.
    """
    names: set[str] = set()
    for given in paths:
        for found in _under(given):
            if found.error is None and found.name in names:
                # Two folders may hold the same name: the longer one tells them apart.
                found = Found(found.path, found.path.as_posix())
            names.add(found.name)
            yield found


def _under(given: str | Path) -> Iterator[Found]:
    path = Path(given)
    if not str(given):
        # Path("") would be the current folder, which an unset variable of a script does not mean.
        yield Found(path, "''", SourceError("''", "is an empty path, expected a file or a folder"))
        return
    if str(given) == "-":
        yield Found(path, STDIN)
        return
    try:
        folder = path.is_dir()
        there = folder or path.exists()
    except (OSError, ValueError) as error:
        yield Found(path, str(given), SourceError(str(given), f"cannot be looked up: {error}"))
        return
    if not there:
        yield Found(path, str(given), SourceError(str(given), "does not exist"))
        return
    if not folder:
        yield Found(path, path.name)
        return
    some = False
    for found in _folder(path, path, set()):
        some = True
        yield found
    if not some:
        kinds = " ".join(SUFFIXES)
        yield Found(path, str(given), SourceError(str(given), f"is a folder with no file of these kinds: {kinds}"))


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Whether it is a folder, and whether a file; a link that leads nowhere is a file, which load refuses."""
    try:
        mode = entry.stat().st_mode
    except OSError:
        return False, True
    return stat.S_ISDIR(mode), stat.S_ISREG(mode)


def _folder(folder: Path, top: Path, entered: set[tuple[int, int]]) -> Iterator[Found]:
    name = folder.relative_to(top).as_posix()
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in entered:
            return
        entered.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as listing:
            entries = sorted((entry.name, *_kind(entry)) for entry in listing)
    except OSError as error:
        called = str(folder) if name == "." else name
        yield Found(folder, called, SourceError(called, f"cannot be entered: {error.strerror or error}"))
        return
    for called, is_folder, is_file in entries:
        if called.startswith("."):
            continue
        path = folder / called
        if is_folder:
            yield from _folder(path, top, entered)
        elif suffix_of(called) in SUFFIXES and not called.startswith("~$"):
            # "~$" opens the lock files that Word leaves beside an open document.
            below = path.relative_to(top).as_posix()
            # A pipe that nobody writes into would hold up the whole folder.
            yield Found(path, below, None if is_file else SourceError(below, "is not a regular file"))
