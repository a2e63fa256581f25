"""What the frames beside the figures, and the rules, may be; and from how many things on a change is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from assessing.checks.cases import cumulative, yearly
from assessing.checks.invented import frame
from assessing.engines import Engine
from luoshi.assessing.checks import check_figures
from luoshi.assessing.frames import FrameError

FIGURES = frame(cumulative("FAI", [4.0, 8.0]))


def test_the_name_of_one_rule_is_enough() -> None:
    falling = frame(cumulative("BUDGET_REV", [12.8, 12.3]))
    assert check_figures(falling, rules="falling_cumulative")["rule"].to_list() == ["falling_cumulative"]


def test_parts_are_of_a_place_or_an_indicator() -> None:
    parts = Engine("polars").frame([{"part": "甲镇", "whole": "云岚县", "of": "planet"}])
    with pytest.raises(FrameError, match="parts: column of: found 'planet', expected place or indicator"):
        check_figures(FIGURES, parts=parts)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"published_at": "whenever"}, "rankings: column published_at: found 'whenever', expected a day"),
        ({"published_at": None}, "rankings: column published_at: found None, expected a day"),
        ({"period": "2024年"}, "rankings: column period: period '2024年': expected YYYY"),
    ],
)
def test_a_ranking_has_a_period_and_a_day(change: dict[str, str | None], told: str) -> None:
    one = {"indicator": "FAI", "period": "2024", "published_at": str(date(2024, 11, 20))} | change
    with pytest.raises(FrameError, match=told):
        check_figures(FIGURES, rankings=Engine("polars").frame([one], {"published_at": "text"}))


def test_a_few_counted_things_do_not_jump() -> None:
    few = [6.0, 6.0, 7.0, 7.0, 6.0, 6.0, 7.0, 7.0, 7.0, 19.0]
    assert check_figures(frame(yearly("新增企业", few, first=2015, unit="家")), rules="jump").is_empty()
    more = check_figures(
        frame(yearly("新增企业", few, first=2015, unit="家")), rules="jump", settings={"jump": {"smallest": 10}}
    )
    assert more["rule"].to_list() == ["jump"]
    # What is no count has no such line.
    assert check_figures(frame(yearly("RETAIL", few, first=2015)), rules="jump")["rule"].to_list() == ["jump"]


def test_a_spurt_needs_enough_things_and_the_past_years_that_are_wanted() -> None:
    few = frame(cumulative("新增企业", [*[float(n) for n in range(1, 12)], 19.0], unit="家"))
    assert check_figures(few, rules="year_end_spurt").is_empty()
    assert check_figures(few, rules="year_end_spurt", settings={"year_end_spurt": {"smallest": 19}}).height == 1
    alone = frame(cumulative("FAI", [*[4.0 * n for n in range(1, 12)], 60.0]))
    assert check_figures(alone, rules="year_end_spurt").height == 1
    assert check_figures(alone, rules="year_end_spurt", settings={"year_end_spurt": {"years": 1}}).is_empty()
