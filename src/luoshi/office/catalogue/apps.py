"""The room as a Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Indicators."""

    name = "luoshi.office.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
