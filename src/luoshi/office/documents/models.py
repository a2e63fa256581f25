"""Pages that were brought in, what was read in them, and what people decided about it."""

from __future__ import annotations

from django.db import models

from luoshi.office.log.append_only import AppendOnly
from luoshi.office.organisations.models import Place


class Document(models.Model):
    """A file that was brought in. Its bytes stand in the media folder under `stored`; `digest` is their SHA-256.

    `state`: waiting (its `job` reads it), read, failed (`error` says why, `reasons.said` in which words), withdrawn
    (`withdrawals` say why; the same bytes may then be brought in anew). `text` is the decoded text that the spans of
    the statements count in, `pages` where its pages start (PDF); `articles` what reading says of the
    articles, as in `luoshi read --format jsonl`. Pages of one `printed` day and place are one issue.
    """

    STATES = ("waiting", "read", "failed", "withdrawn")

    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    stored = models.CharField(max_length=255)
    size = models.BigIntegerField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="documents")
    printed = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, default="waiting", db_index=True)
    job = models.BigIntegerField(null=True, blank=True)
    error = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    pages = models.JSONField(default=list)
    articles = models.JSONField(default=list)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["place", "digest"], condition=~models.Q(state="withdrawn"), name="documents_document_once"
            ),
        )
        indexes = (models.Index(fields=["place", "printed"], name="documents_issue"),)

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """What reading found: a figure or a task. What it read (`contents`, the fields of a statement) never changes.

    `fields` are the contents as a person left them; until somebody edits them they are the contents. Numbers in both
    are exact, as text. `state`: found, accepted, edited (accepted as edited), refused. `start` and `end` count code
    points of the document's text.
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


class Withdrawal(AppendOnly):
    """A document was withdrawn: it was brought in by mistake, for a `reason`. What was read and decided stays."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="withdrawals")
    reason = models.TextField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
