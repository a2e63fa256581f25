"""A target's figure in words: 增长7%以上, 183.2亿元, 前10位."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from luoshi.office.ledger.models import Commitment

_LANGUAGES = ("zh", "en")


@cache
def _phrases() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8"))


def figure_said(target: Commitment, language: str = "zh", *, strength: bool = False) -> str:
    """The figure of a target; "" of a task. With `strength` as firm as it is: 确保增长7%以上."""
    if target.kind != "target":
        return ""
    at = _LANGUAGES.index(language)
    said = _number(target, at) if target.value else _bare(target, at)
    if strength and target.strength:
        said = _phrases()["strength"][target.strength][at].format(said=said)
    return said


def _number(target: Commitment, at: int) -> str:
    table = _phrases()
    fall = target.measure in table["fall"] and Decimal(target.value) < 0
    unit = "" if target.comparator == "top" or target.measure == "rank" else target.unit
    filled = {"n": _told(target.value, unit, fall, at), "to": _told(target.value_to, unit, fall, at)}
    said = table["comparator"].get(target.comparator, ["{n}", "{n}"])[at].format(**filled)
    if target.comparator == "top":
        return said
    around: Any = table["fall" if fall else "measure"].get(target.measure, ["{n}", "{n}"])
    return str(around[at]).format(n=said, of=target.reference)


def _bare(target: Commitment, at: int) -> str:
    name = f"{target.measure}_{target.comparator}"
    if name not in _phrases()["bare"]:
        name = target.comparator if target.comparator in _phrases()["bare"] else "against"
    return _phrases()["bare"][name][at].format(of=target.reference)


def _told(value: str, unit: str, fall: bool, at: int) -> str:
    text = value.removeprefix("-") if fall else value.replace("-", "−")
    return f"{text} {unit}" if at and unit and unit != "%" else f"{text}{unit}"
