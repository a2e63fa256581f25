"""Lists of commitments: filtered, sorted, with their owners; queries do not grow with the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, F, Min, Prefetch, Q, QuerySet
from django.db.models.functions import Substr

from luoshi.office.documents.accepted import unused
from luoshi.office.documents.models import Statement
from luoshi.office.guard.actors import Actor
from luoshi.office.guard.errors import Invalid
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.ledger.seen import visible
from luoshi.office.organisations.models import Body, Place
from luoshi.office.people.scopes import within

#: What lists are sorted by → columns. Each falls back on the order of the ledger.
SORTS: dict[str, tuple[str, ...]] = {
    "number": ("period", "position", "number"),
    "name": ("name",),
    "place": ("place__path",),
    "due": ("due",),
    "state": ("state",),
    "card": ("card",),
    "owner": ("first_lead",),
}
_ORDER = ("period", "position", "number")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is looked for. `year` is found in the period; `place` and `owner` are rows, with all below them.

    `parts`: also those that are a part of another that is found; without it only the wholes.
    """

    year: int | None = None
    card: str = ""
    kind: str = ""
    place: int | None = None
    owner: int | None = None
    role: str = ""
    state: str = ""
    indicator: int | None = None
    parent: int | None = None
    text: str = ""
    parts: bool = True
    open_owners: bool = False
    sort: str = ""

    def query(self) -> dict[str, str]:
        """As the query of an address, what says nothing left out."""
        told = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default:
                told[one.name] = ("1" if value else "0") if isinstance(value, bool) else str(value)
        return told


def commitments(actor: Actor, asked: Asked) -> QuerySet[Commitment]:
    """The commitments that somebody sees and looks for, in order, each with place, indicator and parent.

    Raises `Invalid` for an order, a kind or a state that there is none of.
    """
    return sorted_by(found(visible(actor), asked), asked.sort).select_related("place", "indicator", "parent")


def found(among: QuerySet[Commitment], asked: Asked) -> QuerySet[Commitment]:
    """Those of a query that are looked for."""
    for given, known in (
        (asked.kind, Commitment.KINDS),
        (asked.state, Commitment.STATES),
        (asked.role, Ownership.ROLES),
    ):
        if given and given not in known:
            raise Invalid("ledger.word", found=given, known=", ".join(known))
    wanted = Q()
    if asked.year is not None:
        wanted &= Q(period__startswith=str(asked.year)) | Q(period__contains=f"/{asked.year}")
    for column in ("card", "kind", "state", "indicator", "parent"):
        value = getattr(asked, column)
        if value not in (None, ""):
            wanted &= Q(**{column: value})
    if asked.place is not None:
        wanted &= Q(place__path__startswith=_path(Place, asked.place))
    if asked.owner is not None:
        wanted &= Q(pk__in=_owned(_path(Body, asked.owner), asked.role).values("commitment"))
    if asked.open_owners:
        wanted &= ~Q(pk__in=Ownership.objects.filter(until=None, role="lead").values("commitment"))
    for word in asked.text.split():
        owned = Ownership.objects.filter(Q(body__name__icontains=word) | Q(body__short__icontains=word), until=None)
        wanted &= (
            Q(name__icontains=word)
            | Q(text__icontains=word)
            | Q(number__startswith=word)
            | Q(pk__in=owned.values("commitment"))
        )
    listed = among.filter(wanted)
    return listed if asked.parts else listed.exclude(parent__in=listed.values("pk"))


def sorted_by(among: QuerySet[Commitment], sort: str) -> QuerySet[Commitment]:
    """In an order: a name of `SORTS`, with a hyphen before it the other way round; of itself the latest year first.

    Raises `Invalid`.
    """
    name = sort.removeprefix("-")
    if not name:
        return among.order_by(Substr("period", 1, 4).desc(), "position", "number", "pk")
    if name not in SORTS:
        raise Invalid("ledger.word", found=sort, known=", ".join(SORTS))
    if name == "owner":
        leads = Q(owners__role="lead", owners__until=None)
        among = among.annotate(first_lead=Min("owners__body__name", filter=leads))
    down = sort.startswith("-")
    wanted = [F(column).desc(nulls_last=True) if down else F(column).asc(nulls_last=True) for column in SORTS[name]]
    return among.order_by(*wanted, *(column for column in _ORDER if column not in SORTS[name]), "pk")


def with_owners(among: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """With `current_owners` on each, leading first; one query for all."""
    now = Ownership.objects.filter(until=None).select_related("body__place").order_by("role", "position")
    return among.prefetch_related(Prefetch("owners", queryset=now, to_attr="current_owners"))


def owner_names(commitment: Any, role: str) -> list[str]:
    """The bodies that have a commitment of `with_owners` in a role, as they are called in short."""
    return [str(row.body) for row in commitment.current_owners if row.role == role]


def waiting(actor: Actor) -> QuerySet[Statement]:
    """Accepted targets and tasks that do not stand in the ledger, of documents of places in the actor's scope."""
    scope = within(actor, ("supervisor", "administrator"), place="document__place")
    return unused().filter(scope)


def years(actor: Actor) -> list[int]:
    """The years in which the periods of what somebody sees begin, the latest first; one query."""
    periods: Iterable[str] = visible(actor).order_by().values_list("period", flat=True).distinct()
    return sorted({int(period[:4]) for period in periods}, reverse=True)


def cards(actor: Actor) -> list[str]:
    """The cards of what somebody sees, in the order of the ledger; one query."""
    counted = visible(actor).exclude(card="").order_by().values("card").annotate(first=Min("position"), n=Count("pk"))
    return [row["card"] for row in counted.order_by("first", "card")]


def _path(model: type[Place] | type[Body], row: int) -> str:
    """The path of a place or body; one that nothing stands below where there is none."""
    return model.objects.filter(pk=row).values_list("path", flat=True).first() or "//"


def _owned(path: str, role: str) -> QuerySet[Ownership]:
    owned = Ownership.objects.filter(body__path__startswith=path, until=None)
    return owned.filter(role=role) if role else owned
