"""Formulas in words, in both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _formulas() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("formulas.toml").read_text(encoding="utf-8"))


def formula(name: str, language: str, **numbers: object) -> str:
    """A formula of `formulas.toml` with its numbers. Raises `KeyError` for one that is not there."""
    return _formulas()[name][language].format(**numbers)
