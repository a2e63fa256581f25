"""The worker as a process. Started by `luoshi serve`, or by hand beside a server with PostgreSQL elsewhere."""

from __future__ import annotations

import os

import django

from luoshi.office.running.lifeline import end_with_parent

# By how much the worker's priority is below that of the web server.
_LOWER = 5


def main() -> None:
    """Empty the queue until told to end."""
    end_with_parent()
    # Whoever waits for a page goes first.
    if hasattr(os, "nice"):
        os.nice(_LOWER)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.office.settings")
    django.setup()
    from luoshi.office.jobs.worker import main as work

    work()


if __name__ == "__main__":
    main()
