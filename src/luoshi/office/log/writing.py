"""Entries are written here, inside the transaction of the act they tell of."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from luoshi.office.log.canonical import canonical, digest, moment
from luoshi.office.log.head_file import NAME, HeadFile
from luoshi.office.log.models import AppendOnly, Entry, Head

# Rows digested at a time.
_BLOCK = 2000


def take_turn() -> Head:
    """The head, locked until the transaction ends: one writer at a time, on both databases.

    On SQLite the transaction has taken the lock already (BEGIN IMMEDIATE). Raises `TransactionManagementError`
    outside a transaction.
    """
    head: Head = Head.objects.select_for_update().get(id=1) if connection.vendor != "sqlite" else Head.objects.get(id=1)
    return head


def write(
    *, who: str, who_name: str, action: str, object_: str, before: Any, after: Any, at: dt.datetime,
    tables: Iterable[type[AppendOnly]] = (),
) -> Entry:  # fmt: skip
    """Append an entry. `tables` are those in which rows numbered with this entry stand already."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the log is written inside the transaction of its action")
    head = take_turn()
    seq = head.count + 1
    entry = Entry(
        seq=seq,
        at=moment(at),
        who=who,
        who_name=who_name,
        action=action,
        object=object_,
        before=canonical(before),
        after=canonical(after),
        rows=canonical({model._meta.label_lower: rows_digest(model, seq) for model in tables}),
        previous=head.hash,
    )
    entry.hash = entry.computed()
    entry.save()
    head.count, head.hash = seq, entry.hash
    head.save()
    transaction.on_commit(lambda: _tell_file(seq, entry.hash))
    return entry


def rows_digest(model: type[AppendOnly], seq: int) -> list[Any]:
    """How many rows of a table an entry has, and the digest of them all, as the database gives them back."""
    return digest_of(model.objects.filter(entry=seq).order_by("pk").iterator(_BLOCK))


def digest_of(rows: Iterable[models.Model]) -> list[Any]:
    """Count and digest of rows in the order given."""
    total = hashlib.sha256()
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - the count is what is wanted
        total.update(digest(canonical(contents(row))).encode("ascii"))
    return [count, total.hexdigest()]


def contents(row: models.Model) -> dict[str, Any]:
    """The columns of a row and what stands in them, the empty (NULL) ones left out.

    So a column that comes later, empty in the rows that stand, leaves their digests as they are.
    """
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in values.items() if value is not None}


def head_file() -> HeadFile:
    """The head file of this data folder."""
    return HeadFile(Path(settings.LUOSHI_DATA) / NAME)


def _tell_file(seq: int, hash_: str) -> None:
    head_file().advance(seq, hash_)
