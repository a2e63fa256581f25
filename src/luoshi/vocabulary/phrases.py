"""The words between an indicator and its number, as data (`phrases.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from luoshi.vocabulary import tables


@dataclass(frozen=True, slots=True)
class Phrases:
    """The word lists of `phrases.toml`: `word_class` maps each word to its list; the rest are tuples, longest first."""

    word_class: dict[str, str]
    longest: int
    growth: tuple[str, ...]
    share: tuple[str, ...]
    attributes: tuple[str, ...]
    cut: tuple[str, ...]
    modifiers: tuple[str, ...]
    heads: tuple[str, ...]
    references: tuple[str, ...]


def _ordered(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


@cache
def phrases() -> Phrases:
    """The lists of `phrases.toml`. A word in two lists belongs to the first that names it."""
    table = tables.load("phrases")
    word_class: dict[str, str] = {}
    for name, words in table["words"].items():
        for word in words:
            word_class.setdefault(word, name)
    return Phrases(
        word_class,
        max(map(len, word_class)),
        _ordered(table["growth"]["suffixes"]),
        _ordered(table["share"]["suffixes"]),
        _ordered(table["attributes"]["suffixes"]),
        _ordered(table["cut"]["words"]),
        _ordered(table["modifiers"]["words"]),
        _ordered(table["heads"]["words"]),
        _ordered(table["references"]["words"]),
    )
