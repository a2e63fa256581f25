"""The history of a node: its names and parents, what it came from, what became of it, and who stands around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from luoshi.office.organisations.models import ERAS, NODES, SUCCESSIONS, Body


@dataclass(frozen=True)
class Passed:
    """On the day `on`, `before`, or a `share` of it (None: nobody knows), went over into `after`."""

    on: dt.date
    before: Any
    after: Any
    share: Decimal | None


@dataclass(frozen=True)
class Chronicle:
    """The eras, the latest first; what it came from and what became of it; nodes above, below, bodies of the place."""

    eras: list[Any]
    origins: list[Passed]
    successions: list[Passed]
    above: list[Any]
    below: list[Any]
    bodies: list[Any]


def chronicle(node: Any, day: dt.date) -> Chronicle:
    """The history of a node, and what stands around it on a day. At most five queries."""
    there = Q(until=None) | Q(until__gt=day)
    model, steps = NODES[node.tree], SUCCESSIONS[node.tree].objects.select_related("before", "after")
    passed = [
        Passed(step.on, step.before, step.after, step.share)
        for step in steps.filter(Q(before=node) | Q(after=node)).order_by("on", "id")
    ]
    order = [int(part) for part in node.path.strip("/").split("/")[:-1]]
    above = model.objects.in_bulk(order)
    return Chronicle(
        eras=list(ERAS[node.tree].objects.filter(node=node).select_related("parent").order_by("-since")),
        origins=[step for step in passed if step.before.id != node.id],
        successions=[step for step in passed if step.before.id == node.id],
        above=[above[number] for number in order if number in above],
        below=list(model.objects.filter(there, parent=node, since__lte=day).order_by("position", "code")),
        bodies=list(Body.objects.filter(there, place=node, since__lte=day).order_by("position", "code"))
        if node.tree == "place"
        else [],
    )
