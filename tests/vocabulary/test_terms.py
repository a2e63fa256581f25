"""The words of codes: all codes have them, in both languages, and no word means two codes of a family."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from luoshi.assessing.cells import STATUSES
from luoshi.assessing.promises.judgement import State as Outcome
from luoshi.reading import statements
from luoshi.vocabulary import tables
from luoshi.vocabulary.terms import term, terms

CODES: dict[str, Any] = {
    "kind": tuple(statements.FIELDS),
    "measure": get_args(statements.Measure),
    "comparator": get_args(statements.Comparator),
    "role": get_args(statements.Role),
    "strength": get_args(statements.Strength),
    "status": STATUSES,
    "state": ("met", "on_track", "at_risk", "off_track", "no_data", "not_due"),
    "outcome": get_args(Outcome),
}


def test_every_family_is_one_of_the_contract() -> None:
    assert set(tables.load("terms")) == set(CODES)


@pytest.mark.parametrize("family", CODES)
def test_every_code_has_words_and_no_two_the_same(family: str) -> None:
    found = terms(family)
    assert set(found) == set(CODES[family])
    for words in ([t.zh for t in found.values()], [t.en for t in found.values()], [t.says for t in found.values()]):
        assert all(words)
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("family", ["measure", "comparator", "outcome"])
def test_a_family_with_meanings_has_one_for_each(family: str) -> None:
    assert all(found.help for found in terms(family).values())


def test_a_word_in_either_language() -> None:
    assert term("measure", "growth") == "增速"
    assert term("state", "at_risk", "en") == "at risk"
    assert term("measure", "new") == "new"
    assert term("strength", None) == ""


def test_a_state_has_a_word_for_sentences() -> None:
    assert (terms("state")["met"].zh, terms("state")["met"].says) == ("已达到", "目标已达到")
    assert terms("state")["not_due"].says == terms("state")["not_due"].zh
