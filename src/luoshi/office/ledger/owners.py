"""Who has a commitment: bodies found by the names that a document prints, and the rows that say so."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from luoshi.assessing.sources.cells import half
from luoshi.office.guard.errors import Invalid
from luoshi.office.ledger.finding import bodies_on
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.organisations.models import Body, Place

# Not at 和: 县发展和改革局 is one body.
_BETWEEN = re.compile(r"[、，,；;\s]+")


@dataclass
class Named:
    """The bodies of printed names, in their order; `open` are the names of which none, or several, were found."""

    bodies: list[Body] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


class Register:
    """The bodies of a day by every name they are printed with. One query."""

    def __init__(self, day: dt.date) -> None:
        self.bodies = list(bodies_on(day).order_by("position", "code"))
        self._by_name: dict[str, dict[int, Body]] = {}
        for body in self.bodies:
            for name in _names(body):
                self._by_name.setdefault(name, {})[body.pk] = body

    def find(self, printed: str | Sequence[str] | None, place: Place) -> Named:
        """The bodies that a text names, seen from a place: of several of one name those of the place itself."""
        found = Named()
        for name in split(printed):
            bodies = self._group(name, place) or self._one(name, place)
            if not bodies:
                found.open.append(name)
            found.bodies += [body for body in bodies if body not in found.bodies]
        return found

    def named(self, printed: str, place: Place) -> tuple[int, ...]:
        """The bodies of a list that somebody wrote. Raises `Invalid` where a name is of none, or of several."""
        found = self.find(printed, place)
        if found.open:
            raise Invalid("ledger.unknown_owners", names="、".join(found.open))
        return tuple(body.pk for body in found.bodies)

    def of_place(self, place: Place) -> Body | None:
        """The government of a place; None where it has none, or several."""
        governments = [
            body for body in self.bodies if body.place_id == place.pk and body.kind in ("government", "town_government")
        ]
        return governments[0] if len(governments) == 1 else None

    def together(self, bodies: Sequence[Body], place: Place) -> list[str]:
        """What a list of bodies is called in short: all towns of a place are 各乡镇, where all of them are there."""
        told = [str(body) for body in bodies]
        for kind, word in first_words().items():
            members = self._of_kind(kind, place)
            if len(members) > 1 and all(body in bodies for body in members):
                names = {str(body) for body in members}
                at = next(at for at, name in enumerate(told) if name in names)
                told[at] = word
                told = [name for name in told if name not in names]
        return told

    def _one(self, name: str, place: Place) -> list[Body]:
        meant = list(self._by_name.get(half(name), {}).values())
        if len(meant) > 1:
            meant = [body for body in meant if body.place_id == place.pk]
        return meant if len(meant) == 1 else []

    def _group(self, name: str, place: Place) -> list[Body]:
        kind = groups().get(half(name))
        if kind is None:
            return []
        return self._of_kind(kind, place)

    def _of_kind(self, kind: str, place: Place) -> list[Body]:
        inside = [body for body in self.bodies if body.kind == kind and body.place is not None]
        return [body for body in inside if body.place is not None and body.place.path.startswith(place.path)]


@cache
def groups() -> dict[str, str]:
    """Word → kind of body, of `groups.toml`."""
    return {half(word): kind for kind, entry in _groups().items() for word in entry["words"]}


@cache
def first_words() -> dict[str, str]:
    """Kind of body → the word that is written for all of them."""
    return {kind: entry["words"][0] for kind, entry in _groups().items()}


def _groups() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("groups.toml").read_text(encoding="utf-8"))


def split(printed: str | Sequence[str] | None) -> list[str]:
    """The names in a printed list: `县教育局、县财政局` are two."""
    texts = [printed] if isinstance(printed, str) else printed or ()
    names = [name.strip("。.：: ") for text in texts for name in _BETWEEN.split(text)]
    return list(dict.fromkeys(name for name in names if name))


def _names(body: Body) -> set[str]:
    """A body's name, its short name, and of 云岚县财政局 also 财政局 and 县财政局."""
    names = {half(body.name), half(body.short)}
    if body.place is not None and body.name.startswith(body.place.name):
        bare = body.name.removeprefix(body.place.name)
        names |= {half(bare), half(body.place.name[-1:] + bare)} if bare else set()
    return names - {""}


def set_owners(commitment: Commitment, lead: Sequence[Body], support: Sequence[Body], day: dt.date) -> None:
    """From the day on these bodies have it, in this order; the others have it no more."""
    wanted = {
        (body.pk, role): at for role, bodies in (("lead", lead), ("support", support)) for at, body in enumerate(bodies)
    }
    for row in current(commitment):
        position = wanted.pop((row.body_id, row.role), None)
        if position is not None:
            if position != row.position:
                row.position = position
                row.save()
        elif row.since >= day:
            # It never had it for a day.
            row.delete()
        else:
            row.until = day
            row.save()
    Ownership.objects.bulk_create(
        Ownership(commitment=commitment, body_id=body, role=role, position=at, since=day)
        for (body, role), at in wanted.items()
    )


def assign(commitment: Commitment, lead: Sequence[Body] | None, support: Sequence[Body] | None, day: dt.date) -> None:
    """From the day on these lead and these co-operate; None leaves those who do, but nobody does both.

    Names that a document printed in that role are settled by it.
    """
    now = current(commitment)
    said = {"lead": lead, "support": support}
    leading = [row.body for row in now if row.role == "lead"] if lead is None else list(lead)
    helping = [row.body for row in now if row.role == "support"] if support is None else list(support)
    if lead is not None and support is None:
        helping = [body for body in helping if body not in leading]
    elif support is not None and lead is None:
        leading = [body for body in leading if body not in helping]
    commitment.printed_owners = [one for one in commitment.printed_owners if said[one[0]] is None]
    set_owners(commitment, leading, helping, day)


def current(commitment: Commitment) -> list[Ownership]:
    """Who has it now, leading first; one query."""
    return list(commitment.owners.filter(until=None).select_related("body__place").order_by("role", "position"))


def apart(lead: Iterable[Body], support: Iterable[Body]) -> None:
    """Raise `Invalid` where a body stands in both."""
    leading = {body.pk for body in lead}
    for body in support:
        if body.pk in leading:
            raise Invalid("ledger.owner_twice", name=body.name)
