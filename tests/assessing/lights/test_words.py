from __future__ import annotations

import pytest

from luoshi.assessing.lights import Word, word, words
from luoshi.assessing.lights.words import NONE

WHITE = "#FFFFFF"


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("found", words().values(), ids=lambda w: w.name)
def test_text_is_legible_on_its_fill_and_in_print(found: Word) -> None:
    assert contrast(found.ink, found.fill) >= 4.5
    assert contrast(found.ink, WHITE) >= 7  # a grey copy still shows the sign
    assert contrast(found.strong, WHITE) >= 3


def test_no_two_words_share_a_sign_or_a_name() -> None:
    for field in ("sign", "zh", "en"):
        values = [getattr(found, field) for found in words().values()]
        assert len(set(values)) == len(values), field


def test_each_family_is_ordered_from_best_to_worst() -> None:
    ladders = {
        "lights": ["green", "blue", "yellow", "red"],
        "boards": ["red_board", "off_board", "black_board"],
        "cards": ["no_card", "followed", "yellow_card"],
    }
    for family, ladder in ladders.items():
        found = sorted((w for w in words().values() if w.family == family), key=lambda w: w.order or 0)
        assert [w.name for w in found] == ladder
        assert [w.order for w in found] == list(range(len(ladder)))
    assert words()[NONE].order is None


def test_a_word_by_its_name() -> None:
    assert (word("yellow").zh, word("yellow").sign, word("yellow").says) == ("黄灯", "▲", "亮黄灯")


def test_an_unknown_word_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"light 'amber': expected one of green, blue, yellow, red, grey"):
        word("amber")
