"""The data of a test as a real office takes them."""

from __future__ import annotations

from django.db import connection

from office.running.served import luoshi


def leave_out_trial() -> None:
    """Take the tests' own room out of the database: a real office would not know it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("trial_"):
                cursor.execute(f'DROP TABLE "{table}"')
        cursor.execute("DELETE FROM django_migrations WHERE app = 'trial'")
    connection.close()


def whole() -> str:
    """What `luoshi verify` says of the office that the environment names. Raises `AssertionError` for a break."""
    told = luoshi("verify")
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout.strip()
