"""The year board: a year's targets and their lights by month, read from the table of verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet

from luoshi.assessing.lights.words import NONE
from luoshi.office.guard.actors import Actor
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.ledger.seen import visible
from luoshi.office.people.scopes import today
from luoshi.office.scoring import inputs
from luoshi.office.scoring.models import Verdict

#: The worst first, as a board is read.
LIGHTS = ("red", "yellow", "blue", "green", "grey")
# So many commitments are told to the next query by number; more by the query that found them.
_LISTED = 500


class Lit(NamedTuple):
    """A light of a month: the number of its verdict, the light, what the cell says."""

    verdict: int
    light: str
    shown: str


@dataclass(frozen=True)
class Now:
    """The latest verdict of a row."""

    verdict: int
    state: str
    light: str
    ahead: str
    reason: str


@dataclass(frozen=True)
class Row:
    """A target with its lights. `card`: its own, or that of its indicator."""

    commitment: Commitment
    card: str
    owners: tuple[str, ...]
    cells: dict[str, Lit]
    now: Now | None

    @property
    def light(self) -> str:
        """The latest light."""
        return self.now.light if self.now else NONE


@dataclass(frozen=True)
class Board:
    """The board of a year. `months`: those that there are verdicts of; `counts`: rows by their latest light."""

    year: int
    months: list[str]
    rows: list[Row]
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def last(self) -> str:
        """The latest month; nothing where there is none."""
        return self.months[-1] if self.months else ""


def seen_by(actor: Actor) -> QuerySet[Commitment]:
    """The targets that somebody sees in the ledger."""
    return visible(actor).filter(kind="target").exclude(state="dropped")


def seen_verdicts(actor: Actor) -> QuerySet[Verdict]:
    """The verdicts on them."""
    return Verdict.objects.filter(commitment__in=seen_by(actor).values("pk"))


def periods(actor: Actor) -> list[str]:
    """The periods that somebody sees targets of. One query."""
    return list(seen_by(actor).values_list("period", flat=True).distinct().order_by())


def years(periods: Iterable[str]) -> list[int]:
    """The years that some periods lie in, the latest first."""
    return sorted({year for period in periods for year in inputs.years_of(period)}, reverse=True)


def of_year(actor: Actor, year: int, periods: Iterable[str]) -> QuerySet[Commitment]:
    """The targets of a year that somebody sees; `periods` are those of all that it sees. No query yet."""
    return inputs.in_years(seen_by(actor), periods, [year])


def places(found: QuerySet[Commitment]) -> list[tuple[int, str]]:
    """The places that some targets are of, from the top down: number and name. One query."""
    rows = found.values_list("place_id", "place__name", "place__path", "place__position").distinct().order_by()
    ordered = sorted(rows, key=lambda row: (row[2].count("/"), row[3], row[2]))
    return [(pk, name) for pk, name, _, _ in ordered]


def every_place(actor: Actor) -> list[tuple[int, str]]:
    """The places that somebody sees targets of in whatever year: number and name. One query."""
    rows = seen_by(actor).values_list("place_id", "place__name", "place__path").distinct().order_by()
    return [(pk, name) for pk, name, _ in sorted(rows, key=lambda row: (row[2].count("/"), row[2]))]


def of_place(place: int, year: int, until: str) -> Board:
    """The board of a place up to a month, whoever looks at it: for a publication. Five queries."""
    return board(inputs.commitments_of([year]).filter(place=place), year, until)


def board(found: QuerySet[Commitment], year: int, until: str | None = None) -> Board:
    """The board of a year of some targets, up to a month. Four queries."""
    commitments = list(found.select_related("place", "indicator"))
    cells: dict[int, dict[str, Lit]] = {one.pk: {} for one in commitments}
    of = list(cells) if len(cells) <= _LISTED else found.order_by().values("pk")
    verdicts = Verdict.objects.filter(as_of__gte=f"{year}-01", as_of__lte=until or f"{year}-12", commitment__in=of)
    columns = ("commitment_id", "as_of", "pk", "light", "shown")
    for commitment, as_of, pk, light, shown in verdicts.values_list(*columns):
        cells[commitment][as_of] = Lit(pk, light, shown)
    months = sorted({month for row in cells.values() for month in row})
    latest = verdicts.filter(as_of=months[-1]) if months else Verdict.objects.none()
    told = latest.values_list("commitment_id", "pk", "state", "light", "ahead", "reason")
    now = {commitment: Now(*rest) for commitment, *rest in told}
    owners = owners_of(of)
    rows = [
        Row(one, card_of(one), tuple(owners.get(one.pk, ())), cells[one.pk], now.get(one.pk)) for one in commitments
    ]
    return Board(year, months, rows, Counter(row.light for row in rows))


def card_of(commitment: Commitment) -> str:
    """The report card that a commitment counts for: its own, or that of its indicator."""
    return commitment.card or (commitment.indicator.card if commitment.indicator else "")


def owners_of(commitments: Iterable[int] | QuerySet[Any]) -> dict[int, list[str]]:
    """Who leads each of some commitments (numbers, or a query for them) today: names in their order. One query."""
    day = today()
    rows = Ownership.objects.filter(commitment__in=commitments, role="lead", since__lte=day)
    made: dict[int, list[str]] = {}
    listed = rows.order_by("position", "pk").values_list("commitment_id", "until", "body__short", "body__name")
    for commitment, until, short, name in listed:
        if until is None or until > day:
            made.setdefault(commitment, []).append(short or name)
    return made


def filtered(
    known: Board, *, card: str = "", owner: str = "", light: str = "", state: str = "", words: str = ""
) -> Board:
    """A board with only some of its rows: of a card, an owner (a part of its name), a latest light or state, a name."""
    rows = [
        row for row in known.rows
        if (not card or row.card == card)
        and (not owner or any(owner in name for name in row.owners))
        and (not light or row.light == light)
        and (not state or (row.now is not None and row.now.state == state))
        and (not words or words in row.commitment.name or words in row.commitment.number)
    ]  # fmt: skip
    return Board(known.year, known.months, rows, Counter(row.light for row in rows))
