"""The worker keeps the standings of a league that it has computed; the log tells which ranks changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.scoring.models import Standing
from luoshi.office.scoring.replacing import replaced
from luoshi.office.scoring.standings import Ranked

_COMPARED = ("score", "rank", "grade", "contents")
_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class KeepStandings(Action[int]):
    """Keep the standings of a league in these periods; gives how many changed. `seen` as in `KeepVerdicts`."""

    league: int
    periods: Sequence[str]
    rows: Sequence[Ranked]
    seen: int

    def do(self, on: Acting) -> int:
        """Write what is different and tell the log of the ranks in the whole."""
        there = {
            (row.period, row.card, row.place_id): row
            for row in Standing.objects.filter(league=self.league, period__in=self.periods).select_related("place")
        }
        made = {(row.period, row.card, row.place): row for row in self.rows}
        found = replaced(there, made, _COMPARED, self.seen)
        changed, gone = list(found.changed.values()), list(found.gone.values())
        if not changed and not gone:
            on.unchanged()
            return 0
        Standing.objects.filter(pk__in=[row.pk for row in gone]).delete()
        Standing.objects.bulk_create(
            [
                Standing(
                    league_id=self.league, period=row.period, card=row.card, place_id=row.place, seen=self.seen,
                    at=on.at, **{name: getattr(row, name) for name in _COMPARED},
                )
                for row in changed
            ],
            batch_size=_BATCH, update_conflicts=True, unique_fields=["league", "period", "card", "place"],
            update_fields=[*_COMPARED, "seen", "at"],
        )  # fmt: skip
        before: dict[str, dict[str, int | None]] = {}
        after: dict[str, dict[str, int | None]] = {}
        for row in changed:
            old = there.get((row.period, row.card, row.place))
            if old is not None and not row.card and old.rank != row.rank:
                before.setdefault(row.period, {})[old.place.code] = old.rank
                after.setdefault(row.period, {})[old.place.code] = row.rank
        told = {"ranks": after, "changed": len(changed), "gone": len(gone)}
        on.log(f"league:{self.league}", before={"ranks": before}, after=told)
        return len(changed) + len(gone)
