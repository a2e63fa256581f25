"""The room as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The office for programs."""

    name = "luoshi.office.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
