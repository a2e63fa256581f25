"""Commitments as the frame of targets that assessing takes, and the office's indicators as its catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from luoshi.assessing.frames import TARGETS
from luoshi.assessing.measured import key_of
from luoshi.office.catalogue.models import Indicator
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.places import labels
from luoshi.vocabulary import indicators as vocabulary

if TYPE_CHECKING:
    import polars as pl

_COLUMNS = (
    "pk", "number", "place_id", "indicator__code", "period", "measure", "comparator", "value", "value_to", "unit",
    "strength", "reference", "baseline",
)  # fmt: skip


def targets(commitments: QuerySet[Commitment], *, names: Mapping[int, str] | None = None) -> pl.DataFrame:
    """The targets among some commitments (with an indicator, not dropped), by the contract `TARGETS`.

    `id` is the commitment's number, `place` the name of `places.labels` (`names`, where it is at hand), `indicator` the
    code. Beside the contract's columns `parent` (the number of the whole) and `commitment` (the row). Two queries.
    """
    import polars as pl

    places = labels() if names is None else names
    judged = commitments.filter(kind="target").exclude(indicator=None).exclude(state="dropped")
    rows = judged.order_by("pk").values(*_COLUMNS, "parent__number")
    made = [_row(row, places) for row in rows]
    types: dict[str, Any] = {n: pl.String if kind == "text" else pl.Float64 for n, kind in TARGETS.items()}
    return pl.DataFrame(made, schema={**types, "parent": pl.String, "commitment": pl.Int64})


def own_indicators() -> dict[str, vocabulary.Indicator]:
    """The office's indicators as assessing knows them (its `own`, its `indicators`), as defined today; one query."""
    made: dict[str, vocabulary.Indicator] = {}
    for row in Indicator.objects.select_related("issuer"):
        known: Any = {
            "direction": row.direction, "kind": row.kind, "cumulates": row.cumulates, "field": row.card,
        }  # fmt: skip
        issuer = row.issuer.name if row.issuer else ""
        made[key_of(row.code)] = vocabulary.Indicator(
            code=row.code, name=row.name, name_en="", variants=(), unit=row.unit, issuer=issuer, **known
        )
    return made


def _row(row: Mapping[str, Any], places: Mapping[int, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": row["number"],
        "place": places[row["place_id"]],
        "indicator": row["indicator__code"],
        "parent": row["parent__number"],
        "commitment": row["pk"],
        "unit": row["unit"],
    }
    for name in ("period", "measure", "comparator", "strength", "reference"):
        told[name] = row[name] or None
    for name in ("value", "value_to", "baseline"):
        told[name] = float(row[name]) if row[name] else None
    return told
