"""The methods at their edges; the ordinary case of each is on the page (`test_docs.py`)."""

from __future__ import annotations

import pytest

from assessing.engines import Engine, on_every_engine
from assessing.scoring.invented import figures, points, rules_of, scored

STEPS = [60, 57, 54, 51, 48]


def test_goal_where_less_is_better_is_at_most() -> None:
    assert points([5.5, 5.6, 5.4], "goal", goal=5.5, good="down") == [10, 0, 10]


def test_goal_around_a_middle_is_a_distance() -> None:
    assert points([2.3, 1.6, 2.6, 1.4], "goal", goal=0.5, good="middle", middle=2) == [10, 10, 0, 0]


def test_goal_ties_as_printed() -> None:
    assert points([0.1 + 0.2, 0.3, 0.29], "goal", goal=0.3, good="up") == [10, 10, 0]
    assert points([0.1 + 0.2], "goal", goal=0.3, good="down") == [10]


def test_goals_of_each_place_and_none_where_there_is_none() -> None:
    rows = figures([8.0, 8.0, 8.0])
    for row, target in zip(rows, [7.5, 8.5, None], strict=True):
        row["target"] = target
    found = scored(rows, rules_of("goal", goal="target"))
    assert [row["score"] for row in found] == [10, 0, None]
    assert found[2]["reason"] == "规模以上工业增加值增速8%，没有可比的目标值，不计分，权重由其余指标分摊"


def test_race_stops_at_its_floor() -> None:
    assert points([6.0, 5, 4, 3, 2, 1], "race", step=30, floor=20) == [10, 7, 4, 2, 2, 2]
    # Three tie over the edge of the floor: 40 %, 20 % and 20 % on average.
    assert points([6.0, 5, 3, 3, 3], "race", step=30, floor=20, ties="average") == [10, 7, 2.6667, 2.6667, 2.6667]


def test_both_gives_nothing_to_who_missed_the_goal_and_nobody_reached() -> None:
    assert points([7.9, 7.0], "both", goal=8, base=4) == [0, 0]
    assert points([8.0, 7.9], "both", goal=8, base=4) == [10, 0]


def test_steps_beyond_the_list_and_a_tie_over_its_end() -> None:
    assert points([9.0, 8, 7, 6, 5, 4, 3], "steps", weight=60, points=STEPS) == [60, 57, 54, 51, 48, 0, 0]
    assert points([9.0, 8, 7, 6, 5, 5, 3], "steps", weight=60, points=STEPS, ties="average", rest=10) == [
        60, 57, 54, 51, 29, 29, 10,
    ]  # fmt: skip


def test_ratio_without_a_positive_best() -> None:
    assert points([-2.0, -4.0], "ratio") == [10, 0]
    assert points([0.0, 4.0, 8.0], "ratio", good="down") == [10, 0, 0]
    assert points([0.0, 0.0], "ratio") == [10, 10]


def test_ratio_never_gives_less_than_the_rest_get() -> None:
    assert points([100.0, 1.0, 0.5], "ratio", places=2, rest=2) == [10, 2, 2]


def test_efficacy_where_all_are_equal_and_less_is_better() -> None:
    assert points([5.0, 5.0], "efficacy") == [10, 10]
    assert points([20.0, 40.0, 60.0, 80.0], "efficacy", weight=100, good="down", low=60, high=20) == [100, 80, 60, 40]
    assert points([200.0], "efficacy", weight=100, good="down", low=60, high=20) == [0]
    assert points([200.0], "efficacy", weight=100, good="down", low=60, high=20, bottom=30) == [30]


def test_efficacy_around_a_middle() -> None:
    assert points([2.0, 1.0, 4.0], "efficacy", weight=100, good="middle", middle=2) == [100, 80, 60]


def test_bands_where_less_is_better_hold_their_upper_end() -> None:
    bands = [{"to": 25, "points": 10}, {"from": 25, "to": 35, "points": 6}, {"from": 35, "points": 0}]
    assert points([25.0, 25.1, 35.0, 35.1], "bands", bands=bands, good="down") == [10, 6, 6, 0]


def test_bands_of_distances_from_a_middle() -> None:
    bands = [{"from": 0, "to": 0.5, "points": 10}, {"from": 0.5, "points": 3}]
    assert points([2.5, 1.5, 2.6, 1.4], "bands", bands=bands, good="middle", middle=2) == [10, 10, 3, 3]


def test_completion_is_not_capped_at_a_hundred_where_the_rule_allows_more() -> None:
    assert points([185.8, 134.9, 117.7], "completion", weight=100, cap=150) == [150, 134.9, 117.7]


def test_206_of_255_projects_is_808_percent() -> None:
    [row] = scored(figures([206.0]), rules_of("completion", weight=100, goal=255, top={"digits": 1}))
    assert row["score"] == 80.8
    assert "完成80.8%" in row["reason"]


@on_every_engine
def test_bonus_only_past_the_gates_and_malus_from_the_end(engine: Engine) -> None:
    from luoshi.assessing.scoring import load

    rows = figures([12.0, 11, 10, 9, 5, 8, 6], "FAI") + figures([9.0, 7.9, 8.0, 9, None, 9, 9], "IND_VA")
    found = scored(rows, load("bonus"), engine)
    bonus = [row["score"] for row in found if row["method"] == "bonus"]
    # The second did not pass; the third does not move up to its place.
    assert bonus == [0.5, 0, 0.1, 0, 0, 0, 0]
    # 8.0 is the third from the end but reached the goal.
    assert [row["score"] for row in found if row["method"] == "malus"] == [0, 0, 0, 0, -0.5, 0, -0.3]
    said = [row["reason"] for row in found if row["method"] == "bonus"]
    assert said[1] == (
        "固定资产投资增速11%，7个中列第2；规模以上工业增加值增速7.9%，目标8%以上，未过关，不加分；不加不扣"
    )
    assert said[0] == "固定资产投资增速12%，7个中列第1；前3名加分；加0.5分"
    assert [row["full"] for row in found if row["method"] != "goal"] == [0] * 14


@pytest.mark.parametrize("ties", ["min", "average"])
def test_malus_of_those_who_tie_at_the_end(ties: str) -> None:
    from luoshi.assessing.scoring import parse

    entry = {"indicator": "IND_VA", "measure": "growth"}
    rules = parse(
        {"digits": 4, "ties": ties, "indicators": [{**entry, "weight": 10, "method": "race"}],
         "malus": [{**entry, "points": [0.5, 0.3, 0.1]}]}
    )  # fmt: skip
    found = [row["score"] for row in scored(figures([9.0, 8, 7, 5, 5]), rules) if row["method"] == "malus"]
    assert found == ([0, 0, -0.1, -0.5, -0.5] if ties == "min" else [0, 0, -0.1, -0.4, -0.4])


def test_malus_for_everybody_who_missed_a_goal() -> None:
    from luoshi.assessing.scoring import parse

    entry = {"indicator": "IND_VA", "measure": "growth"}
    rules = parse(
        {"indicators": [{**entry, "weight": 10, "method": "race"}],
         "malus": [{**entry, "goal": "target", "each": 2}]}
    )  # fmt: skip
    rows = figures([9.0, 7.0, 5.0, None], status=[None, None, None, "missing"])
    for row, target in zip(rows, [8.0, 8.0, None, 8.0], strict=True):
        row["target"] = target
    found = [row for row in scored(rows, rules) if row["method"] == "malus"]
    assert [row["score"] for row in found] == [0, -2, 0, None]
    assert [row["reason"].split("；", 1)[-1] for row in found] == [
        "目标8%以上，已达到，不扣分；不加不扣",
        "目标8%以上，未达到；扣2分",
        "没有目标值，不扣分；不加不扣",
        "规模以上工业增加值增速缺报，不加分也不扣分",
    ]
