"""What the actions on indicators share: finding one, checking what is wanted, writing its next version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from luoshi.assessing.progress.bounds import MEASURES
from luoshi.office.catalogue.definitions import COLUMNS, as_of, contents_of
from luoshi.office.catalogue.models import Indicator, IndicatorVersion
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, NotFound, Problem, text
from luoshi.office.organisations.models import Body
from luoshi.vocabulary.indicators import Cumulates, Direction, Kind

#: The words that a column may have.
WORDS: Mapping[str, tuple[str, ...]] = {
    "direction": get_args(Direction),
    "kind": get_args(Kind),
    "cumulates": get_args(Cumulates),
    "measure": MEASURES,
}
#: How many months may lie between two reports.
EVERY = (1, 2, 3, 4, 6, 12)
#: column → the least and the most it may be.
BOUNDS = {"digits": (0, 8), "first": (1, 12), "due_day": (1, 31), "position": (0, 1_000_000)}
_TEXTS = {"unit": 20, "card": 20, "definition": 4000}


def indicator_of(number: int) -> Indicator:
    """An indicator by its number. Raises `NotFound`."""
    found = Indicator.objects.filter(id=number).first()
    if found is None:
        raise NotFound("catalogue.no_indicator", indicator=number)
    return found


def reported_by(*bodies: int | None) -> Sequence[Concern]:
    """Whom an indicator concerns: who reports it; without a reporter the whole office. Raises `NotFound`."""
    return tuple(body_of(body).nodes() for body in bodies if body is not None)


def body_of(number: int) -> Body:
    """A body by its number. Raises `NotFound`."""
    found = Body.objects.select_related("place").filter(id=number).first()
    if found is None:
        raise NotFound("catalogue.no_body", body=number)
    return found


def checked(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The columns as they are to be kept. Raises `Invalid` naming every field at fault."""
    faults: dict[str, Problem] = {}
    kept = dict(wanted)
    try:
        kept["name"] = text(wanted["name"], limit=60)
    except Invalid as problem:
        faults["name"] = problem
    for column, limit in _TEXTS.items():
        kept[column] = wanted[column].strip()
        if len(kept[column]) > limit:
            faults[column] = Invalid("guard.too_long", limit=limit, length=len(kept[column]))
    for column, words in WORDS.items():
        if wanted[column] not in words:
            faults[column] = Invalid("catalogue.word", found=wanted[column], expected="、".join(words))
    for column, (least, most) in BOUNDS.items():
        if not least <= wanted[column] <= most:
            faults[column] = Invalid("catalogue.bounds", found=wanted[column], least=least, most=most)
    if wanted["every"] not in EVERY:
        faults["every"] = Invalid(
            "catalogue.every", found=wanted["every"], expected="、".join(str(every) for every in EVERY)
        )
    if wanted["kind"] == "stock" and wanted["cumulates"] == "sum":
        faults["cumulates"] = Invalid("catalogue.stock_summed")
    for column in ("issuer", "reporter"):
        if wanted[column] is not None and not Body.objects.filter(id=wanted[column]).exists():
            faults[column] = Invalid("catalogue.no_body", body=wanted[column])
    if faults:
        raise Invalid("catalogue.faulty", fields=faults)
    return {column: kept[column] for column in COLUMNS}


def free(code: str, name: str, *, but: int | None = None) -> None:
    """Raise `Conflict` where an indicator of the office has this code, or is in use by this name."""
    taken = Indicator.objects.filter(code=code).exclude(id=but).first()
    if taken is not None:
        raise Conflict("catalogue.code_taken", code=code, name=taken.name)
    namesake = Indicator.objects.filter(name=name, until=None).exclude(id=but).first()
    if namesake is not None:
        raise Conflict("catalogue.name_taken", code=namesake.code, name=name)


def made(on: Acting, code: str, contents: Mapping[str, Any], since: dt.date, reason: str) -> Indicator:
    """A new indicator with its first version, told to the log."""
    indicator = Indicator(code=code)
    put(indicator, contents)
    indicator.save()
    on.add([version_of(on, indicator, 1, contents, since, reason)])
    on.log(indicator, after={"code": code, "since": since, "reason": reason, **contents})
    return indicator


def version_of(
    on: Acting, indicator: Indicator, number: int, contents: Mapping[str, Any], since: dt.date, reason: str
) -> IndicatorVersion:
    """A version of an indicator, to be added."""
    return IndicatorVersion(
        indicator=indicator, number=number, since=since, contents=dict(contents), reason=reason.strip(),
        by=on.actor.who, by_name=on.actor.name, at=on.at,
    )  # fmt: skip


def put(indicator: Indicator, contents: Mapping[str, Any]) -> None:
    """Let an indicator say what a version says."""
    for column in COLUMNS:
        setattr(indicator, f"{column}_id" if column in ("issuer", "reporter") else column, contents[column])


def settle(day: dt.date, *indicators: Indicator) -> int:
    """Let indicators say what holds on a day; how many changed."""
    held = {known.id: known for known in as_of(day, [indicator.pk for indicator in indicators]).values()}
    changed = []
    for indicator in indicators:
        wanted = {column: getattr(held[indicator.pk], column) for column in COLUMNS}
        if wanted != contents_of(indicator):
            put(indicator, wanted)
            changed.append(indicator)
    Indicator.objects.bulk_update(changed, COLUMNS, batch_size=500)
    return len(changed)
