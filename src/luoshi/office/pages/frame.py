"""What stands around every page: rooms, user, place and period. The context processor of the office fills it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

#: The rooms as the side shows them: what to look at, what is promised, what is reported, what comes of it, the house.
ROOMS: tuple[tuple[str, ...], ...] = (
    ("today", "board"),
    ("ledger", "documents"),
    ("forms", "review", "burden"),
    ("league", "cards"),
    ("organisations", "catalogue", "rules", "people", "log"),
)
THEMES = ("auto", "light", "dark")


def frame(
    urls_of_rooms: Mapping[str, str],
    here: str | None,
    *,
    user: Mapping[str, Any] | None = None,
    where: Mapping[str, Any] | None = None,
    urls: Mapping[str, str],
    counts: Mapping[str, int] | None = None,
    back: str = "/",
    now: datetime | None = None,
) -> dict[str, Any]:
    """The `frame` of a page's context (see templates/base.html).

    `urls_of_rooms`: address of each room that this person may enter; the others are not shown. `counts`: what waits in
    a room. Raises `ValueError` for a room that the house does not have.
    """
    known: Sequence[str] = [room for group in ROOMS for room in group]
    strangers = [room for room in urls_of_rooms if room not in known]
    if strangers:
        raise ValueError(f"rooms: found {', '.join(strangers)}, expected {', '.join(known)}")
    groups = [
        [
            {"key": room, "url": urls_of_rooms[room], "here": room == here, "count": (counts or {}).get(room)}
            for room in group
            if room in urls_of_rooms
        ]
        for group in ROOMS
    ]
    return {
        "rooms": [group for group in groups if group],
        "user": user,
        "where": where,
        "urls": urls,
        "back": back,
        "now": now,
    }
