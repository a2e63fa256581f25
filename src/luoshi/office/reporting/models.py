"""Figures are asked for once: forms and their cells, rounds, sheets, submissions, reviews, waivers."""

from __future__ import annotations

from typing import Any

from django.db import models

from luoshi.office.catalogue.models import Indicator
from luoshi.office.log.append_only import AppendOnly
from luoshi.office.organisations.models import Body, Place
from luoshi.office.people.models import Person


class Form(models.Model):
    """A form: a list of cells, asked for `every` so many months from month `first` of a year. `state`: draft, issued,
    withdrawn.

    Figures are due on day `due_day` of the month after, joined on `joined_day`, shown on `result_day`; a day that is no
    workday moves to the next one. `minutes` is what filling it in takes; `basis` by what right it asks.
    """

    STATES = ("draft", "issued", "withdrawn")

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=100)
    issuer = models.ForeignKey(Body, models.PROTECT, related_name="forms")
    state = models.CharField(max_length=10, default="draft", db_index=True)
    every = models.SmallIntegerField(default=1)
    first = models.SmallIntegerField(default=1)
    due_day = models.SmallIntegerField(default=18)
    joined_day = models.SmallIntegerField(default=20)
    result_day = models.SmallIntegerField(default=25)
    minutes = models.IntegerField(default=0)
    basis = models.CharField(max_length=100, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title


class FormCell(models.Model):
    """What a form asks of each respondent: an indicator in a measure (口径)."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="cells")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=20, default="level")
    position = models.SmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["form", "indicator", "measure"], name="reporting_form_cell_once"),
        )


class Respondent(models.Model):
    """Who fills a form in: a body, for the place whose organ it is."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="respondents")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["form", "body"], name="reporting_respondent_once"),)


class Round(models.Model):
    """A form asked for once, for a period (ISO text, cumulative: `2025-01/2025-03`).

    It opens on `opens`; figures by `due`, joined by `joined`, shown by `result`. `closed_at` is set when it is closed;
    one that was `reopened` is closed by hand.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="rounds")
    period = models.CharField(max_length=30)
    opens = models.DateField()
    due = models.DateField(db_index=True)
    joined = models.DateField()
    result = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["form", "period"], name="reporting_round_once"),)


class Sheet(models.Model):
    """What one respondent owes of a round. `state`: open, submitted, accepted, sent_back.

    `version` counts its submissions; `accepted` is the number of the one that was accepted last (0: none yet).
    """

    STATES = ("open", "submitted", "accepted", "sent_back")

    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets")
    body = models.ForeignKey(Body, models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=10, default="open", db_index=True)
    version = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "body"], name="reporting_sheet_once"),)


class Submission(AppendOnly):
    """A version of a sheet as it was handed in; it never changes. `kind`: first, correction, import (without a sheet).

    `answers`: what was said to the questions of the checks: `[{rule, cell, question, answer}]`. `late`: it came after
    the day it was due on.
    """

    KINDS = ("first", "correction", "import")

    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, blank=True, related_name="submissions")
    number = models.IntegerField(default=1)
    kind = models.CharField(max_length=12)
    note = models.TextField(blank=True, default="")
    answers = models.JSONField(default=list)
    late = models.BooleanField(default=False)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sheet", "number"], name="reporting_submission_once"),)


class Cell(models.Model):
    """The place of a figure: indicator × place × measure × period. What is accepted stands in it, for reading fast.

    `home` is the sheet that asks for it; every other form takes it from there. `status` is one of
    `luoshi.assessing.cells.STATUSES`, or empty as long as nothing has been accepted; `value` is exact, as text.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=20)
    period = models.CharField(max_length=30)
    home = models.ForeignKey(Sheet, models.PROTECT, null=True, blank=True, related_name="cells")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=16, blank=True, default="")
    value = models.CharField(max_length=60, blank=True, default="")
    unit = models.CharField(max_length=20, blank=True, default="")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="+")
    known_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["place", "indicator", "measure", "period"], name="reporting_cell_once"),
        )
        indexes = (
            # With the value: whether another place has it as well is asked of every figure handed in.
            models.Index(fields=["indicator", "period", "value"], name="reporting_cell_value"),
            models.Index(fields=["place", "period"], name="reporting_cell_place"),
            models.Index(fields=["period"], name="reporting_cell_period"),
        )

    def nodes(self) -> tuple[Any, ...]:
        """What scopes see of it: its place and the body that reports it."""
        return (self.place,) if self.body is None else (self.place, self.body)


class Value(AppendOnly):
    """What a submission says of a cell: a status, and the number (exact, as text) where the status has one."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="values")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="values")
    status = models.CharField(max_length=16)
    value = models.CharField(max_length=60, blank=True, default="")
    unit = models.CharField(max_length=20, blank=True, default="")
    note = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["submission", "cell"], name="reporting_value_once"),)


class Review(AppendOnly):
    """What became of a submission: accepted, or sent back with a reason. From `at` on its figures are known."""

    DECISIONS = ("accepted", "sent_back")

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="review")
    decision = models.CharField(max_length=10)
    reason = models.TextField(blank=True, default="")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()


class Waiver(AppendOnly):
    """Somebody, by name, allows that a cell has no number, or an estimated one, and says why."""

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="waivers")
    status = models.CharField(max_length=16)
    reason = models.TextField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()


class Draft(models.Model):
    """What somebody has typed into a sheet and not handed in. `revision` grows with each save."""

    sheet = models.OneToOneField(Sheet, models.CASCADE, related_name="draft")
    contents = models.JSONField(default=dict)
    revision = models.IntegerField(default=1)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
