"""The room as a Django app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """What people see."""

    name = "luoshi.office.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
