"""Every word that the pages ask for is there, in both languages."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from luoshi.office.pages.frame import ROOMS
from luoshi.office.pages.marks import SIGNS
from luoshi.office.pages.templatetags.look import GRID_WORDS
from luoshi.office.pages.words import said, words
from office.pages.served import PAGES

# Asked for by a key that is put together: {% t "rooms" room.key %}.
FAMILIES = {"rooms": {room for group in ROOMS for room in group}, "status": set(SIGNS)}


def asked() -> set[str]:
    sources = [*PAGES.glob("templates/**/*.html"), *PAGES.glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    return set(re.findall(r'(?:\{% t |said\()"(\w+\.\w+)"', text)) | {f"grid.{key}" for key in GRID_WORDS}


def test_every_word_that_is_asked_for_is_there() -> None:
    assert asked() <= set(words())


@pytest.mark.parametrize("family", FAMILIES)
def test_families_are_whole(family: str) -> None:
    assert FAMILIES[family] == {key.split(".")[1] for key in words() if key.startswith(f"{family}.")}


@pytest.mark.parametrize("key", words())
def test_both_languages_say_it_with_the_same_blanks(key: str) -> None:
    blanks = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in words()[key]]
    assert all(words()[key])
    assert blanks[0] == blanks[1]


def test_a_word_is_filled_in() -> None:
    assert said("reader.line", number=3) == "第 3 行"
    assert said("reader.line", "en", number=3) == "line 3"


@pytest.mark.parametrize(("key", "filled", "named"), [("reader.nowhere", {}, "nowhere"), ("reader.line", {}, "number")])
def test_an_unknown_word_and_an_open_blank_are_named(key: str, filled: dict[str, object], named: str) -> None:
    with pytest.raises(KeyError, match=named):
        said(key, **filled)
