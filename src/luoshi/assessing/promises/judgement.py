"""Whether a number keeps a target: the arithmetic of comparators, directions and margins.

Definitions, with `t` the target, `t1`–`t2` a range, `a` the actual number, `band` what 左右 allows and
`margin` what an excess takes (both from `promises.toml`); good is up, turn the signs where good is down:

| comparator | kept | exceeded | else |
|---|---|---|---|
| eq, ge | a ≥ t | a − t > margin | missed |
| le | a ≤ t | never: a ceiling is kept, not exceeded | missed |
| approx | a ≥ t − band | a > t + band | missed |
| between | t1 ≤ a ≤ t2 | a > t2 | missed |
| positive | a > 0 | never | missed |
| top, rank | place a ≤ t | a < t, for a rank with eq | missed |

Of a printed decline (下降10%以上) the comparator bounds the size: −10 with ge is kept by −14.3, missed by −8.

An indicator that should be neither high nor low: kept within `around` of the target (or inside the range),
missed above, unclear below.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from luoshi.assessing.promises.matching import PER_CENT, Direction, settings

State: TypeAlias = Literal["kept", "exceeded", "missed", "not_reported", "unclear"]


def exact(value: float) -> Decimal:
    """A printed number as the exact decimal it was printed as (6.1, not 6.0999…)."""
    return Decimal(repr(float(value)))


def shown(value: Decimal) -> str:
    """A number for a sentence: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def margin(target: Decimal, unit: str, name: str) -> Decimal:
    """What `exceed` or `approx` (the `name`) allows at a target: points for per cent, else a ratio of it."""
    table = settings()
    if unit in PER_CENT:
        return exact(table[f"{name}_points"])
    return abs(target) * exact(table[f"{name}_ratio"])


def judge(target: Mapping[str, Any], actual: Decimal, good: Direction) -> State:
    """The state of a target at an actual number in the target's unit; the module's table says how."""
    comparator, unit = target["comparator"], target["unit"]
    if target["value"] is None:
        return ("kept" if actual > 0 else "missed") if comparator == "positive" else "unclear"
    wanted = exact(target["value"])
    if target["measure"] == "rank":
        if actual > wanted:
            return "missed"
        return "exceeded" if actual < wanted and comparator == "eq" else "kept"
    high = exact(target["value_to"]) if target.get("value_to") is not None else wanted
    low, high = min(wanted, high), max(wanted, high)
    # 下降10%以上, 降幅2%以内: the comparator bounds the size of the decline, whose value is negative.
    decline = wanted < 0 and target["measure"] in ("growth", "change")
    if comparator == "le" and decline:
        return "kept" if actual >= low else "missed"
    if comparator == "le":
        return "kept" if actual <= high else "missed"
    if comparator == "positive":
        return "kept" if actual > 0 else "missed"
    if good == "around":
        slack = Decimal(0) if comparator == "between" else exact(settings()["around_points"])
        if actual > high + slack:
            return "missed"
        return "kept" if actual >= low - slack else "unclear"
    rising = comparator == "ge" and not decline
    sign = 1 if rising or (good == "up" and not (comparator == "ge" and decline)) else -1
    floor, ceiling = (low, high) if sign > 0 else (-high, -low)
    got = actual * sign
    if comparator == "approx":
        band = margin(wanted, unit, "approx")
        floor, ceiling = floor - band, ceiling + band
    elif comparator != "between":
        ceiling = ceiling + margin(wanted, unit, "exceed")
    if got < floor:
        return "missed"
    return "exceeded" if got > ceiling else "kept"
