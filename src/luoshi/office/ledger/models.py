"""Commitments: what was promised, where it stands printed, whose it is, by when, and what it is a part of."""

from __future__ import annotations

from django.db import models

from luoshi.office.catalogue.models import Indicator
from luoshi.office.documents.models import Statement
from luoshi.office.log.append_only import AppendOnly
from luoshi.office.organisations.models import Body, Place


class Commitment(models.Model):
    """A target (`kind` target: an indicator and a figure to be reached) or a task, once it stands in the ledger.

    `number` is its public name (`2025-014`). The columns from `period` to `baseline` are those of the contract
    `luoshi.assessing.frames.TARGETS`; numbers are exact, as text. `text` is the clause as printed (or as it was written
    down), `statement` where it was read. `parent` is the commitment that it is a part of. `state`: open, done, dropped.
    `printed_owners`: names of owners in the document of which no body, or several, were found: [[role, name], …].
    """

    KINDS = ("target", "task")
    STATES = ("open", "done", "dropped")

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10)
    place = models.ForeignKey(Place, models.PROTECT, related_name="commitments")
    name = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="commitments")
    period = models.CharField(max_length=30, db_index=True)
    measure = models.CharField(max_length=20, blank=True, default="")
    comparator = models.CharField(max_length=20, blank=True, default="")
    value = models.CharField(max_length=60, blank=True, default="")
    value_to = models.CharField(max_length=60, blank=True, default="")
    unit = models.CharField(max_length=20, blank=True, default="")
    strength = models.CharField(max_length=20, blank=True, default="")
    reference = models.CharField(max_length=100, blank=True, default="")
    baseline = models.CharField(max_length=60, blank=True, default="")
    due = models.DateField(null=True, blank=True)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="commitments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    card = models.CharField(max_length=20, blank=True, default="")
    state = models.CharField(max_length=10, default="open", db_index=True)
    position = models.IntegerField(default=0)
    printed_owners = models.JSONField(default=list, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ("period", "position", "number")

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Ownership(models.Model):
    """A body has a commitment: `role` lead or support. `until` is the first day on which it has it no more."""

    ROLES = ("lead", "support")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="owners")
    body = models.ForeignKey(Body, models.PROTECT, related_name="commitments")
    role = models.CharField(max_length=10)
    position = models.SmallIntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("role", "position")


class CommitmentVersion(AppendOnly):
    """A commitment as it was at its version `number`, with its owners; `reason` says why it was changed."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    contents = models.JSONField()
    reason = models.TextField(blank=True, default="")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["commitment", "number"], name="ledger_version_once"),)


class TaskReport(AppendOnly):
    """How a task stands, as its owner says: a state of `STATES`; `share` is exact, in %, or empty."""

    STATES = ("not_started", "ongoing", "done", "stuck")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reports")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12)
    share = models.CharField(max_length=20, blank=True, default="")
    text = models.TextField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
