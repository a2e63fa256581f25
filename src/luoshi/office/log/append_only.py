"""Tables whose rows are never changed and never deleted: by the model, and by triggers in the database."""

from __future__ import annotations

from typing import Any, NoReturn

from django.apps import apps
from django.db import connection, migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed or deleted'); END"""

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION luoshi_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%: rows are never changed or deleted', TG_TABLE_NAME; END $$"""

_POSTGRES = """
CREATE TRIGGER {name} BEFORE {event} ON "{table}"
FOR EACH {each} EXECUTE FUNCTION luoshi_append_only()"""


class AppendOnlyError(RuntimeError):
    """Something tried to change or delete a row that stays as it is."""


class AppendOnly(models.Model):
    """A row that is written once. `entry` is the number of the log entry that tells of it.

    Rows are written by `guard.acting.Acting.add`, which numbers them and puts their digest into the entry. The
    migration that makes such a table makes its triggers too: `append_only("reporting_value")` among its operations.
    """

    entry = models.BigIntegerField(db_index=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: rows are added by an action, through `on.add`."""
        raise AppendOnlyError(f"{self._meta.label}: rows are added by on.add(…) in an action, and never changed")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: a correction is a later row."""
        raise AppendOnlyError(f"{self._meta.label}: rows are never deleted")


def append_only(table: str) -> migrations.RunPython:
    """The migration operation that makes the triggers of a table; SQLite and PostgreSQL."""

    def forwards(registry: Any, editor: Any) -> None:
        for statement in _statements(editor.connection.vendor, table):
            # None: a per cent sign in it is a per cent sign.
            editor.execute(statement, None)

    def backwards(registry: Any, editor: Any) -> None:
        remove_triggers(editor.connection, table)

    return migrations.RunPython(forwards, backwards)


def make_triggers(database: BaseDatabaseWrapper, table: str) -> None:
    """Make the triggers of a table again, after a remake of the table, say."""
    with database.cursor() as cursor:
        for statement in _statements(database.vendor, table):
            cursor.execute(statement)


def remove_triggers(database: BaseDatabaseWrapper, table: str) -> None:
    """Take the triggers of a table away: for migrations backwards, and for tests that do what must be found."""
    tail = "" if database.vendor == "sqlite" else f' ON "{table}"'
    with database.cursor() as cursor:
        for name in trigger_names(database.vendor, table):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{tail}")


def trigger_names(vendor: str, table: str) -> list[str]:
    """The names of a table's triggers."""
    events = ["update", "delete"] + (["truncate"] if vendor == "postgresql" else [])
    return [f"{table}_no_{event}" for event in events]


def guarded_tables() -> list[str]:
    """Every table that must have triggers: the log's own, and those of all append-only models."""
    return sorted(model._meta.db_table for model in [apps.get_model("log", "Entry"), *append_only_models()])


def append_only_models() -> list[type[AppendOnly]]:
    """Every append-only model of every room."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def unguarded_tables() -> list[str]:
    """The tables whose triggers somebody took away."""
    source = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(source)
        there = {row[0] for row in cursor.fetchall()}
    return [table for table in guarded_tables() if not there.issuperset(trigger_names(connection.vendor, table))]


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            _SQLITE.format(name=name, event=name.rsplit("_", 1)[1].upper(), table=table)
            for name in trigger_names(vendor, table)
        ]
    if vendor != "postgresql":
        raise NotImplementedError(f"{vendor}: the office runs on SQLite and on PostgreSQL")
    made = [_POSTGRES_FUNCTION]
    for name in trigger_names(vendor, table):
        event = name.rsplit("_", 1)[1].upper()
        made.append(
            _POSTGRES.format(name=name, event=event, table=table, each="STATEMENT" if event == "TRUNCATE" else "ROW")
        )
    return made
