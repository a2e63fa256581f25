"""Words for what is written for people: a target, an indicator, a number, as an office says it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from luoshi.vocabulary.indicators import catalogue

_BOUNDED = {"ge": "{}以上", "le": "{}以内", "approx": "{}左右"}


@cache
def layout() -> dict[str, Any]:
    """The tables of `layout.toml`."""
    return tomllib.loads(files(__package__).joinpath("layout.toml").read_text(encoding="utf-8"))


def indicator_word(indicator: str) -> str:
    """A catalogue code as its name; any other indicator as it is called."""
    entry = catalogue().get(indicator)
    return indicator if entry is None else entry.name


def number_word(value: float | None) -> str:
    """A number without a nought too many: 6.10 is 6.1, 4200.0 is 4200."""
    if value is None:
        return ""
    # Twelve digits hold every reported number and hide the noise of arithmetic.
    text = f"{value:.12g}"
    return text if "e" not in text else f"{value:.6f}".rstrip("0").rstrip(".")


def target_word(target: Mapping[str, Any]) -> str:
    """A target in words: 城镇新增就业4200人以上, 地区生产总值增长6.5%左右, 社会消费品零售总额高于全市.

    `target` has the columns of the contract.
    """
    name, said = indicator_word(str(target["indicator"])), _said(target)
    # PM2.5 35微克: two numbers are not one.
    return name + (" " if name[-1:].isdigit() and said[:1].isdigit() else "") + said


def _said(target: Mapping[str, Any]) -> str:
    measure, comparator, value = target["measure"], target["comparator"], target["value"]
    reference, unit = target["reference"] or "", target["unit"] or ""
    if value is None:
        if reference:
            return {"eq": f"与{reference}同步", "ge": f"不低于{reference}", "le": f"不高于{reference}"}.get(
                comparator, f"高于{reference}"
            )
        return "正增长" if measure == "growth" else "为正"
    if measure == "rank":
        return (
            f"进入{reference}前{number_word(value)}"
            if comparator in ("top", "le")
            else f"居{reference}第{number_word(value)}"
        )
    amount = number_word(abs(value) if measure in ("growth", "change", "gap") else value) + unit
    if comparator == "between" and target["value_to"] is not None:
        upper = abs(target["value_to"]) if measure in ("growth", "change", "gap") else target["value_to"]
        amount += f"—{number_word(upper)}{unit}"
    fall = value < 0
    verb = {
        "growth": "下降" if fall else "增长",
        "change": "降低" if fall else "提高",
        "gap": f"低于{reference}" if fall else f"高于{reference}",
        "share": "占",
        "completion": "完成",
    }.get(measure, "")
    return verb + _BOUNDED.get(comparator, "{}").format(amount)
