"""Changing the database behind the office's back, in ways that must be found."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from django.db import connection

from luoshi.office.log.append_only import guarded_tables, make_triggers, remove_triggers

COLUMNS = ("at", "who", "who_name", "action", "object", "before", "after", "rows", "previous", "hash")


def behind_its_back(do: Callable[[Any], None]) -> None:
    """Take the triggers away, do it, put the triggers back, as somebody who owns the database can."""
    for table in guarded_tables():
        remove_triggers(connection, table)
    with connection.cursor() as cursor:
        do(cursor)
    for table in guarded_tables():
        make_triggers(connection, table)


def change(random_: random.Random, count: int) -> tuple[int, str, Callable[[Any], None]]:
    """A column of an entry gets another value."""
    seq, column = random_.randint(1, count), random_.choice(COLUMNS)

    def do(cursor: Any) -> None:
        cursor.execute(f'SELECT "{column}" FROM log_entry WHERE seq = %s', [seq])
        value = cursor.fetchone()[0]
        at = random_.randrange(len(value))
        other = value[:at] + ("1" if value[at] != "1" else "2") + value[at + 1 :]
        cursor.execute(f'UPDATE log_entry SET "{column}" = %s WHERE seq = %s', [other, seq])

    return seq, "changed", do


def delete(random_: random.Random, count: int) -> tuple[int, str, Callable[[Any], None]]:
    """An entry is taken out; sometimes those after it move up, and the head counts one less."""
    seq = random_.randint(1, count)
    hide = random_.random() < 0.5 and seq < count

    def do(cursor: Any) -> None:
        cursor.execute("DELETE FROM log_entry WHERE seq = %s", [seq])
        if hide:
            for later in range(seq + 1, count + 1):
                cursor.execute("UPDATE log_entry SET seq = %s WHERE seq = %s", [later - 1, later])
            cursor.execute("UPDATE log_head SET count = %s", [count - 1])

    if hide:
        return seq, "reordered", do
    return seq, "truncated" if seq == count else "deleted", do


def truncate(random_: random.Random, count: int) -> tuple[int, str, Callable[[Any], None]]:
    """The tail is cut off, and the head is made to fit: only the file beside the database knows."""
    left = random_.randint(1, count - 1)

    def do(cursor: Any) -> None:
        cursor.execute("DELETE FROM log_entry WHERE seq > %s", [left])
        cursor.execute(
            "UPDATE log_head SET count = %s, hash = (SELECT hash FROM log_entry WHERE seq = %s)", [left, left]
        )

    return left + 1, "truncated", do


def reorder(random_: random.Random, count: int) -> tuple[int, str, Callable[[Any], None]]:
    """Two entries change places."""
    one, other = sorted(random_.sample(range(1, count + 1), 2))

    def do(cursor: Any) -> None:
        for before, after in ((one, -1), (other, one), (-1, other)):
            cursor.execute("UPDATE log_entry SET seq = %s WHERE seq = %s", [after, before])

    return one, "reordered", do


KINDS = (change, delete, truncate, reorder)
