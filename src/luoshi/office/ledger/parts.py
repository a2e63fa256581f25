"""The parts of a whole: what is asked of each place or body, and whether that can be entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.errors import Conflict, Invalid, Problem
from luoshi.office.ledger.entering import Entry, check, enter
from luoshi.office.ledger.finding import open_one
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.ledger.numbering import next_part
from luoshi.office.ledger.owners import Register
from luoshi.office.organisations.models import Body, Place


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part: of a place, or of a body (then it leads, and the part is of the whole's place), or of both.

    A figure's numbers are in `unit`, the whole's where none is given; comparator and strength are the whole's where
    none is given. `text` is what a task is called there; the whole's where none is given.
    """

    place: int | None = None
    body: int | None = None
    value: str = ""
    value_to: str = ""
    unit: str = ""
    comparator: str = ""
    strength: str = ""
    baseline: str = ""
    text: str = ""
    due: dt.date | None = None
    support: tuple[int, ...] = ()


def check_parts(commitment: int, parts: Sequence[Part]) -> None:
    """Raise `Invalid` with the parts at fault (`parts.3.value`), `Conflict` where one is there already."""
    whole = open_one(commitment)
    if not parts:
        raise Invalid("ledger.no_parts")
    known = _Known(whole, parts)
    faults: dict[str, Problem] = {}
    seen: set[tuple[int | None, int | None]] = set()
    for at, part in enumerate(parts):
        try:
            name = known.name(part)
            if (part.place, part.body) in seen:
                raise Invalid("ledger.part_twice", name=name)
            seen.add((part.place, part.body))
            standing = known.standing(part)
            if standing is not None:
                raise Conflict("ledger.part_known", name=name, number=standing)
            check(entry_of(whole, part, None))
        except Problem as problem:
            inner = problem.fields or {"value" if whole.kind == "target" else "text": problem}
            faults |= {f"parts.{at}.{column}": fault for column, fault in inner.items()}
    if faults:
        first = next(iter(faults.values()))
        kind = Conflict if isinstance(first, Conflict) else Invalid
        raise kind(first.code, fields=faults, **first.values)


def enter_parts(on: Acting, whole: Commitment, parts: Sequence[Part], due: dt.date | None) -> list[Commitment]:
    """Make the parts, each a commitment with its version and its entry in the log."""
    register = Register(on.day)
    places = Place.objects.in_bulk([part.place for part in parts if part.place is not None])
    before, _, last = next_part(whole).rpartition("-")
    made = []
    for at, part in enumerate(parts):
        lead = part.body
        if lead is None and part.place is not None:
            government = register.of_place(places[part.place])
            lead = None if government is None else government.pk
        entry = entry_of(whole, part, due, lead=lead, number=f"{before}-{int(last) + at:02d}")
        made.append(enter(on, entry))
    return made


def entry_of(
    whole: Commitment, part: Part, due: dt.date | None, *, lead: int | None = None, number: str = "",
) -> Entry:  # fmt: skip
    """The commitment that a part is."""
    leading = part.body if lead is None else lead
    shared: dict[str, Any] = {
        "kind": whole.kind,
        "place": part.place if part.place is not None else whole.place_id,
        "period": whole.period,
        "name": whole.name if whole.kind == "target" or not part.text.strip() else "",
        "text": part.text.strip() or (whole.text if whole.kind == "task" else ""),
        "indicator": whole.indicator_id,
        "parent": whole.pk,
        "card": whole.card,
        "due": part.due or due or whole.due,
        "number": number,
        "lead": () if leading is None else (leading,),
        "support": tuple(body for body in part.support if body != leading),
    }
    if whole.kind == "task":
        return Entry(**shared)
    comparator = part.comparator or whole.comparator
    return Entry(
        measure=whole.measure,
        comparator="eq" if comparator == "between" and not part.value_to.strip() else comparator,
        value=part.value,
        value_to=part.value_to,
        unit=part.unit or whole.unit,
        strength=part.strength or whole.strength,
        reference=whole.reference,
        baseline=part.baseline,
        **shared,
    )


class _Known:
    """The places and bodies that the parts name, and the parts that stand already. Four queries."""

    def __init__(self, whole: Commitment, parts: Sequence[Part]) -> None:
        self._whole = whole
        self._places = Place.objects.in_bulk([part.place for part in parts if part.place is not None])
        wanted = [part.body for part in parts if part.body is not None]
        self._bodies: dict[int, Body] = Body.objects.in_bulk(wanted)
        standing = Commitment.objects.filter(parent=whole).exclude(state="dropped")
        self._standing = {
            (place, body): number
            for place, number, body in Ownership.objects.filter(
                commitment__in=standing, role="lead", until=None
            ).values_list("commitment__place", "commitment__number", "body")
        }
        self._at = dict(standing.values_list("place", "number"))

    def name(self, part: Part) -> str:
        """What the part is called: its body, else its place. Raises `Invalid` where it is not inside the whole."""
        if part.place is None and part.body is None:
            raise Invalid("ledger.part_whose")
        if part.body is not None and part.body not in self._bodies:
            raise Invalid("ledger.no_body", body=part.body)
        if part.place is not None:
            place = self._places.get(part.place)
            if place is None:
                raise Invalid("ledger.no_place", place=part.place)
            if not place.path.startswith(self._whole.place.path) or (
                part.body is None and place.pk == self._whole.place_id
            ):
                raise Invalid("ledger.part_outside", name=place.name, place=self._whole.place.name)
            if part.body is None:
                return place.name
        return self._bodies[part.body].name if part.body is not None else ""

    def standing(self, part: Part) -> str | None:
        """The number of the part that stands for the same place, or the same body at the same place."""
        if part.body is None:
            return self._at.get(part.place)
        return self._standing.get((part.place or self._whole.place_id, part.body))
