"""Making a data folder and its database ready: tables, the cache's table, static files."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from luoshi import __version__


def migrate() -> bool:
    """Bring the tables up to date; whether anything had to be done. Raises `RuntimeError` for a newer database."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.graph.nodes)
    ahead = sorted(f"{app}.{name}" for app, name in executor.loader.applied_migrations if (app, name) not in known)
    if ahead:
        raise RuntimeError(
            f"the data are of a newer version of Luoshi than {__version__} (they have {', '.join(ahead)})"
        )
    needed = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if needed:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    return needed


def gather_static() -> bool:
    """Gather the static files into the data folder; whether anything had to be done.

    They are gathered aside and put in place whole, so that a run that is cut off leaves what was there.
    """
    root = Path(settings.STATIC_ROOT)
    stamp = root.parent / "static.stamp"
    wanted = _static_stamp()
    if root.is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return False
    part = root.with_name(f".{root.name}.{os.getpid()}")
    shutil.rmtree(part, ignore_errors=True)
    before = settings.STATIC_ROOT
    settings.STATIC_ROOT = part
    try:
        call_command("collectstatic", verbosity=0, interactive=False)
    finally:
        settings.STATIC_ROOT = before
    shutil.rmtree(root, ignore_errors=True)
    part.replace(root)
    stamp.write_text(wanted, encoding="ascii")
    return True


def _static_stamp() -> str:
    """A digest of every static file's name, size and time, and of the version."""
    total = hashlib.sha256(__version__.encode("ascii"))
    for finder in get_finders():
        for name, storage in finder.list(None):
            stat = Path(storage.path(name)).stat()
            total.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return total.hexdigest()
