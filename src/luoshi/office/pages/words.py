"""What the pages say, in Chinese or English, from `words.toml` and, of one room, from `words/<room>.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias, get_args

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def words() -> dict[str, tuple[str, str]]:
    """Every word by its key, as `rooms.today`: Chinese and English.

    Raises `ValueError`, naming the file, where two files have a word for one key.
    """
    here = files(__package__)
    texts = [here.joinpath("words.toml"), *(text for text in here.joinpath("words").iterdir() if _is_words(text.name))]
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        flat = dict(_flat(tomllib.loads(text.read_text(encoding="utf-8")), ""))
        twice = sorted(found.keys() & flat.keys())
        if twice:
            raise ValueError(f"{text.name}: there is a word already for {', '.join(twice)}")
        found |= flat
    return found


def _is_words(name: str) -> bool:
    return name.endswith(".toml")


def _flat(table: dict[str, Any], before: str) -> list[tuple[str, tuple[str, str]]]:
    found: list[tuple[str, tuple[str, str]]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{before}{key}.")
        else:
            chinese, english = value
            found.append((before + key, (chinese, english)))
    return found


def language_named(name: str | None) -> Language:
    """The language of a name, Chinese where there is none or no such."""
    return "en" if name == "en" else "zh"


def said(key: str, language: Language = "zh", **filled: object) -> str:
    """The word of a key, its {…} filled in.

    Raises `KeyError`, naming the key, where there is no such word or a {…} is left open.
    """
    found = words().get(key)
    if found is None:
        raise KeyError(f"words.toml: no word {key!r}")
    text = found[LANGUAGES.index(language)]
    try:
        return text.format(**filled) if filled or "{" in text else text
    except KeyError as error:
        raise KeyError(f"words.toml: {key!r} wants {error}, given were {', '.join(filled) or 'none'}") from error
