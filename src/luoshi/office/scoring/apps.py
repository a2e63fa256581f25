"""The room as a Django app."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    """Scoring."""

    name = "luoshi.office.scoring"
    label = "scoring"
    default_auto_field = "django.db.models.BigAutoField"
