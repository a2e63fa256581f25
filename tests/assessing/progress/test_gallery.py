"""The bugs that everybody has (design §9): what others show, and what is right."""

from __future__ import annotations

from datetime import date

import pytest

from assessing.progress.invented import figure, target, verdict, verdicts


def test_a_falling_indicator_that_falls_is_no_zero_per_cent() -> None:
    # Others: 0 %, because the number is smaller than it was.
    found = verdict(
        target("a", "信访总量", 50000, comparator="eq", unit="件", baseline=60000),
        figure("信访总量", 55000, unit="件"),
    )
    assert found["completion"] == 50.0


def test_119_is_no_red_where_at_most_150_was_the_target() -> None:
    # Others: 79 % and red, as if 150 were to be reached.
    found = verdict(
        target("a", "事故死亡人数", 150, comparator="le", unit="人"), figure("事故死亡人数", 119, unit="人")
    )
    assert found["state"] == "on_track"
    assert found["ahead"] == pytest.approx(83.3333 - 79.3333, abs=1e-3)
    assert found["needed"] == 31
    assert "还可有31人" in found["reason"]


def test_59000_on_the_way_from_60000_to_50000_is_ten_per_cent() -> None:
    # Others: 50000 / 59000 = 84 %.
    found = verdict(
        target("a", "信访总量", 50000, comparator="eq", unit="件", baseline=60000),
        figure("信访总量", 59000, unit="件", period="2024-10"),
    )
    assert found["completion"] == 10.0
    assert found["state"] == "off_track"


@pytest.mark.parametrize(
    ("month", "state"), [("2024-06", "on_track"), ("2024-08", "at_risk"), ("2024-10", "off_track")]
)
def test_half_done_is_judged_by_the_date(month: str, state: str) -> None:
    # Others: 49 % is yellow whatever the date. Public rule: 10 to 30 points behind yellow, more red.
    period = f"2024-01/{month}"
    found = verdict(
        target("a", "固定资产投资", 100, unit="亿元"),
        figure("固定资产投资", 49, unit="亿元", period=period),
        as_of=month,
    )
    assert found["state"] == state


def test_monthly_percentages_are_never_added_up() -> None:
    # Others: 5 + 6 + 7 = 18 %, or the last month's 7 % for the year so far.
    rates = [
        figure("社会消费品零售总额", v, measure="growth", unit="%", period=f"2024-0{m}")
        for m, v in ((2, 5), (3, 6), (4, 7))
    ]
    found = verdict(target("a", "社会消费品零售总额", 6, measure="growth", unit="%"), *rates, as_of="2024-04")
    assert found["state"] == "no_data"
    assert found["actual"] is None


def test_a_true_zero_is_a_number_and_a_blank_is_none() -> None:
    wanted = [target("zero", "新建学校", 3, unit="所"), target("blank", "新建医院", 3, unit="所")]
    zero, blank = verdicts(
        [wanted[0] | {"id": "a"}, wanted[1] | {"id": "b"}],
        [figure("新建学校", None, unit="所", status="zero"), figure("新建医院", None, unit="所", status="missing")],
    )
    assert (zero["actual"], zero["completion"], zero["state"]) == (0.0, 0.0, "off_track")
    assert (blank["actual"], blank["completion"], blank["state"], blank["reason"]) == (None, None, "no_data", "缺报")


@pytest.mark.parametrize("status", ["not_applicable", "withheld", "missing"])
def test_what_is_not_there_scores_no_zero(status: str) -> None:
    # Others: N/A counts as 0, whatever stands in the value column.
    found = verdict(target("a", "新建学校", 3, unit="所"), figure("新建学校", 0, unit="所", status=status))
    assert found["completion"] is None
    assert found["state"] == "no_data"


def test_not_due_yet_is_neither_missing_nor_behind() -> None:
    found = verdict(target("a", "新建学校", 3, unit="所"), figure("新建学校", None, unit="所", status="not_due"))
    assert found["state"] == "not_due"


def test_more_than_all_is_more_than_a_hundred_per_cent() -> None:
    # Others: everything is capped at 100 %.
    found = verdict(target("a", "固定资产投资", 80, unit="亿元"), figure("固定资产投资", 94.16, unit="亿元"))
    assert found["completion"] == 117.7
    assert found["state"] == "met"


def test_97_2_per_cent_by_october_is_13_8_points_ahead() -> None:
    # Published: 7096 of 7300, "13.8 points ahead" (truncated; 13.87).
    found = verdict(
        target("a", "城镇新增就业", 7300, comparator="eq", unit="人"), figure("城镇新增就业", 7096, unit="人")
    )
    assert found["completion"] == pytest.approx(97.2, abs=0.01)
    assert int(found["ahead"] * 10) / 10 == 13.8
    assert round(found["ahead"], 2) == 13.87
    assert "超前13.87个百分点" in found["reason"]


def test_74_per_cent_by_august_is_7_33_points_ahead() -> None:
    found = verdict(
        target("a", "重点项目投资", 100, unit="亿元"),
        figure("重点项目投资", 74, unit="亿元", period="2024-01/2024-08"),
        as_of="2024-08",
    )
    assert round(found["ahead"], 2) == 7.33


def test_206_of_255_projects_started_are_80_8_per_cent() -> None:
    found = verdict(
        target("a", "计划开工项目", 255, comparator="eq", unit="个"), figure("计划开工项目", 206, unit="个")
    )
    assert round(found["completion"], 1) == 80.8


def test_a_tenth_three_times_is_the_target_of_three_tenths() -> None:
    months = [figure("一般公共预算收入", 0.1, unit="亿元", period=f"2024-{m:02d}") for m in (1, 2, 3)]
    found = verdict(target("a", "一般公共预算收入", 0.3, unit="亿元"), *months, as_of="2024-03")
    assert found["state"] == "met"
    assert found["needed"] == 0.0


def test_a_correction_counts_from_the_day_it_was_known() -> None:
    rows = [
        figure("固定资产投资", 80, unit="亿元", reported_at="2024-11-10"),
        figure("固定资产投资", 60, unit="亿元", reported_at="2024-11-20"),
    ]
    wanted = target("a", "固定资产投资", 100, unit="亿元")
    assert verdict(wanted, *rows)["actual"] == 60
    assert verdict(wanted, *rows, known_at=date(2024, 11, 15))["actual"] == 80
    assert verdict(wanted, *rows, known_at=date(2024, 11, 1))["state"] == "no_data"
