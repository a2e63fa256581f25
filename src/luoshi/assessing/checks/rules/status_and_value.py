"""A status that says one thing and a value that says another."""

from __future__ import annotations

import polars as pl

from luoshi.assessing.cells import STATUSES
from luoshi.assessing.checks.material import Material
from luoshi.assessing.checks.questions import amount, asked, either, said, what
from luoshi.assessing.checks.registry import rule
from luoshi.assessing.checks.thresholds import Limits
from luoshi.assessing.frames import Frame

# Statuses that say there is a number, and those that say there is none for us.
_WITH = ("reported", "estimated")
_WITHOUT = {"missing": "缺报", "not_due": "未到期", "not_applicable": "不适用", "withheld": "不公开"}


@rule(
    zh="状态与数值矛盾：零报却有数、已报却无数、缺报却有数、状态不认识",
    en="a status that contradicts the value: zero with a value, reported without one, missing with one, unknown status",
    answers=(
        "unit_slip",
        "falling_cumulative",
        "growth_and_levels",
        "growth_far_from_levels",
        "month_and_cumulative",
        "jump",
    ),
)
def status_and_value(material: Material, limits: Limits) -> Frame:
    """Asks where status and value cannot both be right; a row without a status is not asked about."""
    status, value = pl.col("status").cast(pl.String()), pl.col("value")
    number = amount()
    unfilled = said(what(), "状态为已报（预计），却没有数值：漏填了数，还是没有数可报？")
    nonzero = said(what(), "状态为“零”，数值却是", number, "：是零，还是", number, "？")
    question = either(value.is_null(), unfilled, nonzero)
    for word, zh in _WITHOUT.items():
        text = said(what(), f"状态为“{zh}”，却有数值", number, "：状态没有改，还是数不该填？")
        question = either(status == word, text, question)
    strange = said(what(), "的状态“", status, "”不认识：请从已报、零、预计、缺报、未到期、不适用、不公开中选一个。")
    known = status.is_in(list(STATUSES))
    question = either(~known, strange, question)
    wrong = (
        (~status.is_null() & ~known)
        | ((status == "zero") & (value != 0))
        | (status.is_in(list(_WITH)) & value.is_null())
        | (status.is_in(list(_WITHOUT)) & ~value.is_null())
    )
    return asked(material.rows.filter(wrong), material, question)
