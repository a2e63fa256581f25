"""`luoshi backup`: the database as it is at one moment, and the uploads, in one file; the office may be open."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luoshi import __version__
from luoshi.files.aside import aside
from luoshi.office.running import environment
from luoshi.office.running.archive import DATABASE, MANIFEST, MEDIA, TABLES, Manifest, file_digest
from luoshi.office.running.verify import must_be_there

# Pages copied at a time; between two lots writers get their turn.
_PAGES = 4096


@dataclass(frozen=True)
class BackedUp:
    """What was backed up: entries of the log, the hash of the last, uploaded files."""

    entries: int
    hash: str
    files: int


def backup(out: Path) -> BackedUp:
    """Back the office of the environment up into `out`, which appears when it is whole.

    Raises `FileNotFoundError` where there is no office, `OSError` where the file cannot be written.
    """
    must_be_there()
    kind = environment.database()["ENGINE"].rsplit(".", 1)[1]
    with aside(out) as part, tempfile.TemporaryDirectory(prefix=".luoshi-backup-", dir=out.resolve().parent) as folder:
        scratch = Path(folder)
        head = _sqlite(scratch) if kind == "sqlite3" else _postgres(scratch)
        # The database first: a file is there before the row that names it, and files are never changed.
        parts = {path.relative_to(scratch).as_posix(): path for path in sorted(scratch.rglob("*")) if path.is_file()}
        media = environment.data_folder() / MEDIA
        uploads = {f"{MEDIA}/{path.relative_to(media).as_posix()}": path for path in _files(media)}
        manifest = Manifest(
            version=__version__,
            made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            database=kind,
            entries=head[0],
            hash=head[1],
            migrations=_migrations(),
            files={name: file_digest(path) for name, path in {**parts, **uploads}.items()},
        )
        told = scratch / MANIFEST
        told.write_text(manifest.text(), encoding="utf-8")
        with tarfile.open(part, "w:gz", compresslevel=3) as archive:
            for name, path in {MANIFEST: told, **parts, **uploads}.items():
                archive.add(path, arcname=name, filter=_plain)
    return BackedUp(head[0], head[1], len(uploads))


def _files(folder: Path) -> list[Path]:
    """The uploads that are whole: what begins with a dot is being written."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def _sqlite(scratch: Path) -> tuple[int, str]:
    copy = scratch / DATABASE
    source = f"file:{environment.data_folder() / environment.DATABASE_FILE}?mode=ro"
    with closing(sqlite3.connect(source, uri=True, timeout=30)) as office, closing(sqlite3.connect(copy)) as made:
        # One read transaction: what is committed meanwhile is not in it, and nobody waits for it.
        office.execute("BEGIN")
        office.execute("SELECT count FROM log_head").fetchone()
        office.backup(made, pages=_PAGES)
        office.rollback()
        made.execute("PRAGMA journal_mode = DELETE")
        for table in ("django_session", "luoshi_cache"):
            made.execute(f"DELETE FROM {table}")
        made.commit()
        made.execute("VACUUM")
        count, hash_ = made.execute("SELECT count, hash FROM log_head").fetchone()
    return int(count), str(hash_)


def _postgres(scratch: Path) -> tuple[int, str]:
    """Every table by COPY, in one transaction that sees one state."""
    from django.db import connection

    from luoshi.office.log.models import Head
    from luoshi.office.log.snapshot import snapshot

    folder = scratch / TABLES
    folder.mkdir()
    with snapshot():
        head = Head.objects.get(id=1)
        with connection.cursor() as cursor:
            for table, columns in tables(connection).items():
                named = ", ".join(f'"{column}"' for column in columns)
                chosen = f'SELECT {named} FROM "{table}"' + (" LIMIT 0" if table in _SHORT_LIVED else "")
                with (folder / table).open("wb") as file:
                    file.write(("\t".join(columns) + "\n").encode())
                    with cursor.copy(f"COPY ({chosen}) TO STDOUT") as rows:
                        for block in rows:
                            file.write(block)
    return int(head.count), str(head.hash)


# Sessions and rate limits are not taken along.
_SHORT_LIVED = frozenset({"django_session", "luoshi_cache"})


def tables(connection: Any) -> dict[str, list[str]]:
    """Every table of the office, with its columns; others in the same database are none of its business."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in sorted({*connection.introspection.django_table_names(only_existing=True), "luoshi_cache"}):
            description = connection.introspection.get_table_description(cursor, table)
            found[table] = [column.name for column in description]
    return found


def _migrations() -> list[list[str]]:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    applied = set(loader.applied_migrations or ())
    return sorted(
        [app, name]
        for app, name in applied
        if (app, name) in loader.graph.nodes
        and not any(
            (child.key[0], child.key[1]) in applied and child.key[0] == app
            for child in loader.graph.node_map[(app, name)].children
        )
    )
