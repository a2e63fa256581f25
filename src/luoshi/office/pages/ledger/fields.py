"""The fields of the forms of a commitment, and what was typed into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Invalid, Problem
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.organisations.models import Place
from luoshi.office.pages.asked import day, whole_number
from luoshi.office.pages.ledger.asking import place_options, select
from luoshi.office.pages.words import Language, said
from luoshi.vocabulary.terms import terms

Field = dict[str, Any]
TARGET = ("measure", "comparator", "value", "value_to", "unit", "strength", "reference", "baseline")
_FAMILIES = ("measure", "comparator", "strength")


def field(name: str, language: Language, kind: str = "text", *, label: str = "", **more: Any) -> Field:
    """A field whose label is `ledger.<name>`, with its help where there is some."""
    return {"name": name, "label": said(f"ledger.{label or name}", language), "kind": kind, **more}


def reason_field(language: Language) -> Field:
    """Why."""
    return field("reason", language, "textarea", required=True, help=said("ledger.reason_help", language))


def columns(language: Language, kind: str, *, wide: bool = True) -> list[Field]:
    """The fields of the columns of a commitment; of a target also those of its figure. Two queries of a target."""
    found = [field("name", language, help=said("ledger.name_help", language))]
    if kind == "target":
        found.append(select("indicator", language, _indicators(language), None))
        for name in TARGET:
            if name in _FAMILIES:
                found.append(select(name, language, _terms(name, language), None))
            else:
                found.append(field(name, language))
        by_name = {one["name"]: one for one in found}
        by_name["unit"]["help"] = said("ledger.unit_help", language)
    found += [
        field("text", language, "textarea", label="clause"),
        field("period", language, help=said("ledger.period_help", language), required=True),
        field("due", language, "date"),
        field("card", language),
    ]
    return found if wide else [one for one in found if one["name"] not in ("name", "text")]


def owner_fields(language: Language) -> list[Field]:
    """Who leads and who co-operates, as names."""
    return [
        field("lead", language, "textarea", label="lead_body", help=said("ledger.bodies_help", language)),
        field("support", language, "textarea", label="support_body"),
    ]


def place_field(actor: Actor, language: Language) -> Field:
    """Whose it is: the places where somebody may enter commitments."""
    return select("place", language, place_options(actor, "ledger.create_commitment"), None)


def filled(fields: list[Field], values: Mapping[str, Any]) -> list[Field]:
    """The fields with values."""
    return [{**one, "value": values[one["name"]]} if one["name"] in values else one for one in fields]


def values_of(found: Commitment) -> dict[str, str]:
    """The columns of a commitment as its form shows them."""
    told = {name: str(getattr(found, name)) for name in ("name", *TARGET, "text", "period", "card")}
    told |= {
        "indicator": str(found.indicator_id or ""),
        "due": found.due.isoformat() if found.due else "",
        "place": str(found.place_id),
        "version": str(found.version),
    }
    return told


def names_of(owners: list[Ownership], role: str) -> str:
    """The bodies of a role as a field shows them."""
    return "、".join(str(one.body) for one in owners if one.role == role)


def changes_of(found: Commitment, typed: Mapping[str, str]) -> dict[str, Any]:
    """What a form changes: new values, and in `clear` what was emptied. Raises `Invalid` with the fields at fault."""
    now = values_of(found)
    changed: dict[str, Any] = {}
    clear = []
    for name, value in now.items():
        new = typed.get(name, value).replace("\r\n", "\n").strip()
        if name == "version" or new == value:
            continue
        if new:
            changed[name] = read(name, new)
        else:
            clear.append(name)
    return changed | ({"clear": tuple(clear)} if clear else {})


def typed_columns(typed: Mapping[str, str], names: tuple[str, ...]) -> dict[str, Any]:
    """What was typed into some fields, as the inputs of an action; what was left empty is left out."""
    return {name: read(name, typed[name].strip()) for name in names if typed.get(name, "").strip()}


def read(name: str, text: str) -> Any:
    """What was typed into a field, as what it is meant to be. Raises `Invalid` with the field."""
    readers: dict[str, Callable[[str], Any]] = {
        "due": day, "indicator": whole_number, "place": whole_number, "parent": whole_number, "version": whole_number,
    }  # fmt: skip
    if name not in readers:
        return text
    return at(name, lambda: readers[name](text))


def at(name: str, reading: Callable[[], Any]) -> Any:
    """What `reading` gives; a problem of it is one of the field."""
    try:
        return reading()
    except Problem as problem:
        raise Invalid(problem.code, fields={name: problem}, **problem.values) from None


def place_typed(text: str) -> Place | None:
    """The place that was chosen; None where none was."""
    number = read("place", text) if text else None
    return None if number is None else Place.objects.filter(pk=number).first()


def _indicators(language: Language) -> list[dict[str, str]]:
    rows = Indicator.objects.filter(until=None).values_list("pk", "name", "unit")
    named = [{"value": str(pk), "label": f"{name}（{unit}）" if unit else name} for pk, name, unit in rows]
    return [{"value": "", "label": said("ledger.no_indicator", language)}, *named]


def _terms(family: str, language: Language) -> list[dict[str, str]]:
    return [{"value": code, "label": word.zh if language == "zh" else word.en} for code, word in terms(family).items()]
