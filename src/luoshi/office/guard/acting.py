"""What an action has in hand while it is done: who, when, and the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import timezone

from luoshi.office.guard.actors import Actor
from luoshi.office.log import writing
from luoshi.office.log.models import AppendOnly, Entry

BEIJING = ZoneInfo("Asia/Shanghai")

# Columns that never go into the log, whatever the table.
SECRETS = frozenset({"password", "token", "token_hash", "secret", "secret_hash"})

_Row = TypeVar("_Row", bound=AppendOnly)
# Rows inserted by one statement; SQLite takes 32,766 values at most.
_BATCH = 500


def office_day() -> dt.date:
    """The day that the office takes for today: in Beijing, or that of `LUOSHI_TODAY` in the example and in drills."""
    told: dt.date | None = settings.LUOSHI_TODAY
    return told or timezone.now().astimezone(BEIJING).date()


def snapshot(row: models.Model) -> dict[str, Any]:
    """A row as the log keeps it: its columns without the empty and the secret ones."""
    return {name: value for name, value in writing.contents(row).items() if name not in SECRETS}


def public(row: models.Model) -> str:
    """What the log calls a row: `place:12`."""
    return f"{row._meta.model_name}:{row.pk}"


@dataclass
class Acting:
    """The hand that an action is given: `actor`, the moment `at` (UTC, by the clock), the office's `day`, and the ways
    to write the log.
    """

    actor: Actor
    action: str
    at: dt.datetime
    day: dt.date
    entries: list[Entry] = field(default_factory=list)
    _tables: list[type[AppendOnly]] = field(default_factory=list)
    _unchanged: bool = False

    def add(self, rows: Sequence[_Row]) -> list[_Row]:
        """Insert append-only rows. They belong to the entry that the next `log` writes; a `log` must follow."""
        seq = writing.take_turn().count + 1
        by_table: dict[type[AppendOnly], list[_Row]] = {}
        for row in rows:
            row.entry = seq
            by_table.setdefault(type(row), []).append(row)
        for model, of_table in by_table.items():
            model.objects.bulk_create(of_table, batch_size=_BATCH)
            if model not in self._tables:
                self._tables.append(model)
        return list(rows)

    def log(self, object_: models.Model | str, *, before: Any = None, after: Any = None) -> Entry:
        """Tell the log: on which object, what it was before and what it is now (rows are written as `snapshot`)."""
        entry = writing.write(
            who=self.actor.who,
            who_name=self.actor.name,
            action=self.action,
            object_=object_ if isinstance(object_, str) else public(object_),
            before=_told(before),
            after=_told(after),
            at=self.at,
            tables=self._tables,
        )
        self._tables = []
        self.entries.append(entry)
        return entry

    def unchanged(self) -> None:
        """Say that everything was as wanted already: nothing is written, and so nothing is told."""
        self._unchanged = True

    def finish(self) -> None:
        """Raise `RuntimeError` where the action changed something without telling: a mistake in its code."""
        if self._tables:
            raise RuntimeError(f"{self.action}: rows were added and the log was not told of them")
        if not self.entries and not self._unchanged:
            raise RuntimeError(f"{self.action}: an action tells the log (on.log), or says on.unchanged()")


def _told(value: Any) -> Any:
    if isinstance(value, models.Model):
        return snapshot(value)
    if isinstance(value, dict):
        return {key: _told(held) for key, held in value.items() if key not in SECRETS}
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return [_told(held) for held in value]
    return value
