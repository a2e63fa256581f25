"""An indicator of the vocabulary comes into use in the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.catalogue.changing import checked, free, made, reported_by
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import NotFound
from luoshi.vocabulary.indicators import catalogue


@dataclass(frozen=True, kw_only=True)
class TakeIndicator(Action[Indicator]):
    """Take the indicator `code` of the vocabulary from the day `since`; gives the `Indicator`.

    Name, direction, kind and how it cumulates are the vocabulary's; so are unit and card where none is given.
    """

    code: str
    since: dt.date
    reporter: int | None = None
    issuer: int | None = None
    unit: str = ""
    card: str = ""
    measure: str = "level"
    digits: int = 2
    definition: str = ""
    every: int = 1
    first: int = 1
    due_day: int = 18
    position: int = 0
    reason: str = ""

    def concerns(self) -> Sequence[Concern]:
        """Who reports it; without a reporter the whole office."""
        return reported_by(self.reporter)

    def check(self) -> None:
        """The vocabulary has it, the office has not yet, and what is given will do."""
        if self.code not in catalogue():
            raise NotFound("catalogue.not_in_vocabulary", code=self.code)
        contents = checked(self._contents())
        free(self.code, contents["name"])

    def do(self, on: Acting) -> Indicator:
        """The indicator and its first version."""
        return made(on, self.code, checked(self._contents()), self.since, self.reason)

    def _contents(self) -> dict[str, Any]:
        known = catalogue()[self.code]
        return {
            **self.inputs(),
            "name": known.name,
            "direction": known.direction,
            "kind": known.kind,
            "cumulates": known.cumulates,
            "unit": self.unit.strip() or known.unit,
            "card": self.card.strip() or known.field,
        }
