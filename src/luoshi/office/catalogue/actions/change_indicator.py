"""An indicator is defined anew from a day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.catalogue.changing import checked, free, indicator_of, reported_by, settle, version_of
from luoshi.office.catalogue.definitions import COLUMNS
from luoshi.office.catalogue.models import Indicator, IndicatorVersion
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, Problem, text


@dataclass(frozen=True, kw_only=True)
class ChangeIndicator(Action[Indicator]):
    """Change what is given (None: as it was) from the day `since`; gives the `Indicator`.

    Periods that end before the day keep the old definition. `issuer` and `reporter` of 0 take the body away.
    """

    indicator: int
    since: dt.date
    reason: str
    name: str | None = None
    unit: str | None = None
    direction: str | None = None
    kind: str | None = None
    cumulates: str | None = None
    measure: str | None = None
    digits: int | None = None
    card: str | None = None
    definition: str | None = None
    issuer: int | None = None
    reporter: int | None = None
    every: int | None = None
    first: int | None = None
    due_day: int | None = None
    position: int | None = None

    def concerns(self) -> Sequence[Concern]:
        """Who reported it and who will; where nobody does, the whole office."""
        return reported_by(indicator_of(self.indicator).reporter_id, self.reporter or None)

    def check(self) -> None:
        """A reason, a day that is not before the last change, an indicator in use, and words that are known."""
        indicator = indicator_of(self.indicator)
        faults: dict[str, Problem] = {}
        try:
            text(self.reason, limit=500)
        except Invalid as problem:
            faults["reason"] = problem
        last = self._last()
        if self.since < last.since:
            faults["since"] = Invalid("catalogue.later_version", since=last.since, on=self.since)
        if faults:
            raise Invalid("catalogue.faulty", fields=faults)
        if indicator.until is not None and indicator.until <= self.since:
            raise Conflict("catalogue.closed", name=indicator.name, until=indicator.until)
        contents = checked(self._contents())
        free(indicator.code, contents["name"], but=indicator.pk)

    def do(self, on: Acting) -> Indicator:
        """The next version; the indicator itself from the day on."""
        indicator, last = indicator_of(self.indicator), self._last()
        new = checked(self._contents())
        changed = [column for column in COLUMNS if new[column] != last.contents[column]]
        if not changed:
            on.unchanged()
            return indicator
        on.add([version_of(on, indicator, last.number + 1, new, self.since, self.reason)])
        settle(on.day, indicator)
        on.log(
            indicator,
            before={column: last.contents[column] for column in changed},
            after={"since": self.since, "reason": self.reason.strip(), **{column: new[column] for column in changed}},
        )
        return indicator

    def _last(self) -> IndicatorVersion:
        return IndicatorVersion.objects.filter(indicator=self.indicator).latest("number")

    def _contents(self) -> dict[str, Any]:
        given = {column: getattr(self, column) for column in COLUMNS if getattr(self, column) is not None}
        bodies = {column: given[column] or None for column in ("issuer", "reporter") if column in given}
        return {**self._last().contents, **given, **bodies}
