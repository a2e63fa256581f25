"""The numbers and words of `progress.toml`, or those that somebody has put in their place for a while."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

from luoshi.assessing.rulefiles import RuleError

_in_force: ContextVar[Mapping[str, Any] | None] = ContextVar("luoshi_progress_settings", default=None)


@cache
def shipped() -> dict[str, Any]:
    """The tables of `progress.toml`."""
    return tomllib.loads(files(__package__).joinpath("progress.toml").read_text(encoding="utf-8"))


def settings() -> Mapping[str, Any]:
    """The tables that are judged by: those of `using`, or else of `progress.toml`."""
    return _in_force.get() or shipped()


@contextmanager
def using(tables: Mapping[str, Any]) -> Iterator[None]:
    """Judge by other tables (as `read` gives them) inside the `with`; on a cluster only what is computed here."""
    token = _in_force.set(tables)
    try:
        yield
    finally:
        _in_force.reset(token)


def read(text: str, file: str) -> dict[str, Any]:
    """Tables in the form of `progress.toml`, with every key of it and no other; `file` is what faults call it.

    Raises `RuleError`, listing every fault.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError([f"{file}: found no TOML, expected it: {error}"]) from None
    faults: list[str] = []
    _compare(found, shipped(), file, "", faults)
    if faults:
        raise RuleError(faults)
    return found


# Tables that hold lists by whatever name somebody needs: months, places.
_OPEN = ("checkpoints", "reference_places")


def _compare(found: Mapping[str, Any], like: Mapping[str, Any], file: str, above: str, faults: list[str]) -> None:
    open_ = above.rstrip(".") in _OPEN
    for key in like.keys() - found.keys():
        if not open_:
            faults.append(f"{file}: {above}{key}: found nothing, expected {_kind(like[key])}")
    for key, value in found.items():
        if key not in like and not open_:
            faults.append(f"{file}: {above}{key}: found an unknown key, expected one of {', '.join(like)}")
            continue
        wanted = like.get(key, next(iter(like.values())))
        if _kind(value) != _kind(wanted):
            faults.append(f"{file}: {above}{key}: found {value!r}, expected {_kind(wanted)}")
        elif isinstance(value, dict):
            _compare(value, wanted, file, f"{above}{key}.", faults)
        elif above == "checkpoints." and (not key.isdigit() or not 1 <= int(key) <= 12 or not 0 <= value <= 100):
            faults.append(f"{file}: {above}{key}: found {value!r}, expected a month from 01 to 12 and 0 to 100 %")


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list of texts" if all(isinstance(one, str) and one for one in value) else "a list of something else"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"no number ({type(value).__name__})"
    return "a number from 0 on" if 0 <= value < float("inf") else "a number below 0"
