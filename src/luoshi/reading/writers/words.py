"""Code words of the contract in Chinese, from `words.toml`; periods and values as an office writes them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, dict[str, str]]:
    """The tables of `words.toml`: `measure`, `comparator`, `role`, `strength`, `kind`, `state`, and helps."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def word(table: str, code: str | None) -> str:
    """The Chinese word for a code; the code itself where the table has none, empty for `None`."""
    return "" if code is None else words()[table].get(code, code)


_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?")


def _moment(text: str) -> str:
    match = _PERIOD.fullmatch(text)
    if match is None:
        return text
    year, quarter, half, month, day = match.groups()
    if quarter:
        return f"{year}年{'一二三四'[int(quarter) - 1]}季度"
    if half:
        return f"{year}年{'上下'[int(half) - 1]}半年"
    if day:
        return f"{year}年{int(month)}月{int(day)}日"
    return f"{year}年{int(month)}月" if month else f"{year}年"


def period_word(period: str | None) -> str:
    """An ISO period as an office writes it: `2025-01/2025-11` is 2025年1—11月, `2021/2025` 2021—2025年."""
    if not period:
        return ""
    if "/" not in period:
        return _moment(period)
    start, end = period.split("/", 1)
    if not end:
        return _moment(start) + "以来"
    if not start:
        return "至" + _moment(end)
    first, last = _moment(start), _moment(end)
    if re.fullmatch(r"\d{4}", start) and re.fullmatch(r"\d{4}", end):
        return f"{start}—{last}"
    # In one year the year is said once.
    if start[:4] == end[:4] and first.startswith(f"{end[:4]}年") and len(last) > 5:
        if re.fullmatch(r"\d{4}-\d{2}", start) and re.fullmatch(r"\d{4}-\d{2}", end):
            return f"{first[:-1]}—{last[5:]}"
        if re.fullmatch(r"\d{4}-Q1", start) and re.fullmatch(r"\d{4}-Q[234]", end):
            return f"{start[:4]}年{['上半年', '前三季度', '全年'][int(end[-1]) - 2]}"
        return f"{first}—{last[5:]}"
    return f"{first}—{last}"


_BARE = re.compile(r"[\d.,]+")


def value_word(row: dict[str, Any]) -> str:
    """A figure's value as printed, with what the printed number does not carry itself.

    The relation: `≥700亿元`, `≈6%`. A fall, whose word stands in the clause: `降2.6%`, `低0.5个百分点`. A unit that it
    shares with a later number: of 3.4、2.0个百分点 the first is `3.4个百分点`. `正增长` where no number stands.
    """
    text = str(row["value_text"])
    if row["comparator"] == "positive" and row["value"] is None:
        return text or "为正"
    if row["value"] is None:
        return text
    if _BARE.fullmatch(text):
        text += row["unit"]
    # 2600余人 says itself that it is more.
    more = "余" in text or "多" in text
    mark = {"ge": "" if more else "≥", "le": "≤", "approx": "≈"}.get(row["comparator"], "")
    fall = ""
    if row["value"] < 0 and not text.startswith(("-", "−", "负")):
        fall = "低" if row["measure"] == "gap" else "降"
    return f"{fall}{mark}{text}"
