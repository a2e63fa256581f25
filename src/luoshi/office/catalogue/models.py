"""The indicators of the office: those of the vocabulary that it uses, and its own beside them."""

from __future__ import annotations

from django.db import models

from luoshi.office.log.append_only import AppendOnly
from luoshi.office.organisations.models import Body


class Indicator(models.Model):
    """An indicator as it is defined today. `code` is that of the vocabulary, or the office's own.

    `direction`, `kind` and `cumulates` are the vocabulary's words (`luoshi.vocabulary.indicators`); `digits` how many
    decimals are shown and accepted; `card` the report card (经济, 平安, …) that it belongs to. `issuer` issues the
    figures, `reporter` who reports the county's own; figures come `every` so many months, from month `first` of a year,
    due on day `due_day` of the month after.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=20, blank=True, default="")
    direction = models.CharField(max_length=10, default="up")
    kind = models.CharField(max_length=10, default="flow")
    cumulates = models.CharField(max_length=10, default="sum")
    measure = models.CharField(max_length=20, default="level")
    digits = models.SmallIntegerField(default=2)
    card = models.CharField(max_length=20, blank=True, default="")
    definition = models.TextField(blank=True, default="")
    issuer = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    reporter = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    every = models.SmallIntegerField(default=1)
    first = models.SmallIntegerField(default=1)
    due_day = models.SmallIntegerField(default=18)
    position = models.IntegerField(default=0)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.name


class IndicatorVersion(AppendOnly):
    """An indicator as it was defined from the day `since`; `contents` are its columns (`definitions.COLUMNS`)."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    since = models.DateField()
    contents = models.JSONField()
    reason = models.TextField(blank=True, default="")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["indicator", "number"], name="catalogue_version_once"),)
