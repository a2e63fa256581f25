"""The queue: one row a job."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """Something to be done in the background. `state`: waiting, running, done, failed.

    A worker that takes a job leases it until `leased_until` and renews the lease while it works; a job whose lease has
    run out (its worker was killed) is taken again, until `attempts` reaches `limit`. `key` names jobs of which one
    waiting is enough.
    """

    name = models.CharField(max_length=80, db_index=True)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, default="waiting")
    due_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    limit = models.IntegerField(default=3)
    worker = models.CharField(max_length=120, blank=True, default="")
    leased_until = models.DateTimeField(null=True, blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["state", "due_at"], name="jobs_job_next"),)
