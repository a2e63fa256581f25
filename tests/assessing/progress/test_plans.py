"""Completions of a plan or a task, worked out where nobody reports them; and what the reasons of odd targets say."""

from __future__ import annotations

from typing import Any

import pytest

from assessing.progress.invented import figure, target, verdict, verdicts

HALF: dict[str, Any] = {"period": "2024-01/2024-06", "measure": "completion", "unit": "%", "reference": "年度目标"}
YEAR = target("year", "固定资产投资", 90, unit="亿元")
JUNE: dict[str, Any] = {"period": "2024-01/2024-06"}


def test_half_the_year_s_target_by_june_is_worked_out_from_the_level() -> None:
    # 405 000 万元 of 90 亿元 are 45 %.
    found = verdicts(
        [target("half", "固定资产投资", 50, **HALF), YEAR],
        [figure("固定资产投资", 405000, unit="万元", **JUNE)],
        "2024-06",
    )[0]
    assert (found["actual"], found["completion"], found["gap"]) == (45.0, 90.0, -5.0)
    assert found["state"] == "off_track"
    assert found["reason"].startswith("截至2024年6月累计45%，目标不低于50%，完成90%，未完成")


def test_a_completion_that_was_reported_comes_first() -> None:
    rows = [
        figure("固定资产投资", 40.5, unit="亿元", **JUNE),
        figure("固定资产投资", 51, measure="completion", unit="%", **JUNE),
    ]
    found = verdicts([target("half", "固定资产投资", 50, **HALF), YEAR], rows, "2024-06")[0]
    assert (found["actual"], found["state"]) == (51.0, "met")


def test_of_several_targets_of_the_year_the_expected_one_counts() -> None:
    plans = [
        YEAR | {"id": "y1", "value": 100.0, "strength": "stretch"},
        YEAR | {"id": "y2", "value": 80.0, "strength": "expected"},
    ]
    found = verdicts(
        [target("half", "固定资产投资", 50, **HALF), *plans],
        [figure("固定资产投资", 40, unit="亿元", **JUNE)],
        "2024-06",
    )[0]
    assert found["actual"] == 50.0


@pytest.mark.parametrize("reference", ["规划任务", "国家下达任务", None])
def test_a_task_of_others_is_not_the_plan_of_the_year(reference: str | None) -> None:
    wanted = target("half", "固定资产投资", 50, **(HALF | {"reference": reference}))
    found = verdicts([wanted, YEAR], [figure("固定资产投资", 45, unit="亿元", **JUNE)], "2024-06")[0]
    assert (found["actual"], found["state"]) == (None, "no_data")


def test_without_a_target_of_the_year_nothing_is_worked_out() -> None:
    found = verdict(
        target("half", "固定资产投资", 50, **HALF), figure("固定资产投资", 45, unit="亿元", **JUNE), as_of="2024-06"
    )
    assert (found["actual"], found["reason"]) == (None, "没有这个目标的数据")


def test_a_missing_report_is_said_of_the_completion() -> None:
    row = figure("固定资产投资", None, measure="completion", unit="%", status="missing", **JUNE)
    assert verdict(target("half", "固定资产投资", 50, **HALF), row, as_of="2024-06")["reason"] == "缺报"


def test_a_task_to_be_done_is_a_hundred_per_cent_of_it() -> None:
    wanted = target("a", "碳排放强度", None, measure="completion", comparator="eq", reference="国家下达任务")
    assert verdict(wanted)["reason"] == "没有这个目标的数据"
    found = verdict(wanted, figure("碳排放强度", 90, measure="completion", unit="%"))
    assert (found["completion"], found["ahead"], found["state"]) == (90.0, pytest.approx(90 - 1000 / 12), "on_track")


def test_not_above_another_series() -> None:
    wanted = target("a", "一般公共预算支出", None, measure="growth", comparator="le", reference="经济增长")
    rows = [
        figure("一般公共预算支出", 5.2, measure="growth", unit="%"),
        figure("地区生产总值", 5, measure="growth", unit="%"),
    ]
    found = verdict(wanted, *rows)
    assert (found["actual"], found["state"]) == (0.2, "at_risk")
    assert found["reason"] == "1—10月高于经济增长0.2个百分点（5.2、5），目标不高于经济增长，未达到目标要求"


def test_a_period_without_an_end_has_no_schedule() -> None:
    wanted = target("a", "固定资产投资", 100, unit="亿元", period="2024/")
    found = verdict(wanted, figure("固定资产投资", 80, unit="亿元"))
    assert (found["completion"], found["schedule"], found["ahead"], found["state"]) == (80.0, None, None, "not_due")
    assert found["reason"] == "截至2024年10月累计80亿元，完成80%；目标没有期限"
    assert verdict(wanted, figure("固定资产投资", 120, unit="亿元"))["state"] == "met"


G: dict[str, Any] = {"measure": "growth", "unit": "%"}


@pytest.mark.parametrize(
    ("wanted", "actual", "said"),
    [
        # A range is told from its smaller end, and inside it nothing is above or below.
        ({"value": 6, "value_to": 5, "comparator": "between"}, 5.5, "目标5%—6%，在目标区间内，符合目标"),
        ({"value": 5, "value_to": 6, "comparator": "between"}, 6.4, "目标5%—6%，高于目标上限0.4个百分点，符合目标"),
        (
            {"value": 5, "value_to": 6, "comparator": "between"},
            4.4,
            "目标5%—6%，低于目标下限0.6个百分点，未达到目标要求",
        ),
        # So far ahead that the rest of the year may fall.
        ({"value": 6}, 14, "；剩余2个月下降不超过34%即可（按月平均）"),
    ],
)
def test_the_words_for_growth(wanted: dict[str, Any], actual: float, said: str) -> None:
    found = verdict(target("a", "固定资产投资", **(G | wanted)), figure("固定资产投资", actual, **G))
    assert said in found["reason"]


def test_the_words_for_a_planned_decline() -> None:
    found = verdict(target("a", "信访总量", -3, **G), figure("信访总量", 0, **G))
    assert "目标下降不低于3%，比目标少降3个百分点" in found["reason"]
    assert found["reason"].endswith("剩余2个月需下降18%（按月平均）")


def test_a_baseline_told_twice_is_the_same_whatever_the_order() -> None:
    wanted = target("a", "城镇化率", 65, unit="%")
    rows = [
        figure("城镇化率", v, unit="%", period=p) for p, v in (("2023-12", 62.0), ("2023", 62.2), ("2024-10", 63.0))
    ]
    assert verdict(wanted, *rows) == verdict(wanted, *reversed(rows))


def test_the_set_of_growth_lights_gives_none_to_what_is_to_fall() -> None:
    wanted = [
        target("down", "单位GDP能耗", -3, **G),
        target("up", "固定资产投资", 6, **G),
        target("stock", "城镇新增就业", 9, unit="人"),
    ]
    rows = [figure("单位GDP能耗", -4, **G), figure("固定资产投资", 5.5, **G), figure("城镇新增就业", 9, unit="人")]
    lights = {row["id"]: row["light"] for row in verdicts(wanted, rows, rules="growth")}
    assert lights == {"down": "grey", "up": "yellow", "stock": "grey"}


def test_growth_lights_go_by_the_lower_end_of_a_range() -> None:
    wanted = target("a", "地区生产总值", 5, comparator="between", value_to=7, **G)
    for growth, light in ((5.0, "green"), (4.3, "yellow"), (3.9, "red")):
        assert verdict(wanted, figure("地区生产总值", growth, **G), rules="growth")["light"] == light
