"""An action: one thing that may be done, with its inputs, whom it concerns, its checks and what it changes."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from luoshi.office.guard.actors import Concern
from luoshi.office.guard.permissions import table
from luoshi.office.guard.rooms import OFFICE, rooms

if TYPE_CHECKING:
    from luoshi.office.guard.acting import Acting

R = TypeVar("R")

_actions: dict[str, type[Action[Any]]] = {}


class Action(Generic[R]):
    """Derive a frozen dataclass in `<room>/actions/<verb_noun>.py`; its fields are the inputs.

    The name is made of the room and the file: `organisations/actions/rename_node.py` → `organisations.rename_node`.
    It must have its line in the room's `permissions.toml`. It is done by `perform(actor, action)`, by nothing else.
    """

    #: Its line in the table of permissions, and what the log calls it.
    permission: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if inspect.isabstract(cls) or ".actions." not in cls.__module__:
            return
        room, _, noun = cls.__module__.removeprefix("luoshi.office.").partition(".actions.")
        cls.permission = f"{room}.{noun}"
        other = _actions.get(cls.permission)
        # The dataclass decorator may make the class anew (slots); anything else is two actions in one file.
        if other is not None and other.__qualname__ != cls.__qualname__:
            raise TypeError(f"{cls.__module__}: one action a file, found {other.__qualname__} and {cls.__qualname__}")
        _actions[cls.permission] = cls

    def concerns(self) -> Sequence[Concern]:
        """The places and bodies concerned: each must be in the scope. None: the whole office is concerned."""
        return ()

    def whose(self) -> int | None:
        """The person whose own this is (for lines of the table with `own`)."""
        return None

    def prepare(self) -> None:
        """Read and reckon what takes long, before the transaction: nobody else can write while that is open.

        What it found may be old by the time of `check`. It is called for who may do the action, and raises nothing of
        its own; the permission is looked at once more inside the transaction.
        """

    def check(self) -> None:
        """Raise `Invalid` or `Conflict` where it cannot be done. Called inside the transaction, before `do`."""

    def do(self, on: Acting) -> R:
        """Change what is to be changed, tell the log by `on.log(…)`, and give the result."""
        raise NotImplementedError

    def inputs(self) -> dict[str, Any]:
        """The inputs as a dictionary."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}  # type: ignore[arg-type]


def load_actions() -> dict[str, type[Action[Any]]]:
    """Import every action of every room; raises `ValueError` where one and the table of permissions do not agree."""
    for room in rooms():
        folder = OFFICE / room / "actions"
        if folder.is_dir():
            for module in pkgutil.iter_modules([str(folder)]):
                importlib.import_module(f"luoshi.office.{room}.actions.{module.name}")
    lines = {name for name, permission in table().items() if not permission.see}
    without_line = sorted(set(_actions) - lines)
    without_action = sorted(lines - set(_actions))
    if without_line:
        raise ValueError(f"permissions.toml: no line for {', '.join(without_line)}")
    if without_action:
        raise ValueError(f"permissions.toml: no action for {', '.join(without_action)} (something seen? see = true)")
    return dict(_actions)
