"""The worker keeps the verdicts that it has computed; the log tells which lights changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.scoring.judging import Judged
from luoshi.office.scoring.models import Verdict

_COMPARED = ("state", "light", "shown", "ahead", "reason", "contents")
_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class KeepVerdicts(Action[int]):
    """Keep the verdicts of these commitments as of these months; gives how many changed.

    What is as it was stays untouched, what has no verdict any more goes. `seen` is the number of log entries before
    the figures were read: where a verdict was made of more, it stays.
    """

    year: int
    rows: Sequence[Judged]
    commitments: Sequence[int]
    months: Sequence[str]
    seen: int

    def do(self, on: Acting) -> int:
        """Write what is different and tell the log of the lights."""
        concerned, months = set(self.commitments), set(self.months)
        there = {
            (row.commitment_id, row.as_of): row
            for row in Verdict.objects.filter(as_of__startswith=f"{self.year}-").select_related("commitment")
            if row.commitment_id in concerned and row.as_of in months
        }
        made = {(row.commitment, row.as_of): row for row in self.rows}
        changed = [
            row
            for key, row in made.items()
            if key not in there or (self._mine(there[key]) and _differs(there[key], row))
        ]
        gone = [row for key, row in there.items() if key not in made and self._mine(row)]
        if not changed and not gone:
            on.unchanged()
            return 0
        Verdict.objects.filter(pk__in=[row.pk for row in gone]).delete()
        Verdict.objects.bulk_create(
            [
                Verdict(
                    commitment_id=row.commitment, as_of=row.as_of, seen=self.seen, at=on.at,
                    **{name: getattr(row, name) for name in _COMPARED},
                )
                for row in changed
            ],
            batch_size=_BATCH, update_conflicts=True, unique_fields=["commitment", "as_of"],
            update_fields=[*_COMPARED, "seen", "at"],
        )  # fmt: skip
        before, after = _lights(changed, there)
        on.log(f"year:{self.year}", before=before, after={**after, "changed": len(changed), "gone": len(gone)})
        return len(changed) + len(gone)

    def _mine(self, row: Verdict) -> bool:
        return bool(row.seen <= self.seen)


def _differs(there: Verdict, made: Judged) -> bool:
    return any(getattr(there, name) != getattr(made, name) for name in _COMPARED)


def _lights(changed: Sequence[Judged], there: dict[tuple[int, str], Verdict]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The lights that changed, by commitment and month, before and after; those that are new are only counted."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    new: Counter[str] = Counter()
    for row in changed:
        old = there.get((row.commitment, row.as_of))
        if old is None:
            new[row.light or "grey"] += 1
        elif old.light != row.light:
            before.setdefault(old.commitment.number, {})[row.as_of] = old.light
            after.setdefault(old.commitment.number, {})[row.as_of] = row.light
    return {"lights": before}, {"lights": after, "new": dict(new)}
