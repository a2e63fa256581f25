"""A publication is withdrawn: it stays to be seen as it was, with a later one that takes it back and says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Conflict, Invalid, text
from luoshi.office.scoring.finding import publication_of
from luoshi.office.scoring.models import Publication


@dataclass(frozen=True, kw_only=True)
class WithdrawPublication(Action[Publication]):
    """Withdraw for a `reason`; gives the withdrawal, which is a publication without rows."""

    publication: int
    reason: str

    def concerns(self) -> Sequence[Concern]:
        """The place whose board or league was published."""
        return (publication_of(self.publication).place,)

    def check(self) -> None:
        """A reason; nothing that replaces it already."""
        try:
            text(self.reason, limit=2000)
        except Invalid as error:
            raise Invalid("scoring.fields", fields={"reason": error}) from None
        there = publication_of(self.publication)
        if there.kind == "withdrawal" or Publication.objects.filter(replaces=there).exists():
            raise Conflict("scoring.replaced_already", title=there.title)

    def do(self, on: Acting) -> Publication:
        """The withdrawal."""
        there = publication_of(self.publication)
        made = Publication(
            kind="withdrawal", name=there.name, title=there.title, place=there.place, period=there.period, rules="",
            known_at=on.at, replaces=there, reason=self.reason.strip(), by=on.actor.who, by_name=on.actor.name,
            at=on.at,
        )  # fmt: skip
        on.add([made])
        on.log(made, before={"publication": there.pk}, after={"withdrawn": there.title, "reason": made.reason})
        return made
