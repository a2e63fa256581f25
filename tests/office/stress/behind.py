"""Rows changed behind the office's back, in whatever append-only table."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from django.db import models

from luoshi.office.log.append_only import append_only_models
from luoshi.office.log.models import Entry
from office.log import tampering

Do = Callable[[Any], None]


def changes(random_: random.Random) -> tuple[str, Do]:
    """One random change: of the log in half of all cases, of another table in the other half; what it is."""
    if random_.random() < 0.5:
        seq, kind, do = random_.choice(tampering.KINDS)(random_, Entry.objects.count())
        return f"{kind} entry {seq}", do
    with_rows = [model for model in append_only_models() if model.objects.count() > 1]
    return random_.choice((_change, _delete, _swap, _number))(random_, random_.choice(with_rows))


def _texts(model: Any) -> list[str]:
    """Columns whose values can be anything."""
    return [
        field.column for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField)) and not field.unique
    ]  # fmt: skip


def _pick(random_: random.Random, model: Any, count: int = 1) -> list[int]:
    return random_.sample(list(model.objects.order_by("pk").values_list("pk", flat=True)), count)


def _change(random_: random.Random, model: Any) -> tuple[str, Do]:
    """A text of a row gets another letter at its end."""
    [pk], column, table = _pick(random_, model), random_.choice(_texts(model)), model._meta.db_table

    def do(cursor: Any) -> None:
        cursor.execute(f'SELECT "{column}" FROM {table} WHERE id = %s', [pk])
        value = cursor.fetchone()[0]
        other = (value[:-1] + ("1" if value[-1:] != "1" else "2")) if value else "1"
        cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [other, pk])

    return f"{column} of {table} {pk}", do


def _delete(random_: random.Random, model: Any) -> tuple[str, Do]:
    """A row that nothing points to is gone; where something does, it moves to another entry."""
    [pk], table = _pick(random_, model), model._meta.db_table
    pointed_at = any(
        relation.related_model.objects.filter(**{relation.field.name: pk}).exists()
        for relation in model._meta.related_objects
    )
    if pointed_at:
        return f"{table} {pk} moved", lambda cursor: cursor.execute(
            f"UPDATE {table} SET entry = entry + 1 WHERE id = {pk}"
        )
    return f"{table} {pk} deleted", lambda cursor: cursor.execute(f"DELETE FROM {table} WHERE id = {pk}")


def _swap(random_: random.Random, model: Any) -> tuple[str, Do]:
    """Two rows change entries; of one entry, their order."""
    one, other = _pick(random_, model, 2)
    table = model._meta.db_table
    entries = dict(model.objects.filter(pk__in=[one, other]).values_list("pk", "entry"))
    if entries[one] == entries[other]:
        return _number(random_, model)

    def do(cursor: Any) -> None:
        for pk, entry in ((one, entries[other]), (other, entries[one])):
            cursor.execute(f"UPDATE {table} SET entry = %s WHERE id = %s", [entry, pk])

    return f"{table} {one} and {other} swapped", do


def _number(random_: random.Random, model: Any) -> tuple[str, Do]:
    """A row belongs to an entry that does not tell of it."""
    [pk], table = _pick(random_, model), model._meta.db_table
    return f"{table} {pk} renumbered", lambda cursor: cursor.execute(f"UPDATE {table} SET entry = 1 WHERE id = {pk}")
