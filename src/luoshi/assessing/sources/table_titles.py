"""What stands above a table, or in its names: the year of 1月, the month of 本月, the unit of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from luoshi.assessing.sources import cells
from luoshi.assessing.sources.grid import ROW, Grid
from luoshi.assessing.sources.period_heads import Said
from luoshi.vocabulary.periods import bounds

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_NAMED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|$)")
_MONTHS = re.compile(
    r"(?<!\d)((?:19|20)\d\d年(?:(?:\d{1,2}月?[-—–~至])?\d{1,2}月|第?[一二三四1-4]季度|前[二三]季度|[上下]半年|前\d{1,2}个?月))"
)
# Lines that say when, or by which paper, the table was made, and prices of a year: their years are not its own.
_OTHER = re.compile(
    r"制表|填报|报出|报送|打印|印发|有效|文号|批准|日期|时间|注[:：]|说明|不变价|可比价|[〔\[［]|\d日|第\d+期|版"
)
# 单位：亿元、% above a table.
_UNITS = re.compile(r"(?:^|[^\u4e00-\u9fff]|计量)单位[::](.{1,20})")
#: A line that only says who reports, in which unit, on which day: no head of the columns below it.
LABEL = re.compile(r"(?:单位|制表|填报|报送|报出|日期|时间)[^:：]{0,4}[:：]")


def titles(grid: Grid, last: int) -> list[str]:
    """What stands above the head, which ends in row `last`, each text once, half-width without white space."""
    import polars as pl

    if grid.heads is not None:
        return []
    above = grid.frame.filter(pl.col(ROW) < last).drop(ROW)
    return list(dict.fromkeys(cells.half(str(cell)) for row in above.iter_rows() for cell in row if cell is not None))


def base_of(own: Said, titles: Sequence[str], names: Sequence[str]) -> str:
    """The year of a head without one, or the period of one without any: what all titles that say one agree in; else "".

    `names` are those of the sheet and of the file; they are asked where no title says it.
    """
    above = [title for title in titles if _OTHER.search(title) is None]
    named = [name for name in map(cells.half, names) if _OTHER.search(name) is None]
    if own.words:
        return _one(_years(above, _YEAR) or _years(named, _NAMED_YEAR))
    return _agreed(_months(above) or _months(named), own)


def _years(texts: Iterable[str], pattern: re.Pattern[str]) -> set[str]:
    # Of 2024.xlsx the name counts.
    return {year for text in texts for year in pattern.findall(re.sub(r"\.\w{1,5}$", "", text))}


def _one(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _months(texts: Iterable[str]) -> set[str]:
    found = (cells.period(one) for text in texts for one in _MONTHS.findall(text))
    return {period for period in found if period is not None}


def _agreed(found: set[str], own: Said) -> str:
    """One period; or several that end in one month, where only that matters (10月, 1—10月: 本月, 累计)."""
    if own.part != "whole" and len({bounds(period).end for period in found}) == 1:
        return min(found)
    return _one(found)


def units_of(titles: Iterable[str]) -> tuple[str, ...]:
    """The units that the titles say: 单位：亿元、% says two."""
    said = [found[1] for found in map(_UNITS.search, titles) if found]
    parts = [part for text in said for part in re.split("[、,;/，；)）]", text)]
    return tuple(dict.fromkeys(filter(cells.is_unit, parts)))
