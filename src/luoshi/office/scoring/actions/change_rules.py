"""A rule set gets a new version, or a new one is made: checked, kept whole, and everything is judged by it anew."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.errors import Conflict, Invalid, text
from luoshi.office.jobs.queue import enqueue
from luoshi.office.scoring import rulebook
from luoshi.office.scoring.finding import NAME
from luoshi.office.scoring.models import RuleVersion
from luoshi.office.scoring.rulebook import CHANGEABLE, RuleText

_LONGEST = 200_000


@dataclass(frozen=True, kw_only=True)
class ChangeRules(Action[RuleVersion]):
    """Make the next version of a set from `text` (TOML); gives the version.

    `number` is the version that was looked at: where another holds by now, nothing is done. None: whatever holds.
    """

    kind: str
    name: str
    text: str
    reason: str
    number: int | None = None

    def check(self) -> None:
        """A kind that may be changed, a name, a reason, rules without a fault, and something new in them."""
        if self.kind not in RuleVersion.KINDS:
            raise Invalid("scoring.kind", kind=self.kind[:20], kinds=", ".join(CHANGEABLE))
        if NAME.fullmatch(self.name) is None:
            raise Invalid("scoring.name", name=self.name[:40])
        try:
            text(self.reason, limit=2000)
        except Invalid as error:
            raise Invalid("scoring.fields", fields={"reason": error}) from None
        if len(self.text) > _LONGEST:
            raise Invalid("guard.too_long", limit=_LONGEST, length=len(self.text))
        there = self._there()
        if there is not None and self.number is not None and there.number != self.number:
            raise Conflict("scoring.not_latest", number=there.number)
        rulebook.checked(RuleText(self.kind, self.name, self._next(), self._normal()))
        if there is not None and there.text.strip() == self._normal().strip():
            raise Conflict("scoring.same", number=there.number)

    def do(self, on: Acting) -> RuleVersion:
        """The next version; the log has its number, the table its text."""
        there = self._there()
        made = RuleVersion(
            kind=self.kind, name=self.name, number=self._next(), text=self._normal(), reason=self.reason.strip(),
            by=on.actor.who, by_name=on.actor.name, at=on.at,
        )  # fmt: skip
        on.add([made])
        before = None if there is None else {"number": there.number}
        on.log(f"rules:{self.kind}:{self.name}", before=before, after={"number": made.number, "reason": made.reason})
        enqueue("scoring.judge", key="known")
        return made

    def _there(self) -> RuleText | None:
        return rulebook.latest().get((self.kind, self.name))

    def _next(self) -> int:
        there = self._there()
        return 1 if there is None else there.number + 1

    def _normal(self) -> str:
        """The text as editors keep it, whatever a browser made of the ends of its lines."""
        return self.text.replace("\r\n", "\n")
