"""Heads that say of which period the figures below them are: 1月, 一季度, 1—3月累计, 本月, 同比, 上年同期."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from luoshi.assessing.sources import cells
from luoshi.vocabulary.periods import bounds, months
from luoshi.vocabulary.tables import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Part: TypeAlias = Literal["whole", "month", "to_date"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
# In a title: four digits within a longer number are no year.
_TITLED = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_TITLED_MONTHS = re.compile(r"(?<!\d)((?:19|20)\d\d年(?:\d{1,2}[-—–~～至])?\d{1,2}月)")
_DASHES = dict.fromkeys(map(ord, "—–−－~～至"), "-")
# A head without its year is a period where it says months, quarters, halves or the whole year: 1 and 2 are none.
_SAYS_PERIOD = re.compile(r"[月季年q]")
_PER_CENT = re.compile(r"[±+-]*%$")


@dataclass(frozen=True, slots=True)
class Said:
    """What the head of a column says of its figures.

    `words` is the period as it stands there (2024年1—3月, 1—3月; empty where it says none), `part` which part of the
    row's period is meant (the whole, its last month, from January to its end), `growth` whether the figures are growth
    on the year before, `before` whether they are those of the year before.
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
        end = bounds(found).end
        if self.part == "month" and not self.words and found.isdigit():
            # The month of a year is none.
            return None
        if self.part != "whole" and end is not None:
            year, month = divmod(end, 12)
            found = cells.period(months(year, 1 if self.part == "to_date" else month + 1, month + 1)) or found
        return _YEAR.sub(lambda one: str(int(one[0]) - 1), found) if self.before else found


def said(head: str, words: Mapping[str, Any], behind: Sequence[str]) -> Said | None:
    """What a head says, half-width and in lower case; None where it names no period.

    `words` is the table `spread` of `headings.toml`, `behind` what may stand behind a period in such a table.
    """
    text = head.translate(_DASHES)
    bare = _PER_CENT.sub("", text)
    found = _pattern(tuple(words["growth"]), tuple(words["to_date"]), tuple(behind)).fullmatch(bare)
    if found is None:
        return None
    period, *parts = (found[name] for name in ("said", "month", "to_date", "before", "growth"))
    month, to_date, before, growth = (part is not None for part in parts)
    if not (period or any(parts)) or (bare != text and not growth) or (period and not _reads(period)):
        return None
    return Said(period, "month" if month else "to_date" if to_date else "whole", growth, before)


def _reads(period: str) -> bool:
    if _YEAR.match(period):
        return cells.period(period) is not None
    return _SAYS_PERIOD.search(period) is not None and cells.period(f"2024年{period}") is not None


@cache
def _pattern(growth: Sequence[str], to_date: Sequence[str], behind: Sequence[str]) -> re.Pattern[str]:
    known = load("tableheads")["periods"]
    lists = {
        "before": known["before"],
        "month": known["month"],
        "to_date": [*known["to_date"], *to_date],
        "growth": growth,
    }
    parts = "".join(f"(?P<{name}>{_either(words)})?" for name, words in lists.items())
    return re.compile(f"(?P<said>.*?){parts}(?:{_either(behind)})?")


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word.translate(_DASHES)) for word in sorted(words, key=len, reverse=True))


def settled(columns: Mapping[int, Said], value: int | None) -> dict[int, Said]:
    """The columns with what their neighbours say: growth, and the year before, are of the figures to their left.

    `value` is the column of figures that says no period of its own, where there is one.
    """
    out: dict[int, Said] = {}
    left = Said("")
    for at in sorted({*columns, *([] if value is None else [value])}):
        own = columns.get(at)
        if own is None:
            left = Said("")
            continue
        if (own.growth or own.before) and own.part == "whole" and own.words in ("", left.words):
            own = replace(own, words=left.words, part=left.part)
        if not own.growth and not own.before:
            left = own
        out[at] = own
    return out


def base_of(own: Said, *texts: str) -> str:
    """The year of a head without one, or the month of one without any, from the first text with exactly one; else "".

    `texts` are titles, the name of the sheet, that of the file.
    """
    for text in texts:
        found = {one for one in (_TITLED if own.words else _TITLED_MONTHS).findall(text) if cells.period(one)}
        if len(found) == 1:
            return str(found.pop())
    return ""
