"""A new commitment: what it is made of, whether it can be entered, and its rows. By hand, of a statement, by import."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, fields

from luoshi.office.catalogue.models import Indicator
from luoshi.office.documents.models import Statement
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.errors import Invalid, text
from luoshi.office.ledger import figures, numbering
from luoshi.office.ledger.figures import Figure
from luoshi.office.ledger.finding import bodies_of, commitment_of, indicator_of, place_of
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.owners import Register, apart, set_owners
from luoshi.office.ledger.versions import keep
from luoshi.office.organisations.models import Body

#: The most characters of a name, a card, and a reference.
LONGEST_NAME, LONGEST_CARD, LONGEST_REFERENCE = 200, 20, 100
_LONGEST_TEXT = 20_000
_LIMITS = {"name": LONGEST_NAME, "card": LONGEST_CARD, "reference": LONGEST_REFERENCE, "text": _LONGEST_TEXT}
_CLAUSE = re.compile(r"[，。；！？]")
_SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The columns of a new commitment, as `CreateCommitment` explains them."""

    kind: str
    place: int
    period: str
    name: str = ""
    text: str = ""
    indicator: int | None = None
    measure: str = ""
    comparator: str = ""
    value: str = ""
    value_to: str = ""
    unit: str = ""
    strength: str = ""
    reference: str = ""
    baseline: str = ""
    due: dt.date | None = None
    parent: int | None = None
    card: str = ""
    position: int | None = None
    number: str = ""
    lead: tuple[int, ...] = ()
    support: tuple[int, ...] = ()
    printed_lead: str = ""
    printed_support: str = ""

    @property
    def figure(self) -> Figure:
        """Its figure, as given."""
        return Figure(**{field.name: getattr(self, field.name) for field in fields(Figure)})


def check(entry: Entry) -> None:
    """Raise `Invalid`, `Conflict` or `NotFound` where it cannot be entered."""
    if entry.kind not in Commitment.KINDS:
        raise Invalid("ledger.kind", kind=entry.kind)
    figures.period(entry.period)
    indicator = None if entry.indicator is None else indicator_of(entry.indicator)
    if entry.kind == "target":
        figures.settled(entry.figure, indicator)
        if indicator is None:
            _named("name", entry.name)
    else:
        _named("text", entry.text or entry.name, limit=_LONGEST_TEXT)
    for column, limit in _LIMITS.items():
        if getattr(entry, column).strip():
            _named(column, getattr(entry, column), limit=limit)
    if entry.number:
        numbering.free(entry.number)
    if entry.parent is not None:
        commitment_of(entry.parent)
    apart(bodies_of(entry.lead), bodies_of(entry.support))


def enter(
    on: Acting, entry: Entry, *, statement: Statement | None = None, reason: str = "", register: Register | None = None
) -> Commitment:
    """Make the commitment, its owners and its first version, and tell the log. `register` saves a query."""
    indicator = None if entry.indicator is None else indicator_of(entry.indicator)
    parent = None if entry.parent is None else commitment_of(entry.parent)
    figure = figures.settled(entry.figure, indicator) if entry.kind == "target" else Figure()
    period = figures.period(entry.period)
    number = entry.number.strip() or (numbering.next_part(parent) if parent else numbering.next_number(period))
    made = Commitment(
        number=number,
        kind=entry.kind,
        place=place_of(entry.place),
        name=entry.name.strip() or called(entry.kind, entry.text, indicator),
        text=entry.text.strip(),
        indicator=indicator,
        period=period,
        due=entry.due,
        statement=statement,
        parent=parent,
        card=entry.card.strip() or (indicator.card if indicator else "") or (parent.card if parent else ""),
        position=_position(number, parent) if entry.position is None else entry.position,
        **figure.columns(),
    )
    lead, support = owners_of(made, entry, on.day, register)
    made.save()
    set_owners(made, lead, support, on.day)
    keep(on, made, before=None, reason=reason)
    return made


def owners_of(
    commitment: Commitment, entry: Entry, day: dt.date, register: Register | None = None
) -> tuple[list[Body], list[Body]]:
    """The bodies that lead and those that support; names that are not clear go to `commitment.printed_owners`."""
    lead, support = bodies_of(entry.lead, day), bodies_of(entry.support, day)
    if entry.printed_lead or entry.printed_support:
        register = register or Register(day)
        leading = register.find(entry.printed_lead, commitment.place)
        supporting = register.find(entry.printed_support, commitment.place)
        lead += [body for body in leading.bodies if body not in lead]
        support += [body for body in supporting.bodies if body not in support]
        commitment.printed_owners = [["lead", name] for name in leading.open]
        commitment.printed_owners += [["support", name] for name in supporting.open]
    return lead, [body for body in support if body not in lead]


def called(kind: str, words: str, indicator: Indicator | None) -> str:
    """What a commitment is called where nobody says: its indicator, or the first clause of its text."""
    if kind == "target" and indicator is not None:
        return indicator.name
    clause = _CLAUSE.split(words.strip(), maxsplit=1)[0]
    return clause if len(clause) <= _SHOWN else clause[: _SHOWN - 1] + "…"


def _position(number: str, parent: Commitment | None) -> int:
    """Where it stands among those of its year: behind its whole, else by the last digits of its number."""
    if parent is not None:
        return parent.position
    digits = re.search(r"(\d{1,9})$", number)
    return int(digits[1]) if digits else 0


def _named(column: str, value: str, limit: int = LONGEST_NAME) -> None:
    try:
        text(value, limit=limit)
    except Invalid as problem:
        raise Invalid(problem.code, fields={column: problem}, **problem.values) from None
