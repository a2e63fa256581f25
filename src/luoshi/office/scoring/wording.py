"""Formulas in words, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from luoshi.charts.words import Words
from luoshi.vocabulary.terms import term


@cache
def _formulas() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("formulas.toml").read_text(encoding="utf-8"))


def formula(name: str, language: str, **numbers: object) -> str:
    """A formula of `formulas.toml` with its numbers. Raises `KeyError` for one that is not there."""
    return _formulas()[name][language].format(**numbers)


def gain(told: Mapping[str, Any], language: Literal["zh", "en"]) -> dict[str, str]:
    """In what a place more can be gained (`needed_in` of a standing): `indicator` with its measure, and the units of
    the value to be reached (`unit`) and of the `step` to it, which for a percentage is in points.
    """
    name, measure = Words(language).indicator(told["needed_in"]), told.get("needed_measure", "level")
    unit, space = told.get("needed_unit", ""), "" if language == "zh" else " "
    said = name if measure == "level" else f"{name}{space}{term('measure', measure, language)}"
    points = {"zh": "个百分点", "en": " points"}[language]
    return {"indicator": said, "unit": unit, "step": points if unit == "%" else unit}
