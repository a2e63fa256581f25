"""The contract's code words in Chinese and English, from `terms.toml`: one home for all that is shown to people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from luoshi.vocabulary.tables import load


@dataclass(frozen=True, slots=True)
class Term:
    """A code's words. `help` says what it means, or nothing; `says` is the word of a sentence."""

    zh: str
    en: str
    help: str
    says: str


@cache
def terms(family: str) -> dict[str, Term]:
    """The words of a family by their codes: kind, measure, comparator, role, strength, status, state, outcome.

    Raises `KeyError` for a family that there is none of.
    """
    return {
        code: Term(words["zh"], words["en"], words.get("help", ""), words.get("says", words["zh"]))
        for code, words in load("terms")[family].items()
    }


def term(family: str, code: str | None, language: str = "zh") -> str:
    """The word for a code, in Chinese (`zh`) or English (`en`); the code itself where it has none, empty for `None`."""
    if code is None:
        return ""
    found = terms(family).get(code)
    if found is None:
        return code
    return found.zh if language == "zh" else found.en
