"""What of a statement a person should look at: the doubts that keep it out of an acceptance in bulk."""

from __future__ import annotations

from collections.abc import Collection

from luoshi.office.documents.models import Statement
from luoshi.vocabulary.periods import bounds

#: The doubts there are; the pages have a sentence for each (`documents.doubt_…`).
DOUBTS = ("indicator", "value", "period", "open_period", "subject", "bracket", "overlong")
# Sentences longer than this are rarely one task.
_LONG = 160


def doubts(statement: Statement, codes: Collection[str], home: str) -> list[str]:
    """The doubts about a statement, in the order of `DOUBTS`.

    `codes` are the codes and names of the office's indicators, `home` the full name of the document's place.
    """
    fields = statement.fields
    found = []
    if statement.kind == "figure":
        if fields.get("role") == "target" and not ({fields.get("code"), fields.get("indicator")} & set(codes)):
            found.append("indicator")
        if not fields.get("value") and fields.get("comparator") not in ("positive", "top"):
            found.append("value")
        subject = fields.get("subject")
        if subject and subject != home and not home.endswith(subject):
            found.append("subject")
    period = fields.get("period")
    if not period:
        found.append("period")
    elif bounds(period).end is None:
        found.append("open_period")
    opened, closed = _brackets(statement.quote)
    if opened != closed or statement.quote.startswith(("（责任", "(责任", "（牵头", "(牵头")):
        found.append("bracket")
    if statement.kind == "task" and len(statement.quote) > _LONG:
        found.append("overlong")
    return found


def _brackets(text: str) -> tuple[int, int]:
    return text.count("（") + text.count("("), text.count("）") + text.count(")")
