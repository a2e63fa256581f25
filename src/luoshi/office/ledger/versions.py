"""What a commitment is at a version, as its history keeps it."""

from __future__ import annotations

from typing import Any

from luoshi.office.guard.acting import Acting
from luoshi.office.jobs.queue import enqueue
from luoshi.office.ledger.models import Commitment, CommitmentVersion
from luoshi.office.ledger.owners import current

#: The columns of a commitment that its history keeps.
COLUMNS = (
    "number", "kind", "place_id", "name", "text", "indicator_id", "period", "measure", "comparator", "value",
    "value_to", "unit", "strength", "reference", "baseline", "due", "statement_id", "parent_id", "card",
    "state", "position", "printed_owners",
)  # fmt: skip


def contents(commitment: Commitment) -> dict[str, Any]:
    """The columns that are not empty, and who has it; one query."""
    told = {name: value for name in COLUMNS if (value := getattr(commitment, name)) not in (None, "", [])}
    if "due" in told:
        told["due"] = told["due"].isoformat()
    told["owners"] = [
        {"body": row.body_id, "code": row.body.code, "name": row.body.name, "role": row.role}
        for row in current(commitment)
    ]
    return told


def keep(on: Acting, commitment: Commitment, *, before: dict[str, Any] | None, reason: str = "") -> bool:
    """Keep the commitment as it is now as its next version, and tell the log what changed; whether anything did.

    `before` are its contents until now; None where it is new. Saves the commitment where it changed.
    """
    now = contents(commitment)
    if before == now:
        return False
    if before is not None:
        commitment.version += 1
    commitment.save()
    on.add(
        [
            CommitmentVersion(
                commitment=commitment, number=commitment.version, contents=now, reason=reason, by=on.actor.who,
                by_name=on.actor.name, at=on.at,
            )
        ]
    )  # fmt: skip
    if commitment.kind == "target":
        # The room above, known by the name of its job: one that waits is enough for all.
        enqueue("scoring.judge", key="all")
    if before is None:
        on.log(commitment, after=now)
        return True
    changed = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    was: dict[str, Any] = {name: before[name] for name in changed if name in before}
    is_now: dict[str, Any] = {name: now.get(name) for name in changed}
    on.log(commitment, before=was, after=is_now | ({"reason": reason} if reason else {}))
    return True
