"""Examples of the pages of the ledger: a target with parts and a verdict."""

from __future__ import annotations

from typing import Any

from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.break_down import BreakDown
from luoshi.office.ledger.parts import Part
from office.ledger.making import county, indicator, target, task
from office.making import OFFICE

#: A year that no other room makes commitments of by number.
YEAR = "2023"


def examples() -> dict[str, tuple[Any, ...]]:
    """Name of the page → its arguments; makes what they lead to."""
    here = county()
    whole = target(here.county, indicator("YL_INVEST", "竹木产业投资"), "100", period=YEAR, lead=(here.development.id,))
    perform(OFFICE, BreakDown(commitment=whole.pk, parts=(Part(place=here.towns[0].id, value="40"),)))
    task(here.county, period=YEAR, lead=(here.industry.id,), printed_support="县林业局")
    return {
        "commitment": (whole.pk,),
        "ledger_chart": (whole.pk,),
        "ledger_parts": (whole.pk,),
        "ledger_change": (whole.pk, "change"),
        "ledger_export": ("jsonl",),
    }
