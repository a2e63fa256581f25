"""Leagues, rule sets, publications, and where numbers come from. Verdicts and standings have lists of their own."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status

from luoshi.office.api.acting import act, enter
from luoshi.office.api.paging import paged
from luoshi.office.guard.errors import NotFound
from luoshi.office.guard.permissions import require
from luoshi.office.scoring import boards, finding, previewing, publishing, rulebook, tables
from luoshi.office.scoring.actions.change_rules import ChangeRules
from luoshi.office.scoring.actions.end_league import EndLeague
from luoshi.office.scoring.actions.publish_results import PublishResults
from luoshi.office.scoring.actions.set_league import SetLeague
from luoshi.office.scoring.actions.withdraw_publication import WithdrawPublication
from luoshi.office.scoring.models import League, Publication, PublishedRow, Standing, Verdict
from luoshi.office.scoring.publishing import Difference
from luoshi.office.scoring.rulebook import RuleText
from luoshi.office.scoring.tracing import trace

router = Router(tags=["scoring"])

Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
Code = Annotated[str, Field(min_length=1, max_length=40)]
Text = Annotated[str, Field(max_length=200_000)]
Reason = Annotated[str, Field(max_length=2000)]
Period = Annotated[str, Field(max_length=30, description="ISO text")]
Kind = Literal["progress", "lights", "scoring", "checks"]
_PARTS = ("commitment__place", "commitment__indicator", "commitment__statement__document")


class TraceOut(Schema):
    """Where a number comes from. `formula`: language → lines; `figures` with who said so; `target`: its clause."""

    about: str
    reason: str
    light: str
    formula: dict[str, list[str]]
    rules: dict[str, Any]
    figures: list[dict[str, Any]]
    target: dict[str, Any] | None


class LeagueOut(Schema):
    """Who is ranked with whom, by which scoring set, every how many months."""

    id: int
    code: str
    title: str
    rules: str
    under: int
    kinds: list[str]
    every: int
    position: int
    until: dt.date | None

    @staticmethod
    def resolve_under(row: League) -> int:
        """The number of its place."""
        return int(row.under_id)

    @staticmethod
    def resolve_kinds(row: League) -> list[str]:
        """The kinds of places that it ranks."""
        return list(row.kinds.split(","))


class LeagueIn(Schema):
    """What a league is to be."""

    title: Annotated[str, Field(min_length=1, max_length=100)]
    rules: Code
    under: Number
    kinds: Annotated[list[Annotated[str, Field(max_length=20)]], Field(min_length=1, max_length=10)]
    every: Annotated[int, Field(ge=1, le=12)] = 1
    position: Annotated[int, Field(ge=0, le=10_000)] = 0


class EndIn(Schema):
    """The first day on which it is no more."""

    on: dt.date


class RulesOut(Schema):
    """A version of a rule set; number 0 is what comes with Luoshi."""

    kind: str
    name: str
    number: int
    title: str
    reason: str
    by_name: str
    at: dt.datetime | None


class RulesWholeOut(RulesOut):
    """The same with its text, TOML."""

    text: str


class RulesIn(Schema):
    """A rule set's text, TOML."""

    text: Text


class ChangeIn(RulesIn):
    """A new version. `number`: the version that was looked at; where another holds by now, nothing is done."""

    reason: Reason
    number: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class PreviewOut(Schema):
    """What would change: lights of the latest month, ranks of the latest period; of how many; lights counted."""

    lights: list[dict[str, Any]]
    ranks: list[dict[str, Any]]
    judged: int
    ranked: int
    before: dict[str, int]
    after: dict[str, int]


class PublicationOut(Schema):
    """What was published. A `withdrawal` has no rows and takes what it replaces back."""

    id: int
    kind: str
    name: str
    title: str
    place: int
    period: str
    known_at: dt.datetime
    at: dt.datetime
    by_name: str
    reason: str
    replaces: int | None

    @staticmethod
    def resolve_place(row: Publication) -> int:
        """The number of the place whose board or league it is."""
        return int(row.place_id)

    @staticmethod
    def resolve_replaces(row: Publication) -> int | None:
        """The publication that it is in the place of."""
        number: int | None = row.replaces_id
        return number


class RowOut(Schema):
    """A row as it was shown."""

    position: int
    key: str
    contents: dict[str, Any]


class PublicationWholeOut(PublicationOut):
    """The same with the rules and the rows as they were."""

    rules: str
    rows: list[RowOut]

    @staticmethod
    def resolve_rows(row: Publication) -> list[PublishedRow]:
        """In their order."""
        return list(row.rows.order_by("position"))


class PublishIn(Schema):
    """What to publish: of a place a board as of a month, of a league its table or cards of a period."""

    kind: Literal["board", "league", "cards"]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    period: Period
    place: Number | None = None
    league: Annotated[str, Field(max_length=40)] = ""
    replaces: Number | None = None
    reason: Reason = ""


class WithdrawIn(Schema):
    """Why."""

    reason: Reason


class DifferenceOut(Schema):
    """What a publication says otherwise than the figures known today. `what`: light, number, rank, score, grade."""

    key: str
    name: str
    what: str
    published: str
    today: str


@router.get("/verdicts/{number}/trace", response=TraceOut)
def verdict_trace(request: Any, number: Number) -> Any:
    """Where a verdict comes from."""
    enter(request, "scoring.see")
    found: Verdict | None = boards.seen_verdicts(request.actor).select_related(*_PARTS).filter(pk=number).first()
    if found is None:
        raise NotFound("scoring.no_verdict", verdict=number)
    return trace(found).contents()


@router.get("/standings/{number}/trace", response=TraceOut)
def standing_trace(request: Any, number: Number) -> Any:
    """Where a standing comes from."""
    enter(request, "scoring.see")
    found: Standing | None = tables.seen_standings(request.actor).filter(pk=number).first()
    if found is None:
        raise NotFound("scoring.no_standing", standing=number)
    return trace(found).contents()


@router.get("/leagues", response=list[LeagueOut])
@paged
def leagues(request: Any) -> QuerySet[League]:
    """The leagues in one's scopes."""
    enter(request, "scoring.see")
    return tables.leagues(request.actor)


@router.put("/leagues/{code}", response=LeagueOut)
def set_league(request: Any, code: Code, data: LeagueIn) -> League:
    """Set a league up, or change it."""
    return act(request, SetLeague(code=code, **data.dict()))


@router.post("/leagues/{code}/end", response=LeagueOut)
def end_league(request: Any, code: Code, data: EndIn) -> League:
    """End a league."""
    return act(request, EndLeague(code=code, on=data.on))


@router.get("/rules", response=list[RulesOut])
@paged
def rules(request: Any) -> list[RuleText]:
    """Every rule set in the version that holds."""
    enter(request, "scoring.see_rules")
    return list(rulebook.latest().values())


@router.get("/rules/{kind}/{name}", response=list[RulesWholeOut])
@paged
def versions(request: Any, kind: Kind, name: Code) -> list[RuleText]:
    """All versions of a rule set, the latest first."""
    enter(request, "scoring.see_rules")
    return rulebook.versions(kind, name)


@router.post("/rules/{kind}/{name}/preview", response=PreviewOut)
def preview(request: Any, kind: Kind, name: Code, data: RulesIn) -> Any:
    """What would change if a text held; nothing is changed."""
    require(request.actor, "scoring.change_rules")
    found = previewing.preview(RuleText(kind, name, 0, data.text))
    told = {"lights": [vars(one) for one in found.lights], "ranks": [vars(one) for one in found.ranks]}
    counts = {"before": dict(found.before), "after": dict(found.after)}
    return {**told, **counts, "judged": found.judged, "ranked": found.ranked}


@router.post("/rules/{kind}/{name}", response={201: RulesOut})
def change_rules(request: Any, kind: Kind, name: Code, data: ChangeIn) -> Any:
    """A new version of a rule set, or a new set."""
    act(request, ChangeRules(kind=kind, name=name, **data.dict()))
    return Status(201, rulebook.current(kind, name))


@router.get("/publications", response=list[PublicationOut])
@paged
def publications(request: Any) -> QuerySet[Publication]:
    """What was published, the latest first."""
    enter(request, "scoring.see_published")
    return Publication.objects.order_by("-pk")


@router.post("/publications", response={201: PublicationOut})
def publish(request: Any, data: PublishIn) -> Any:
    """Publish."""
    return Status(201, act(request, PublishResults(**data.dict())))


@router.get("/publications/{number}", response=PublicationWholeOut)
def publication(request: Any, number: Number) -> Publication:
    """A publication with its rows, as they were."""
    enter(request, "scoring.see_published")
    return finding.publication_of(number)


@router.get("/publications/{number}/differences", response=list[DifferenceOut])
@paged
def differences(request: Any, number: Number) -> list[Difference]:
    """What would be different today."""
    enter(request, "scoring.see_published")
    found = finding.publication_of(number)
    return publishing.differences(found, list(PublishedRow.objects.filter(publication=found).order_by("position")))


@router.post("/publications/{number}/withdraw", response={201: PublicationOut})
def withdraw(request: Any, number: Number, data: WithdrawIn) -> Any:
    """Withdraw: a later publication that takes this one back."""
    return Status(201, act(request, WithdrawPublication(publication=number, reason=data.reason)))
