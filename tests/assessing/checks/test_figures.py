"""The door: what comes in and out, what is left out, and what is refused."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from assessing.checks.cases import CASES, cumulative, yearly
from assessing.checks.invented import COUNTY, TOWNS, frame, row
from assessing.engines import Engine, on_every_engine
from luoshi.assessing.checks import RULES, ThresholdError, check_figures
from luoshi.assessing.frames import FrameError

COLUMNS = [
    "rule",
    "severity",
    "place",
    "indicator",
    "period",
    "measure",
    "value",
    "unit",
    "expected",
    "question",
    "reported_at",
    "target",
]


def test_the_columns_of_a_question() -> None:
    found = check_figures(frame(cumulative("BUDGET_REV", [12.8, 12.3])))
    assert found.columns == COLUMNS
    assert found.rows() == [
        (
            "falling_cumulative",
            "error",
            COUNTY,
            "BUDGET_REV",
            "2024-01/2024-02",
            "level",
            12.3,
            "亿元",
            12.8,
            "一般公共预算收入2024年1—2月累计12.3亿元，小于1月的12.8亿元：是更正了前数，还是填错？",
            None,
            None,
        )
    ]


@on_every_engine
def test_further_columns_come_back_with_their_row(engine: Engine) -> None:
    rows = [
        {"place": COUNTY, "indicator": "RETAIL", "period": p, "value": v, "sheet": "月报", "start": n}
        for n, (p, v) in enumerate((("2024-01", 2.5), ("2024-01/2024-02", 2.1)), 4)
    ]
    found = engine.rows(check_figures(engine.frame(rows), rules=["falling_cumulative", "last_digits"]))
    assert [(q["sheet"], q["start"], q["value"]) for q in found] == [("月报", 5.0, 2.1)]


@on_every_engine
def test_no_figures_no_questions(engine: Engine) -> None:
    types = {"place": "text", "indicator": "text", "period": "text", "value": "number"}
    assert engine.rows(check_figures(engine.frame([], types))) == []


@on_every_engine
def test_only_the_rows_that_are_meant_are_asked_about(engine: Engine) -> None:
    values = [12.8, 12.3, 14.0, 13.1]
    rows = [{**r, "mine": 1.0 if n == 3 else None} for n, r in enumerate(cumulative("BUDGET_REV", values))]
    found = engine.rows(check_figures(engine.frame(rows), rules=["falling_cumulative"], about="mine"))
    assert [(q["value"], q["expected"], q["mine"]) for q in found] == [(13.1, 14.0, 1.0)]


def test_who_is_meant_is_a_column_and_many_figures_are_none_of_them() -> None:
    rows = frame(CASES["last_digits"].asks).with_columns(mine=pl.lit(1))
    assert len(check_figures(rows, rules=["last_digits"])) == 1
    assert len(check_figures(rows, rules=["last_digits"], about="mine")) == 0
    with pytest.raises(ValueError, match="about: found 'yours', expected a further column of the observations: mine"):
        check_figures(rows, about="yours")
    with pytest.raises(ValueError, match="about: found 'value'"):
        check_figures(rows, about="value")


@pytest.mark.parametrize("rule", [name for name, held in RULES.items() if held.needs == ("observations",)])
def test_of_the_rows_that_are_meant_a_rule_asks_what_it_asks_of_all(rule: str) -> None:
    rows = frame([r for case in CASES.values() for r in case.asks]).with_row_index("mine")
    every_second = pl.when(pl.col("mine") % 2 == 0).then(pl.col("mine"))
    loud = {"asking": {"at_most": 1_000_000}}
    of_all = check_figures(rows, rules=rule, settings=loud)
    of_these = check_figures(rows.with_columns(every_second), rules=rule, settings=loud, about="mine")
    assert of_these.rows() == of_all.filter(pl.col("mine") % 2 == 0).rows()


def test_a_slip_of_another_month_answers_for_the_one_that_is_meant() -> None:
    rows = cumulative("RETAIL", [10.0, 20.5, 31.0, 420.0, 52.5])
    rows += [r for year in (2022, 2023) for r in cumulative("RETAIL", [9.8, 20.1, 30.5, 41.2, 51.9], year=year)]
    figures = frame(rows).with_row_index("mine")
    assert [q["rule"] for q in check_figures(figures).to_dicts() if q["value"] in (420.0, 52.5)] == ["unit_slip"]
    this_month = pl.when(pl.col("value") == 52.5).then(pl.col("mine"))
    assert len(check_figures(figures.with_columns(this_month), about="mine")) == 0
    assert len(check_figures(figures.with_columns(this_month), about="mine", rules=["falling_cumulative"])) == 1


def test_the_loud_ones_come_first() -> None:
    rows = [r for case in ("last_digits", "percent_or_points", "falling_cumulative") for r in CASES[case].asks]
    assert check_figures(frame(rows))["severity"].to_list() == ["error", "warning", "warning", "notice"]


def test_at_most_three_questions_of_a_rule_on_one_indicator_and_the_rest_counted() -> None:
    rows = [row("新建学校", f"2024-{month:02d}", -1.0, "所") for month in range(1, 7)]
    found = check_figures(frame(rows), rules=["negative_count"])
    assert found["period"].to_list() == ["2024-04", "2024-05", "2024-06"]
    assert found["question"][2].endswith("（此类问题共6处，只列最近3处）")
    assert not found["question"][1].endswith("）")
    assert len(check_figures(frame(rows), rules=["negative_count"], settings={"asking": {"at_most": 10}})) == 6


def test_rules_may_be_chosen_and_need_their_frames() -> None:
    rows = frame(CASES["falling_cumulative"].asks)
    assert len(check_figures(rows, rules=["negative_count"])) == 0
    assert len(check_figures(rows, rules=[RULES["falling_cumulative"]])) == 1
    assert len(check_figures(rows, rules=["soft_target"])) == 0  # no targets given
    with pytest.raises(ValueError, match="rules: found 'falling', expected some of status_and_value"):
        check_figures(rows, rules=["falling"])


def test_a_severity_may_be_set() -> None:
    found = check_figures(
        frame(CASES["falling_cumulative"].asks), settings={"falling_cumulative": {"severity": "notice"}}
    )
    assert found["severity"].to_list() == ["notice"]


def test_a_correction_answers_the_question() -> None:
    rows = cumulative("BUDGET_REV", [12.8, 12.3], day=date(2024, 3, 1))
    corrected = row("BUDGET_REV", "2024-01/2024-02", 13.3, day=date(2024, 3, 5))
    assert len(check_figures(frame(rows))) == 1
    assert len(check_figures(frame([*rows, corrected]))) == 0


def test_numbers_that_no_thing_can_have_stop_nothing() -> None:
    rows = [row("RETAIL", "2024", v, place=t) for v, t in zip((1e300, float("inf"), 0.0, 1e-300), TOWNS, strict=False)]
    rows += [row("RETAIL", "2024", 5.0, status="missing"), row("FAI", "2024", 1e300, status="missing")]
    questions = check_figures(frame(rows), rules=["status_and_value", "copied_value", "first_digits", "unit_slip"])
    assert sorted(questions["question"].to_list()) == [
        "固定资产投资2024年状态为“缺报”，却有数值极大的数亿元：状态没有改，还是数不该填？",
        "社会消费品零售总额2024年状态为“缺报”，却有数值5亿元：状态没有改，还是数不该填？",
    ]


def test_years_without_a_figure_are_no_neighbours() -> None:
    # 2016 and 2018 are missing: 2019 has no year before it.
    rows = [r for r in yearly("RETAIL", [20.0, 0, 21.0, 0, 210.0]) if r["value"]]
    assert len(check_figures(frame(rows))) == 0


def test_what_is_refused() -> None:
    rows = frame(CASES["falling_cumulative"].asks)
    with pytest.raises(FrameError, match="observations: no column period; found place"):
        check_figures(rows.drop("period"))
    with pytest.raises(FrameError, match="period '三月': expected YYYY"):
        check_figures(rows.with_columns(period=pl.lit("三月")))
    with pytest.raises(FrameError, match="observations: column question: the name of a column of the questions"):
        check_figures(rows.with_columns(question=pl.lit("")))
    with pytest.raises(FrameError, match="rankings: no column published_at; found indicator, period"):
        check_figures(rows, rankings=pl.DataFrame({"indicator": ["GDP"], "period": ["2024"]}))
    with pytest.raises(FrameError, match="parts: no column whole; found part"):
        check_figures(rows, parts=pl.DataFrame({"part": ["GDP"]}))
    with pytest.raises(ThresholdError, match=r"settings: \[jump\] mad"):
        check_figures(rows, settings={"jump": {"mad": 3}})
