"""The room as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Ledger."""

    name = "luoshi.office.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
