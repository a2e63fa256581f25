"""What became of places and bodies: old years are analysed by carrying old nodes over to those of another day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from luoshi.office.organisations.models import SUCCESSIONS


def carried(tree: str, day: dt.date) -> dict[int, dict[int, Decimal | None]]:
    """Each node that had gone over into others by the day → those it is in then, with the share of it.

    A share is None where nobody said how large it is (what is split cannot be added up then). A node that is not
    among the keys is itself. Through several steps shares are multiplied.
    """
    steps: dict[int, list[tuple[int, Decimal | None]]] = {}
    for step in SUCCESSIONS[tree].objects.filter(on__lte=day).order_by("on", "id"):
        steps.setdefault(step.before_id, []).append((step.after_id, step.share))
    return {node: _follow(node, steps, (node,)) for node in steps}


def _follow(
    node: int, steps: dict[int, list[tuple[int, Decimal | None]]], way: tuple[int, ...]
) -> dict[int, Decimal | None]:
    found: dict[int, Decimal | None] = {}
    for after, share in steps[node]:
        if after in way or after not in steps:
            # Itself: what is left of a node from which others were split off.
            further: dict[int, Decimal | None] = {after: Decimal(1)}
        else:
            further = _follow(after, steps, (*way, after))
        for end, of_it in further.items():
            part = None if share is None or of_it is None else share * of_it
            before = found.get(end, Decimal(0))
            found[end] = None if part is None or before is None else before + part
    return found
