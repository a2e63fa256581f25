"""The colours of the pages are those of the lights and the charts, and whatever is written can be read."""

from __future__ import annotations

import re

import pytest

from luoshi.assessing.lights.words import words
from luoshi.charts.theme import contrast, theme_named
from office.pages.served import PAGES

STATIC = PAGES / "static/luoshi"
FAMILIES = ("green", "blue", "yellow", "red", "grey")


def colours(*names: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (STATIC / name).read_text(encoding="utf-8")))
    return found


LIGHT, DARK = colours("tokens.css"), colours("tokens.css", "dark.css")
READ = [
    ("ink", "ground"), ("ink", "panel"), ("ink", "raised"), ("muted", "ground"), ("muted", "panel"),
    ("muted", "raised"),
    ("accent", "ground"), ("accent", "panel"), ("accent", "raised"), ("accent", "accent-pale"), ("on-accent", "accent"),
    ("ink", "accent-pale"), ("muted", "accent-pale"), ("ink", "mark"), ("fault-ink", "fault-fill"),
    ("fault-ink", "ground"),
    ("warn-ink", "warn-fill"), ("warn-ink", "ground"), ("done-ink", "done-fill"), ("done-ink", "ground"),
    *((f"{name}-ink", f"{name}-fill") for name in (*FAMILIES, "black")),
    *((f"{name}-on-bold", f"{name}-bold") for name in (*FAMILIES, "black")),
]  # fmt: skip


@pytest.mark.parametrize("pair", READ, ids=" on ".join)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_read_on_its_ground(theme: str, pair: tuple[str, str]) -> None:
    look = LIGHT if theme == "light" else DARK
    assert contrast(look[pair[0]], look[pair[1]]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_controls_are_seen(theme: str) -> None:
    look = LIGHT if theme == "light" else DARK
    for ground in ("ground", "panel"):
        assert contrast(look["edge"], look[ground]) >= 3


def test_lights_have_the_colours_of_their_words() -> None:
    for name in FAMILIES:
        for part in ("ink", "fill", "strong"):
            assert LIGHT[f"{name}-{part}"] == getattr(words()[name], part).lower(), (name, part)


def test_a_light_that_shares_a_style_has_the_same_colours() -> None:
    css = (STATIC / "components.css").read_text(encoding="utf-8")
    for names in re.findall(r"^(\.light-[^{]+) \{ --i", css, flags=re.M):
        family, *others = re.findall(r"\.light-(\w+)", names)
        for other in others:
            assert words()[family].ink == words()[other].ink, (family, other)
    assert set(words()) == set(re.findall(r"\.light-(\w+)[, ]", css)), "a light without colours"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ground_is_that_of_the_charts(theme: str) -> None:
    look = LIGHT if theme == "light" else DARK
    chart = theme_named("light" if theme == "light" else "dark")
    same = {
        "ground": "background",
        "ink": "ink",
        "muted": "muted",
        "faint": "faint",
        "rule": "rule",
        "panel": "panel",
        "accent": "accent",
    }
    assert {name: look[name] for name in same} == {name: getattr(chart, field) for name, field in same.items()}


def test_the_dark_ground_leaves_no_colour_out() -> None:
    assert set(colours("dark.css")) == set(LIGHT)


def test_colours_stand_in_the_tokens_alone() -> None:
    for name in ("base.css", "components.css", "pages.css", "print.css"):
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", (STATIC / name).read_text(encoding="utf-8")), name
