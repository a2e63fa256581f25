from __future__ import annotations

from itertools import combinations
from typing import Literal

import pytest

from luoshi.assessing.lights.words import words as light_words
from luoshi.charts import words as word_data
from luoshi.charts.lights import lights
from luoshi.charts.theme import contrast, mixed, readable, theme_named

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# How somebody without green (deuteranopia) and without red (protanopia) cones sees linear RGB: Machado, Oliveira and
# Fernandes 2009, severity 1.
SEEN = {
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}


def seen(colour: str, eye: str) -> tuple[float, ...]:
    """A colour in CIE L*a*b* as an eye sees it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    if eye != "usual":
        linear = [min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1) for row in SEEN[eye]]
    r, g, b = linear
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str, other: str, eye: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(seen(one, eye), seen(other, eye), strict=True)) ** 0.5


@pytest.mark.parametrize("name", THEMES)
def test_everything_written_can_be_read(name: Literal["light", "dark"]) -> None:
    """Contrast as WCAG 2.2 AA wants it of text: 4.5."""
    theme = theme_named(name)
    for ink in (theme.ink, theme.muted):
        assert contrast(ink, theme.background) >= 4.5
    for light in lights(light_words(), theme, "zh", "test").values():
        assert contrast(light.on_fill, light.fill) >= 4.5, light
    for fill in theme.grades:
        assert contrast(readable(fill, (theme.ink, theme.background)), fill) >= 4.5, fill
    for line in theme.lines:
        assert contrast(line, theme.background) >= 4.5, line


@pytest.mark.parametrize("eye", ["usual", *SEEN])
@pytest.mark.parametrize("name", THEMES)
def test_lines_and_grades_are_told_apart_by_every_eye(name: Literal["light", "dark"], eye: str) -> None:
    theme = theme_named(name)
    for one, other in combinations(theme.grades, 2):
        assert apart(one, other, eye) > 8, (one, other)
    for one, other in combinations(theme.lines, 2):
        assert apart(one, other, eye) > 15, (one, other)


@pytest.mark.parametrize("eye", ["usual", *SEEN])
@pytest.mark.parametrize("name", THEMES)
def test_lights_are_told_apart_by_every_eye_and_each_has_a_sign(name: Literal["light", "dark"], eye: str) -> None:
    found = lights(("green", "blue", "yellow", "red", "grey"), theme_named(name), "zh", "test").values()
    for one, other in combinations(found, 2):
        assert apart(one.fill, other.fill, eye) > 4, (one, other)
        assert one.sign != other.sign


def test_on_paper_what_needs_somebody_is_darker_in_grey_too() -> None:
    found = lights(("green", "yellow", "red"), theme_named("light"), "zh", "test")
    red, yellow, green = (contrast(found[code].fill, "#ffffff") for code in ("red", "yellow", "green"))
    assert red > 2 * yellow > 2 * green


def test_mixed_is_between() -> None:
    assert mixed("#ff0000", "#0000ff", 1) == "#ff0000"
    assert mixed("#ff0000", "#0000ff", 0) == "#0000ff"
    assert mixed("#ffffff", "#000000", 0.5) == "#808080"


def test_both_languages_have_the_same_words() -> None:
    chinese, english = word_data._data()["zh"], word_data._data()["en"]
    # A stretch of months has a word of the vocabulary in Chinese.
    assert set(chinese) == set(english) - {"months_to"}
    for key in chinese:
        if isinstance(chinese[key], str):
            assert fields(chinese[key]) <= fields(english[key]) | {"year"}, key


def fields(text: str) -> set[str]:
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(text) if name}
