"""Values as an office writes them."""

from __future__ import annotations

import re
from typing import Any

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
