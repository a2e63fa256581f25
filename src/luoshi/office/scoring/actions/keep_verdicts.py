"""The worker keeps the verdicts that it has computed; the log tells which lights changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from luoshi.office.guard.acting import Acting
from luoshi.office.guard.action import Action
from luoshi.office.scoring.judging import Judged
from luoshi.office.scoring.models import Verdict
from luoshi.office.scoring.replacing import replaced

# A commitment and a month.
_Key: TypeAlias = tuple[int, str]

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

    def prepare(self) -> None:
        """Look what is different: few of tens of thousands are, and nobody else writes while a turn lasts."""
        _ = self._touched

    @cached_property
    def _made(self) -> dict[_Key, Judged]:
        return {(row.commitment, row.as_of): row for row in self.rows}

    @cached_property
    def _touched(self) -> frozenset[_Key]:
        return replaced(self._kept(self.commitments, self.months), self._made, _COMPARED, self.seen).keys

    def do(self, on: Acting) -> int:
        """Write what is different and tell the log of the lights."""
        touched = self._touched
        kept = self._kept({commitment for commitment, _ in touched}, {month for _, month in touched})
        there = {key: row for key, row in kept.items() if key in touched}
        made = {key: row for key, row in self._made.items() if key in touched}
        found = replaced(there, made, _COMPARED, self.seen)
        changed, gone = list(found.changed.values()), list(found.gone.values())
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

    def _kept(self, commitments: Collection[int], months: Collection[str]) -> dict[_Key, Verdict]:
        rows = Verdict.objects.filter(as_of__in=sorted(months)).select_related("commitment")
        if len(commitments) <= _BATCH:
            rows = rows.filter(commitment__in=sorted(commitments))
        wanted = set(commitments)
        return {(row.commitment_id, row.as_of): row for row in rows if row.commitment_id in wanted}


def _lights(changed: Sequence[Judged], there: dict[_Key, Verdict]) -> tuple[dict[str, Any], dict[str, Any]]:
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
