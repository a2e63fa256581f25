"""A figure, its period and its place in words: what the reason of a promise is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from luoshi.assessing.promises.matching import settings
from luoshi.vocabulary.periods import bounds

Row: TypeAlias = Mapping[str, Any]
_YEAR = re.compile(r"\d{4}")
_QUARTERS = "一二三四"


def wanted(row: Row) -> str:
    """A figure in words: indicator, how it is measured, relation, number."""
    return f"{row['indicator']}{amount(row)}"


def amount(row: Row) -> str:
    """A figure in words without its indicator: 增长不低于7%, 提高2个百分点, 完成年度任务的50%."""
    relation = {"ge": "不低于", "le": "不超过", "approx": "约"}.get(row["comparator"], "")
    text = row["value_text"] or {"positive": "为正"}.get(row["comparator"], "")
    if row["value"] is None and row["reference"] and str(row["reference"]) not in text:
        text = f"{text}（对照{row['reference']}）"
    verb = _verb(row)
    return f"{verb.removesuffix('的') if relation else verb}{relation}{text}"


def _verb(row: Row) -> str:
    if row["value"] is None:
        return ""
    if row["measure"] == "completion" and row["reference"]:
        return f"完成{row['reference']}的"
    if row["measure"] == "growth":
        return "下降" if row["value"] < 0 else "增长"
    return _change(row) if row["measure"] == "change" else ""


def _change(row: Row) -> str:
    """The clause's own word for a change (提高, 回落), the last before its number; else one by its sign."""
    table = settings()["changes"]
    before, _, _ = str(row["quote"]).rpartition(str(row["value_text"]))
    at, word = max(((before.rfind(w), w) for w in table["said"]), key=lambda found: found[0])
    if at >= 0:
        return str(word)
    up, down = table["points" if "百分点" in row["unit"] or row["unit"] == "%" else "others"]
    return str(down if row["value"] < 0 else up)


def measure_word(row: Row) -> str:
    """A measure as a reason calls it: 增速, 总量."""
    return str(settings()["measures"].get(row["measure"], row["measure"]))


def place(row: Row) -> str:
    """Where a clause stands: 云岚县-2025.txt第11行."""
    return f"{row['document']}第{row['line']}行"


def whole_year(period: str | None) -> bool:
    """Whether a period is one whole year, or not told: then a reason need not say it."""
    return not period or _YEAR.fullmatch(period) is not None


def when(period: str | None) -> str:
    """A period in words: 2024年, 2024年一季度, 2024年上半年, 2024年1—11月, 2021—2025年; as it is where it is none."""
    if not period:
        return "未注明时期"
    try:
        months = bounds(period)
    except ValueError:
        return period
    if months.end is None:
        return f"{months.start // 12}年以来"
    (year, first), (last_year, last) = divmod(months.start, 12), divmod(months.end, 12)
    if year != last_year:
        return f"{year}—{last_year}年"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", period):
        return f"{year}年{first + 1}月{int(period[8:])}日"
    if first == last:
        return f"{year}年{first + 1}月"
    if (first, last) in _RUNS:
        return f"{year}年{_RUNS[first, last]}"
    return f"{year}年{first + 1}—{last + 1}月"


# First and last month, from 0, of the runs that have a name.
_RUNS = {(3 * q, 3 * q + 2): f"{word}季度" for q, word in enumerate(_QUARTERS)} | {
    (0, 11): "",
    (0, 5): "上半年",
    (6, 11): "下半年",
    (0, 8): "前三季度",
}
