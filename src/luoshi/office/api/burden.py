"""What forms cost, and what asking once saves."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Field, Router, Schema

from luoshi.office.api.acting import enter
from luoshi.office.api.reported import Id
from luoshi.office.people.scopes import today
from luoshi.office.reporting.burden import Burden, Cost, burden

router = Router(tags=["burden"])

Year = Annotated[int, Field(ge=1949, le=2200)]


class CostOut(Schema):
    """Forms, sheets, cells asked, filled in and saved, minutes (exact to a tenth), sheets late, sent back, absent."""

    forms: int
    sheets: int
    asked: int
    own: int
    saved: int
    share_saved: float
    minutes: float
    minutes_saved: float
    late: int
    sent_back: int
    absent: int


class OfBody(CostOut):
    """What it comes to for a body."""

    body_id: int
    body: str


class OfForm(CostOut):
    """What a form comes to."""

    form_id: int
    form: str


class OfMonth(CostOut):
    """What a month comes to."""

    month: int


class RepeatedOut(Schema):
    """An indicator that several forms ask of the same places."""

    indicator: str
    name: str
    measure: str
    forms: list[str]
    places: int


class BurdenOut(Schema):
    """What the forms of a year cost."""

    year: int
    total: CostOut
    respondents: list[OfBody]
    issuers: list[OfBody]
    forms: list[OfForm]
    months: list[OfMonth]
    repeats: list[RepeatedOut]


@router.get("", response=BurdenOut, operation_id="get_burden")
def one(request: Any, year: Year | None = None, issuer: Id | None = None) -> Any:
    """What the forms of a year (this one) cost the respondents, and what asking once saves them."""
    enter(request, "reporting.see_burden")
    return _told(burden(request.actor, year or today().year, issuer=issuer))


def _told(found: Burden) -> dict[str, Any]:
    def of_bodies(costs: Any) -> list[dict[str, Any]]:
        return [{"body_id": body.pk, "body": body.name, **_cost(cost)} for body, cost in costs.items()]

    return {
        "year": found.year,
        "total": _cost(found.total),
        "respondents": of_bodies(found.respondents),
        "issuers": of_bodies(found.issuers),
        "forms": [{"form_id": form.pk, "form": form.title, **_cost(cost)} for form, cost in found.forms.items()],
        "months": [{"month": month, **_cost(cost)} for month, cost in found.months.items()],
        "repeats": [
            {
                "indicator": one.indicator, "name": one.name, "measure": one.measure, "places": one.places,
                "forms": [form.title for form in one.forms],
            }
            for one in found.repeats
        ],
    }  # fmt: skip


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "forms": len(cost.forms), "sheets": cost.sheets, "asked": cost.asked, "own": cost.own, "saved": cost.saved,
        "share_saved": round(float(cost.share_saved), 1), "minutes": round(float(cost.minutes), 1),
        "minutes_saved": round(float(cost.minutes_saved), 1), "late": cost.late, "sent_back": cost.sent_back,
        "absent": cost.absent,
    }  # fmt: skip
