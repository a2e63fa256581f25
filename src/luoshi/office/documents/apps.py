"""The room as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents."""

    name = "luoshi.office.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
