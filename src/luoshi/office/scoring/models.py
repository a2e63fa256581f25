"""Verdicts and standings as they are, rule sets with their versions, and what was published, as it was published."""

from __future__ import annotations

from django.db import models

from luoshi.office.ledger.models import Commitment
from luoshi.office.log.append_only import AppendOnly
from luoshi.office.organisations.models import Place


class RuleVersion(AppendOnly):
    """A version of a rule set, whole, as TOML. `kind`: progress, lights, scoring, checks. The latest number holds."""

    KINDS = ("progress", "lights", "scoring", "checks")

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    number = models.IntegerField()
    text = models.TextField()
    reason = models.TextField(blank=True, default="")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "name", "number"], name="scoring_rules_once"),)


class Verdict(models.Model):
    """The verdict on a commitment as of a month, by the figures known now; computed anew when a figure is accepted.

    `contents` holds the row of `luoshi.assessing.progress.assess` (numbers exact, as text).
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="verdicts")
    as_of = models.CharField(max_length=7)
    state = models.CharField(max_length=10, blank=True, default="")
    light = models.CharField(max_length=10, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    contents = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["commitment", "as_of"], name="scoring_verdict_once"),)


class Standing(models.Model):
    """Where a place stands by a rule set in a period, by the figures known now. `contents`: how its points came."""

    rules = models.CharField(max_length=60)
    period = models.CharField(max_length=30)
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    score = models.CharField(max_length=40, blank=True, default="")
    rank = models.IntegerField(null=True, blank=True)
    grade = models.CharField(max_length=10, blank=True, default="")
    contents = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["rules", "period", "place"], name="scoring_standing_once"),)


class Publication(AppendOnly):
    """What was published: a board of lights, a league, the cards. It stays as it was on that day.

    `known_at`: by the figures known until then; `rules`: the rule set's text; `period` what it is about.
    """

    KINDS = ("board", "league", "cards")

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=30)
    rules = models.TextField()
    known_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()


class PublishedRow(AppendOnly):
    """A row of a publication: `key` is the commitment's number or the place's code, `contents` all that was shown."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="rows")
    position = models.IntegerField()
    key = models.CharField(max_length=60)
    contents = models.JSONField()
