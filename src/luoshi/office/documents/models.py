"""Pages that were brought in, what was read in them, and what people decided about it."""

from __future__ import annotations

from django.db import models

from luoshi.office.log.append_only import AppendOnly
from luoshi.office.organisations.models import Place


class Document(models.Model):
    """A file that was brought in. Its bytes stand in the media folder under `stored`; `digest` is their SHA-256.

    `state`: waiting, reading, read, failed (`error` says why, for people). `text` is the decoded text that the spans of
    the statements count in; `articles` what reading says of the articles, as in `luoshi read --format jsonl`.
    """

    STATES = ("waiting", "reading", "read", "failed")

    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, unique=True)
    stored = models.CharField(max_length=255)
    size = models.BigIntegerField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="documents")
    printed = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, default="waiting", db_index=True)
    job = models.BigIntegerField(null=True, blank=True)
    error = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    articles = models.JSONField(default=list)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """What reading found: a figure or a task. What it read (`contents`, the fields of a statement) never changes.

    `state`: found, accepted, edited, refused; `fields` are the contents as a person left them.
    """

    STATES = ("found", "accepted", "edited", "refused")

    document = models.ForeignKey(Document, models.CASCADE, related_name="statements")
    number = models.IntegerField()
    kind = models.CharField(max_length=10)
    article = models.IntegerField(default=0)
    line = models.IntegerField(default=0)
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.TextField()
    contents = models.JSONField()
    fields = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="found", db_index=True)

    class Meta:
        ordering = ("document_id", "number")
        constraints = (models.UniqueConstraint(fields=["document", "number"], name="documents_statement_once"),)

    def __str__(self) -> str:
        return self.quote


class Decision(AppendOnly):
    """What somebody decided about a statement: accepted, edited (`fields` as they are now), refused, reopened."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10)
    fields = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
