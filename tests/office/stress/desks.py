"""Desks at which figures are handed in: one town each, with its sheet, its reporter and somebody who sends back."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from luoshi.office.guard.perform import perform
from luoshi.office.people.actions.make_token import MakeToken
from luoshi.office.people.models import Person
from luoshi.office.people.scopes import actor_of
from luoshi.office.reporting.handing_in import own_cells
from luoshi.office.reporting.models import Review, Sheet, Submission, Value
from office.making import person
from office.reporting import making
from office.stress.clients import Client

SUBMIT = "/api/sheets/{sheet}/submissions"
SEND_BACK = "/api/submissions/{submission}/send-back"


def token(who: Person) -> str:
    """A new token of somebody that may write."""
    return str(perform(actor_of(who), MakeToken(person=who.pk, name="stress", writes=True)).token)


@dataclass
class Desk:
    """Hands in its sheet, has it sent back, hands it in again; notes what was acknowledged."""

    sheet: int
    cells: list[int]
    reporter: str
    reviewer: str
    version: int = 0
    #: number of the submission → the value that was in all its cells
    acknowledged: dict[int, str] = field(default_factory=dict)
    sent_back: int = 0

    def once(self, reporter: Client, reviewer: Client) -> None:
        """One submission and its way back. Raises `AssertionError` for an answer that must not be."""
        value = f"{self.version % 90 + 10}.5"
        status, told = reporter.surely("POST", SUBMIT.format(sheet=self.sheet), {
            "version": self.version, "entries": {str(cell): {"value": value} for cell in self.cells},
        })  # fmt: skip
        assert status in (200, 201), (status, told)
        assert told["number"] not in self.acknowledged, f"{told['number']} was acknowledged twice"
        self.acknowledged[told["number"]] = value
        self.version = told["number"]
        address = SEND_BACK.format(submission=told["id"])
        status, told = reviewer.surely("POST", address, {"reason": "请核对"})
        assert status in (200, 201), (status, told)
        self.sent_back += 1


def make(count: int, indicators: int = 5) -> list[Desk]:
    """So many desks, in a county of their own."""
    county = making.county(towns=count, indicators=indicators)
    held = making.opened(county.form(*range(indicators)))
    reviewer = token(person("reviewer", county.place))
    desks = []
    for town in county.towns:
        sheet = making.sheet(held, town)
        cells = [cell.pk for cell in own_cells(sheet)]
        desks.append(Desk(sheet.pk, cells, token(person("reporter", town)), reviewer))
    return desks


@dataclass(frozen=True)
class Count:
    """What was acknowledged, against what the database keeps."""

    acknowledged: int
    kept: int
    lost: int
    doubled: int
    wrong: int


def count(desks: list[Desk]) -> Count:
    """Compare; `wrong`: kept with other figures than were sent, or a sheet that counts other versions than it has."""
    lost = doubled = wrong = kept = 0
    for desk in desks:
        rows = list(Submission.objects.filter(sheet=desk.sheet).order_by("number"))
        kept += len(rows)
        numbers = Counter(row.number for row in rows)
        lost += sum(1 for number in desk.acknowledged if number not in numbers)
        doubled += sum(times - 1 for times in numbers.values()) + sum(
            1 for number in numbers if number not in desk.acknowledged
        )
        wrong += Sheet.objects.get(pk=desk.sheet).version != len(desk.acknowledged)
        values: Any = Value.objects.filter(submission__sheet=desk.sheet).order_by("submission__number")
        told = values.values_list("submission__number", "value")
        for number, group in itertools.groupby(told, key=lambda row: row[0]):
            wrong += [value for _, value in group] != [desk.acknowledged.get(number)] * len(desk.cells)
        reviews = Review.objects.filter(submission__sheet=desk.sheet).count()
        lost += max(0, desk.sent_back - reviews)
        doubled += max(0, reviews - desk.sent_back)
    return Count(sum(len(desk.acknowledged) for desk in desks), kept, lost, doubled, wrong)
