"""Numbers so far, whatever they were reported as: units, spellings, gaps, periods that are no year."""

from __future__ import annotations

import math
from datetime import date

import pytest

from assessing.progress.invented import figure, target, verdict, verdicts

GROWTH = {"measure": "growth", "unit": "%"}


def test_units_are_made_one_before_numbers_are_added() -> None:
    months = [
        figure("固定资产投资", 5, unit="亿元", period="2024-01"),
        figure("固定资产投资", 70000, unit="万元", period="2024-02"),
    ]
    found = verdict(target("a", "固定资产投资", 24, unit="亿元"), *months, as_of="2024-02")
    assert found["actual"] == 12.0
    assert found["completion"] == 50.0


def test_growth_is_derived_over_years_in_different_units() -> None:
    years = [
        figure("固定资产投资", 100000, unit="万元", period="2023-01/2023-10"),
        figure("固定资产投资", 11, unit="亿元"),
    ]
    assert verdict(target("a", "固定资产投资", 8, **GROWTH), *years)["actual"] == pytest.approx(10)


def test_a_change_is_derived_over_years_in_different_units() -> None:
    years = [
        figure("常住人口", 60.5, unit="万人", period="2023-12"),
        figure("常住人口", 613000, unit="人", period="2024-10"),
    ]
    found = verdict(target("a", "常住人口", 1, measure="change", unit="万人"), *years)
    assert found["actual"] == pytest.approx(0.8)


def test_the_season_is_that_of_the_same_amounts_in_any_unit() -> None:
    rows = [
        figure("固定资产投资", 60, unit="亿元", period="2023-01/2023-10"),
        figure("固定资产投资", 1000000, unit="万元", period="2023"),
        figure("固定资产投资", 66, unit="亿元"),
    ]
    found = verdict(target("a", "固定资产投资", 110, unit="亿元"), *rows, schedule="seasonal")
    assert (found["schedule"], found["completion"], found["ahead"]) == (60.0, 60.0, 0.0)


def test_a_correction_may_spell_its_cell_otherwise() -> None:
    rows = [
        figure("地区生产总值", 9, period="2024-Q1", reported_at="2024-04-17", **GROWTH),
        figure("GDP", 6, period="2024-01/2024-03", reported_at="2024-05-17", **GROWTH),
    ]
    wanted = target("a", "地区生产总值", 7, **GROWTH)
    assert verdict(wanted, *rows, as_of="2024-03")["actual"] == 6
    assert verdict(wanted, *rows, as_of="2024-03", known_at=date(2024, 5, 1))["actual"] == 9


def test_a_year_that_is_missing_ends_what_is_known_of_a_plan() -> None:
    years = [figure("城镇新增就业", v, unit="人", period=p) for p, v in (("2021", 8000), ("2022", 8100))]
    later = figure("城镇新增就业", 7096, unit="人")
    found = verdict(target("a", "城镇新增就业", 40000, unit="人", period="2021/2025"), *years, later)
    assert found["actual"] == 16100
    assert found["reason"].startswith("10月没有数据，按2022年12月：")


def test_a_quarter_is_not_judged_by_the_half_year() -> None:
    half = figure("地区生产总值", 9, period="2024-01/2024-06", **GROWTH)
    quarter = figure("地区生产总值", 5, period="2024-Q2", **GROWTH)
    wanted = target("a", "地区生产总值", 6, period="2024-Q2", **GROWTH)
    assert verdict(wanted, half, as_of="2024-06")["state"] == "no_data"
    assert verdict(wanted, half, quarter, as_of="2024-06")["actual"] == 5


def test_a_quarters_amount_is_what_came_after_the_one_before() -> None:
    sums = [figure("固定资产投资", v, unit="亿元", period=p) for p, v in (("2024-Q1", 20), ("2024-01/2024-06", 50))]
    found = verdict(target("a", "固定资产投资", 25, unit="亿元", period="2024-Q2"), *sums, as_of="2024-06")
    assert (found["actual"], found["state"]) == (30.0, "met")


def test_the_yearly_growth_of_a_plan_is_a_geometric_mean() -> None:
    years = [figure("地区生产总值", v, period=p, **GROWTH) for p, v in (("2021", 8), ("2022", 2), ("2023", 6))]
    found = verdict(target("a", "地区生产总值", 6, period="2021/2025", **GROWTH), *years, as_of="2023-12")
    assert found["actual"] == pytest.approx(((1.08 * 1.02 * 1.06) ** (1 / 3) - 1) * 100)
    assert "剩余" not in found["reason"]


def test_months_are_added_to_the_last_cumulative_figure_and_never_over_a_gap() -> None:
    wanted = target("a", "固定资产投资", 100, unit="亿元")
    rows = [
        figure("固定资产投资", 18, unit="亿元", period="2024-01/2024-02"),
        figure("固定资产投资", 10, unit="亿元", period="2024-03"),
        figure("固定资产投资", 10, unit="亿元", period="2024-05"),
    ]
    found = verdict(wanted, *rows, as_of="2024-05")
    assert found["actual"] == 28
    assert found["reason"].startswith("5月没有数据，按3月：")


def test_last_years_end_is_where_a_stock_starts_in_any_unit() -> None:
    rows = [
        figure("常住人口", 600000, unit="人", period="2023-12"),
        figure("常住人口", 60.5, unit="万人", period="2024-10"),
    ]
    found = verdict(target("a", "常住人口", 61, unit="万人"), *rows)
    assert found["completion"] == 50.0
    assert "由基数60万人到目标61万人" in found["reason"]


def test_ahead_of_schedule_means_ahead() -> None:
    wanted = target("a", "项目投资", None, measure="completion", comparator="positive", reference="序时进度")
    behind = verdict(wanted, figure("项目投资", 83, measure="completion", unit="%"))
    assert (behind["state"], round(behind["ahead"], 2)) == ("at_risk", -0.33)
    assert verdict(wanted, figure("项目投资", 84, measure="completion", unit="%"))["state"] == "on_track"


def test_inside_a_range_is_said_so() -> None:
    wanted = target("a", "一般公共预算收入", 5, value_to=6, comparator="between", **GROWTH)
    inside = verdict(wanted, figure("一般公共预算收入", 5.1, **GROWTH))
    assert "目标5%—6%，在目标区间内，符合目标" in inside["reason"]


def test_a_year_that_is_over_is_not_judged_by_october() -> None:
    wanted = target("a", "固定资产投资", 100, unit="亿元")
    found = verdict(wanted, figure("固定资产投资", 90, unit="亿元"), as_of="2024-12")
    assert found["state"] == "no_data"
    assert found["reason"].startswith("时期已经结束，12月的数据没有报；最近是10月，")
    assert verdict(wanted, figure("固定资产投资", 101, unit="亿元"), as_of="2024-12")["state"] == "met"
    rate = target("a", "城镇调查失业率", 5.5, comparator="le", unit="%")
    late = verdict(rate, figure("城镇调查失业率", 5.2, unit="%", period="2024-11"), as_of="2025-01")
    assert late["reason"] == "时期已经结束，12月的数据没有报；最近是11月，为5.2%"


def test_a_target_is_judged_the_same_beside_a_stock_with_a_figure_of_last_year() -> None:
    wanted = target("a", "项目投资", None, measure="growth", comparator="positive", reference="序时进度", unit="%")
    found = figure("项目投资", 15.0, measure="growth", unit="%")
    stock = target("b", "HITECH_FIRMS", 40.0, unit="家")
    before = figure("HITECH_FIRMS", 30.0, period="2023-12", unit="家")
    assert verdicts([wanted, stock], [found, before])[0] == verdict(wanted, found)


@pytest.mark.parametrize(("first", "last"), [(-5, -4), (-4, -5)])
def test_of_a_range_to_fall_by_the_smaller_fall_is_the_whole_task(first: float, last: float) -> None:
    wanted = target("a", "单位GDP能耗", first, value_to=last, comparator="between", measure="change", unit="%")
    found = verdict(wanted, figure("单位GDP能耗", -3, measure="change", unit="%"))
    assert [found["completion"], found["ahead"], found["needed"]] == [75.0, pytest.approx(75 - 250 / 3), -1.0]
    assert found["reason"].endswith("剩余2个月需再降1%")


@pytest.mark.parametrize(
    ("comparator", "ahead", "state"),
    [("ge", -2.0, "off_track"), ("le", 2.0, "on_track"), ("eq", 2.0, "on_track")],
)
def test_of_a_goal_below_zero_the_comparator_says_which_side_the_fall_may_lie(
    comparator: str, ahead: float, state: str
) -> None:
    wanted = target("a", "固定资产投资", -5, comparator=comparator, **GROWTH)
    found = verdict(wanted, figure("固定资产投资", -3, **GROWTH))
    assert (found["ahead"], found["gap"], found["state"]) == (ahead, 2.0, state)


@pytest.mark.parametrize("measure", ["level", "change"])
@pytest.mark.parametrize(
    ("goal", "number", "side"), [("亿元", "", "数据没有单位，目标有单位"), (None, "亿元", "目标没有单位，数据有单位")]
)
def test_a_number_without_a_unit_is_none_beside_one_that_has_it(
    measure: str, goal: str | None, number: str | None, side: str
) -> None:
    wanted = target("a", "项目投资", 90.0, measure=measure, unit=goal)
    found = verdict(wanted, figure("项目投资", 81.0, measure=measure, unit=number))
    assert (found["actual"], found["state"], found["reason"]) == (None, "no_data", f"{side}，不能相比")


@pytest.mark.parametrize("unit", ["", None])
def test_numbers_without_a_unit_on_either_side_are_compared(unit: str | None) -> None:
    wanted = target("a", "项目投资", 90.0, unit=unit)
    assert verdict(wanted, figure("项目投资", 81.0, unit=unit))["completion"] == 90.0


def test_what_is_counted_in_per_cent_by_its_measure_needs_no_unit() -> None:
    wanted = target("a", "地区生产总值", 5.0, measure="growth", unit=None)
    assert verdict(wanted, figure("地区生产总值", 6.0, **GROWTH))["actual"] == 6.0


def test_a_baseline_in_another_unit_or_in_none_is_no_baseline() -> None:
    stock = target("a", "高新技术企业", 40.0, unit="家")
    now, before = figure("高新技术企业", 36.0, unit="家"), figure("高新技术企业", 30.0, period="2023-12")
    assert verdict(stock, now, before)["completion"] is None
    assert verdict(stock, now, before | {"unit": "家"})["completion"] == 60.0


@pytest.mark.parametrize(
    ("name", "comparator", "value", "base", "number", "completion"),
    [
        ("新建口袋公园", "ge", 12.0, 10.0, 6.0, 50.0),
        ("新建口袋公园", "eq", 12.0, 10.0, 6.0, 50.0),
        # Fewer than last year, and all the same to be reached.
        ("新建公厕", "ge", 30.0, 40.0, 9.0, 30.0),
        ("火灾起数", "le", 20.0, 18.0, 12.0, 60.0),
    ],
)
def test_last_years_amount_is_no_baseline_of_what_is_counted_from_january(
    name: str, comparator: str, value: float, base: float, number: float, completion: float
) -> None:
    wanted = target("a", name, value, comparator=comparator, unit="个", baseline=base)
    assert verdict(wanted, figure(name, number, unit="个"))["completion"] == completion
    assert verdict(wanted | {"baseline": None}, figure(name, number, unit="个"))["completion"] == completion


def test_a_baseline_counts_where_no_figure_runs_from_january() -> None:
    wanted = target("a", "在园企业", 100.0, unit="家", baseline=60.0)
    assert verdict(wanted, figure("在园企业", 80.0, unit="家", period="2024-10"))["completion"] == 50.0


@pytest.mark.parametrize("number", [-5.0, 0.0, 5.0])
@pytest.mark.parametrize(("one", "other"), [(100.0, 0.0), (100.0, -10.0), (0.0, 100.0)])
def test_a_range_is_the_same_in_whichever_order_it_was_printed(one: float, other: float, number: float) -> None:
    found, turned = (
        verdict(target("a", "项目投资", value, value_to=to, comparator="between"), figure("项目投资", number))
        for value, to in ((one, other), (other, one))
    )
    # Of nothing, or of less, there is no part: it is held.
    assert found["completion"] is None
    assert found["state"] == turned["state"] == ("on_track" if number >= min(one, other) else "off_track")
    assert found["reason"] == turned["reason"]


def test_what_is_nothing_has_no_sign() -> None:
    found = verdict(target("a", "项目投资", 90.0, unit="亿元"), figure("项目投资", -0.0, unit="亿元"))
    told = {name: math.copysign(1.0, found[name]) for name in ("actual", "completion")}
    assert told == {"actual": 1.0, "completion": 1.0}
