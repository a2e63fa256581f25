"""Which jobs there are: functions of the rooms, in their `jobs.py`."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.utils.module_loading import module_has_submodule

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Kind:
    """A kind of job: its function, how often it is tried, how long to wait before the next try, and every when."""

    name: str
    function: Callable[..., Any]
    limit: int
    wait: dt.timedelta
    every: dt.timedelta | None


_kinds: dict[str, Kind] = {}


def job(
    name: str, *, limit: int = 3, wait: dt.timedelta = dt.timedelta(seconds=10), every: dt.timedelta | None = None
) -> Callable[[F], F]:
    """Register a function of a room's `jobs.py` as the job `name` (`documents.read`).

    The function is called as `function(work, **arguments)`; `work.progress(done, total)` tells how far it is. It may
    be called again after it was cut off in the middle: what it does must bear that. What it returns has a JSON form.
    `limit` is how often it is tried, `wait` how long after the first failure it is tried again (twice as long after the
    second, …); `every` makes it return by itself.
    """

    def register(function: F) -> F:
        if name in _kinds and _kinds[name].function.__qualname__ != function.__qualname__:
            raise ValueError(f"two jobs are called {name}")
        _kinds[name] = Kind(name, function, limit, wait, every)
        return function

    return register


def kinds() -> dict[str, Kind]:
    """All jobs of all rooms, by name."""
    for config in apps.get_app_configs():
        if config.name.startswith("luoshi.office.") and module_has_submodule(config.module, "jobs"):
            importlib.import_module(f"{config.name}.jobs")
    return _kinds
