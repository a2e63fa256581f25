"""What stands above a table, or in its names: the year of 1月, the month of 本月, the unit of its figures.

A wrong year moves every figure of a table, so a line counts only where it says one period and nothing else; where lines
differ, none does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from luoshi.assessing.sources import cells
from luoshi.assessing.sources.grid import ROW, Grid
from luoshi.assessing.sources.headings import tables
from luoshi.assessing.sources.period_heads import Said
from luoshi.vocabulary.period_words import TO
from luoshi.vocabulary.periods import bounds

# Also what stands for a dash where a font has none.
_DASHES = TO | dict.fromkeys(map(ord, "─―"), "-")
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?=年|[-、/,和与及](?:19|20)\d\d(?!\d))|(?<=\d\d\d\d[-、/,和与及])((?:19|20)\d\d)(?!\d)|^((?:19|20)\d\d)$"
)
# Not followed by more of a range, or by another month: of 9月、10月 and 1月以来 the first is no period of a table.
_MONTHS = re.compile(
    r"(?<!\d)((?:19|20)\d\d年(?:(?:\d{1,2}月?份?-+)?\d{1,2}月|第?[一二三四1-4]季度|前[二三]季度|[上下]半年|前\d{1,2}个?月))"
    r"(?!份?[-、及和与]|以来|起|\d)"
)
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月(?!份?-)")
# A note, a year that others are compared with, a day, a number of an issue.
_APART = re.compile(r"注[:：]|[较比](?:19|20)|\d日|第\d+期")
# 单位：亿元、% above a table.
_UNITS = re.compile(r"(?:^|[^\u4e00-\u9fff]|计量)单位[::](.{1,20})")


def titles(grid: Grid, last: int, fields: Collection[int]) -> list[str]:
    """What stands above the head, which ends in row `last`, each text once, half-width without white space.

    Where several texts stand in a row they may be heads of groups: then only what stands above the columns `fields`, a
    label and a period alone count.
    """
    import polars as pl

    if grid.heads is not None:
        return []
    found: dict[str, None] = {}
    for row in grid.frame.filter(pl.col(ROW) < last).drop(ROW).iter_rows():
        texts = [None if cell is None else cells.half(str(cell)) for cell in row]
        alone = len(set(texts) - {None}) == 1
        for at, text in enumerate(texts):
            if text and (alone or at in fields or is_label(text) or _MONTHS.fullmatch(text.translate(_DASHES))):
                found[text] = None
    return list(found)


def base_of(own: Said, titles: Sequence[str], sheet: str, file: str) -> str:
    """The year of a head without one, or the period of one without any: what titles and sheet agree in; else "".

    The file's name is asked where neither says it.
    """
    above, name = _lines([*titles, sheet]), _lines([re.sub(r"\.\w{1,5}$", "", file)])
    if own.words:
        return _one(_years(above) or _years(name))
    found = _agreed(_months(above) or _months(name), own)
    ends = {int(month) for line in above for month in _MONTH.findall(line)}
    return found if not found or not ends or ends == {_end(found) % 12 + 1} else ""


def end_of(titles: Sequence[str], sheet: str) -> int | None:
    """The last month of the period that titles and sheet say, as `year * 12 + month - 1`; None where they say none."""
    ends = {_end(period) for period in _months(_lines([*titles, sheet]))}
    return max(ends) if ends else None


def tells_no_levels(titles: Iterable[str]) -> bool:
    """Whether a title says that the figures are no amounts that were reached: growth, ranks, shares, plans."""
    return any(_patterns()["no_levels"].search(title) for title in titles)


def is_label(text: str) -> bool:
    """Whether a line only says who reports, in which unit, on which day: no head of the columns below it."""
    return _patterns()["label"].search(text) is not None


def units_of(titles: Iterable[str]) -> tuple[str, ...]:
    """The units that the titles say: 单位：亿元、% says two."""
    said = [found[1] for found in map(_UNITS.search, titles) if found]
    parts = [part for text in said for part in re.split("[、,;/，；)）]", text)]
    return tuple(dict.fromkeys(filter(cells.is_unit, parts)))


def _lines(texts: Iterable[str]) -> list[str]:
    lines = (re.sub("-+", "-", cells.half(text).translate(_DASHES)) for text in texts)
    return [line for line in lines if not (_APART.search(line) or _patterns()["other"].search(line))]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = {name: "|".join(map(re.escape, listed)) for name, listed in tables()["titles"].items()}
    issued = rf"(?:{words['issuers']})(?:19|20)\d\d年\d{{1,2}}月$"
    return {
        "other": re.compile(rf"{words['other']}|{issued}"),
        "no_levels": re.compile(rf"{words['no_levels']}|(?:{words['aims']})(?!.*(?:{words['reached']}))"),
        "label": re.compile(rf"(?:{words['labels']})[^:：]{{0,4}}[:：]"),
    }


def _years(lines: Iterable[str]) -> set[str]:
    """Every year of the lines: those with 年 behind them, both of a pair, and a name that is nothing else."""
    return {year for line in lines for found in _YEAR.findall(line) for year in found if year}


def _one(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _months(lines: Iterable[str]) -> set[str]:
    found = (cells.period(one.replace("份", "")) for line in lines for one in _MONTHS.findall(line))
    return {period for period in found if period is not None}


def _end(period: str) -> int:
    end = bounds(period).end
    assert end is not None
    return end


def _agreed(found: set[str], own: Said) -> str:
    """One period; or several that end in one month, where only that matters (10月, 1—10月: 本月, 累计)."""
    if own.part != "whole" and len({_end(period) for period in found}) == 1:
        return min(found)
    return _one(found)
