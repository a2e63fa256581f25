"""What stands in one cell: a number with or without its unit, a period, a day, a word of the contract."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from luoshi.vocabulary.numerals import MAGNITUDES
from luoshi.vocabulary.period_words import period_of
from luoshi.vocabulary.periods import bounds
from luoshi.vocabulary.units import units

if TYPE_CHECKING:
    import polars as pl

_FOLD: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(map(ord, " \t\r\n\u3000\xa0"))
_FOLD |= dict.fromkeys(map(ord, "−–"), "-")
_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)(e[+-]?\d{1,3})?(.*)", re.I | re.S)
_MAGNITUDE = re.compile("^(?:" + "|".join(sorted(MAGNITUDES, key=len, reverse=True)) + ")")
#: What a head or a name says in brackets.
BRACKET = re.compile(r"\((?:单位:?)?([^()]{1,12})\)")
BEHIND = re.compile(f"{BRACKET.pattern}$")
_DAY = re.compile(
    r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?:[T ]?\d{1,2}:\d{2}.*)?|(\d{4})(\d\d)(\d\d)"
)


def half(text: str) -> str:
    """Text in half-width signs, without white space."""
    return text.translate(_FOLD)


def number(text: str) -> tuple[float, str | None] | None:
    """A number and the unit behind it: `1,234.5` (1234.5, None), `２１８．６亿元` (218.6, 亿元), `6%` (6, %).

    None for anything else: 6左右, 5—6, (1.2), 12,34, 1.2.3, nan.
    """
    found = _NUMBER.fullmatch(half(text))
    if found is None:
        return None
    behind = found[3]
    if behind and not is_unit(behind):
        return None
    value = float(found[1].replace(",", "") + (found[2] or ""))
    return (value, behind or None) if abs(value) < 1e300 else None


def unit_behind(name: str) -> str | None:
    """The unit in brackets at the end of a head or a name: 目标值（亿元）, 1月（单位：万元）; None without any."""
    found = BEHIND.search(half(name))
    return found[1] if found and is_unit(found[1]) else None


def is_unit(text: str) -> bool:
    """Whether text is a unit, with or without a magnitude (亿元, 万人, %, 微克/立方米)."""
    return kind_of(text) is not None


def kind_of(unit: str) -> str | None:
    """The kind of a unit, with or without a magnitude (亿元: money); None where it is none."""
    known = units().kind
    return known.get(unit) or known.get(_MAGNITUDE.sub("", unit))


def period(text: str) -> str | None:
    """A period with an end as ISO text; None for anything else."""
    try:
        found = period_of(text)
        return found if bounds(found).end is not None else None
    except ValueError:
        return None


def day(text: str) -> datetime.date | None:
    """A day: `2024-11-18`, `2024/11/18`, `20241118`, `2024年11月18日`, with or without a time of day; else None."""
    found = _DAY.fullmatch(text.strip().translate({ord("．"): ".", ord("－"): "-", ord("／"): "/"}))
    if found is None:
        return None
    year, month, this = (int(part) for part in found.groups() if part is not None)
    try:
        return datetime.date(year, month, this)
    except ValueError:
        return None


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def words(table: str) -> dict[str, str]:
    """Every word of a table of `words.toml`, half-width and in lower case → its code.

    Raises `ValueError`, naming the word, where one stands under two codes.
    """
    out: dict[str, str] = {}
    for code, spellings in _tables()[table].items():
        for word in (code, *spellings):
            if out.setdefault(half(word).lower(), code) != code:
                raise ValueError(
                    f"words.toml: [{table}]: {word!r} stands under {out[half(word).lower()]!r} and {code!r}"
                )
    return out


def word(table: str) -> Callable[[str], str | None]:
    """A reader of a table's words: text → code, or None."""
    known = words(table)
    return lambda text: known.get(half(text).lower())


def growth_by_name(name: str) -> bool:
    """Whether an indicator's name says that it is measured by growth (固定资产投资增速)."""
    return name.endswith(tuple(_tables()["endings"]["growth"]))


def mapped(column: pl.Series, read: Callable[[str], Any], kind: Any) -> pl.Series:
    """A text column read cell by cell, each different text once; null where it was null or could not be read."""
    import polars as pl

    answers = {text: read(text) for text in column.unique().drop_nulls().to_list()}
    answers = {text: answer for text, answer in answers.items() if answer is not None}
    if not answers:
        return pl.repeat(None, len(column), dtype=kind, eager=True)
    return column.replace_strict(
        pl.Series(list(answers), dtype=pl.String),
        pl.Series(list(answers.values()), dtype=kind),
        default=None,
        return_dtype=kind,
    )
