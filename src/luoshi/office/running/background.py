"""The worker as a process. Started by `luoshi serve`, or by hand beside a server with PostgreSQL elsewhere."""

from __future__ import annotations

import os

import django

from luoshi.office.running.lifeline import end_with_parent


def main() -> None:
    """Empty the queue until told to end."""
    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.office.settings")
    django.setup()
    from luoshi.office.jobs.worker import main as work

    work()


if __name__ == "__main__":
    main()
