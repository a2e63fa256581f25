"""What of the ledger is looked for, as an address says it, and the filters that ask."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from luoshi.office.guard.actors import Actor
from luoshi.office.guard.permissions import allows
from luoshi.office.ledger.listing import Asked, cards, years
from luoshi.office.ledger.models import Commitment
from luoshi.office.organisations.models import Body
from luoshi.office.organisations.trees import as_of
from luoshi.office.pages.asked import whole_number
from luoshi.office.pages.entering import Request
from luoshi.office.pages.words import Language, said
from luoshi.office.people.scopes import today

_LONGEST = 100
Field = dict[str, Any]


def asked_of(request: Request) -> Asked:
    """What the query of the address asks for. Raises `Invalid` for a number that is none."""
    told = {name: value.replace("\0", "").strip()[:_LONGEST] for name, value in request.GET.items()}
    return Asked(
        year=whole_number(told.get("year")),
        card=told.get("card", ""),
        kind=told.get("kind", ""),
        place=whole_number(told.get("place")),
        owner=whole_number(told.get("owner")),
        state=told.get("state", ""),
        text=told.get("q", ""),
        parts=bool(told.get("parts")),
        open_owners=bool(told.get("open")),
        sort=told.get("sort", ""),
    )


def query_of(asked: Asked) -> dict[str, str]:
    """The query that asks so."""
    told = {
        "year": asked.year, "card": asked.card, "kind": asked.kind, "place": asked.place, "owner": asked.owner,
        "state": asked.state, "q": asked.text, "parts": "1" if asked.parts else "",
        "open": "1" if asked.open_owners else "", "sort": asked.sort,
    }  # fmt: skip
    return {name: str(value) for name, value in told.items() if value not in (None, "")}


def filters(request: Request, asked: Asked) -> dict[str, Any]:
    """The bar of filters; four queries."""
    language = request.language
    address = reverse("ledger")
    states = [{"value": state, "label": said(f"ledger.{state}", language)} for state in Commitment.STATES]
    on = [{"value": "", "label": said("table.any", language)}]
    return {
        "action": address,
        "label": said("ledger.find", language),
        "reset": address,
        "keep": {name: value for name, value in query_of(asked).items() if name in ("kind", "sort")},
        "fields": [
            select("year", language, on + [_plain(year) for year in years(request.actor)], asked.year),
            select("card", language, on + [_plain(card) for card in cards(request.actor)], asked.card),
            select("place", language, on + place_options(), asked.place),
            select("owner", language, on + body_options(), asked.owner),
            select("state", language, on + states, asked.state),
            {"name": "q", "label": said("ledger.text", language), "kind": "search", "value": asked.text},
            _switch("parts", "ledger.parts", language, asked.parts),
            _switch("open", "ledger.open_owners", language, asked.open_owners),
        ],
    }


def select(name: str, language: Language, options: list[dict[str, Any]], value: Any) -> Field:
    """A field to choose from."""
    return {
        "name": name,
        "label": said(f"ledger.{name}", language),
        "kind": "select",
        "options": options,
        "value": "" if value is None else str(value),
    }


def place_options(actor: Actor | None = None, permission: str = "") -> list[dict[str, str]]:
    """Every place of today (where somebody may do something), those further down set in; one query."""
    tree = as_of("place", today())
    found = [node for node in tree.nodes.values() if actor is None or allows(actor, permission, (node,))]
    most = min((node.path.count("/") for node in found), default=0)
    return [{"value": str(node.id), "label": "　" * (node.path.count("/") - most) + node.name} for node in found]


def body_options() -> list[dict[str, str]]:
    """Every body that stands today, as it is called in short; one query."""
    found = Body.objects.filter(until=None).order_by("path")
    return [{"value": str(body.pk), "label": str(body)} for body in found]


def _plain(value: object) -> dict[str, str]:
    return {"value": str(value), "label": str(value)}


def _switch(name: str, key: str, language: Language, on: bool) -> Field:
    return {"name": name, "label": said(key, language), "kind": "checkbox", "value": on}
