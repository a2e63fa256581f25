"""What holds of every verdict, whatever the numbers: tried on many."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from assessing.progress.invented import figure, frame, target
from luoshi.assessing.frames import OBSERVATIONS, TARGETS
from luoshi.assessing.progress import assess

ORDER = ["off_track", "at_risk", "on_track", "met"]
LIGHTS = ["red", "yellow", "green"]
#: Targets of every form, and which way their number is better.
FORMS: list[tuple[dict[str, Any], int]] = [
    (target("sum", "固定资产投资", 90, unit="亿元"), 1),
    (target("about", "固定资产投资", 90, comparator="approx", unit="亿元"), 1),
    (target("ceiling", "事故死亡人数", 90, comparator="le", unit="人"), -1),
    (target("none at all", "事故死亡人数", 0, comparator="le", unit="人"), -1),
    (target("growth", "地区生产总值", 6, measure="growth", unit="%"), 1),
    (target("range", "地区生产总值", 6, value_to=7, comparator="between", measure="growth", unit="%"), 1),
    (target("fall", "单位GDP能耗", -2.5, comparator="eq", measure="growth", unit="%"), -1),
    (target("rate", "城镇调查失业率", 5.5, comparator="le", unit="%"), -1),
    (target("down from", "信访总量", 50, comparator="eq", unit="件", baseline=60), -1),
    (target("up from", "城镇化率", 65, unit="%", baseline=60), 1),
    (target("rank", "地区生产总值", 10, measure="rank", comparator="top"), -1),
]
numbers = st.decimals(-50, 150, places=2, allow_nan=False).map(float)


def judged(wanted: dict[str, Any], values: list[float], month: int) -> pl.DataFrame:
    """A target once for each number, each in a place of its own."""
    places = [f"{n}乡" for n in range(len(values))]
    period = f"2024-01/2024-{month:02d}" if month > 1 else "2024-01"
    made = figure(wanted["indicator"], 0, measure=wanted["measure"], unit=wanted["unit"], period=period)
    targets = [wanted | {"id": p, "place": p} for p in places]
    observations = [made | {"place": p, "value": v} for p, v in zip(places, values, strict=True)]
    return assess(frame(targets, TARGETS), frame(observations, OBSERVATIONS), f"2024-{month:02d}")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FORMS), st.lists(numbers, min_size=2, max_size=6), st.integers(1, 12))
def test_a_better_value_never_lowers_a_verdict(
    form: tuple[dict[str, Any], int], values: list[float], month: int
) -> None:
    wanted, sign = form
    values = sorted(values, key=lambda v: v * sign)
    rows = judged(wanted, values, month).sort(pl.col("id").str.extract(r"(\d+)").cast(pl.Int64)).to_dicts()
    states = [ORDER.index(row["state"]) for row in rows]
    assert states == sorted(states), rows
    lights = [LIGHTS.index(row["light"]) for row in rows]
    assert lights == sorted(lights), rows
    ahead = [row["ahead"] for row in rows if row["ahead"] is not None]
    assert ahead == sorted(ahead)


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(numbers, min_size=3, max_size=8))
def test_the_order_of_rows_never_matters(random: Any, values: list[float]) -> None:
    targets = [FORMS[n % len(FORMS)][0] | {"id": str(n), "place": f"{n}乡"} for n in range(len(values))]
    observations = [
        figure(t["indicator"], v, measure=t["measure"], unit=t["unit"], place=t["place"], reported_at=day)
        for t, v in zip(targets, values, strict=True)
        for day, v in (("2024-11-01", v), ("2024-11-02", -v))
    ]
    first = assess(frame(targets, TARGETS), frame(observations, OBSERVATIONS), "2024-10").sort("id")
    random.shuffle(targets)
    random.shuffle(observations)
    second = assess(frame(targets, TARGETS), frame(observations, OBSERVATIONS), "2024-10").sort("id")
    assert first.equals(second)


_PERIODS = ("2024-01", "2024-02", "2024-01/2024-02", "2024-Q1", "2024-01/2024-03", "2024-03", "2024-Q2", "2024-06")
_NAMED = (("固定资产投资", "亿元", "万元"), ("森林覆盖率", "%", "个百分点"), ("养蜂户数", "户", ""))


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_of_rows_that_end_with_one_month_the_same_counts_whatever_their_order(random: Any) -> None:
    targets = [
        target(f"{name}{period}{measure}", name, 90, period=period, measure=measure, unit=unit)
        for name, unit, _ in _NAMED
        for period in ("2024", "2024-Q2", "2023/2024")
        for measure in ("level", "growth")
    ]
    figures = []
    for _ in range(30):
        name, *units = random.choice(_NAMED)
        measure, status = random.choice(("level", "level", "growth")), random.choice(("reported",) * 4 + ("missing",))
        value = None if status == "missing" else random.randrange(1, 200)
        unit = random.choice(units) if measure == "level" else "%"
        day = random.choice(("2024-10-18", "2024-11-01"))
        figures.append(
            figure(
                name, value, measure=measure, unit=unit, period=random.choice(_PERIODS), status=status, reported_at=day
            )
        )
    told = []
    for _ in range(3):
        random.shuffle(targets)
        random.shuffle(figures)
        told.append(assess(frame(targets, TARGETS), frame(figures, OBSERVATIONS), None).sort("id", "as_of"))
    assert_frame_equal(told[0], told[1])
    assert_frame_equal(told[0], told[2])


def test_a_target_of_a_year_is_about_the_year_so_far() -> None:
    wanted = frame([target("a", "森林覆盖率", 90, unit="%")], TARGETS)
    alone, so_far = (figure("森林覆盖率", v, unit="%", period=p) for v, p in ((99, "2024-02"), (67, "2024-01/2024-02")))
    for rows in ([alone, so_far], [so_far, alone]):
        assert assess(wanted, frame(rows, OBSERVATIONS), "2024-02")["actual"].to_list() == [67]


@settings(max_examples=12, deadline=None)
@given(numbers, numbers, st.dates(date(2024, 11, 1), date(2024, 12, 1)))
def test_a_late_correction_changes_nothing_before_it(value: float, later: float, day: date) -> None:
    wanted = frame([target("a", "固定资产投资", 90, unit="亿元")], TARGETS)
    old = figure("固定资产投资", value, unit="亿元", reported_at="2024-11-01")
    new = figure("固定资产投资", later, unit="亿元", reported_at="2024-11-15")
    then = assess(wanted, frame([old], OBSERVATIONS), "2024-10", known_at=day)
    now = assess(wanted, frame([new, old], OBSERVATIONS), "2024-10", known_at=day)
    assert then.equals(now) == (day < date(2024, 11, 15) or value == later)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.decimals(0, 50, places=2).map(float), min_size=12, max_size=12))
def test_months_and_their_sums_say_the_same(months: list[float]) -> None:
    wanted = frame([target("a", "固定资产投资", 90, unit="亿元")], TARGETS)
    apart = [figure("固定资产投资", v, unit="亿元", period=f"2024-{n:02d}") for n, v in enumerate(months, 1)]
    sums = [
        figure("固定资产投资", sum(months[:n]), unit="亿元", period="2024-01" if n == 1 else f"2024-01/2024-{n:02d}")
        for n in range(1, 13)
    ]
    names = ["as_of", "actual", "completion", "ahead", "state", "reason"]
    found = [assess(wanted, frame(rows, OBSERVATIONS)).sort("as_of").select(names) for rows in (apart, sums)]
    assert_frame_equal(found[0], found[1], abs_tol=1e-9)
