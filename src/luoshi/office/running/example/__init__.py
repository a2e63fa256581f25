"""`luoshi serve --demo`: the invented county of `luoshi.office.demo` goes into an empty office, by its actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from luoshi.office.demo import Demo, load
from luoshi.office.organisations.models import Place
from luoshi.office.running.environment import EXAMPLE_FILE
from luoshi.office.running.example.catalogue import indicators
from luoshi.office.running.example.documents import documents
from luoshi.office.running.example.ledger import Made, ledger
from luoshi.office.running.example.organisations import organisations
from luoshi.office.running.example.people import PASSWORD, people
from luoshi.office.running.example.reporting import figures
from luoshi.office.running.example.scoring import scoring

__all__ = ["PASSWORD", "fill"]


def fill(say: Callable[[str], None]) -> bool:
    """Fill an empty office; False, and a sentence, where it is not empty.

    From then on the office takes the example's day for today (`EXAMPLE_FILE` in the data folder).
    """
    if Place.objects.exists():
        say("The office is not empty: the example is not loaded again.")
        return False
    say("Loading the example: two years of an invented county …")
    demo = load()
    before = settings.LUOSHI_TODAY
    settings.LUOSHI_TODAY = demo.today
    try:
        # Whole or not at all: an example that was cut off is loaded anew at the next start.
        with transaction.atomic():
            _rooms(demo)
            _keep_day(demo.today)
    finally:
        settings.LUOSHI_TODAY = before
    say(f"The example is loaded. Every account has the password {PASSWORD}; the administrator is guanli.")
    return True


def _rooms(demo: Demo) -> None:
    nodes = organisations(demo)
    people(demo, nodes)
    made = Made(demo, nodes, indicators(demo, nodes), documents(demo, nodes))
    ledger(made)
    figures(demo, nodes, made.indicators)
    scoring(demo, nodes)


def _keep_day(day: dt.date) -> None:
    path = Path(settings.LUOSHI_DATA) / EXAMPLE_FILE
    part = path.with_name(f".{path.name}")
    part.write_text(f"{day.isoformat()}\n", encoding="ascii")
    part.replace(path)
