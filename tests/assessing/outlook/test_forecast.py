"""`outlook` on every engine: the same rows everywhere, and what the number is for each kind of figure."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from assessing.outlook.invented import PLACE, RETAIL, TYPES, cumulative, monthly, quarters, row
from luoshi.assessing.frames import FrameError
from luoshi.assessing.outlook import METHOD_NAMES, OUTLOOK, outlook

POLARS = Engine("polars")


def one(rows: list[dict[str, Any]], as_of: str, **options: Any) -> dict[str, Any]:
    """The only row of an outlook."""
    found = outlook(POLARS.frame(rows, TYPES), as_of, **options).to_dicts()
    assert len(found) == 1
    return dict(found[0])


@on_every_engine
def test_the_same_rows_on_every_engine(engine: Engine) -> None:
    rows = [
        *RETAIL,
        row("2024-01/2024-09", None, indicator="FAI", status="withheld"),
        *cumulative({2022: quarters(5, 5.5, 6, 5.8), 2023: quarters(6, 6, 6, 6), 2024: [7]}, measure="growth"),
        *monthly({2024: [3.0, 3.0, 3.0]}, indicator="UNEMP_REG"),
    ]
    found = outlook(engine.frame(rows, TYPES), "2024-10")
    assert engine.is_same_kind(found)
    made = {(r["indicator"], r["measure"]): r for r in engine.rows(found)}
    assert set(made) == {
        ("RETAIL", "level"),
        ("FAI", "level"),
        ("RETAIL", "growth"),
        ("UNEMP_REG", "level"),
    }
    assert list(engine.rows(found)[0]) == list(OUTLOOK)
    retail = made["RETAIL", "level"]
    # 99 + 40 × (39 ÷ 33)^(9 ÷ 12): the last quarter of 2023, grown by three quarters of the third quarter's growth.
    assert retail["outlook"] == pytest.approx(99 + 40 * (39 / 33) ** 0.75, abs=1e-9)
    assert retail["outlook_low"] < retail["outlook"] < retail["outlook_high"]
    assert (retail["place"], retail["period"], retail["as_of"], retail["method"]) == (
        PLACE,
        "2024",
        "2024-10",
        "profile",
    )
    assert retail["reason"] == (
        "上年进度法：2024年1—9月为99（10月无数据），余下3个月按上年同月数推算，"
        "近期为上年同期的1.133倍（已按已知月数打折）；80%区间出自同法往年2年的误差"
    )
    for key in set(made) - {("RETAIL", "level")}:
        assert [made[key][c] for c in ("outlook", "outlook_low", "outlook_high", "method")] == [None] * 4
        assert "不作预测" in made[key]["reason"]


def test_a_year_that_is_known_is_not_foreseen() -> None:
    for rows in ([*RETAIL, row("2024-01/2024-12", 141.5)], [*RETAIL, row("2024", 141.5)]):
        found = one(rows, "2024-12")
        assert [found[c] for c in ("outlook", "outlook_low", "outlook_high", "method")] == [
            141.5,
            141.5,
            141.5,
            "actual",
        ]
        assert one(rows, "2024-11")["method"] == "profile"


def test_january_and_february_come_together() -> None:
    apart = monthly({y: [4, 6, 5, 5, 6, 7, 5, 5, 6, 6, 7, 8] for y in (2021, 2022, 2023)} | {2024: [4.4, 6.6, 5.5]})
    together = [r for r in apart if not r["period"].endswith(("-01", "-02"))]
    together += [row(f"{year}-01/{year}-02", 10 if year < 2024 else 11) for year in range(2021, 2025)]
    assert one(together, "2024-03")["outlook"] == pytest.approx(one(apart, "2024-03")["outlook"])
    assert one(together, "2024-02")["outlook"] == pytest.approx(11 + 60 * 1.1**0.4)
    assert one(together, "2024-01")["outlook"] is None


def test_monthly_amounts_and_cumulative_ones_are_one_series() -> None:
    months = {2021: [5.0] * 12, 2022: [6.0] * 12, 2023: [7.0] * 12, 2024: [8.0] * 5}
    sums = {year: [sum(values[: n + 1]) for n in range(len(values))] for year, values in months.items()}
    assert one(monthly(months), "2024-05")["outlook"] == pytest.approx(one(cumulative(sums), "2024-05")["outlook"])


def test_a_missing_month_is_not_a_zero() -> None:
    months = {2021: [5.0] * 12, 2022: [6.0] * 12, 2023: [7.0] * 12, 2024: [8.0] * 5}
    rows = [r if r["period"] != "2024-04" else {**r, "value": None} for r in monthly(months)]
    found = one(rows, "2024-05")
    # Known to March only: the sum of the year cannot be carried over a gap.
    assert "2024年1—3月为24（4—5月无数据）" in found["reason"]
    assert found["outlook"] == pytest.approx(24 + 63 * (8 / 7) ** 0.5)
    zero = [{**r, "status": "zero"} if r["period"] == "2024-04" else r for r in rows]
    assert "1—5月为32" in one(zero, "2024-05")["reason"]


def test_growth_is_foreseen_as_decembers_cumulative_growth() -> None:
    rows = cumulative(
        {2021: [8.0] * 12, 2022: [5.0] * 12, 2023: [6.0] * 12, 2024: [4, 4, 4, 4, 4, 4, 4, 4, 5]}, measure="growth"
    )
    found = one(rows, "2024-09")
    # Through June 4 %, through September 5 %: the third quarter alone grew by (9 × 5 − 6 × 4) ÷ 3 = 7 %.
    assert found["outlook"] == pytest.approx((9 * 5 + 3 * 7 * 0.75) / 12)
    assert found["method"] == "damped_growth"


def test_stocks_rates_and_averages() -> None:
    loans = monthly({2022: range(100, 112), 2023: range(120, 132), 2024: [140, 142]}, indicator="LOANS")
    found = one(loans, "2024-02")
    assert (found["outlook"], found["method"]) == (142 + 131 - 121, "seasonal_naive")
    rate = monthly({2022: [5.0] * 12, 2023: [5.0] * 11 + [5.4], 2024: [5.1, 5.2]}, indicator="UNEMP_REG")
    found = one(rate, "2024-02")
    assert (found["outlook"], found["method"]) == (5.2, "last_value")
    air = monthly({2022: [30.0] * 12, 2023: [28.0] * 11 + [31.0], 2024: [40, 20, 30]}, indicator="PM25")
    found = one(air, "2024-03")
    assert found["outlook"] == pytest.approx((40 + 20 + 30 + 9 * 30) / 12)
    assert "2024年1—3月为30" in found["reason"]
    # The same, as averages of the months so far.
    so_far = cumulative({2022: [30.0] * 12, 2023: [28.0] * 11 + [28.25], 2024: [40, 30, 30]}, indicator="PM25")
    assert one(so_far, "2024-03")["outlook"] == pytest.approx(found["outlook"])


def test_too_little_says_so() -> None:
    short = [r for r in RETAIL if r["period"] >= "2023"]
    found = one(short, "2024-09")
    assert found["outlook"] is None
    assert found["reason"] == "2024年之前同期与全年都有数的年份不足2年，资料太少，不作预测"
    no_last_year = [r for r in RETAIL if not r["period"].startswith("2023")]
    assert one(no_last_year, "2024-09")["reason"] == "上年（2023年）1—9月或全年缺数，无从比照，不作预测"
    assert one(RETAIL, "2025-03")["reason"].startswith("2025年尚无可用数据")
    ranks = cumulative({2022: [3] * 12, 2023: [2] * 12, 2024: [1]}, measure="rank")
    assert one(ranks, "2024-01")["reason"] == "此口径（如名次、等级、倍数）不作年末预测"
    # Whether the months of an indicator add up is not known where the catalogue does not have it.
    unknown = monthly({y: [1.0] * 12 for y in (2021, 2022, 2023)} | {2024: [1.0] * 6}, indicator="云岚指数")
    assert one(unknown, "2024-06")["outlook"] is None


def test_a_run_rate_is_made_only_when_asked_for_and_without_history_has_no_interval() -> None:
    found = one([row("2024-01/2024-06", 60.0)], "2024-06", method="run_rate")
    assert (found["outlook"], found["outlook_low"], found["method"]) == (120.0, None, "run_rate")
    assert found["reason"].endswith("没有往年可验证，不给区间")
    with_history = one(RETAIL, "2024-09", method="run_rate")
    assert with_history["outlook"] == pytest.approx(132)
    assert with_history["outlook_low"] < 132 < with_history["outlook_high"]


def test_methods_that_do_not_fit_give_no_number() -> None:
    assert one(RETAIL, "2024-09", method="damped_growth")["reason"] == "此方法不适用于该指标的口径，不作预测"
    assert one(RETAIL, "2024-09", method="seasonal_naive")["outlook"] == 99 + 40


def test_a_sum_so_far_does_not_fall() -> None:
    rows = cumulative(
        {y: [1, 2, 40, 41, 42, 43, 44, 45, 46, 47, v, v + 1] for y, v in ((2021, 90), (2022, 48), (2023, 99))}
    )
    rows += cumulative({2024: [1, 2, 40, 41, 42, 43, 44, 45, 46, 47]})
    assert one(rows, "2024-10", level=0.99)["outlook_low"] == 47


def test_a_later_correction_counts_and_the_last_of_two_spellings() -> None:
    corrected = [*RETAIL, row("2024-01/2024-09", 97.0, reported_at="2024-11-02")]
    corrected = [{**r, "reported_at": r["reported_at"] or "2024-10-15"} for r in corrected]
    found = outlook(pl.DataFrame(corrected, schema_overrides={"status": pl.String}), "2024-09").to_dicts()[0]
    assert "为97，" in found["reason"]
    two = [{**r, "reported_at": "2024-10-15"} for r in RETAIL] + [
        row("2024-Q1/2024-Q3", 98.0, reported_at="2024-11-02")
    ]
    found = outlook(pl.DataFrame(two, schema_overrides={"status": pl.String}), "2024-09").to_dicts()[0]
    assert "为98，" in found["reason"]


def test_odd_series_neither_crash_nor_warn(recwarn: pytest.WarningsRecorder, capfd: pytest.CaptureFixture[str]) -> None:
    def years(values: list[float]) -> dict[int, list[float]]:
        return {2021: values, 2022: values, 2023: values, 2024: values[:7]}

    series = {
        "zeros": years([0.0] * 12),
        "still": years([5.0] * 12),
        "falling": years([-float(n) for n in range(1, 13)]),
        "mixed": years([(-1.0) ** n * n for n in range(1, 13)]),
        "outlier": {**years([float(n) for n in range(1, 13)]), 2022: [1e15] * 12},
        "from nothing": {2022: [0.0] * 12, 2023: [0.0] * 12, 2024: [3.0] * 7},
        "gaps": {2021: [1.0, None, None, None, 5.0], 2023: [None] * 11 + [12.0], 2024: [1.0]},
        "endless": years([math.inf] * 12),
    }
    rows = [r for name, values in series.items() for r in cumulative(values, place=name)]  # type: ignore[arg-type]
    for method in METHOD_NAMES:
        for r in outlook(POLARS.frame(rows, TYPES), "2024-07", method=method).to_dicts():
            assert r["reason"]
            if r["outlook_low"] is not None:
                assert r["outlook_low"] <= r["outlook"] <= r["outlook_high"]
                assert all(math.isfinite(r[c]) for c in ("outlook", "outlook_low", "outlook_high"))
    auto = {r["place"]: r for r in outlook(POLARS.frame(rows, TYPES), "2024-07").to_dicts()}
    assert auto["zeros"]["outlook"] == 0
    assert auto["still"]["outlook"] == 5
    assert auto["falling"]["method"] == "seasonal_naive"
    assert auto["from nothing"]["reason"] == "上年（2023年）全年为零，无从比照，不作预测"
    assert [auto[name]["outlook"] for name in ("gaps", "endless")] == [None, None]
    assert not recwarn.list
    assert capfd.readouterr().err == ""


@on_every_engine
def test_an_empty_frame_gives_an_empty_frame(engine: Engine) -> None:
    types = {**TYPES, "place": "text", "indicator": "text", "period": "text", "measure": "text"}
    assert engine.rows(outlook(engine.frame([], types), "2024-10")) == []


def test_faults_are_named() -> None:
    frame = POLARS.frame(RETAIL, TYPES)
    with pytest.raises(ValueError, match=r"level: found 80, expected a number between 0 and 1"):
        outlook(frame, "2024-09", level=80)
    with pytest.raises(ValueError, match=r"method: found 'arima', expected one of auto, "):
        outlook(frame, "2024-09", method="arima")
    with pytest.raises(ValueError, match=r"period 'soon'"):
        outlook(frame, "soon")
    with pytest.raises(FrameError, match=r"observations: no column value"):
        outlook(frame.drop("value"), "2024-09")
