"""A board, a league or its cards are published: kept as shown today, with the rules and every number's trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.assessing.calendar import month_number
from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, text
from luoshi.office.jobs.models import Job
from luoshi.office.organisations.models import Place
from luoshi.office.scoring import publishing
from luoshi.office.scoring.finding import league_of, month, place_of, publication_of
from luoshi.office.scoring.models import League, Publication, PublishedRow

_KINDS = ("board", "league", "cards")


@dataclass(frozen=True, kw_only=True)
class PublishResults(Action[Publication]):
    """Publish; gives the publication. `period`: of a board a month (`2025-09`), of a league one of its periods.

    `place` is for a board, `league` (its code) for a league and its cards. `replaces`: the publication of the same
    thing that this corrects, and then `reason` says why.
    """

    kind: str
    title: str
    period: str
    place: int | None = None
    league: str = ""
    replaces: int | None = None
    reason: str = ""

    def concerns(self) -> Sequence[Concern]:
        """The place whose board or league it is."""
        return (self._place(),)

    def check(self) -> None:
        """A kind, a title, results that are computed, nothing published of the same already."""
        if self.kind not in _KINDS:
            raise Invalid("scoring.kind_of_publication", kind=self.kind[:20])
        try:
            text(self.title)
        except Invalid as error:
            raise Invalid("scoring.fields", fields={"title": error}) from None
        if self.kind == "board":
            month(self.period)
        if Job.objects.filter(name="scoring.judge", state__in=("waiting", "running")).exists():
            raise Conflict("scoring.not_ready")
        standing = _standing_of(self.kind, self.league, self._place(), self.period)
        if self.replaces is None:
            if standing is not None:
                raise Conflict("scoring.published_already", title=standing.title)
            return
        before = publication_of(self.replaces)
        if standing is None or before.pk != standing.pk:
            same = (before.kind, before.name, before.place_id, before.period)
            if same == (self.kind, self.league, self._place().pk, self.period):
                raise Conflict("scoring.replaced_already", title=before.title)
            raise Invalid("scoring.other_subject", title=before.title)
        try:
            text(self.reason, limit=2000)
        except Invalid as error:
            raise Invalid("scoring.fields", fields={"reason": error}) from None

    def do(self, on: Acting) -> Publication:
        """Keep the rows, then the log tells of them."""
        place, league = self._place(), self._league()
        rows = publishing.contents_of(self.kind, place, league, self.period)
        if not rows:
            raise Conflict("scoring.nothing", period=self.period)
        made = Publication(
            kind=self.kind, name=self.league, title=self.title.strip(), place=place, period=self.period,
            rules=publishing.rules_of(self.kind, league), known_at=on.at, replaces_id=self.replaces,
            reason=self.reason.strip(), by=on.actor.who, by_name=on.actor.name, at=on.at,
        )  # fmt: skip
        on.add([made])
        on.add(
            [
                PublishedRow(publication=made, position=position, key=row.key, contents=row.contents)
                for position, row in enumerate(rows, 1)
            ]
        )
        told = {"title": made.title, "kind": self.kind, "period": self.period, "rows": len(rows)}
        on.log(made, before=None if self.replaces is None else {"replaces": self.replaces}, after=told)
        return made

    def _league(self) -> League | None:
        return league_of(self.league) if self.kind in ("league", "cards") else None

    def _place(self) -> Place:
        league = self._league()
        if league is not None:
            return league.under
        if self.place is None:
            raise Invalid("scoring.fields", fields={"place": Invalid("guard.empty")})
        return place_of(self.place)


def _standing_of(kind: str, league: str, place: Place, period: str) -> Publication | None:
    """What stands published of a thing: the one that nothing has replaced or withdrawn."""
    if kind != "board":
        month_number(period)
    found = Publication.objects.filter(kind=kind, name=league, place=place, period=period, replaced_by=None)
    standing: Publication | None = found.order_by("pk").last()
    return standing
