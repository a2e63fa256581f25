"""An indicator is no longer asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.catalogue.changing import indicator_of, reported_by
from luoshi.office.catalogue.models import Indicator, IndicatorVersion
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, text


@dataclass(frozen=True, kw_only=True)
class CloseIndicator(Action[Indicator]):
    """The indicator is out of use from the day `on`; gives it. Its figures and definitions stay."""

    indicator: int
    on: dt.date
    reason: str

    def concerns(self) -> Sequence[Concern]:
        """Who reports it; where nobody does, the whole office."""
        return reported_by(indicator_of(self.indicator).reporter_id)

    def check(self) -> None:
        """A reason; not closed yet; the day is not before the last change."""
        indicator = indicator_of(self.indicator)
        try:
            text(self.reason, limit=500)
        except Invalid as problem:
            raise Invalid("catalogue.faulty", fields={"reason": problem}) from problem
        if indicator.until is not None:
            raise Conflict("catalogue.closed", name=indicator.name, until=indicator.until)
        last = IndicatorVersion.objects.filter(indicator=indicator).latest("number")
        if self.on < last.since:
            fault = Invalid("catalogue.later_version", since=last.since, on=self.on)
            raise Invalid("catalogue.faulty", fields={"on": fault})

    def do(self, on: Acting) -> Indicator:
        """The day of its end."""
        indicator = indicator_of(self.indicator)
        indicator.until = self.on
        indicator.save()
        on.log(indicator, before={"until": None}, after={"until": self.on, "reason": self.reason.strip()})
        return indicator
