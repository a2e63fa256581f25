from __future__ import annotations

from django.db import models

from luoshi.office.log.append_only import AppendOnly


class Figure(AppendOnly):
    """A row that is never changed."""

    name = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    at = models.DateTimeField(null=True)

    class Meta:
        app_label = "trial"
