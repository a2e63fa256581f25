"""The room as a Django app."""

from django.apps import AppConfig


class GuardConfig(AppConfig):
    """Who may do what."""

    name = "luoshi.office.guard"
    label = "guard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load every action of every room, and hold them against the table of permissions."""
        from luoshi.office.guard.action import load_actions

        load_actions()
