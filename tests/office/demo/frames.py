"""The example as the frames that `luoshi.assessing` takes; built once for all tests."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from luoshi.assessing import scoring
from luoshi.assessing.frames import OBSERVATIONS, TARGETS
from luoshi.office import demo as demo_package
from luoshi.office.demo import Demo, load
from luoshi.vocabulary.indicators import Indicator

HERE = Path(demo_package.__file__).parent


@lru_cache(maxsize=1)
def demo() -> Demo:
    return load()


def _frame(records: Any, columns: Any) -> pl.DataFrame:
    return pl.DataFrame([{name: getattr(r, name) for name in columns} for r in records], infer_schema_length=None)


@lru_cache(maxsize=1)
def observations() -> pl.DataFrame:
    return _frame(demo().figures, OBSERVATIONS)


def targets(place: str | None = None, year: str = "") -> pl.DataFrame:
    chosen = [t for t in demo().targets if place in (None, t.place) and t.id.startswith(year)]
    return _frame(chosen, TARGETS)


def own() -> dict[str, Indicator]:
    """The indicators that the catalogue does not have."""
    made: dict[str, Any] = {}
    for m in demo().indicators:
        if m.code is None:
            made[m.indicator] = Indicator(
                m.indicator,
                m.name,
                "",
                (),
                m.unit,
                m.good,
                m.kind,
                m.cumulates,
                m.card,
                m.body,  # type: ignore[arg-type]
            )
    return made


def places(*levels: str) -> list[str]:
    return [p.name for p in demo().places if p.level in levels and p.until is None]


def rules(name: str) -> scoring.Rules:
    (found,) = [r for r in demo().cards if r.name == name]
    return scoring.parse(tomllib.loads(found.text), name)


def standing(name: str, period: str, ranked: list[str]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Scores, cards and wholes by a rule set of the example."""
    scores = scoring.score(observations(), rules(name), period, places=ranked)
    cards = scoring.cards(scores, rules(name))
    return scores, cards, scoring.whole(cards, rules(name))
