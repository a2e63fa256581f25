"""What a publication holds: every row with all that was shown of it and where each number came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.ledger.phrases import figure_said
from luoshi.office.organisations.models import Place
from luoshi.office.scoring import boards, rulebook, tables
from luoshi.office.scoring.models import League, Publication, PublishedRow, Standing, Verdict
from luoshi.office.scoring.rulebook import IN_FORCE
from luoshi.office.scoring.tracing import LANGUAGES, traces


@dataclass(frozen=True)
class Content:
    """A row of a publication before it is kept: `key` as in `PublishedRow`."""

    key: str
    contents: dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """What a publication says otherwise than the figures known today: `what` is light, number, rank, score or grade."""

    key: str
    name: str
    what: str
    published: str
    today: str


def rules_of(kind: str, league: League | None) -> str:
    """The text of the rule set that a publication of this kind is made by."""
    if kind == "board" or league is None:
        return rulebook.current("lights", IN_FORCE).text
    return rulebook.current("scoring", league.rules).text


def board_rows(place: Place, month: str) -> list[Content]:
    """The board of a place as of a month. A fixed number of queries."""
    known = boards.of_place(place.pk, int(month[:4]), month)
    parts = ("commitment__place", "commitment__indicator", "commitment__statement__document")
    wanted = Verdict.objects.filter(as_of=month, commitment__in=[row.commitment.pk for row in known.rows])
    verdicts = {one.commitment_id: one for one in wanted.select_related(*parts)}
    ways = traces(list(verdicts.values()))
    both = {pk: [(one, ways[one.pk].contents())] for pk, one in verdicts.items()}
    return [
        Content(row.commitment.number, _of_target(row, *found))
        for row in known.rows
        for found in both.get(row.commitment.pk, ())
    ]


def _of_target(row: boards.Row, verdict: Verdict, way: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": row.commitment.name,
        "place": row.commitment.place.name,
        "card": row.card,
        "owners": list(row.owners),
        "target": {language: figure_said(row.commitment, language, strength=True) for language in LANGUAGES},
        "months": {month: [lit.light, lit.shown] for month, lit in row.cells.items()},
        "state": verdict.state,
        "light": verdict.light,
        "shown": verdict.shown,
        "ahead": verdict.ahead,
        "reason": verdict.reason,
        "numbers": verdict.contents,
        "outlook": verdict.outlook,
        "trace": way,
    }


def league_rows(league: League, period: str) -> list[Content]:
    """The standings of a league in a period, whole and cards. A fixed number of queries."""
    found = tables.matrix(league, period)
    every = [row for cards in found.values() for row in cards.values()]
    for row in every:
        row.league = league
    ways = traces(every)
    return [
        Content(
            next(iter(cards.values())).place.code,
            {
                "name": next(iter(cards.values())).place.name,
                "standings": {card: _of_standing(row, ways[row.pk].contents()) for card, row in cards.items()},
            },
        )
        for cards in found.values()
    ]


def _of_standing(row: Standing, way: dict[str, Any]) -> dict[str, Any]:
    shown = {"score": row.score, "rank": row.rank, "grade": row.grade, "numbers": row.contents}
    return {**shown, "trace": way}


def contents_of(kind: str, place: Place, league: League | None, period: str) -> list[Content]:
    """The rows of a publication, as the figures are known now."""
    return board_rows(place, period) if kind == "board" or league is None else league_rows(league, period)


def differences(publication: Publication, rows: Sequence[PublishedRow]) -> list[Difference]:
    """What would be said otherwise today, in the order of the rows; nothing of a withdrawal."""
    if publication.kind == "board":
        return _lights(publication, rows)
    if publication.kind == "withdrawal":
        return []
    return _ranks(publication, rows)


def _lights(publication: Publication, rows: Sequence[PublishedRow]) -> list[Difference]:
    now = {
        number: {"light": light, "number": shown}
        for number, light, shown in Verdict.objects.filter(
            as_of=publication.period, commitment__number__in=[row.key for row in rows]
        ).values_list("commitment__number", "light", "shown")
    }
    found = []
    for row in rows:
        then = {"light": row.contents["light"], "number": row.contents["shown"]}
        found += _different(row, then, now.get(row.key, {}), row.contents["name"])
    return found


def _ranks(publication: Publication, rows: Sequence[PublishedRow]) -> list[Difference]:
    standings_ = Standing.objects.filter(league__code=publication.name, period=publication.period)
    now: dict[tuple[str, str], dict[str, str]] = {}
    for code, card, rank, score, grade in standings_.values_list("place__code", "card", "rank", "score", "grade"):
        now[code, card] = {"rank": "" if rank is None else str(rank), "score": score, "grade": grade}
    found = []
    for row in rows:
        for card, standing in row.contents["standings"].items():
            rank = "" if standing["rank"] is None else str(standing["rank"])
            then = {"rank": rank, "score": standing["score"], "grade": standing["grade"]}
            name = f"{row.contents['name']} {card}".strip()
            found += _different(row, then, now.get((row.key, card), {}), name)
    return found


def _different(row: PublishedRow, then: dict[str, str], now: dict[str, str], name: str) -> list[Difference]:
    return [
        Difference(row.key, name, what, said, now.get(what, ""))
        for what, said in then.items()
        if now.get(what, "") != said
    ]
