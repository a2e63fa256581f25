"""The entries of the log, and its head."""

from __future__ import annotations

from typing import Any

from django.db import models

from luoshi.office.log.append_only import AppendOnly, AppendOnlyError
from luoshi.office.log.canonical import canonical, digest

__all__ = ["GENESIS", "AppendOnly", "Entry", "Head"]

#: What the first entry names as the hash before it.
GENESIS = "0" * 64


class Entry(models.Model):
    """One act: who, when, what, on which object, what it was before and after.

    `seq` counts from 1 without gaps. `before`, `after` and `rows` are canonical JSON text, kept as it was hashed.
    `rows` tells the append-only rows that came with the act: table → [how many, digest of all].
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=27)
    who = models.CharField(max_length=80)
    who_name = models.CharField(max_length=200)
    action = models.CharField(max_length=80, db_index=True)
    object = models.CharField(max_length=120, db_index=True)
    before = models.TextField()
    after = models.TextField()
    rows = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=["who", "seq"], name="log_entry_who"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; an entry that stands is never saved again."""
        if not self._state.adding:
            raise AppendOnlyError(f"log entry {self.seq}: entries are never changed")
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k != "force_insert"})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refused."""
        raise AppendOnlyError(f"log entry {self.seq}: entries are never deleted")

    def computed(self, seq: int | None = None) -> str:
        """The hash its contents have, as entry number `seq` (its own where that is None)."""
        told = [
            self.seq if seq is None else seq, self.at, self.who, self.who_name, self.action, self.object,
            self.before, self.after, self.rows, self.previous,
        ]  # fmt: skip
        return digest(canonical(told))


class Head(models.Model):
    """How many entries there are and the hash of the last: one row, which every writer takes in turn."""

    id = models.SmallIntegerField(primary_key=True)
    count = models.BigIntegerField()
    hash = models.CharField(max_length=64)
