from __future__ import annotations

import pytest

from luoshi.vocabulary.phrases import phrases


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("超过", "ge"),
        ("不低于", "ge"),
        ("不超过", "le"),
        ("约", "approx"),
        ("达到", "to"),
        ("控制在", "to"),
        ("增长", "up"),
        ("下降", "down"),
        ("完成", "done"),
        ("分别", "each"),
        ("年均", "yearly"),
        ("同比", "adverb"),
        ("预计", "forecast"),
        ("由", "from"),
        ("确保", "firm"),
        ("力争", "stretch"),
    ],
)
def test_a_word_says_one_thing(word: str, kind: str) -> None:
    assert phrases().word_class[word] == kind


@pytest.mark.parametrize("name", ["growth", "share", "attributes", "cut", "modifiers", "heads", "references"])
def test_lists_are_ordered_longest_first_and_hold_no_word_twice(name: str) -> None:
    words = getattr(phrases(), name)
    assert [len(w) for w in words] == sorted((len(w) for w in words), reverse=True)
    assert words


def test_longest_is_the_longest_word() -> None:
    assert phrases().longest == max(map(len, phrases().word_class))
