"""Months along an axis: as numbers, as ISO text, and as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from luoshi.assessing.calendar import month_number, month_text
from luoshi.assessing.frames import FrameError
from luoshi.charts.drawing import switch
from luoshi.charts.libraries import alt
from luoshi.charts.rows import Row
from luoshi.charts.words import Words


def count_months(rows: Iterable[Row], column: str, what: str) -> list[Row]:
    """The rows with `month`, the number of the (last) month of their period; raises `FrameError` where it is none."""
    out = []
    for row in rows:
        try:
            out.append({**row, "month": month_number(str(row[column]))})
        except ValueError as error:
            raise FrameError(f"{what}: column {column}: {error}") from None
    return out


def years_of(first: int, last: int) -> range:
    """The months of the years from the first month's to the last's, whole."""
    return range(first // 12 * 12, last // 12 * 12 + 12)


def span_text(first: int, last: int, words: Words) -> str:
    """The years of some months: 2024年, 2023—2024年."""
    start, end = first // 12, last // 12
    return words("year", year=start if start == end else f"{start}—{end}")


def month_axis(months: Iterable[int], words: Words, *, years: bool, **options: Any) -> alt.Axis:
    """An axis of ISO months, named as people do; with `years`, the year stands at the first month and each January."""
    names = {}
    for place, month in enumerate(months):
        name = words.month(month)
        if years and (place == 0 or month % 12 == 0):
            name += "\n" + words("year", year=month // 12)
        names[month_text(month)] = name
    return named_axis(names, **options)


def period_names(periods: Sequence[str], words: Words) -> tuple[dict[str, str], str]:
    """Periods by their text, each as people write it, and the year they all are of.

    Where they are of several years the second is empty, and a name has its year in a second line where a year begins.
    """
    said = {period: words.period(period) for period in periods}
    years = {year for _, year in said.values()}
    if len(years) == 1:
        return {period: name for period, (name, _) in said.items()}, years.pop()
    names, before = {}, ""
    for period, (name, year) in said.items():
        names[period] = f"{name}\n{year}" if year and year != before else name
        before = year
    return names, ""


def named_axis(names: Mapping[str, str], **options: Any) -> alt.Axis:
    """An axis across whose values have these names; a name may have a second line, which stands farther out."""
    if options.get("orient") == "top" and any("\n" in name for name in names.values()):
        names = {value: "\n".join(reversed((*name.split("\n"), "")[:2])) for value, name in names.items()}
        options["labelPadding"] = options.get("labelPadding", 6) + 15
    expression = f"split({switch('datum.value', names, '')}, '\\n')"
    return alt.Axis(labelExpr=expression, labelAngle=0, title=None, labelOverlap=False, **options)
