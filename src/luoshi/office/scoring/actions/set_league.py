"""A league is set up, or changed: who is ranked with whom, by which rule set, every how many months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting, snapshot
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Invalid, Problem, text
from luoshi.office.jobs.queue import enqueue
from luoshi.office.organisations.models import Place
from luoshi.office.scoring import rulebook
from luoshi.office.scoring.finding import NAME, place_of
from luoshi.office.scoring.models import League

_EVERY = (1, 3, 6, 12)


@dataclass(frozen=True, kw_only=True)
class SetLeague(Action[League]):
    """Set up the league `code`, or change it; gives the league. `kinds`: of the places right below `under`."""

    code: str
    title: str
    rules: str
    under: int
    kinds: Sequence[str]
    every: int = 1
    position: int = 0

    def concerns(self) -> Sequence[Concern]:
        """The place whose parts are ranked, and the one whose parts were."""
        there = League.objects.select_related("under").filter(code=self.code).first()
        return (place_of(self.under), *([there.under] if there else []))

    def check(self) -> None:
        """A code, a title, kinds that there are, a scoring set that ranks all together."""
        faults: dict[str, Problem] = {}
        if NAME.fullmatch(self.code) is None:
            faults["code"] = Invalid("scoring.code", code=self.code[:40])
        try:
            text(self.title, limit=100)
        except Invalid as error:
            faults["title"] = error
        if self.every not in _EVERY:
            faults["every"] = Invalid("scoring.every", every=self.every)
        unknown = [kind for kind in self.kinds if kind not in Place.KINDS]
        if unknown or not self.kinds:
            told = "、".join(unknown) or "—"
            faults["kinds"] = Invalid("organisations.kind", kind=told, kinds=", ".join(Place.KINDS))
        rules = rulebook.scoring_rules(rulebook.current("scoring", self.rules))
        if rules.peers:
            faults["rules"] = Invalid("scoring.peers", name=self.rules, peers=", ".join(rules.peers))
        if not faults and not Place.objects.filter(parent=self.under, kind__in=self.kinds).exists():
            names = {"under": place_of(self.under).name, "kinds": ", ".join(self.kinds)}
            faults["under"] = Invalid("scoring.no_members", **names)
        if faults:
            raise Invalid("scoring.fields", fields=faults)

    def do(self, on: Acting) -> League:
        """Make or change it, and have it computed."""
        there = League.objects.filter(code=self.code).first()
        before = snapshot(there) if there else None
        made = there or League(code=self.code)
        made.title, made.rules, made.under_id = self.title.strip(), self.rules, self.under
        made.kinds, made.every, made.position, made.until = ",".join(self.kinds), self.every, self.position, None
        made.save()
        on.log(made, before=before, after=made)
        enqueue("scoring.judge", key="known")
        return made
