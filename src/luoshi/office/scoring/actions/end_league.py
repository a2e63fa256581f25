"""A league ends: from the day on it is computed no more; what was published of it stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.scoring.finding import league_of
from luoshi.office.scoring.models import League


@dataclass(frozen=True, kw_only=True)
class EndLeague(Action[League]):
    """End the league `code` on the day `on`; gives the league."""

    code: str
    on: dt.date

    def concerns(self) -> Sequence[Concern]:
        """The place whose parts are ranked."""
        return (league_of(self.code).under,)

    def do(self, on: Acting) -> League:
        """Set its end."""
        league = league_of(self.code)
        before = {"until": league.until}
        league.until = self.on
        league.save()
        on.log(league, before=before, after={"until": self.on})
        return league
