"""What a table computed anew changes of the one that is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

K = TypeVar("K")
M = TypeVar("M")


class Kept(Protocol):
    """A kept row: `seen` is the number of log entries before what it was computed from was read."""

    seen: int


R = TypeVar("R", bound=Kept)


@dataclass(frozen=True)
class Replaced(Generic[K, M, R]):
    """The computed rows that are new or different, and the kept ones that were not computed any more."""

    changed: dict[K, M]
    gone: dict[K, R]

    @property
    def keys(self) -> frozenset[K]:
        """Which rows these are about."""
        return frozenset(self.changed) | frozenset(self.gone)


def replaced(there: Mapping[K, R], made: Mapping[K, M], compared: Sequence[str], seen: int) -> Replaced[K, M, R]:
    """How what was computed (`made`) differs from what is kept in the columns `compared`.

    What was computed from more than `seen` entries of the log stays as it is.
    """
    return Replaced(
        {
            key: row
            for key, row in made.items()
            if key not in there or (there[key].seen <= seen and _differ(there[key], row, compared))
        },
        {key: row for key, row in there.items() if key not in made and row.seen <= seen},
    )


def _differ(there: Any, made: Any, compared: Sequence[str]) -> bool:
    return any(getattr(there, name) != getattr(made, name) for name in compared)
