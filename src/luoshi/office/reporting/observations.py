"""The figures that were accepted, as a frame of the contract `luoshi.assessing.frames.OBSERVATIONS`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from luoshi.office.catalogue.models import Indicator
from luoshi.office.guard.acting import BEIJING
from luoshi.office.organisations.models import Place
from luoshi.office.reporting.models import Cell, Review, Value
from luoshi.vocabulary.periods import bounds

_COLUMNS = ("place", "indicator", "period", "measure", "value", "unit", "status", "reported_at")
_RAW = {
    "place_id": pl.Int64, "indicator_id": pl.Int64, "period": pl.String, "measure": pl.String, "value": pl.String,
    "unit": pl.String, "status": pl.String, "submission_id": pl.Int64,
}  # fmt: skip
_BLOCK = 50_000


def observations(
    places: Iterable[int] | None = None,
    indicators: Iterable[int] | None = None,
    until: str | None = None,
    *,
    known_at: dt.datetime | None = None,
    history: bool = False,
) -> pl.DataFrame:
    """The accepted figures of places and indicators (their numbers; None: all), of periods that end by month `until`.

    Columns of the contract: `place` and `indicator` are codes, `period` ISO text, `value` a float (the double
    nearest to the exact text; null where the status has no number), `unit`, `status`, `reported_at` the day in
    Beijing on which the figure was accepted. One row a cell, the last one accepted; with `known_at` the last one
    accepted by that moment; with `history` every one that was accepted (as the contract has corrections). Raises
    `ValueError` where `until` is no month.
    """
    cells = _chosen(Cell.objects.all(), places, indicators, until, "")
    if known_at is None and not history:
        rows = cells.exclude(status="").values_list(*(name for name in _RAW))
        return _framed(_fetched(rows))
    values = Value.objects.filter(submission__review__decision="accepted")
    if known_at is not None:
        values = values.filter(submission__review__at__lte=known_at)
    values = _chosen(values, places, indicators, until, "cell__")
    rows = values.values_list(
        "cell__place", "cell__indicator", "cell__period", "cell__measure", "value", "unit", "status", "submission"
    )
    found = _fetched(rows)
    return _framed(found) if history else _framed(_latest(found))


def _chosen(
    rows: QuerySet[Any], places: Iterable[int] | None, indicators: Iterable[int] | None, until: str | None, at: str
) -> QuerySet[Any]:
    if places is not None:
        rows = rows.filter(**{f"{at}place__in": list(places)})
    if indicators is not None:
        rows = rows.filter(**{f"{at}indicator__in": list(indicators)})
    if until is not None:
        rows = rows.filter(**{f"{at}period__in": _periods(until)})
    return rows.order_by()


def _periods(until: str) -> list[str]:
    """The periods of the cells that end by a month: there are some hundreds of them, however many cells."""
    last = bounds(until).end
    if last is None:
        raise ValueError(f"until: found {until!r}, expected a month such as 2025-10")
    found = []
    # One look into the index for each period, instead of a look at every cell.
    period = Cell.objects.order_by("period").values_list("period", flat=True).first()
    while period is not None:
        end = bounds(period).end
        if end is not None and end <= last:
            found.append(period)
        period = Cell.objects.filter(period__gt=period).order_by("period").values_list("period", flat=True).first()
    return found


def _fetched(rows: QuerySet[Any]) -> pl.DataFrame:
    """The rows of a query as columns, block by block: what a row costs is what the database and Polars take."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return pl.DataFrame(schema=_RAW)
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        while block := cursor.fetchmany(_BLOCK):
            parts.append(pl.DataFrame(block, schema=_RAW, orient="row"))
    return pl.concat(parts) if parts else pl.DataFrame(schema=_RAW)


def _reviews() -> pl.DataFrame:
    """Of every accepted submission the day and the order in which it was accepted."""
    rows = Review.objects.filter(decision="accepted").order_by("at", "pk").values_list("submission", "at")
    return pl.DataFrame(
        [(submission, at.astimezone(BEIJING).date(), order) for order, (submission, at) in enumerate(rows)],
        schema={"submission_id": pl.Int64, "reported_at": pl.Date, "order": pl.Int64},
        orient="row",
    )


def _latest(found: pl.DataFrame) -> pl.DataFrame:
    cell: Sequence[str] = ("place_id", "indicator_id", "period", "measure")
    ordered = found.join(_reviews(), on="submission_id", how="left").sort("order")
    return ordered.unique(cell, keep="last", maintain_order=True).select(*_RAW)


def _framed(found: pl.DataFrame) -> pl.DataFrame:
    """Numbers of places and indicators as codes, text as numbers, submissions as days."""
    text = pl.col("value")
    return (
        found.join(_codes(Place.objects.values_list("pk", "code"), "place"), on="place_id", how="left")
        .join(_codes(Indicator.objects.values_list("pk", "code"), "indicator"), on="indicator_id", how="left")
        .join(_reviews(), on="submission_id", how="left")
        .with_columns(pl.when(text != "").then(text).cast(pl.Float64).alias("value"))
        .with_columns(pl.when(pl.col("unit") != "").then(pl.col("unit")).alias("unit"))
        .select(*_COLUMNS)
        .sort("place", "indicator", "period", "measure", "reported_at")
    )


def _codes(rows: Iterable[tuple[int, str]], name: str) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema={f"{name}_id": pl.Int64, name: pl.String}, orient="row")
