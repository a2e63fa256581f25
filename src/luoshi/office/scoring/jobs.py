"""What the room does by itself: verdicts and standings follow the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from luoshi.assessing.calendar import month_number, month_text
from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.queue import enqueue
from luoshi.office.jobs.registry import job
from luoshi.office.log.models import Head
from luoshi.office.people.scopes import today
from luoshi.office.scoring import inputs, judging, rulebook, standings
from luoshi.office.scoring.actions.keep_standings import KeepStandings
from luoshi.office.scoring.actions.keep_verdicts import KeepVerdicts
from luoshi.office.scoring.models import League, Verdict

WORKER = Actor.office("worker")
#: The year's end is forecast when no figure has come in for a while.
LATER = dt.timedelta(minutes=2)
# So many verdicts are written in one turn.
_A_TURN = 3000


@job("scoring.judge")
def judge(work: Any, period: str = "", indicators: Sequence[int] = ()) -> dict[str, int]:
    """Judge anew what a figure of a period may change: verdicts from its last month on, in the years after too (growth
    looks a year back), and standings from that period on. `indicators`: only of these, by number, and what is
    measured against others. Without a period: every year that has open commitments. How many changed.

    Put into the queue with a key made of its arguments; it reads what holds when it runs, so that one is enough for all
    that came in while it waited.
    """
    years = [year for year in judging.years() if not period or year >= min(inputs.years_of(period))]
    leagues = list(League.objects.filter(_held()).select_related("under"))
    told = {"verdicts": 0, "standings": 0}
    steps = len(years) * (1 + len(leagues))
    for number, year in enumerate(years):
        since = month_text(max(month_number(period), year * 12)) if period else f"{year}-01"
        told["verdicts"] += keep_verdicts(year, since, list(indicators) or None)
        work.progress(number * (1 + len(leagues)) + 1, steps)
        for nth, league in enumerate(leagues, 2):
            if indicators and not _ranks(league, indicators):
                continue
            told["standings"] += keep_standings(league, year, since)
            work.progress(number * (1 + len(leagues)) + nth, steps)
    enqueue("scoring.look_ahead", key="all", after=LATER)
    return told


@job("scoring.judge_all", every=dt.timedelta(days=1))
def judge_all(work: Any) -> dict[str, int]:
    """Everything once a day, whatever was forgotten: nothing changes where nothing was."""
    return judge(work)


@job("scoring.look_ahead")
def look_ahead(work: Any) -> dict[str, int]:
    """Where each commitment's figure is likely to end the year, beside its latest verdict. How many changed."""
    changed = 0
    for number, year in enumerate(years := judging.years(), 1):
        known = judging.read(year)
        expected = judging.outlooks(known)
        if known.months:
            latest = Verdict.objects.filter(as_of=known.months[-1], commitment__in=list(known.ids.values()))
            different = [row for row in latest if row.outlook != expected.get(row.commitment_id, {})]
            for row in different:
                row.outlook = expected.get(row.commitment_id, {})
            changed += Verdict.objects.bulk_update(different, ["outlook"], batch_size=200)
        work.progress(number, len(years))
    return {"outlooks": changed}


def keep_verdicts(year: int, since: str, indicators: Sequence[int] | None = None) -> int:
    """Judge a year from a month on and keep what is different; how many verdicts that were."""
    seen = _entries()
    known = judging.read(year, indicators)
    months = [month for number in range(12) if (month := month_text(year * 12 + number)) >= since]
    rows = judging.judge(known, months)
    concerned = _concerned(known, year, indicators)
    # Whoever hands in meanwhile waits for one part at the most.
    together = max(1, _A_TURN // max(1, len(concerned)))
    return sum(
        perform(
            WORKER,
            KeepVerdicts(
                year=year,
                rows=[row for row in rows if row.as_of in part],
                commitments=concerned,
                months=part,
                seen=seen,
            ),
        )
        for part in (months[start : start + together] for start in range(0, len(months), together))
    )


def _ranks(league: League, indicators: Sequence[int]) -> bool:
    """Whether a league's rule set looks at any of some indicators."""
    rules = rulebook.scoring_rules(rulebook.current("scoring", league.rules))
    names = {name for rule in rules.rules for name in rule.names}
    found = Indicator.objects.filter(pk__in=list(indicators)).values_list("code", "name")
    return any(names & set(one) for one in found)


def _concerned(known: judging.Year, year: int, indicators: Sequence[int] | None) -> list[int]:
    """The commitments whose verdicts may be replaced; all that have any in the year, where all were judged."""
    if indicators is not None:
        return list(known.ids.values())
    left = Verdict.objects.filter(as_of__startswith=f"{year}-").values_list("commitment_id", flat=True).distinct()
    return sorted({*known.ids.values(), *left.order_by()})


def keep_standings(league: League, year: int, since: str) -> int:
    """Rank a league in the periods of a year that end in a month or later, and keep what is different; how many."""
    seen = _entries()
    wanted = [p for p in standings.periods(league, year) if month_text(month_number(p)) >= since]
    rows = standings.rank(standings.read(league, year), year, wanted)
    return perform(WORKER, KeepStandings(league=league.pk, periods=wanted, rows=rows, seen=seen))


def _entries() -> int:
    return int(Head.objects.values_list("count", flat=True).get(id=1))


def _held() -> Q:
    return Q(until=None) | Q(until__gt=today())
