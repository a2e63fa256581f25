"""Examples of the pages of the room: a form, a sheet that is open, one that waits for review."""

from __future__ import annotations

from typing import Any

from office.reporting.making import county, opened, sheet, submitted


def examples() -> dict[str, tuple[Any, ...]]:
    """Name of the page → its arguments; makes what they lead to."""
    made = county()
    form = made.form(0, 1, (2, "growth"))
    made.form(0)
    held = opened(form)
    waits = submitted(made.clerks[1], sheet(held, made.towns[1]), "2.5", "3", "4.5")
    open_ = sheet(held, made.towns[0])
    draft = made.form(0, 2, issue=False)
    return {
        "form": (form.pk,),
        "form_change": (draft.pk,),
        "sheet": (open_.pk,),
        "sheet_template": (open_.pk,),
        "sheet_upload": (open_.pk,),
        "review_submission": (waits.pk,),
        "round_workbook": (held.pk,),
    }
