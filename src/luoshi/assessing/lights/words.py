"""The words of lights: name, sign and colours of each, as `words.toml` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: The word for no light: there is no figure to judge, or a rule wants none.
NONE = "grey"


@dataclass(frozen=True)
class Word:
    """A light, a board or a card.

    `order` is 0 for the best of its family and None for grey. `ink`, `fill` and `strong` are colours as #RRGGBB: of
    text, of what is behind it, of marks in a chart. `sign` is a shape of its own, so that no colour is needed.
    """

    name: str
    family: str
    zh: str
    en: str
    says: str
    sign: str
    ink: str
    fill: str
    strong: str
    order: int | None = None


@cache
def words() -> dict[str, Word]:
    """Every word by its name, in the order of `words.toml`."""
    table = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: Word(name=name, **fields) for name, fields in table.items()}


def word(light: str) -> Word:
    """The word of a light; raises `ValueError` where there is none of that name."""
    found = words().get(light)
    if found is None:
        raise ValueError(f"light {light!r}: expected one of {', '.join(words())}")
    return found
