"""The example's rules and leagues, and every verdict and place they give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.office.demo import Demo
from luoshi.office.guard.perform import perform
from luoshi.office.jobs.models import Job
from luoshi.office.jobs.queue import enqueue
from luoshi.office.running.example.hand import CITY, COUNTY, OFFICE, work_off
from luoshi.office.running.example.people import actor
from luoshi.office.scoring.actions.change_rules import ChangeRules
from luoshi.office.scoring.actions.publish_results import PublishResults
from luoshi.office.scoring.actions.set_league import SetLeague
from luoshi.office.scoring.rulebook import IN_FORCE

_REASON = "云岚县示例规则"
#: What was published: a board of the county and a league of the towns, of the month before the open round.
_PUBLISHED, _PERIOD = "2025-09", "2025-01/2025-09"


def scoring(demo: Demo, nodes: Mapping[str, Any]) -> None:
    """Rules, leagues, everything judged, and what was published a month ago."""
    for told in demo.cards:
        perform(
            OFFICE,
            ChangeRules(
                kind=told.kind, name=IN_FORCE if told.kind == "lights" else told.name, text=told.text, reason=_REASON
            ),
        )
    leagues = (
        ("towns", "乡镇比拼", "towns", COUNTY, ("town",), 1),
        ("eight-cards", "八张报表", "eight-cards", CITY, ("county", "district"), 3),
    )
    for position, (code, title, rules, under, kinds, every) in enumerate(leagues):
        place = nodes[under].id
        perform(
            OFFICE,
            SetLeague(code=code, title=title, rules=rules, under=place, kinds=kinds, every=every, position=position),
        )
    _judge()
    by = actor("ducha1", demo.today)
    county = nodes[COUNTY].id
    perform(by, PublishResults(kind="board", title="云岚县2025年9月亮灯", period=_PUBLISHED, place=county))
    perform(by, PublishResults(kind="league", title="乡镇比拼2025年1—9月", period=_PERIOD, league="towns"))


def _judge() -> None:
    """Once, for all figures that came in: the jobs that each of them queued are not needed any more."""
    Job.objects.filter(name__startswith="scoring.", state="waiting").delete()
    enqueue("scoring.judge", key="known")
    work_off()
