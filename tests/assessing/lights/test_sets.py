"""Each rule in public use, with its exact edges, on every engine."""

from __future__ import annotations

from typing import Any

from assessing.engines import Engine, on_every_engine
from assessing.lights.rows import lit, reasons


def verdict(state: str, ahead: float | None, **more: Any) -> dict[str, Any]:
    plain = {"completion": 50.0, "schedule": 60.0, "gap": -3.0}
    return {"state": state, "ahead": ahead, **plain, **more}


@on_every_engine
def test_start(engine: Engine) -> None:
    """Start: on plan green; planned this month, not started without cause yellow; three months red."""
    rows = [
        {"started": True, "excused": False, "months_late": 0.0},
        {"started": True, "excused": None, "months_late": 5.0},
        {"started": False, "excused": False, "months_late": -1.0},
        {"started": False, "excused": False, "months_late": 0.0},
        {"started": False, "excused": False, "months_late": 2.0},
        {"started": False, "excused": False, "months_late": 3.0},
        {"started": False, "excused": True, "months_late": 3.0},
        {"started": False, "excused": None, "months_late": 3.0},
        {"started": None, "excused": False, "months_late": 3.0},
    ]
    assert lit(engine, "start", rows) == [
        ("green", "started"),
        ("green", "started"),
        ("green", "not_due"),
        ("yellow", "not_started"),
        ("yellow", "not_started"),
        ("red", "three_months"),
        ("grey", "excused"),
        ("grey", None),
        ("grey", None),
    ]
    assert reasons(engine, "start", rows)[4:6] == [
        "未开工，无正当原因，比计划开工月份晚2个月，不满3个月，亮黄灯。",
        "未开工，无正当原因，比计划开工月份晚3个月，满3个月，亮红灯。",
    ]


@on_every_engine
def test_progress(engine: Engine) -> None:
    """Progress: on schedule green, 10–30 points behind yellow, more than 30 red."""
    rows = [
        verdict("on_track", 13.866667),
        verdict("on_track", 0.0),
        verdict("at_risk", -0.01),
        verdict("at_risk", -9.999999),
        verdict("at_risk", -10.0),
        verdict("off_track", -30.0),
        verdict("off_track", -30.000001),
    ]
    assert lit(engine, "progress", rows) == [
        ("green", "on_schedule"),
        ("green", "on_schedule"),
        ("green", "nearly"),
        ("green", "nearly"),
        ("yellow", "behind"),
        ("yellow", "behind"),
        ("red", "far_behind"),
    ]
    assert reasons(engine, "progress", rows) == [
        "比序时进度超前13.87个百分点，亮绿灯。",
        "比序时进度超前0个百分点，亮绿灯。",
        "比序时进度落后0.01个百分点，不到10个百分点，亮绿灯。",
        "比序时进度落后9.999999个百分点，不到10个百分点，亮绿灯。",
        "比序时进度落后10个百分点，在10至30个百分点之间，亮黄灯。",
        "比序时进度落后30个百分点，在10至30个百分点之间，亮黄灯。",
        "比序时进度落后30.000001个百分点，超过30个百分点，亮红灯。",
    ]


@on_every_engine
def test_progress_of_what_has_no_share_of_a_plan(engine: Engine) -> None:
    """Met, not due, without a figure, held all year, over and broken: what the published rule leaves open."""
    held: dict[str, Any] = {"schedule": None, "completion": None}
    rows = [
        verdict("met", -50.0),
        verdict("not_due", None, **held),
        verdict("no_data", None, **held),
        verdict("on_track", 0.2, **held),
        verdict("at_risk", -0.8, **{**held, "gap": -0.8}),
        verdict("off_track", -5.0, **held),
        verdict("at_risk", None, **{**held, "gap": None}),
        verdict("off_track", -5.0, schedule=100.0, completion=95.0),
        verdict("off_track", -9.0, schedule=91.7, completion=100.7),
        verdict("on_track", None),
        verdict("done", 3.0),
    ]
    assert lit(engine, "progress", rows) == [
        ("green", "completed"),
        ("grey", "not_due"),
        ("grey", "no_data"),
        ("green", "held"),
        ("yellow", "nearly_held"),
        ("red", "not_held"),
        ("yellow", "nearly_held"),
        ("red", "time_over"),
        ("red", "broken"),
        ("grey", None),
        ("grey", None),
    ]
    found = reasons(engine, "progress", rows)
    assert found[0] == "目标已达到，亮绿灯。"
    assert found[4] == "有达不到目标的风险，与目标之差-0.8，亮黄灯。"
    assert found[6:] == [
        "有达不到目标的风险，与目标之差空缺，亮黄灯。",
        "期限已到，完成95%，没有达到目标，亮红灯。",
        "已达目标数的100.7%，超出目标范围，亮红灯。",
        "缺少与序时进度之差，不亮灯。",
        "状态“done”不在规则所列之内，不亮灯。",
    ]


@on_every_engine
def test_growth_in_points(engine: Engine) -> None:
    """Growth: at the target green, up to 1 point short yellow, more red."""
    rows = [{"actual": actual, "target": 6.1} for actual in (6.1, 6.0, 5.1, 5.09, None)]
    assert lit(engine, "growth", rows) == [
        ("green", "reached"),
        ("yellow", "nearly"),
        ("yellow", "nearly"),
        ("red", "far"),
        ("grey", None),
    ]
    assert reasons(engine, "growth", rows)[2:4] == [
        "累计增速5.1%，比目标6.1%低1个百分点，不超过1个百分点，亮黄灯。",
        "累计增速5.09%，比目标6.1%低1.01个百分点，超过1个百分点，亮红灯。",
    ]


@on_every_engine
def test_registered(engine: Engine) -> None:
    """Registered in statistics: one month after start without it yellow, two red."""
    rows = [
        {"registered": done, "months_since_start": months}
        for done, months in [
            (True, 9.0),
            (True, None),
            (False, 0.0),
            (False, 1.0),
            (False, 2.0),
            (False, None),
            (None, 2.0),
        ]
    ]
    assert lit(engine, "registered", rows) == [
        ("green", "registered"),
        ("green", "registered"),
        ("green", "first_month"),
        ("yellow", "one_month"),
        ("red", "two_months"),
        ("grey", None),
        ("grey", None),
    ]


@on_every_engine
def test_investment(engine: Engine) -> None:
    """Investment: cumulative growth not below plan and not below the city's average green; growing but below either
    yellow; falling red.
    """
    cases = [
        (8.0, 7.5, 6.9, "green", "both"),
        (7.5, 7.5, 7.5, "green", "both"),
        (0.1 + 0.2, 0.3, 0.3, "green", "both"),
        (7.4, 7.5, 6.9, "yellow", "below_either"),
        (8.0, 7.5, 8.1, "yellow", "below_either"),
        (7.4, None, 8.1, "yellow", "below_either"),
        (0.0, 1.0, -2.0, "yellow", "below_either"),
        (0.0, 0.0, -2.0, "green", "both"),
        (-0.1, -3.0, -2.0, "red", "falling"),
        (-0.1, None, None, "red", "falling"),
        (8.0, 7.5, None, "grey", None),
        (None, 7.5, 6.0, "grey", None),
    ]
    rows = [{"growth": growth, "plan": plan, "average": average} for growth, plan, average, _, _ in cases]
    assert lit(engine, "investment", rows) == [(light, rule) for *_, light, rule in cases]
    found = reasons(engine, "investment", rows)
    assert found[0] == "累计增速8%，不低于计划7.5%，不低于全市平均6.9%，亮绿灯。"
    assert found[5] == "累计增速7.4%，计划空缺，全市平均8.1%，至少低于其中一项，亮黄灯。"
    assert found[8] == "累计增速-0.1%，下降，亮红灯。"
    assert found[10] == "缺少全市平均，不亮灯。"


@on_every_engine
def test_bonds(engine: Engine) -> None:
    """Bond funds: on expected progress green; up to 30 % below yellow; more red."""
    rows = [{"spent": spent, "expected": 50.0} for spent in (50.0, 49.9, 35.0, 34.9, None)]
    assert lit(engine, "bonds", rows) == [
        ("green", "as_expected"),
        ("yellow", "below"),
        ("yellow", "below"),
        ("red", "far_below"),
        ("grey", None),
    ]
    assert lit(engine, "bonds", [{"spent": 0.21, "expected": 0.3}]) == [("yellow", "below")]


@on_every_engine
def test_memory(engine: Engine) -> None:
    """A missed month is red; made up later it turns yellow, never green."""
    months = {
        "2024-02": 3.0,
        "2024-03": -1.0,
        "2024-04": 2.0,
        "2024-05": -4.0,
        "2024-06": None,
        "2024-12": 9.0,
        "2025-01": 1.0,
    }
    rows = [
        {"place": "云岚县", "indicator": "城镇新增就业", "as_of": month, "ahead": ahead}
        for month, ahead in months.items()
    ]
    assert lit(engine, "memory", rows) == [
        ("green", "done"),
        ("red", "missed"),
        ("yellow", "made_up"),
        ("red", "missed"),
        ("grey", None),
        ("yellow", "made_up"),
        ("green", "done"),
    ]
    assert reasons(engine, "memory", rows)[2] == (
        "比要求超前2个百分点；但2024-03曾亮红灯，本年内补上也只到黄灯，亮黄灯。"
    )


@on_every_engine
def test_slips(engine: Engine) -> None:
    """Slips: near the deadline blue; behind schedule or poor quality yellow; overdue red; each until closed."""
    cases = [
        # closed, days to the deadline, ahead, poor quality
        (True, -9.0, -50.0, True, "grey", "closed"),
        (False, -1.0, 5.0, False, "red", "overdue"),
        (False, -1.0, -5.0, True, "red", "overdue"),
        (False, 0.0, 5.0, False, "blue", "near"),
        (False, 7.0, 5.0, None, "blue", "near"),
        (False, 8.0, 0.0, False, "grey", "no_slip"),
        (False, 3.0, -0.5, False, "yellow", "late"),
        (False, 30.0, None, True, "yellow", "poor"),
        (False, 30.0, None, None, "grey", "no_slip"),
        (False, None, 5.0, False, "grey", None),
        (None, 3.0, 5.0, False, "grey", None),
    ]
    keys = ("closed", "deadline_days", "ahead", "poor_quality")
    rows = [dict(zip(keys, case, strict=False)) for case in cases]
    assert lit(engine, "slips", rows) == [(light, rule) for *_, light, rule in cases]
    assert reasons(engine, "slips", rows)[1] == "未销号，超过办结期限1天，亮红灯。"


@on_every_engine
def test_boards(engine: Engine) -> None:
    """Boards: red: exceeded the quarter's goal and among the top 5; black: missed and among the last 4; force majeure
    excepted.
    """
    cases = [
        # completion, rank, group, force majeure
        (100.1, 5.0, 16.0, False, "red_board", "red_board"),
        (100.1, 5.0, 16.0, True, "red_board", "red_board"),
        (100.1, 6.0, 16.0, False, "off_board", "neither"),
        (100.0, 1.0, 16.0, False, "off_board", "neither"),
        (99.9, 13.0, 16.0, False, "black_board", "black_board"),
        (99.9, 12.0, 16.0, False, "off_board", "neither"),
        (99.9, 16.0, 16.0, True, "off_board", "neither"),
        (99.9, 16.0, 16.0, None, "grey", None),
        (100.0, 16.0, 16.0, False, "off_board", "neither"),
        (99.9, 3.0, 6.0, False, "black_board", "black_board"),
        (None, 1.0, 16.0, False, "grey", None),
    ]
    rows = [dict(zip(("completion", "rank", "group_size", "force_majeure"), case, strict=False)) for case in cases]
    assert lit(engine, "boards", rows) == [(light, rule) for *_, light, rule in cases]
    found = reasons(engine, "boards", rows)
    assert found[4] == "完成季度目标99.9%，16个中排名第13，未完成且在后4名，没有不可抗力影响，上黑榜。"
    assert found[7] == "缺少不可抗力，不亮灯。"


@on_every_engine
def test_warning(engine: Engine) -> None:
    """Warning: < 80 % of the month's task: followed; < 60 %: yellow card."""
    rows = [{"month_completion": done} for done in (117.7, 80.0, 79.99, 60.0, 59.99, 0.0, None)]
    assert lit(engine, "warning", rows) == [
        ("no_card", "no_card"),
        ("no_card", "no_card"),
        ("followed", "followed"),
        ("followed", "followed"),
        ("yellow_card", "yellow_card"),
        ("yellow_card", "yellow_card"),
        ("grey", None),
    ]
    assert reasons(engine, "warning", rows)[2:5] == [
        "完成当月任务79.99%，不低于60%，低于80%，列入跟踪督办。",
        "完成当月任务60%，不低于60%，低于80%，列入跟踪督办。",
        "完成当月任务59.99%，低于60%，发黄牌。",
    ]
