"""Standings of a league in a period, by `luoshi.assessing.scoring`: points, cards, the whole, what it would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from luoshi.assessing import scoring
from luoshi.assessing.calendar import month_number, so_far
from luoshi.assessing.scoring.rules import Rules
from luoshi.office.ledger.places import labels
from luoshi.office.ledger.targets import own_indicators
from luoshi.office.organisations.models import Place
from luoshi.office.scoring import inputs, rulebook
from luoshi.office.scoring.exactly import kept, rows_of
from luoshi.office.scoring.models import League
from luoshi.office.scoring.rulebook import RuleText

_APART = ("place", "period", "card", "score", "rank", "grade")
#: What moves each weight when it is asked how firm a rank is.
STEP = 0.05


@dataclass(frozen=True)
class Ranked:
    """A standing as `Standing` keeps it."""

    period: str
    card: str
    place: int
    score: str
    rank: int | None
    grade: str
    contents: dict[str, Any]


@dataclass(frozen=True)
class Field:
    """Who is ranked and by which figures, read once: several rule sets can be tried on it."""

    league: League
    places: Sequence[Place]
    figures: pl.DataFrame


def periods(league: League, year: int) -> list[str]:
    """The periods of a year that a league ranks: cumulative from January, every so many months."""
    every = max(1, league.every)
    return [so_far(year * 12 + month - 1) for month in range(every, 13, every)]


def read(league: League, year: int, rules: RuleText | None = None) -> Field:
    """The places of a league and their figures until the end of a year."""
    used = rulebook.scoring_rules(rules or rulebook.current("scoring", league.rules))
    places = inputs.members(league)
    codes = {name for rule in used.rules for name in rule.names}
    return Field(league, places, inputs.league_frame(places, codes, f"{year}-12"))


def rank(
    known: Field, year: int, wanted: Sequence[str] | None = None, *, rules: RuleText | None = None
) -> list[Ranked]:
    """The standings of the periods of a year that have figures (or of those `wanted`), each beside the one before.

    Raises `RuleError` where the rule set cannot be used.
    """
    used = rulebook.scoring_rules(rules or rulebook.current("scoring", known.league.rules))
    there = set(known.figures["period"].unique().to_list())
    chosen = [p for p in periods(known.league, year) if p in there and (wanted is None or p in wanted)]
    made: list[Ranked] = []
    for period in chosen:
        made += _ranked(known, period, _before(known.league, period), used, there)
    return made


def _before(league: League, period: str) -> str:
    """The period before, which may be the last of the year before."""
    month = month_number(period)
    year = month // 12
    mine = [*periods(league, year - 1), *periods(league, year)]
    return mine[mine.index(period) - 1]


def _ranked(known: Field, period: str, before: str, rules: Rules, there: set[str]) -> list[Ranked]:
    called = labels()
    names = [called[place.pk] for place in known.places]
    values = _by_their_names(known.figures, rules)
    scores, cards, whole = _standing(values, rules, period, names)
    past: tuple[pl.DataFrame | None, pl.DataFrame | None] = (None, None)
    if before in there:
        _, *earlier = _standing(values, rules, before, names)
        past = (earlier[0], earlier[1])
    tables = [
        (cards, scoring.league(cards, past[0], scores=scores, rules=rules)),
        (whole, scoring.league(whole, past[1], scores=scores, rules=rules)),
    ]
    firm = {row["place"]: row for row in rows_of(scoring.sensitivity(scores, rules, STEP))}
    items: dict[tuple[str, str], list[dict[str, Any]]] = {}
    # In the order of the rule set: what is the same must be written the same.
    order = {(rule.card, rule.indicator, rule.measure, rule.method): rule.number for rule in rules.rules}
    listed = sorted(
        rows_of(scores), key=lambda row: order[row["card"], row["indicator"], row["measure"], row["method"]]
    )
    for row in listed:
        items.setdefault((row["place"], row["card"]), []).append(kept(row, ("place", "period", "card")))
    units = {(rule.indicator, rule.measure): rule.unit for rule in rules.rules}
    numbers = dict(zip(names, (place.pk for place in known.places), strict=True))
    made = []
    for standing, table in tables:
        beside = {(row["place"], row.get("card", "")): row for row in rows_of(table)}
        for row in rows_of(standing):
            card = row.get("card", "")
            contents = {**kept(row, _APART), **kept(beside.get((row["place"], card), {}), _APART)}
            needed = contents.get("needed_in"), contents.get("needed_measure")
            contents |= {"needed_unit": units[needed]} if needed in units else {}
            if card:
                contents["items"] = items.get((row["place"], card), [])
            else:
                contents |= kept(firm.get(row["place"], {}), _APART)
            place = numbers[row["place"]]
            made.append(Ranked(period, card, place, row["score"] or "", row["rank"], row["grade"] or "", contents))
    named = ["", *(card.name for card in rules.cards)]
    return sorted(made, key=lambda row: (named.index(row.card), row.rank is None, row.rank or 0, row.place))


def _standing(
    values: pl.DataFrame, rules: Rules, period: str, names: list[str]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    scores = scoring.score(values, rules, period, places=names)
    cards = scoring.cards(scores, rules)
    return scores, cards, scoring.whole(cards, rules)


def _by_their_names(figures: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Figures whose indicators are called as the rule set calls them: the office's own by name instead of code."""
    said = {name for rule in rules.rules for name in rule.names}
    own = {one.code: one.name for one in own_indicators().values() if one.name in said and one.code not in said}
    return figures.with_columns(pl.col("indicator").cast(pl.String).replace(own)) if own else figures
