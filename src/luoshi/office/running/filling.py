"""A backup's tables into an empty PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from luoshi.office.running.archive import BackupError, Manifest
from luoshi.office.running.starting import told

_BLOCK = 1 << 20


def must_be_empty() -> None:
    """Raise `BackupError` where the database has tables."""
    if connection.introspection.table_names():
        raise BackupError(f"{told()}: has tables already; a backup is brought back into a database without")


def fill(folder: Path, manifest: Manifest) -> None:
    """Make the tables as they were when the backup was made, and fill them. Raises `BackupError`."""
    executor = MigrationExecutor(connection)
    targets = [(app, name) for app, name in manifest.migrations]
    unknown = [f"{app}.{name}" for app, name in targets if (app, name) not in executor.loader.graph.nodes]
    if unknown:
        raise BackupError(f"the backup is of a newer version of Luoshi ({manifest.version}): {', '.join(unknown)}")
    executor.migrate(targets)
    call_command("createcachetable", verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        # What the migrations put there comes with the backup too. Foreign keys are looked at when it is committed.
        for table in ("log_head", "auth_permission", "django_content_type"):
            cursor.execute(f'DELETE FROM "{table}"')
        there = set(connection.introspection.table_names(cursor))
        for path in sorted(folder.iterdir()):
            if path.name not in there:
                raise BackupError(f"the backup has a table {path.name}, which this Luoshi does not know")
            _copy(cursor, path)
        for statement in connection.ops.sequence_reset_sql(_no_style(), _models()):
            cursor.execute(statement)


def _copy(cursor: object, path: Path) -> None:
    with path.open("rb") as file:
        columns = file.readline().decode().rstrip("\n").split("\t")
        named = ", ".join(f'"{column}"' for column in columns)
        with cursor.copy(f'COPY "{path.name}" ({named}) FROM STDIN') as rows:  # type: ignore[attr-defined]
            while block := file.read(_BLOCK):
                rows.write(block)


def empty() -> None:
    """Take the tables away again: the database was without any before."""
    connection.close()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'DROP TABLE IF EXISTS "{table}" CASCADE')


def _no_style() -> object:
    from django.core.management.color import no_style

    return no_style()


def _models() -> list[object]:
    from django.apps import apps

    return list(apps.get_models(include_auto_created=True))
