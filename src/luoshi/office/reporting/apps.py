"""The room as a Django app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Reporting."""

    name = "luoshi.office.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
