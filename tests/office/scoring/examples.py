"""Examples of the pages of the room: a board, a league, rules, publications."""

from __future__ import annotations

from typing import Any

from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.scoring.actions.publish_results import PublishResults
from luoshi.office.scoring.models import Standing, Verdict
from office.making import OFFICE, body
from office.scoring.making import county_league, course, indicator, judge, so_far, target


def examples() -> dict[str, tuple[Any, ...]]:
    """Name of the page → its arguments; makes what they lead to."""
    league, _, _ = county_league()
    jobs_ = indicator("JOBS_NEW", "城镇新增就业", unit="人", card="民生")
    target(league.under, jobs_, owner=body("县人力资源和社会保障局", of=league.under))
    course(league.under, jobs_, ["12", "24", "20"])
    judge()
    Job.objects.all().delete()
    board = PublishResults(kind="board", title="3月看板", period="2025-03", place=league.under_id)
    made = perform(OFFICE, board)
    perform(OFFICE, PublishResults(kind="league", title="3月排名", period=so_far(2025, 3), league=league.code))
    return {
        "scoring_verdict": (Verdict.objects.latest("as_of").pk,),
        "scoring_league": (league.code,),
        "scoring_standing": (Standing.objects.filter(card="").latest("pk").pk,),
        "scoring_cards": (league.code,),
        "scoring_rules": ("scoring", "towns"),
        "scoring_change_rules": ("lights", "progress"),
        "scoring_publication": (made.pk,),
        "scoring_withdraw": (made.pk,),
        "scoring_published_row": (made.pk, 1),
    }
