"""What an entry of the log tells, for people: the object by its name, what changed from what to what."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import NoReverseMatch, reverse

from luoshi.office.guard.permissions import roles
from luoshi.office.log.models import Entry
from luoshi.office.organisations.models import NODES
from luoshi.office.pages.saying import moment
from luoshi.office.pages.words import Language, said, words
from luoshi.office.people.models import Person

_LONGEST = 200
#: What the log calls an object → the page that shows it, by its number.
_PAGES = {
    "person": "people_person",
    "commitment": "commitment",
    "document": "document",
    "indicator": "catalogue_indicator",
    "publication": "scoring_publication",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def objects_of(entries: Iterable[Entry], language: Language) -> dict[str, dict[str, Any]]:
    """Objects as the log calls them (`place:12`) → label and address. Three queries, however many there are."""
    told = {entry.object for entry in entries}
    numbers: dict[str, set[int]] = {}
    for one in told:
        kind, _, number = one.partition(":")
        if number.isdecimal():
            numbers.setdefault(kind, set()).add(int(number))
    names: dict[str, dict[int, str]] = {
        tree: {node.id: node.name for node in model.objects.in_bulk(numbers.get(tree, set())).values()}
        for tree, model in NODES.items()
    }
    names["person"] = {
        person.pk: person.name for person in Person.objects.in_bulk(numbers.get("person", set())).values()
    }
    return {one: _object(one, names, language) for one in told}


def _object(told: str, names: dict[str, dict[int, str]], language: Language) -> dict[str, Any]:
    kind, _, number = told.partition(":")
    word = said(f"log.objects.{kind}", language) if f"log.objects.{kind}" in words() else kind
    if not number.isdecimal():
        return {"label": f"{word} {number}".strip(), "url": None}
    name = names.get(kind, {}).get(int(number))
    there = name is not None or kind not in names
    return {"label": name or f"{word} {number}", "url": _address(kind, int(number)) if there else None}


def _address(kind: str, number: int) -> str | None:
    try:
        if kind in NODES:
            return reverse("organisations_node", args=[kind, number])
        return reverse(_PAGES[kind], args=[number]) if kind in _PAGES else None
    except NoReverseMatch:
        return None


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
