"""Who is asked what: the cells that a form asks of each respondent, in which months, and which others ask as well.

A figure is of a place. Where a form has several respondents at one place (the bureaus of a county), each is asked for
the indicators that it reports by the catalogue; what none of them reports is asked of the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from luoshi.assessing.calendar import so_far
from luoshi.office.organisations.models import Body
from luoshi.office.reporting.models import Form, FormCell, Respondent

#: What is asked once: place, indicator, measure.
What = tuple[int, int, str]


@dataclass(frozen=True)
class Asks:
    """What a form asks: of each body (by its number) the cells (numbers of `FormCell`), in their order.

    `cells` holds the cells, `bodies` the respondents, both by number.
    """

    form: Form
    of: Mapping[int, tuple[FormCell, ...]]
    bodies: Mapping[int, Body] = field(repr=False)

    def whats(self) -> Iterable[tuple[int, What]]:
        """Each body with each thing it is asked."""
        for body, cells in self.of.items():
            for cell in cells:
                yield body, (self.bodies[body].place_id, cell.indicator_id, cell.measure)

    def count(self) -> int:
        """How many cells a round of it has."""
        return sum(len(cells) for cells in self.of.values())


def asks(forms: Iterable[Form], day: dt.date | None = None, place: int | None = None) -> dict[int, Asks]:
    """What each form asks, by the number of the form; two queries. Bodies that are no more on `day` are not asked.

    With a `place` (its number) what is asked there.
    """
    chosen = {form.pk: form for form in forms}
    cells: dict[int, list[FormCell]] = {}
    for cell in FormCell.objects.filter(form__in=chosen).select_related("indicator").order_by("form", "position", "id"):
        cells.setdefault(cell.form_id, []).append(cell)
    bodies: dict[int, list[Body]] = {}
    respondents = Respondent.objects.filter(form__in=chosen).select_related("body__place")
    if place is not None:
        respondents = respondents.filter(body__place=place)
    for respondent in respondents.order_by("form", "body__position", "body__code"):
        body = respondent.body
        if body.place_id is not None and (day is None or body.until is None or body.until > day):
            bodies.setdefault(respondent.form_id, []).append(body)
    return {number: _asks(form, cells.get(number, []), bodies.get(number, [])) for number, form in chosen.items()}


def _asks(form: Form, cells: list[FormCell], bodies: list[Body]) -> Asks:
    at: dict[int, list[int]] = {}
    for body in bodies:
        at.setdefault(body.place_id, []).append(body.pk)
    found: dict[int, list[FormCell]] = {body.pk: [] for body in bodies}
    for cell in cells:
        for those in at.values():
            reporter = cell.indicator.reporter_id
            found[reporter if reporter in those else those[0]].append(cell)
    return Asks(form, {body: tuple(of) for body, of in found.items()}, {body.pk: body for body in bodies})


def months_of(form: Form) -> tuple[int, ...]:
    """The months of a year (1 to 12) until which a form asks: every 3 from 1 on is 3, 6, 9 and 12."""
    return tuple(month for month in range(form.first, 13) if month % form.every == 0)


def period_of(month: int) -> str:
    """The period of a round: the months of the year so far. `month` is `year * 12 + month - 1`."""
    return so_far(month)


@dataclass(frozen=True)
class Repeat:
    """A cell that an issued form asks for already: of whom, what, by which form, in which months of a year."""

    body: Body
    cell: FormCell
    by: Form
    months: tuple[int, ...]


def repeats(form: Form) -> list[Repeat]:
    """What a form asks that forms issued before it ask as well, of the same places in the same months; three queries.

    Of an issued form it tells what it takes from others; of a draft what would be asked again.
    """
    others = [other for other in earlier_than(form) if set(months_of(other)) & set(months_of(form))]
    held = asks([form, *others])
    taken: dict[What, Form] = {}
    for other in others:
        for _, what in held[other.pk].whats():
            taken.setdefault(what, other)
    mine, found = held[form.pk], []
    for body, cells in mine.of.items():
        for cell in cells:
            by = taken.get((mine.bodies[body].place_id, cell.indicator_id, cell.measure))
            if by is not None:
                shared = tuple(month for month in months_of(form) if month in months_of(by))
                found.append(Repeat(mine.bodies[body], cell, by, shared))
    return found


def earlier_than(form: Form) -> list[Form]:
    """The forms in issue that come before a form: those who asked first have the cell."""
    issued = list(Form.objects.filter(state="issued").exclude(pk=form.pk).select_related("issuer"))
    return sorted((other for other in issued if form.state == "draft" or turn(other) < turn(form)), key=turn)


def turn(form: Form) -> tuple[dt.date, int]:
    """By what forms come one after the other: the day of issue, then the number."""
    return (form.issued_on or dt.date.max, form.pk)
