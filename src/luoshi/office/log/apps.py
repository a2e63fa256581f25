"""The room as a Django app."""

from django.apps import AppConfig


class LogConfig(AppConfig):
    """The log."""

    name = "luoshi.office.log"
    label = "log"
    default_auto_field = "django.db.models.BigAutoField"
