"""Django, for the commands: set up with the data folder of the environment, and its errors told in our words."""

from __future__ import annotations

import os

from luoshi.office.running import environment


def set_up() -> None:
    """Set Django up. Raises `ValueError` for a faulty environment, `OSError` where the folder cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.office.settings")
    # Read once here: what is faulty is told before Django wraps it.
    environment.database()
    environment.oidc()
    environment.workers()
    environment.today()
    environment.secret()
    import django

    django.setup()


def told() -> str:
    """Where the data are, for messages: the folder, or the server without its password."""
    database = environment.database()
    if database["ENGINE"].endswith("sqlite3"):
        return str(database["NAME"])
    return f"PostgreSQL {database['NAME']} on {database['HOST'] or 'localhost'}"
