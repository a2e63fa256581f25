"""Commitments come in from a workbook: all of its rows or none."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.guard.actors import Concern
from luoshi.office.guard.errors import Invalid, Problem
from luoshi.office.ledger.changing import apply, parent_for
from luoshi.office.ledger.entering import check, enter
from luoshi.office.ledger.finding import bodies_of, commitments_of, open_one
from luoshi.office.ledger.importing import MOST, ImportRow, changed_places, problem_at
from luoshi.office.ledger.models import Commitment
from luoshi.office.ledger.owners import assign
from luoshi.office.ledger.versions import contents, keep


@dataclass(frozen=True, kw_only=True)
class ImportCommitments(Action[dict[str, int]]):
    """The rows of `importing.read`: commitments that stand are changed, the others entered.

    Gives how many were `made`, `changed`, and were the `same`.
    """

    rows: tuple[ImportRow, ...]
    reason: str = ""

    def concerns(self) -> Sequence[Concern]:
        """The places of all rows, before and after."""
        if not self.rows:
            raise Invalid("ledger.none_chosen")
        return tuple(changed_places(self.rows))

    def check(self) -> None:
        """Every row fits; those that do not are told by sheet, row and column."""
        if len(self.rows) > MOST:
            raise Invalid("ledger.import_too_many", limit=MOST)
        faults: dict[str, Problem] = {}
        for row in self.rows:
            try:
                if row.commitment is None:
                    check(row.entry)
                else:
                    apply(open_one(row.commitment), row.change())
            except Problem as problem:
                faults |= problem_at(row, problem)
        if faults:
            raise Invalid("ledger.import_faults", fields=faults, count=len(faults))

    def do(self, on: Acting) -> dict[str, int]:
        """Row by row, each with its own entry in the log."""
        numbers = dict(Commitment.objects.values_list("number", "pk"))
        counts = {"made": 0, "changed": 0, "same": 0}
        for row in self.rows:
            parent = numbers[row.parent] if row.parent else None
            if row.commitment is None:
                made = enter(on, dataclasses.replace(row.entry, parent=parent), reason=self.reason.strip())
                numbers[made.number] = made.pk
                counts["made"] += 1
            else:
                counts["changed" if self._change(on, row, parent) else "same"] += 1
        if counts["same"] == len(self.rows):
            on.unchanged()
        return counts

    def _change(self, on: Acting, row: ImportRow, parent: int | None) -> bool:
        [commitment] = commitments_of([row.commitment or 0])
        before = contents(commitment)
        apply(commitment, row.change())
        if "parent" in row.columns and parent != commitment.parent_id:
            commitment.parent = None if parent is None else parent_for(commitment, parent)
        lead = bodies_of(row.entry.lead) if "lead" in row.columns else None
        support = bodies_of(row.entry.support) if "support" in row.columns else None
        if (lead is not None or support is not None) and not _unsaid(row, commitment):
            assign(commitment, lead, support, on.day)
        return keep(on, commitment, before=before, reason=self.reason.strip())


def _unsaid(row: ImportRow, commitment: Commitment) -> bool:
    """Whether it says of owners nothing, while names of the document are still open: they stay so."""
    return bool(commitment.printed_owners) and not row.entry.lead and not row.entry.support
