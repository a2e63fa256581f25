"""What the pictures say, in Chinese or English, from `words.toml`; months and indicators by their names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from luoshi.vocabulary import indicators
from luoshi.vocabulary.period_words import period_word
from luoshi.vocabulary.terms import term

# Quarters and halves, months, and months of one year from one to another.
_PERIOD = re.compile(r"(?P<year>\d{4})-(?:(?P<part>Q[1-4]|H[12])|(?P<month>\d\d)(?:/(?P=year)-(?P<last>\d\d))?)")

Language: TypeAlias = Literal["zh", "en"]


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


class Words:
    """The words of one language. Raises `ValueError`, naming those there are, for a language that is not there."""

    def __init__(self, language: str) -> None:
        if language not in _data():
            raise ValueError(f"language: found {language!r}, expected one of {', '.join(_data())}")
        self.language: Language = "zh" if language == "zh" else "en"
        self._words = _data()[language]

    def __call__(self, key: str, **filled: object) -> str:
        """The word of a key, its {…} filled in."""
        text: str = self._words[key]
        return text.format(**filled) if filled else text

    def state(self, code: str | None) -> str | None:
        """A verdict's state; the code itself where it is no usual one."""
        return None if code is None else term("state", code, self.language)

    def measure(self, code: str) -> str:
        """A measure; the code itself where it is no usual one."""
        return term("measure", code, self.language)

    def month(self, number: int, with_year: bool = False) -> str:
        """A month, counted as `year * 12 + month - 1`: 10月, 2024年10月; Oct, Oct 2024."""
        month: str = self._words["months"][number % 12]
        return self("year_month", year=number // 12, month=month) if with_year else month

    def period(self, text: str) -> tuple[str, str]:
        """A period and its year, each as people write it: 1—3月 and 2024年; a whole year has no second word."""
        if self.language == "zh":
            word = period_word(text)
            year, mark, rest = word.partition("年")
            return (rest, year + mark) if year.isdigit() and rest and "年" not in rest else (word, "")
        match = _PERIOD.fullmatch(text)
        if match is None:
            return text, ""
        part, month, last = match.group("part", "month", "last")
        months = self._words["months"]
        if last:
            said = self("months_to", first=months[int(month) - 1], last=months[int(last) - 1])
        else:
            said = part or months[int(month) - 1]
        return said, match["year"]

    def whole_period(self, text: str) -> str:
        """A period with its year: 2024年1—3月, Jan to Mar 2024."""
        if self.language == "zh":
            return period_word(text)
        return " ".join(filter(None, self.period(text)))

    def indicator(self, code: str) -> str:
        """An indicator's name: the catalogue's for its codes, anything else as it is."""
        found = indicators.catalogue().get(code)
        if found is None:
            return code
        return found.name if self.language == "zh" else found.name_en
