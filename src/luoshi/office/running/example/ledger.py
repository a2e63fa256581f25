"""The example's ledger: what the pages promise, who has it, and what was handed down to the towns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.office.catalogue.models import Indicator
from luoshi.office.demo import Demo
from luoshi.office.demo.records import Target, Task
from luoshi.office.documents.actions.accept_statement import AcceptStatement
from luoshi.office.documents.models import Document, Statement
from luoshi.office.guard.perform import perform
from luoshi.office.ledger.actions.commit_statement import CommitStatement
from luoshi.office.ledger.actions.create_commitment import CreateCommitment
from luoshi.office.ledger.models import Commitment
from luoshi.office.running.example.hand import COUNTY, OFFICE

_TOWNS = "T-*"


@dataclass(frozen=True)
class Made:
    """What stands already, by the names of the example's records."""

    demo: Demo
    nodes: Mapping[str, Any]
    indicators: Mapping[str, Indicator]
    documents: Mapping[str, Document]

    def place(self, name: str) -> Any:
        """A place by its name."""
        return next(node for node in self.nodes.values() if node.tree == "place" and node.name == name)

    def bodies(self, code: str | None) -> tuple[int, ...]:
        """The body of a code, or every town's government; of a body that is no more, the one that came after it."""
        if code is None:
            return ()
        standing = {body.code: body.successor if body.until else body.code for body in self.demo.bodies}
        if code != _TOWNS:
            return (self.nodes[standing[code] or code].id,)
        return tuple(self.nodes[key].id for key, now in standing.items() if key.startswith("T-") and key == now)

    def owners(self, record: Target | Task) -> dict[str, Any]:
        """Leading and supporting bodies; a target without leading body has none."""
        leading = self.bodies(record.lead)
        supporting = tuple(body for code in record.support for body in self.bodies(code))
        return {"lead": leading, "support": tuple(body for body in supporting if body not in leading)}


def ledger(made: Made) -> dict[str, Commitment]:
    """The commitments: id of the example's record → commitment. Of a statement that was read, where there is one."""
    found: dict[str, Commitment] = {}
    statements = {name: list(document.statements.all()) for name, document in made.documents.items()}
    for position, target in enumerate(made.demo.targets, start=1):
        statement = _figure(target, statements.get(target.page or "", ()))
        found[target.id] = _commit(made, statement, target, position) or _target(made, target, found, position)
    for position, task in enumerate(made.demo.tasks, start=len(found) + 1):
        statement = _task(task, statements[task.page])
        found[task.id] = _commit(made, statement, task, position) or _written(made, task, position)
    return found


def _commit(made: Made, statement: Statement | None, record: Target | Task, position: int) -> Commitment | None:
    """The statement that was read is accepted and taken over, as a clerk does it."""
    if statement is None:
        return None
    perform(OFFICE, AcceptStatement(statement=statement.pk))
    indicator = made.indicators[record.indicator].id if isinstance(record, Target) else None
    return perform(
        OFFICE,
        CommitStatement(
            statement=statement.pk,
            place=made.nodes[COUNTY].id,
            indicator=indicator,
            number=record.id,
            position=position,
            **made.owners(record),
        ),
    )


def _target(made: Made, target: Target, found: Mapping[str, Commitment], position: int) -> Commitment:
    return perform(
        OFFICE,
        CreateCommitment(
            kind="target",
            number=target.id,
            place=made.place(target.place).id,
            period=target.period,
            text=target.quote or "",
            indicator=made.indicators[target.indicator].id,
            measure=target.measure,
            comparator=target.comparator,
            value=_exact(target.value),
            value_to=_exact(target.value_to),
            unit=target.unit,
            strength=target.strength,
            reference=target.reference or "",
            baseline=_exact(target.baseline),
            parent=found[target.parent].pk if target.parent else None,
            position=position,
            **made.owners(target),
        ),
    )


def _written(made: Made, task: Task, position: int) -> Commitment:
    return perform(
        OFFICE,
        CreateCommitment(
            kind="task",
            number=task.id,
            place=made.nodes[COUNTY].id,
            period=task.period,
            text=task.quote,
            position=position,
            **made.owners(task),
        ),
    )


def _figure(target: Target, statements: Any) -> Statement | None:
    """The statement that reads as the record says: its words, its indicator, its figure."""
    for statement in _free(statements, "figure"):
        read = statement.contents
        named = target.indicator in (read.get("code"), read.get("indicator"))
        same = _number(read.get("value")) == _number(target.value) and read.get("measure") == target.measure
        if (
            named
            and same
            and read.get("comparator") == target.comparator
            and _plain(target.quote) in _plain(statement.quote)
        ):
            statement.state = "accepted"
            return statement
    return None


def _task(task: Task, statements: Any) -> Statement | None:
    for statement in _free(statements, "task"):
        if _plain(statement.quote).startswith(_plain(task.quote).rstrip("。")):
            statement.state = "accepted"
            return statement
    return None


def _free(statements: Any, kind: str) -> Iterator[Statement]:
    return (s for s in statements if s.kind == kind and s.state == "found")


def _plain(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def _number(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def _exact(value: float | None) -> str:
    return "" if value is None else format(Decimal(str(value)).normalize(), "f")
