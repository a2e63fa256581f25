"""What an accepted statement says, as a commitment."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luoshi.assessing.promises.matching import code_of, plain_name
from luoshi.office.catalogue.models import Indicator
from luoshi.office.documents.models import Statement
from luoshi.office.guard.errors import Invalid
from luoshi.office.ledger.entering import LONGEST_NAME, LONGEST_REFERENCE, Entry
from luoshi.office.ledger.places import place_meant
from luoshi.office.log.canonical import number
from luoshi.office.organisations.models import Place
from luoshi.vocabulary.periods import bounds


def fields_of(statement: Statement) -> dict[str, Any]:
    """The fields of a statement as a person left them."""
    return {**statement.contents, **statement.fields}


def place_meant_by(statement: Statement) -> Place:
    """The place that it is about: its subject, else that of its document. Raises `Invalid` where it is not clear."""
    subject = fields_of(statement).get("subject") if statement.kind == "figure" else None
    return place_meant(subject, statement.document.place)


def entry_of(statement: Statement, given: Mapping[str, Any]) -> Entry:
    """The commitment that a statement makes. `given`: what a person says beside it (place, lead, support, due, …).

    Raises `Invalid` where it has no period and its document no day.
    """
    fields = fields_of(statement)
    place = given["place"] if given["place"] is not None else place_meant_by(statement).pk
    shared: dict[str, Any] = {
        "place": place,
        "period": _period(fields.get("period"), statement),
        "text": statement.quote,
        "due": given["due"],
        "number": given["number"],
        "position": given["position"],
        "lead": given["lead"],
        "support": given["support"],
    }
    if not given["lead"] and not given["support"]:
        shared["printed_lead"] = fields.get("lead") or fields.get("owner") or ""
        shared["printed_support"] = fields.get("support") or ""
    if statement.kind == "task":
        return Entry(kind="task", indicator=given["indicator"], **shared)
    indicator = given["indicator"] if given["indicator"] is not None else _indicator(fields)
    return Entry(
        kind="target",
        indicator=indicator,
        name="" if indicator is not None else str(fields.get("indicator") or statement.quote)[:LONGEST_NAME],
        value=_number(fields.get("value")),
        value_to=_number(fields.get("value_to")),
        reference=str(fields.get("reference") or "")[:LONGEST_REFERENCE],
        measure=fields.get("measure") or "",
        comparator=fields.get("comparator") or "",
        unit=fields.get("unit") or "",
        strength=fields.get("strength") or "",
        **shared,
    )


def _indicator(fields: Mapping[str, Any]) -> int | None:
    """The office's indicator: by the statement's code, else by its name. One query."""
    if not fields.get("indicator") and not fields.get("code"):
        return None
    code = code_of({"code": fields.get("code"), "indicator": fields.get("indicator") or ""})
    plain = plain_name(str(fields.get("indicator") or ""))
    known = list(Indicator.objects.filter(until=None).values_list("pk", "code", "name"))
    for pk, its_code, name in known:
        if its_code in (code, fields.get("indicator")) or name == fields.get("indicator"):
            return int(pk)
    named = [int(pk) for pk, _, name in known if plain and plain_name(name) == plain]
    return named[0] if len(named) == 1 else None


def _period(found: str | None, statement: Statement) -> str:
    """Its period; one without an end, or none, is the year in which it was printed."""
    try:
        if found and bounds(found).end is not None:
            return found
    except ValueError:
        pass
    if statement.document.printed is None:
        raise Invalid("ledger.period", period=found or "—")
    return str(statement.document.printed.year)


def _number(value: Any) -> str:
    """A number of a statement as exact text: 7.0 is 7. What somebody wrote by hand is checked later."""
    if isinstance(value, float):
        return number(Decimal(str(value)))
    return "" if value is None else str(value)
