"""`luoshi verify`: the log of an office that is there already."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from luoshi.office.running import environment
from luoshi.office.running.starting import set_up, told

if TYPE_CHECKING:
    from luoshi.office.log.verifying import Verified


def must_be_there() -> None:
    """Set Django up for an office that is there. Raises `FileNotFoundError` where there is none."""
    database = environment.database()
    folder = environment.data_folder()
    if database["ENGINE"].endswith("sqlite3") and not (folder / environment.DATABASE_FILE).is_file():
        raise FileNotFoundError(f"{folder}: there is no office in this folder (no {environment.DATABASE_FILE})")
    set_up()
    from django.db import OperationalError, connection

    try:
        tables = connection.introspection.table_names()
    except OperationalError as error:
        raise OSError(f"{told()}: {' '.join(str(error).split())}") from None
    if "log_entry" not in tables:
        raise FileNotFoundError(f"{told()}: there is no office in this database")


def verify(progress: Callable[[int, int], None] | None = None) -> Verified:
    """Verify the log of the office that the environment names. Raises `FileNotFoundError` where there is none."""
    must_be_there()
    from luoshi.office.log.verifying import verify as verify_log

    return verify_log(progress)
