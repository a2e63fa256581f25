"""Reading a document in a process of its own, with bounds: what comes of it, or why nothing did."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from luoshi.office.documents.limits import intake
from luoshi.office.documents.models import Document
from luoshi.office.documents.naming import day_in
from luoshi.office.documents.storing import path_of
from luoshi.office.log.canonical import number
from luoshi.office.organisations.models import Place

#: Reasons of the office's own, beside those of `luoshi.reading.sources`; `reasons.toml` has words for all.
GONE = "is no longer in the media folder"
KILLED = "ended the process that read it"
SLOW = "took longer to read than {seconds} seconds"
_COMMAND = (sys.executable, "-m", "luoshi.office.documents.reader")
#: The fields of a statement that are numbers.
_NUMBERS = ("value", "value_to")


@dataclass(frozen=True)
class Outcome:
    """What reading a file gave: a `failure` (the reason, a code for `reasons.said`), or all the rest.

    `date` is ISO text as precise as known; `articles` and `statements` are rows as in `luoshi read --format jsonl`,
    numbers exact, as text.
    """

    failure: str = ""
    text: str = ""
    date: str | None = None
    pages: list[int] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)


def read(document: Document) -> Outcome:
    """Read the file of a document. A file that cannot be read is an outcome with a failure, never an exception."""
    path = path_of(document.stored)
    if not path.is_file():
        return Outcome(failure=GONE)
    printed = document.printed or day_in(document.name)
    order = {
        "path": str(path),
        "name": document.name,
        "place": full_name(document.place),
        "date": printed.isoformat() if printed else None,
        "limits": {
            "file_bytes": intake().file_bytes,
            "characters": intake().characters,
            "pages": intake().pages,
        },
    }
    answer = _ask({"read": order})
    if "failure" in answer:
        return Outcome(failure=answer["failure"])
    rows = answer["rows"]
    return Outcome(
        text=answer["text"],
        date=answer["date"],
        pages=answer["pages"],
        articles=[{**row, "mark": row["continues_from"]} for row in rows if row["kind"] == "article"],
        statements=[_exact(row) for row in rows if row["kind"] != "article"],
    )


def joined(documents: Sequence[Document]) -> list[list[dict[str, Any]]] | None:
    """The articles of pages of one issue, joined (下转/上接), in the order of the documents; None where that failed."""
    names = _told_apart(documents)
    pages = [
        {"name": name, "text": document.text, "articles": document.articles}
        for name, document in zip(names, documents, strict=True)
    ]
    found: list[list[dict[str, Any]]] | None = _ask({"join": pages}).get("articles")
    if found is None:
        return None
    numbers = {name: document.pk for name, document in zip(names, documents, strict=True)}
    for article in (article for page in found for article in page):
        for other in article["joined"]:
            other["id"] = numbers[other["document"]]
    return found


def full_name(place: Place) -> str:
    """The name of a place with those above it, as a page prints it: 青澜市云岚县."""
    above = [int(part) for part in place.path.strip("/").split("/")]
    there = Place.objects.in_bulk(above)
    return "".join(there[key].name for key in above if key in there and there[key].kind != "nation")


def _told_apart(documents: Sequence[Document]) -> list[str]:
    """A name for each: its own, where no other page has the same."""
    names = [document.name for document in documents]
    return [
        document.name if names.count(document.name) == 1 else f"{document.name} ({document.pk})"
        for document in documents
    ]


def _ask(order: dict[str, Any]) -> dict[str, Any]:
    bounds = {"memory": intake().memory, "seconds": intake().seconds}
    try:
        done = subprocess.run(
            _COMMAND,
            input=json.dumps({**order, **bounds}),
            capture_output=True,
            encoding="utf-8",
            timeout=intake().seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"failure": SLOW.format(seconds=intake().seconds)}
    if done.returncode:
        return {"failure": KILLED}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _exact(row: dict[str, Any]) -> dict[str, Any]:
    """A statement whose numbers are text: 218.6 is what was printed, whatever a binary float makes of it."""
    return {
        key: number(Decimal(repr(value))) if key in _NUMBERS and value is not None else value
        for key, value in row.items()
    }
