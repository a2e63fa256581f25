"""Heads that say of which period the figures below them are: 1月, 一季度, 1—3月累计, 本月, 同比, 上年同期."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from luoshi.assessing.sources import cells
from luoshi.assessing.sources.headings import tables
from luoshi.vocabulary.period_words import TO
from luoshi.vocabulary.periods import bounds, months, year_before
from luoshi.vocabulary.tables import load

Part: TypeAlias = Literal["whole", "month", "to_date"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# A head without its year is a period where it says months, quarters, halves or the whole year: 1 and 2 are none.
_SAYS_PERIOD = re.compile(r"[月季年q]")
_PER_CENT = re.compile(r"[±+-]*%$")


@dataclass(frozen=True, slots=True)
class Said:
    """What the head of a column says of its figures.

    `words` is the period as it stands there (2024年1-3月, 1-3月; empty where it says none), `part` which part of that,
    or of the row's period, is meant (the whole, its last month, from January to its end), `growth` whether the figures
    are growth on the year before, `before` whether they are those of the year before.
    """

    words: str
    part: Part = "whole"
    growth: bool = False
    before: bool = False

    @property
    def dated(self) -> bool:
        """Whether the head says its year."""
        return _YEAR.match(self.words) is not None

    @property
    def compares(self) -> bool:
        """Whether it is held against the year before, so that it may lean on the figures beside it."""
        return self.growth or self.before

    @property
    def leans(self) -> bool:
        """Whether it does not say itself of which figures it is (同比, 上年同期)."""
        return self.compares and not self.words and self.part == "whole"

    @property
    def stretch(self) -> str:
        """The period in an office's words, as far as the head says it: 一季度, 本月, 累计."""
        return self.words + {"whole": "", "month": "本月", "to_date": "累计"}[self.part]

    @property
    def kind(self) -> str:
        """What the figures are, in an office's words: 同比 for growth, 上年 for those of the year before."""
        return "同比" if self.growth else "上年" if self.before else ""

    def period(self, base: str) -> str | None:
        """The period of a figure, where the row, or the table, says `base`; None where the two make none.

        1—3月 of 2024 is 2024-01/2024-03, and so is 累计 of 2024-03.
        """
        text = base
        if self.words:
            known = cells.period(base)
            if not self.dated and (known is None or not known.isdigit()):
                return None
            text = self.words if self.dated else f"{known}年{self.words}"
        found = cells.period(text)
        if found is None:
            return None
        if self.part != "whole" and not self.words and found.isdigit():
            # The month of a year is none, and a sum to date of one that runs is not the year's.
            return None
        end = bounds(found).end
        if self.part != "whole" and end is not None:
            year, month = divmod(end, 12)
            found = cells.period(months(year, 1 if self.part == "to_date" else month + 1, month + 1)) or found
        return year_before(found) if self.before else found


def said(head: str, role: str) -> tuple[Said | None, str | None]:
    """What a head says, half-width and in lower case, and the unit in its brackets; None where it names no period.

    A column of targets must say that it is one (一季度目标).
    """
    words = tables()["spread"]
    behind = words["behind"].get(role)
    if behind is None:
        return None, None
    text, units = _unbracketed(head.translate(TO))
    bare = _PER_CENT.sub("", text)
    per_cent = bare != text or "%" in units
    growth = (*words["growth"], *(words["growth_in_percent"] if per_cent else ()))
    found = _pattern(tuple(growth), tuple(words["to_date"]), tuple(behind)).fullmatch(bare)
    if found is None or len(units) > 1 or (bare != text and found["growth"] is None):
        return None, None
    period, *parts = (found[name] for name in ("said", "month", "to_date", "before", "growth"))
    month, to_date, before, grows = (part is not None for part in parts)
    if not (period or any(parts)) or (period and not _reads(period)):
        return None, None
    if (month or to_date) and _BARE_YEAR.fullmatch(period):
        # 本月 below 2024年: of which month is said elsewhere, if at all.
        return None, None
    if role == "targets" and (not found["behind"] or before or grows):
        return None, None
    part: Part = "month" if month else "to_date" if to_date else "whole"
    return Said(period, part, grows, before), next(iter(units), None)


def _unbracketed(head: str) -> tuple[str, set[str]]:
    """A head without its brackets, 3月累计 for 3月（累计）, and the units in them."""
    units: set[str] = set()

    def opened(found: re.Match[str]) -> str:
        if cells.is_unit(found[1]):
            units.add(found[1])
            return ""
        return found[1]

    return cells.BRACKET.sub(opened, head), units


def _reads(period: str) -> bool:
    """Whether text is a period of months, with its year or without."""
    if re.search("[日号]", period):
        # 10月1日 is a day, though the first of a month stands for it in a spreadsheet.
        return False
    if _YEAR.match(period) is None and _SAYS_PERIOD.search(period) is None:
        return False
    found = cells.period(period if _YEAR.match(period) else f"2024年{period}")
    return found is not None and _DAY.match(found) is None


@cache
def _pattern(growth: Sequence[str], to_date: Sequence[str], behind: Sequence[str]) -> re.Pattern[str]:
    known = load("tableheads")["periods"]
    lists = {
        # 上年同期累计 is 上年同期 of 累计.
        "before": [word for word in known["before"] if "累计" not in word],
        # 本月累计 is to date; 本期 is whatever the report is of.
        "to_date": [*known["to_date"], *to_date],
        "month": [word for word in known["month"] if word != "本期"],
        "growth": growth,
        "behind": behind,
    }
    return re.compile("(?P<said>.*?)" + "".join(f"(?P<{name}>{_either(words)})?" for name, words in lists.items()))


def _either(words: Iterable[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word.translate(TO)) for word in longest)
