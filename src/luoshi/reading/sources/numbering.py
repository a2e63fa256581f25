"""Automatic numbers of Word paragraphs (一、 （二） 3.), which the file does not hold as text."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")


def chinese(number: int) -> str:
    """A counting number in Chinese, 21 as 二十一; from 100 on digit by digit."""
    if number < 0 or number >= 100:
        return "".join(_DIGITS[int(d)] for d in str(abs(number)))
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _formatted(number: int, kind: str) -> str:
    if kind in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCountingThousand",
        "taiwaneseCounting",
    ):
        return chinese(number)
    if kind == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if kind in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((0x60 if kind == "lowerLetter" else 0x40) + number)
    if kind == "none":
        return ""
    return str(number)


class Numbering:
    """Counts the numbered paragraphs of one document in the order they are asked for.

    `root` is the numbering part's element, `styles` the styles part's; either may be `None`.
    """

    def __init__(self, root: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        self._styled: dict[str, tuple[str, int]] = {}
        abstracts: dict[str, dict[int, tuple[str, str, int]]] = {}
        if root is not None:
            for item in root.findall(f"{_W}abstractNum"):
                abstracts[item.get(f"{_W}abstractNumId") or ""] = dict(_level(x) for x in item.findall(f"{_W}lvl"))
            for item in root.findall(f"{_W}num"):
                number = item.get(f"{_W}numId") or ""
                of = _value(item.find(f"{_W}abstractNumId")) or ""
                self._levels[number] = dict(abstracts.get(of, {}))
                # Lists of one abstract kind count on together unless one starts anew.
                restarts = item.find(f"{_W}lvlOverride") is not None
                self._abstract[number] = f"num {number}" if restarts else f"abstract {of}"
        if styles is not None:
            for style in styles.findall(f"{_W}style"):
                found = _reference(style.find(f"{_W}pPr"))
                if found is not None:
                    self._styled[style.get(f"{_W}styleId") or ""] = found

    def label(self, paragraph: Any) -> str:
        """The number printed before this paragraph (`"二、"`), `""` where there is none or a bullet."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return ""
        found = _reference(properties)
        if found is None:
            found = self._styled.get(_value(properties.find(f"{_W}pStyle")) or "")
        if found is None:
            return ""
        number, level = found
        levels = self._levels.get(number)
        if not levels or level not in levels:
            return ""
        kind, pattern, start = levels[level]
        if kind == "bullet":
            return ""
        counts = self._counts.setdefault(self._abstract[number], {})
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]

        def place(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            form, _, first = levels.get(at, ("decimal", "", 1))
            return _formatted(counts.get(at, first), form)

        return _PLACE.sub(place, pattern)


def _value(element: Any) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else otherwise


def _level(element: Any) -> tuple[int, tuple[str, str, int]]:
    kind = _value(element.find(f"{_W}numFmt")) or "decimal"
    pattern = _value(element.find(f"{_W}lvlText")) or ""
    start = _whole(_value(element.find(f"{_W}start")), 1)
    return _whole(element.get(f"{_W}ilvl"), 0), (kind, pattern, start)


def _reference(properties: Any) -> tuple[str, int] | None:
    if properties is None:
        return None
    numbered = properties.find(f"{_W}numPr")
    if numbered is None:
        return None
    number = _value(numbered.find(f"{_W}numId"))
    return (number, _whole(_value(numbered.find(f"{_W}ilvl")), 0)) if number else None
