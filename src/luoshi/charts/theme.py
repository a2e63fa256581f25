"""The look of the pictures: colours, fonts and sizes of `theme.toml`, and the configuration a chart gets of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

ThemeName: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: colours as #rrggbb, sizes of type in pixels, font families in the order they are tried."""

    name: str
    paper: bool
    background: str
    ink: str
    muted: str
    faint: str
    rule: str
    panel: str
    accent: str
    band: str
    small: int
    body: int
    lead: int
    title: int
    families: tuple[str, ...]
    lines: tuple[str, ...]
    grades: tuple[str, ...]
    emphasis: Mapping[str, float]

    @property
    def font(self) -> str:
        """The families as CSS and SVG write them."""
        return ", ".join(self.families)

    def config(self) -> dict[str, Any]:
        """The Vega-Lite configuration of a chart of this look."""
        plain = {"labelColor": self.muted, "titleColor": self.muted, "labelFontSize": self.body}
        return {
            "background": self.background,
            "font": self.font,
            "padding": 16,
            "view": {"stroke": None, "continuousWidth": 300, "continuousHeight": 300},
            "title": {
                "anchor": "start",
                "frame": "bounds",
                "color": self.ink,
                "fontSize": self.title,
                "fontWeight": "bold",
                "subtitleColor": self.muted,
                "subtitleFontSize": self.lead,
                "subtitlePadding": 6,
                "offset": 14,
            },
            "axis": {
                **plain,
                "titleFontSize": self.body,
                "titleFontWeight": "normal",
                "domain": False,
                "ticks": False,
                "gridColor": self.rule,
                "labelPadding": 6,
            },
            "text": {"color": self.ink, "fontSize": self.body},
        }


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("theme.toml").read_text(encoding="utf-8"))


@cache
def theme_named(name: str) -> Theme:
    """The look of that name; raises `ValueError`, naming those there are, for any other."""
    data = _data()
    themes: dict[str, dict[str, Any]] = data["themes"]
    if name not in themes:
        raise ValueError(f"theme: found {name!r}, expected one of {', '.join(themes)}")
    return Theme(
        name=name,
        **themes[name],
        **data["sizes"],
        families=tuple(data["fonts"]["families"]),
        lines=tuple(data["lines"][name]),
        grades=tuple(data["grades"][name]),
        emphasis=data["emphasis"][name],
    )


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` of a colour, the rest ground: 1 is the colour itself."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def readable(fill: str, candidates: Sequence[str]) -> str:
    """Of some ink colours the one with the most contrast on a fill (WCAG 2)."""
    return max(candidates, key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21: (L1 + 0.05) / (L2 + 0.05), relative luminance as WCAG 2.2 defines it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _luminance(colour: str) -> float:
    parts = [c / 255 for c in _channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
