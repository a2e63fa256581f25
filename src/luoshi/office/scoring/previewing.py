"""What a change of rules would change, before it is made: lights of the latest months, ranks of the latest periods."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from luoshi.office.ledger.models import Commitment
from luoshi.office.scoring import judging, rulebook, standings
from luoshi.office.scoring.models import League
from luoshi.office.scoring.rulebook import IN_FORCE, RuleText


@dataclass(frozen=True)
class Relit:
    """A light that would be another."""

    commitment: int
    number: str
    name: str
    place: str
    as_of: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Reranked:
    """A rank, score or grade that would be another."""

    league: str
    period: str
    place: str
    rank_before: int | None
    rank_after: int | None
    score_before: str
    score_after: str
    grade_before: str
    grade_after: str


@dataclass(frozen=True)
class Preview:
    """What would change. `judged`, `ranked`: how many lights and ranks were tried; `before`, `after`: the lights."""

    lights: list[Relit] = field(default_factory=list)
    ranks: list[Reranked] = field(default_factory=list)
    judged: int = 0
    ranked: int = 0
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)


def preview(rules: RuleText) -> Preview:
    """What would change if these rules held. Raises `Invalid` where they cannot be used.

    A set of lights that commitments are not judged by, and a scoring set without a league, change nothing.
    """
    rulebook.checked(rules)
    if rules.kind in ("lights", "progress") and rules.name == IN_FORCE:
        return _relit(rules)
    if rules.kind == "scoring":
        return _reranked(rules)
    return Preview()


def _relit(rules: RuleText) -> Preview:
    made = Preview()
    commitments = {one.pk: one for one in Commitment.objects.filter(kind="target").select_related("place")}
    for year in judging.years():
        known = judging.read(year)
        last = known.months[-1:]
        now = {row.commitment: row for row in judging.judge(known, last)}
        chosen = {"lights": rules} if rules.kind == "lights" else {"progress": rules}
        for then in judging.judge(known, last, **chosen):
            row, one = now[then.commitment], commitments[then.commitment]
            made.before[row.light] += 1
            made.after[then.light] += 1
            if row.light != then.light:
                made.lights.append(
                    Relit(
                        one.pk, one.number, one.name, one.place.name, then.as_of, row.light, then.light,
                        str(then.contents.get("light_reason", "")),
                    )
                )  # fmt: skip
    return _counted(made, judged=sum(made.after.values()))


def _reranked(rules: RuleText) -> Preview:
    made = Preview()
    ranked = 0
    for league in League.objects.filter(rules=rules.name, until=None).select_related("under"):
        for year in judging.years()[-1:]:
            known = standings.read(league, year, rules)
            names = {place.pk: place.name for place in known.places}
            there = set(known.figures["period"].unique().to_list())
            last = [p for p in standings.periods(league, year) if p in there][-1:]
            now = {(row.card, row.place): row for row in standings.rank(known, year, last)}
            for then in standings.rank(known, year, last, rules=rules):
                row = now.get((then.card, then.place))
                before = (row.rank, row.score, row.grade) if row else (None, "", "")
                ranked += not then.card
                if not then.card and before != (then.rank, then.score, then.grade):
                    made.ranks.append(
                        Reranked(
                            league.title, then.period, names[then.place], before[0], then.rank, before[1], then.score,
                            before[2], then.grade,
                        )
                    )  # fmt: skip
    return _counted(made, ranked=ranked)


def _counted(made: Preview, judged: int = 0, ranked: int = 0) -> Preview:
    return Preview(made.lights, made.ranks, judged, ranked, made.before, made.after)
