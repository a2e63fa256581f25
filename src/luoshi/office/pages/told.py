"""What an entry of the log tells, for people: the object by its name, what changed from what to what."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import resolve, reverse

from luoshi.office.documents import finding as documents
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.permissions import roles
from luoshi.office.ledger import seen as ledger
from luoshi.office.log.models import Entry
from luoshi.office.organisations.models import NODES
from luoshi.office.pages.entering import enters
from luoshi.office.pages.saying import moment
from luoshi.office.pages.words import Language, said, words
from luoshi.office.people.models import Person
from luoshi.office.people.visible import people_within

_LONGEST = 200


@dataclass(frozen=True)
class _Page:
    """The page of an object: its address, and which objects somebody sees there (None: all)."""

    address: str
    seen: Callable[[Actor], QuerySet[Any]] | None = None


#: What the log calls an object → the page that shows it, by its number.
_PAGES = {
    "person": _Page("people_person", people_within),
    "commitment": _Page("commitment", ledger.visible),
    "document": _Page("document", documents.seen),
    "indicator": _Page("catalogue_indicator"),
    "publication": _Page("scoring_publication"),
    **{tree: _Page("organisations_node") for tree in NODES},
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def objects_of(entries: Iterable[Entry], actor: Actor, language: Language) -> dict[str, dict[str, Any]]:
    """Objects as the log calls them (`place:12`) → label, and address where the actor may open its page.

    At most five queries, however many there are.
    """
    told = {entry.object for entry in entries}
    numbers: dict[str, set[int]] = {}
    for one in told:
        kind, _, number = one.partition(":")
        if number.isdecimal():
            numbers.setdefault(kind, set()).add(int(number))
    names = {kind: _names_of(kind, numbers[kind]) for kind in (*NODES, "person") if kind in numbers}
    open_ = {kind: _open_to(actor, kind, found) for kind, found in numbers.items()}
    return {one: _object(one, names, open_, language) for one in told}


def _names_of(kind: str, numbers: set[int]) -> dict[int, str]:
    """Places, bodies, people by their names; one query."""
    model: Any = NODES.get(kind, Person)
    return {pk: found.name for pk, found in model.objects.in_bulk(numbers).items()}


def _open_to(actor: Actor, kind: str, numbers: set[int]) -> set[int]:
    """Those whose page somebody may open; one query at most."""
    shown = _PAGES.get(kind)
    if shown is None or not enters(actor, resolve(_address(kind, min(numbers))).func.permission):
        return set()
    return numbers if shown.seen is None else set(shown.seen(actor).filter(pk__in=numbers).values_list("pk", flat=True))


def _object(
    told: str, names: Mapping[str, Mapping[int, str]], open_: Mapping[str, set[int]], language: Language
) -> dict[str, Any]:
    kind, _, number = told.partition(":")
    word = said(f"log.objects.{kind}", language) if f"log.objects.{kind}" in words() else kind
    if not number.isdecimal():
        return {"label": f"{word} {number}".strip(), "url": None}
    key = int(number)
    name = names.get(kind, {}).get(key)
    there = key in open_[kind] and (name is not None or kind not in names)
    return {"label": name or f"{word} {number}", "url": _address(kind, key) if there else None}


def _address(kind: str, number: int) -> str:
    return reverse(_PAGES[kind].address, args=[kind, number] if kind in NODES else [number])


def changes_of(entry: Entry, language: Language) -> list[dict[str, str]]:
    """What changed: label, before, after; what was the same on both sides is left out."""
    old, new = (dict(_flat(json.loads(text), ())) for text in (entry.before, entry.after))
    found = []
    for keys in dict.fromkeys((*old, *new)):
        before, after = _text(old.get(keys), language), _text(new.get(keys), language)
        if before != after:
            found.append({"label": " · ".join(_label(key, language) for key in keys), "before": before, "after": after})
    return found


def _flat(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The leaves of a told value, each under its keys."""
    if not isinstance(value, dict):
        yield keys, value
        return
    for key, held in value.items():
        yield from _flat(held, (*keys, key))


def _label(key: str, language: Language) -> str:
    return said(f"log.fields.{key}", language) if f"log.fields.{key}" in words() else key


def _text(value: Any, language: Language) -> str:
    """A value of JSON as a line; nothing for what was not there."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return said("log.yes" if value else "log.no", language)
    if isinstance(value, str):
        if _MOMENT.fullmatch(value):
            return moment(dt.datetime.fromisoformat(value), language)
        text = next((said(key, language) for key in _names(value) if key in words()), value)
        text = roles()[value][language] if value in roles() else text
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    text = str(value) if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _names(value: str) -> tuple[str, ...]:
    """The words that a value of a column with a fixed list of them may have."""
    return (f"organisations.kinds.{value}", f"status.{value}", f"log.values.{value}")


def rows_of(entry: Entry) -> list[dict[str, Any]]:
    """The append-only rows that came with an entry: table, how many, digest."""
    told = json.loads(entry.rows)
    return [{"table": label, "count": count, "digest": hash_} for label, (count, hash_) in told.items()]
