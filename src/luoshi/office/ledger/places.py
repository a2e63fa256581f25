"""Places by name: the one that a document speaks of, and the name by which frames call each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from luoshi.office.guard.errors import Invalid
from luoshi.office.organisations.models import Place


def labels() -> dict[int, str]:
    """Every place → the name by which frames of targets and figures call it: its own where no other has it.

    Of several of one name each is called by the names of those above it too (青澜市云岚县城关镇), and where these are
    the same by its code. One query.
    """
    rows = {row[0]: row[1:] for row in Place.objects.values_list("pk", "name", "code", "path")}
    short = Counter(name for name, _, _ in rows.values())
    whole = {pk: "".join(rows[above][0] for above in _ids(path) if above in rows) for pk, (_, _, path) in rows.items()}
    long = Counter(name for pk, name in whole.items() if short[rows[pk][0]] > 1)
    made = {}
    for pk, (name, code, _) in rows.items():
        if short[name] == 1:
            made[pk] = name
        else:
            made[pk] = whole[pk] if long[whole[pk]] == 1 else f"{whole[pk]}（{code}）"
    return made


def place_meant(subject: str | None, home: Place) -> Place:
    """The place that a statement is about; `home`, its document's, where it says none.

    The longest name of a place that the subject begins with counts (云岚县栗溪工业园 is in 云岚县), written alone or
    behind those above it; of several the one inside `home`. Raises `Invalid` where there is none, or more than one.
    """
    if not subject:
        return home
    found = _meant(subject, Place.objects.filter(until=None))
    if len(found) > 1:
        found = [place for place in found if place.path.startswith(home.path)]
    if len(found) != 1:
        raise Invalid("ledger.place_unclear", subject=subject)
    return found[0]


def _meant(subject: str, places: Iterable[Place]) -> list[Place]:
    there = {place.pk: place for place in places}
    found: dict[int, list[Place]] = {}
    for place in there.values():
        above = [there[pk].name for pk in _ids(place.path) if pk in there]
        fits = [len(name) for name in ("".join(above[at:]) for at in range(len(above))) if subject.startswith(name)]
        if fits:
            found.setdefault(max(fits), []).append(place)
    return found[max(found)] if found else []


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/") if part]
