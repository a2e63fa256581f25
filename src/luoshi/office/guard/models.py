"""Idempotency keys: what was answered to whom."""

from __future__ import annotations

from django.db import models


class Answer(models.Model):
    """The answer to an action that was sent with a key; the same key of the same actor gets it again."""

    who = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    inputs = models.CharField(max_length=64)
    answer = models.TextField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["who", "key"], name="guard_answer_once"),)
