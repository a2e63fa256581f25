"""Verdicts and standings as they are, rule sets with their versions, and what was published, as it was published."""

from __future__ import annotations

from django.db import models

from luoshi.office.ledger.models import Commitment
from luoshi.office.log.append_only import AppendOnly
from luoshi.office.organisations.models import Place


class RuleVersion(AppendOnly):
    """A version of a rule set, whole, as TOML. `kind`: progress, lights, scoring, checks. The latest number holds.

    Number 0 of the sets that come with Luoshi stands in its files (`rulebook`), not here.
    """

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


class League(models.Model):
    """Who is ranked with whom: the places of `kinds` (with commas) right below `under`, by the scoring set `rules`.

    Ranked is every `every` months of a year, cumulative from January. `until` is the first day on which it is no more.
    """

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=100)
    rules = models.CharField(max_length=60)
    under = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kinds = models.CharField(max_length=100)
    every = models.SmallIntegerField(default=1)
    position = models.IntegerField(default=0)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.title


class Verdict(models.Model):
    """The verdict on a commitment as of a month, by the figures known now; computed anew when a figure is accepted.

    `contents` holds the row of `luoshi.assessing.progress.assess` (numbers exact, as text) with `rule` and
    `light_reason` of the light; `shown` and `ahead` are what the year board shows; `outlook` (of the latest month:
    value, low, high) where the year is likely to end. `seen` is the log entry up to which
    figures are in it for certain: what was computed from less never takes the place of what was computed from more.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="verdicts")
    as_of = models.CharField(max_length=7)
    state = models.CharField(max_length=10, blank=True, default="")
    light = models.CharField(max_length=12, blank=True, default="")
    shown = models.CharField(max_length=24, blank=True, default="")
    ahead = models.CharField(max_length=40, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    contents = models.JSONField(default=dict)
    outlook = models.JSONField(default=dict)
    seen = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["commitment", "as_of"], name="scoring_verdict_once"),)


class Standing(models.Model):
    """Where a place stands in a league in a period, by the figures known now: in the whole (`card` empty) or on a card.

    `contents`: how its points came, its neighbours, what a place more would take. `seen` as in `Verdict`.
    """

    league = models.ForeignKey(League, models.CASCADE, related_name="standings")
    period = models.CharField(max_length=30)
    card = models.CharField(max_length=40, blank=True, default="")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    score = models.CharField(max_length=40, blank=True, default="")
    rank = models.IntegerField(null=True, blank=True)
    grade = models.CharField(max_length=10, blank=True, default="")
    contents = models.JSONField(default=dict)
    seen = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["league", "period", "card", "place"], name="scoring_standing_once"),
        )


class Publication(AppendOnly):
    """What was published: a board of lights, a league, the cards. It stays as it was on that day.

    `known_at`: by the figures known until then; `rules`: the rule set's text; `period` what it is about; `place` whose
    board or league it is; `name` the code of the league. `replaces`: what it is put in the place of. A `withdrawal`
    has no rows: it takes what it replaces back, for `reason`.
    """

    KINDS = ("board", "league", "cards", "withdrawal")

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    period = models.CharField(max_length=30)
    rules = models.TextField()
    known_at = models.DateTimeField()
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.TextField(blank=True, default="")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class PublishedRow(AppendOnly):
    """A row of a publication: `key` is the commitment's number or the place's code, `contents` all that was shown."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="rows")
    position = models.IntegerField()
    key = models.CharField(max_length=60)
    contents = models.JSONField()
