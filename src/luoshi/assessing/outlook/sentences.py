"""The reason in Chinese: which figures and which method an outlook stands on, or what is lacking."""

from __future__ import annotations

import math

from luoshi.assessing.outlook.settings import settings
from luoshi.assessing.outlook.sorts import Sort
from luoshi.assessing.outlook.yearend import End

_LACKING = {
    "no_data": "{year}年尚无可用数据（需1—N月累计数，或自1月起不缺的各月数），不作预测",
    "measure": "此口径（如名次、等级、倍数）不作年末预测",
    "history": "{year}年之前同期与全年都有数的年份不足{minimum}年，资料太少，不作预测",
    "last_year": "上年（{last}年）{span}或全年缺数，无从比照，不作预测",
    "zero_base": "上年（{last}年）全年为零，无从比照，不作预测",
    "gaps": "往年各月缺数，算不出误差，不作预测",
    "kind": "此方法不适用于该指标的口径，不作预测",
    "ets": "各月有缺，或完整的往年不足两年，或模型未能拟合，不作预测",
}
_METHODS = {
    "profile": "余下{rest}个月按上年同月数推算，近期为上年同期的{carried}倍（已按已知月数打折）",
    "seasonal_naive": "余下{rest}个月照上年同期的变化推算",
    "damped_growth": "余下{rest}个月按近期增速的{kept}%推算",
    "last_value": "余下{rest}个月按最近一期的水平推算",
    "run_rate": "按已过月数匀速外推",
    "ets": "余下{rest}个月由指数平滑（阻尼趋势加季节，statsmodels）推算",
}
_NAMES = {
    "profile": "上年进度法",
    "seasonal_naive": "季节照搬法",
    "damped_growth": "增速阻尼法",
    "last_value": "末期持平法",
    "run_rate": "匀速外推法",
    "ets": "指数平滑法",
}


def reason(end: End, year: int, month: int, sort: Sort | None, figure: float, level: float) -> str:
    """One sentence on an outlook as of a month; `figure` is the year so far as it is shown (an average for one)."""
    at_end = sort is not None and sort.filling == "end"
    span = f"{end.known}月" if at_end or end.known == 1 else f"1—{end.known}月"
    if end.why == "actual":
        return f"{year}年全年已有数据，为实际值"
    if end.why != "foreseen":
        return _LACKING[end.why].format(year=year, last=year - 1, span=span, minimum=settings().minimum)
    late = f"（{end.known + 1}—{month}月无数据）" if month > end.known + 1 else f"（{month}月无数据）"
    so_far = f"{year}年{span}为{number(figure, 2)}{late if month > end.known else ''}"
    method = end.method or ""
    kept = number(100 * end.known / (end.known + settings().shrink), 0)
    how = _METHODS[method].format(rest=12 - end.known, carried=number(end.carried, 3), kept=kept)
    return f"{_NAMES[method]}：{so_far}，{how}；{_wide(end, level)}"


def _wide(end: End, level: float) -> str:
    if end.method == "ets":
        return f"{number(level * 100, 1)}%区间出自模型在{end.years}年各月上的误差"
    if end.years:
        return f"{number(level * 100, 1)}%区间出自同法往年{end.years}年的误差"
    return "没有往年可验证，不给区间"


def number(value: float | None, digits: int) -> str:
    """A number as a person writes it: rounded half away from zero, no trailing zeros; the rule of `exact.text`."""
    if value is None or not math.isfinite(value):
        return "—"
    scale = 10**digits
    size = math.floor(abs(value) * scale * (1 + 1e-12) + 0.5)
    whole, fraction = divmod(size, scale)
    text = f"{whole}.{fraction:0{digits}d}".rstrip("0").rstrip(".") if digits else str(whole)
    return f"-{text}" if value < 0 and size else text
