"""Examples of the pages of the room: a page that was read, and a statement on it."""

from __future__ import annotations

from typing import Any

from office.documents.making import read
from office.making import place


def examples() -> dict[str, tuple[Any, ...]]:
    """Name of the page → its arguments; makes what they lead to."""
    made = read(place("青禾县", kind="county"))
    statement = made.statements.get(number=1)
    pages = ("document", "document_original", "document_read_again", "document_withdraw")
    found: dict[str, tuple[Any, ...]] = dict.fromkeys(pages, (made.pk,))
    return found | {"statement_edit": (statement.pk,)}
