"""The room as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The background."""

    name = "luoshi.office.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
