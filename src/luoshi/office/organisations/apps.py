"""The room as a Django app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Places and bodies."""

    name = "luoshi.office.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
