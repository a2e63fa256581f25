"""`luoshi restore`: a backup into an empty data folder, whole or not at all, and the log verified afterwards."""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.office.running import environment
from luoshi.office.running.archive import (
    DATABASE,
    MANIFEST,
    MEDIA,
    TABLES,
    BackupError,
    Manifest,
    file_digest,
    read_manifest,
)
from luoshi.office.running.folder import make_ready

if TYPE_CHECKING:
    from luoshi.office.log.verifying import Verified


def restore(source: Path, folder: Path) -> Verified:
    """Bring a backup back into `folder`.

    Raises `BackupError` where the folder or the database is not empty, the backup is damaged or of another kind of
    database, or the log does not hold afterwards; nothing is left then.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder}: is not empty; a backup is brought back into an empty folder")
    kind = environment.database()["ENGINE"].rsplit(".", 1)[1]
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix=".luoshi-restore-", dir=_above(folder)) as scratch:
        part = Path(scratch) / "data"
        part.mkdir(mode=0o700)
        manifest = _unpack(source, part)
        if manifest.database != kind:
            raise BackupError(f"{source}: a backup of {manifest.database}, and the database here is {kind}")
        if kind == "sqlite3":
            (part / DATABASE).rename(part / environment.DATABASE_FILE)
        tables = part / TABLES
        if tables.is_dir():
            tables.rename(Path(scratch) / TABLES)
        (part / MANIFEST).unlink()
        if folder.is_dir():
            folder.rmdir()
        part.rename(folder)
        try:
            make_ready(folder)
            return _settle(source, Path(scratch) / TABLES, manifest)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def _above(folder: Path) -> Path:
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder.parent


def _unpack(source: Path, part: Path) -> Manifest:
    """Unpack and check every file against the manifest."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(part, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise BackupError(f"{source}: cannot be unpacked: {error}") from None
    told = part / MANIFEST
    if not told.is_file():
        raise BackupError(f"{source}: is not a backup of luoshi (no {MANIFEST})")
    manifest = read_manifest(str(source), told.read_text(encoding="utf-8"))
    found = {path.relative_to(part).as_posix() for path in part.rglob("*") if path.is_file()} - {MANIFEST}
    for name in sorted(found ^ set(manifest.files)):
        raise BackupError(f"{source}: {name}: is {'missing' if name in manifest.files else 'not in the manifest'}")
    for name, expected in manifest.files.items():
        if file_digest(part / name) != expected:
            raise BackupError(f"{source}: {name}: is damaged (another SHA-256 than the manifest says)")
    (part / MEDIA).mkdir(exist_ok=True)
    return manifest


def _settle(source: Path, tables: Path, manifest: Manifest) -> Verified:
    from luoshi.office.running.starting import set_up

    set_up()
    from django.db import connection

    from luoshi.office.log.verifying import verify
    from luoshi.office.log.writing import head_file

    made = False
    try:
        if manifest.database != "sqlite3":
            from luoshi.office.running.filling import fill, must_be_empty

            must_be_empty()
            made = True
            fill(tables, manifest)
        found = verify()
        if found.broken is not None:
            raise BackupError(f"{source}: the log does not hold: entry {found.broken.seq}: {found.broken.what}")
        if (found.count, found.hash) != (manifest.entries, manifest.hash):
            raise BackupError(f"{source}: the log ends at {found.count}, the manifest says {manifest.entries}")
        if found.count:
            head_file().advance(found.count, found.hash)
        return found
    except BaseException:
        if made:
            from luoshi.office.running.filling import empty

            empty()
        raise
    finally:
        connection.close()
        os.sync()
