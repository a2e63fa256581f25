"""An owner says how a task stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Forbidden, Invalid, text
from luoshi.office.ledger.figures import exact
from luoshi.office.ledger.finding import bodies_of, commitment_of, open_one
from luoshi.office.ledger.models import TaskReport
from luoshi.office.ledger.owners import current

_LONGEST = 4000


@dataclass(frozen=True, kw_only=True)
class ReportTask(Action[TaskReport]):
    """How a task stands, for one of the bodies that have it: a state of `TaskReport.STATES`, what was done, and the
    `share` of it in %, if it can be said. A later report does not change an earlier one.
    """

    commitment: int
    body: int
    state: str
    text: str
    share: str = ""

    def concerns(self) -> Sequence[Concern]:
        """The body that reports."""
        return (bodies_of((self.body,))[0].nodes(),)

    def check(self) -> None:
        """An open task of this body, a known state, a share from 0 to 100, a text."""
        commitment = open_one(self.commitment)
        if commitment.kind != "task":
            raise Invalid("ledger.not_a_task", number=commitment.number)
        if self.body not in [row.body_id for row in current(commitment)]:
            raise Forbidden("ledger.not_an_owner", name=bodies_of((self.body,))[0].name, number=commitment.number)
        if self.state not in TaskReport.STATES:
            raise Invalid("ledger.report_state", state=self.state, known=", ".join(TaskReport.STATES))
        text(self.text, limit=_LONGEST)
        share(self.share)

    def do(self, on: Acting) -> TaskReport:
        """The report."""
        commitment = commitment_of(self.commitment)
        [report] = on.add(
            [
                TaskReport(
                    commitment=commitment, body_id=self.body, state=self.state, share=share(self.share),
                    text=text(self.text, limit=_LONGEST), by=on.actor.who, by_name=on.actor.name, at=on.at,
                )
            ]
        )  # fmt: skip
        on.log(commitment, after={"body": self.body, "state": self.state, "share": report.share, "text": report.text})
        return report


def share(found: str) -> str:
    """A share in %, exact; nothing where none is given. Raises `Invalid`."""
    try:
        read = exact(found.removesuffix("%").removesuffix("％"))
    except Invalid:
        raise Invalid("ledger.share", found=found) from None
    if read and not 0 <= Decimal(read) <= 100:
        raise Invalid("ledger.share", found=found)
    return read
