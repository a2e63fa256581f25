"""The lights as the pictures show them: sign, colour and word of each, so that none is told by its colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.assessing.frames import FrameError
from luoshi.assessing.lights.words import NONE, words
from luoshi.charts.theme import Theme, mixed, readable
from luoshi.charts.words import Language


@dataclass(frozen=True, slots=True)
class Light:
    """One light in one look and language: `fill` for its cell, `on_fill` for what is written there."""

    code: str
    word: str
    sign: str
    fill: str
    on_fill: str


def lights(found: Iterable[str | None], theme: Theme, language: Language, what: str) -> dict[str, Light]:
    """The lights that are found in a frame, by their codes, worst first; nothing at all is no light.

    A light that wants more attention shows more of its colour. Raises `FrameError` for one that is no light.
    """
    codes = {code or NONE for code in found}
    for code in sorted(codes):
        if code not in words():
            raise FrameError(f"{what}: column light: found {code!r}, expected one of {', '.join(words())}")
    out = {}
    for code in sorted(codes, key=_badness):
        word = words()[code]
        # Paper has the lights' own pale fills; on a dark ground they would glare.
        ground = word.fill if theme.paper else theme.background
        fill = mixed(word.strong, ground, theme.emphasis.get(code, theme.emphasis["other"]))
        ink = readable(fill, (theme.ink, theme.background, "#ffffff"))
        out[code] = Light(code, word.zh if language == "zh" else word.en, word.sign, fill, ink)
    return out


def _badness(code: str) -> tuple[bool, int, str]:
    order = words()[code].order
    return (order is None, -(order or 0), code)


def code_of(light: str | None) -> str:
    """The code of a verdict's light, which may be none."""
    return light or NONE
