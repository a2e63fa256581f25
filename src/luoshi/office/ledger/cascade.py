"""What the parts of a commitment make of the whole, at once, those not saved yet among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from luoshi.assessing.cascade import CASCADE, cascade
from luoshi.assessing.frames import TARGETS
from luoshi.office.guard.errors import Problem
from luoshi.office.ledger import figures
from luoshi.office.ledger.models import Commitment, Ownership
from luoshi.office.ledger.parts import Part, entry_of
from luoshi.office.ledger.places import labels
from luoshi.office.ledger.targets import own_indicators
from luoshi.office.organisations.models import Body, Place
from luoshi.office.organisations.trees import as_of
from luoshi.office.people.scopes import today

if TYPE_CHECKING:
    import polars as pl

_WHOLE = "整体"
_Member: TypeAlias = tuple[str, Mapping[str, str]]
_FIGURE = ("measure", "comparator", "value", "value_to", "unit", "strength", "reference", "baseline")
_SUMMED = (
    "whole", "parts", "gap", "ratio", "over_pct", "members", "answered", "lowest", "highest", "higher", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class Together:
    """What the parts make of the whole; the numbers are in the whole's unit. `faulty`: parts whose figure is none.

    As the columns of `luoshi.assessing.cascade`: `gap` parts − whole, `over_pct` 加码 in %, `missing` who below has no
    part, `unweighted` whose level of the year before is not known (growth cannot be put together then).
    """

    whole: float
    parts: float | None
    gap: float | None
    ratio: float | None
    over_pct: float | None
    members: int
    answered: int
    missing: tuple[str, ...]
    unweighted: tuple[str, ...]
    lowest: float | None
    highest: float | None
    higher: int
    reason: str
    faulty: int = 0


def expected(whole: Commitment) -> list[Place]:
    """The places from which parts are to be expected: those right below its own today. Two queries."""
    tree = as_of("place", today())
    if whole.place_id not in tree:
        return []
    below = [node.id for node in tree.below(whole.place_id)]
    there = Place.objects.in_bulk(below)
    return [there[pk] for pk in below]


def together(
    whole: Commitment, drafts: Sequence[Part] = (), *, weights: Any = None, names: Mapping[int, str] | None = None
) -> Together | None:
    """The saved parts and `drafts` against the whole; None of a task, and of a target without a number or parts.

    `weights`: a frame of observations with the parts' levels of the year before, for growth; places by `labels`
    (`names`, where they are at hand). A draft whose figure is no number counts as missing, and in `faulty`. Queries do
    not grow with the parts.
    """
    if whole.kind != "target" or not whole.value or whole.indicator is None:
        return None
    called = labels() if names is None else names
    saved = list(whole.parts.exclude(state="dropped").select_related("indicator", "place"))
    more, faulty = _drafts(whole, drafts, called)
    members = _saved(whole, saved, called) + more
    if not members and not drafts:
        return None
    kinds = {part.place.kind for part in saved if part.place_id != whole.place_id}
    kinds |= set(Place.objects.filter(pk__in=[d.place for d in drafts if d.place]).values_list("kind", flat=True))
    below = [called[place.pk] for place in expected(whole) if place.kind in kinds]
    return _summed(whole, members, [*below, *(name for name, _ in members)], weights, faulty)


def _saved(whole: Commitment, saved: Sequence[Commitment], called: Mapping[int, str]) -> list[_Member]:
    leading = Ownership.objects.filter(commitment__in=[part.pk for part in saved], role="lead", until=None, position=0)
    leads = dict(leading.values_list("commitment", "body__name"))
    made: list[_Member] = []
    for part in saved:
        name = called[part.place_id] if part.place_id != whole.place_id else leads.get(part.pk, part.number)
        made.append((str(name), {column: getattr(part, column) for column in _FIGURE} | {"period": part.period}))
    return made


def _drafts(whole: Commitment, drafts: Sequence[Part], called: Mapping[int, str]) -> tuple[list[_Member], int]:
    bodies = dict(Body.objects.filter(pk__in=[d.body for d in drafts if d.body]).values_list("pk", "name"))
    made: list[_Member] = []
    faulty = 0
    for draft in drafts:
        name = (
            bodies.get(draft.body or 0, "") if draft.place in (None, whole.place_id) else called.get(draft.place or 0)
        )
        if not name or not draft.value.strip():
            continue
        try:
            figure = figures.settled(entry_of(whole, draft, None).figure, whole.indicator)
        except Problem:
            faulty += 1
            continue
        made.append((name, figure.columns() | {"period": whole.period}))
    return made, faulty


def _summed(
    whole: Commitment, members: Sequence[_Member], below: Iterable[str], weights: Any, faulty: int
) -> Together | None:
    import polars as pl

    mine = {column: getattr(whole, column) for column in _FIGURE} | {"period": whole.period}
    rows = [_row("whole", _WHOLE, whole, mine)]
    rows += [_row(str(at), name, whole, figure) for at, (name, figure) in enumerate(members)]
    schema = {name: pl.String if kind == "text" else pl.Float64 for name, kind in TARGETS.items()}
    places = list(dict.fromkeys(below))
    if not places:
        return None
    parents = pl.DataFrame({"place": places, "parent": [_WHOLE] * len(places)})
    made: pl.DataFrame = cascade(pl.DataFrame(rows, schema=schema), parents, weights, own_indicators())
    [row] = made.select(CASCADE).to_dicts()
    return Together(
        **{name: row[name] for name in _SUMMED},
        missing=_names(row["missing"]),
        unweighted=_names(row["unweighted"]),
        faulty=faulty,
    )


def _row(id_: str, place: str, whole: Commitment, figure: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"id": id_, "place": place, "indicator": whole.indicator and whole.indicator.code}
    for name in ("period", "measure", "comparator", "unit", "strength", "reference"):
        told[name] = figure[name]
    for name in ("value", "value_to", "baseline"):
        told[name] = float(Decimal(figure[name])) if figure[name] else None
    return told


def _names(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split("、")) if joined else ()
