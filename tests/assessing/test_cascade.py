"""Cascade: sums, weighted growth, members that are missing, over-allocation level by level, and what is never added."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessing.engines import Engine, on_every_engine
from luoshi.assessing.cascade import CASCADE, LEVELS, cascade, levels
from luoshi.assessing.frames import FrameError

TYPES = {"value": "number", "strength": "text", "unit": "text"}
CITY = [{"place": name, "parent": "青澜市"} for name in ("云岚县", "云川县", "栗溪区")]


def target(place: str, value: float | None, **more: Any) -> dict[str, Any]:
    row = {"id": f"t-{place}", "place": place, "indicator": "FAI", "period": "2025", "measure": "level"}
    return {**row, "comparator": "ge", "value": value, "unit": "亿元", "strength": None, **more}


def growth_of(place: str, value: float | None, **more: Any) -> dict[str, Any]:
    return target(place, value, **{"indicator": "规上工业增加值", "measure": "growth", "unit": "%", **more})


def level(place: str, value: float, **more: Any) -> dict[str, Any]:
    return {"place": place, "indicator": "规上工业增加值", "period": "2024", "value": value, "unit": "亿元", **more}


def one(engine: Engine, native: Any) -> dict[str, Any]:
    assert engine.is_same_kind(native)
    [row] = engine.rows(native)
    assert tuple(row) == CASCADE
    return row


@on_every_engine
def test_amounts_add_up_and_over_allocation_is_shown(engine: Engine) -> None:
    rows = [target("青澜市", 100.0), target("云岚县", 30.0), target("云川县", 250000.0, unit="万元")]
    rows += [target("栗溪区", 50.1, period="2025-01/2025-12")]
    row = one(engine, cascade(engine.frame(rows, TYPES), engine.frame(CITY)))
    assert (row["whole"], row["parts"], row["gap"], row["ratio"], row["over_pct"]) == (100.0, 105.1, 5.1, 1.051, 5.1)
    assert (row["members"], row["answered"], row["missing"]) == (3, 3, None)
    assert row["reason"] == "3个部分合计105.1亿元，比目标100亿元多5.1亿元，加码5.1%。"


@on_every_engine
def test_who_is_missing_is_named(engine: Engine) -> None:
    rows = [target("青澜市", 100.0), target("云岚县", 30.0), target("云川县", None), target("栗溪区", 40.0, unit="个")]
    row = one(engine, cascade(engine.frame(rows, TYPES), engine.frame(CITY)))
    assert (row["parts"], row["gap"], row["missing"], row["answered"]) == (30.0, -70.0, "云川县、栗溪区", 1)
    assert row["reason"] == "3个部分中1个有目标，合计30亿元，比目标100亿元少70亿元，待其余部分承担；缺云川县、栗溪区。"


@on_every_engine
def test_nobody_has_a_target(engine: Engine) -> None:
    row = one(engine, cascade(engine.frame([target("青澜市", 100.0)], TYPES), engine.frame(CITY)))
    assert (row["parts"], row["gap"], row["ratio"], row["missing"]) == (None, None, None, "云岚县、云川县、栗溪区")
    assert row["reason"] == "3个部分都没有可比的目标；缺云岚县、云川县、栗溪区。"


@on_every_engine
def test_growth_is_weighted_by_last_years_levels(engine: Engine) -> None:
    rows = [growth_of("青澜市", 6.0), growth_of("云岚县", 10.0), growth_of("云川县", 5.0), growth_of("栗溪区", 6.5)]
    weights = [level("云岚县", 100.0), level("云川县", 100.0), level("栗溪区", 2000000.0, unit="万元")]
    out = cascade(engine.frame(rows, TYPES), engine.frame(CITY), engine.frame(weights))
    row = one(engine, out)
    # (100·10 + 100·5 + 200·6.5) / 400 = 7; the plain mean would be 7.17.
    assert (row["parts"], row["gap"], row["higher"], row["unweighted"]) == (7.0, 1.0, 2, None)
    assert row["ratio"] == pytest.approx(7 / 6, abs=1e-8)
    assert row["reason"] == "3个部分按上年数加权为7%，比目标6%高1个百分点，加码16.67%。"


@on_every_engine
def test_without_all_weights_there_is_no_number(engine: Engine) -> None:
    rows = [growth_of("青澜市", 6.0), growth_of("云岚县", 10.0), growth_of("云川县", 5.0), growth_of("栗溪区", 6.5)]
    weights = engine.frame([level("云岚县", 100.0), level("云川县", 100.0, period="2023")])
    row = one(engine, cascade(engine.frame(rows, TYPES), engine.frame(CITY), weights))
    assert (row["parts"], row["gap"], row["unweighted"]) == (None, None, "云川县、栗溪区")
    assert row["reason"] == "3个部分缺云川县、栗溪区的上年数，不能加权，各部分目标5%至10%，2个高于目标6%。"


@on_every_engine
def test_the_example_of_the_design(engine: Engine) -> None:
    # 规上工业8%（市）→ 7.5%、6%（区县）: does what the parts promise make the whole? By no weights.
    rows = [growth_of("青澜市", 8.0), growth_of("云岚县", 7.5), growth_of("云川县", 6.0)]
    parents = engine.frame(CITY[:2])
    row = one(engine, cascade(engine.frame(rows, TYPES), parents))
    assert (row["parts"], row["lowest"], row["highest"], row["higher"]) == (None, 6.0, 7.5, 0)
    assert row["reason"] == (
        "2个部分缺云岚县、云川县的上年数，不能加权，各部分目标6%至7.5%，都低于目标8%，无论权重如何合起来都达不到。"
    )
    weighed = one(
        engine,
        cascade(engine.frame(rows, TYPES), parents, engine.frame([level("云岚县", 60.0), level("云川县", 40.0)])),
    )
    assert (weighed["parts"], weighed["gap"], weighed["base"]) == (6.9, -1.1, 10_000_000_000.0)
    assert weighed["reason"] == "2个部分按上年数加权为6.9%，比目标8%低1.1个百分点，合起来达不到。"


@on_every_engine
def test_under_a_ceiling_less_is_tighter(engine: Engine) -> None:
    rows = [target(p, v, comparator="le") for p, v in (("青澜市", 100.0), ("云岚县", 40.0), ("云川县", 50.0))]
    frame, parents = engine.frame(rows, TYPES), engine.frame(CITY[:2])
    row = one(engine, cascade(frame, parents))
    assert (row["gap"], row["ratio"], row["over_pct"]) == (-10.0, 0.9, 10.0)
    assert row["reason"] == "2个部分合计90亿元，比目标100亿元少10亿元，加码10%。"
    looser = engine.frame([*rows[:2], target("云川县", 70.0, comparator="le")], TYPES)
    row = one(engine, cascade(looser, parents))
    assert row["over_pct"] == -10.0
    assert row["reason"] == "2个部分合计110亿元，比目标100亿元多10亿元，合起来守不住。"


@on_every_engine
def test_what_cannot_be_added_is_not(engine: Engine) -> None:
    def both(**more: Any) -> list[dict[str, Any]]:
        values = [("青澜市", 20.0), ("云岚县", 18.0), ("云川县", 25.0)]
        return [target(p, v, id=f"{p}{more['indicator']}", **more) for p, v in values]

    rows = both(indicator="INC_ALL", unit="元") + both(indicator="合格率", unit="%") + both(indicator="亩均产值")
    out = engine.rows(cascade(engine.frame(rows, TYPES), engine.frame(CITY[:2])))
    assert len(out) == 3
    for row in out:
        assert (row["parts"], row["ratio"], row["higher"]) == (None, None, 1)
        assert row["reason"].startswith("2个部分此项不能由部分相加，各部分目标18")


@on_every_engine
def test_the_target_as_strong_as_the_wholes_counts(engine: Engine) -> None:
    rows = [
        target("青澜市", 100.0, id="w1", strength="firm"),
        target("青澜市", 120.0, id="w2", strength="stretch"),
        target("云岚县", 100.0, id="p1", strength="firm"),
        target("云岚县", 130.0, id="p2", strength="stretch"),
    ]
    out = cascade(engine.frame(rows, TYPES), engine.frame(CITY[:1]))
    assert {row["id"]: row["parts"] for row in engine.rows(out)} == {"w1": 100.0, "w2": 130.0}


THREE = [
    {"place": "青澜市", "parent": "海岭省"},
    {"place": "临湖市", "parent": "海岭省"},
    {"place": "云岚县", "parent": "青澜市"},
    {"place": "云川县", "parent": "青澜市"},
    {"place": "东湖区", "parent": "临湖市"},
]


@on_every_engine
def test_over_allocation_level_by_level(engine: Engine) -> None:
    amounts = {"海岭省": 1000.0, "青澜市": 700.0, "临湖市": 400.0, "云岚县": 420.0, "云川县": 350.0, "东湖区": 440.0}
    rows = [target(place, value) for place, value in amounts.items()]
    out = cascade(engine.frame(rows, TYPES), engine.frame(THREE))
    found = {row["place"]: (row["level"], row["top"], row["over_pct"]) for row in engine.rows(out)}
    assert found == {"海岭省": (1, "海岭省", 10.0), "青澜市": (2, "海岭省", 10.0), "临湖市": (2, "海岭省", 10.0)}
    steps = levels(out)
    assert engine.is_same_kind(steps)
    assert all(tuple(row) == LEVELS for row in engine.rows(steps))
    assert [
        (r["level"], r["whole"], r["parts"], r["ratio"], r["from_top"], r["wholes"]) for r in engine.rows(steps)
    ] == [
        (1, 1000.0, 1100.0, 1.1, 1.1, 1),
        (2, 1100.0, 1210.0, 1.1, 1.21, 2),
    ]


@on_every_engine
def test_growth_level_by_level(engine: Engine) -> None:
    rates = {"海岭省": 6.0, "青澜市": 6.5, "临湖市": 7.5, "云岚县": 7.0, "云川县": 8.0, "东湖区": 9.0}
    bases = {"青澜市": 600.0, "临湖市": 200.0, "云岚县": 300.0, "云川县": 300.0, "东湖区": 200.0}
    rows = [growth_of(place, value) for place, value in rates.items()]
    weights = engine.frame([level(place, value) for place, value in bases.items()])
    steps = engine.rows(levels(cascade(engine.frame(rows, TYPES), engine.frame(THREE), weights)))
    assert [(r["level"], r["whole"], r["parts"], r["gap"]) for r in steps] == [
        (1, 6.0, 6.75, 0.75),
        (2, 6.75, 7.875, 1.125),
    ]
    # Without the weight of one county, its city and so the level stay open.
    fewer = engine.frame([level(place, value) for place, value in bases.items() if place != "云川县"])
    steps = engine.rows(levels(cascade(engine.frame(rows, TYPES), engine.frame(THREE), fewer)))
    assert [(r["level"], r["parts"], r["unknown"]) for r in steps] == [(1, 6.75, 0), (2, None, 1)]


@on_every_engine
def test_targets_may_name_the_target_they_were_made_of(engine: Engine) -> None:
    rows = [
        {**target("云岚县", 50.0, id="a", indicator="新开工项目", unit="个"), "parent": None},
        {**target("发改局", 30.0, id="b", indicator="新开工项目", unit="个"), "parent": "a"},
        {**target("工信局", 25.0, id="c", indicator="新开工工业项目", unit="个"), "parent": "a"},
        {**target("云岚县", 9.0, id="d", indicator="无关", unit="个"), "parent": None},
    ]
    row = one(engine, cascade(engine.frame(rows, TYPES)))
    assert (row["id"], row["top"], row["level"], row["parts"], row["over_pct"]) == ("a", "a", 1, 55.0, 10.0)


def test_an_id_of_two_targets_is_refused() -> None:
    engine = Engine("polars")
    same = [target("云岚县", 60.0) | {"id": "1"}, target("甲镇", 30.0) | {"id": "1"}]
    parents = engine.frame([{"place": "甲镇", "parent": "云岚县"}])
    with pytest.raises(FrameError, match="targets: id 1: found more than once, expected each id once"):
        cascade(engine.frame(same), parents)


def test_nobody_below_anybody_is_no_cascade() -> None:
    engine = Engine("polars")
    for rows in ([], [{"place": None, "parent": "云岚县"}]):
        parents = engine.frame(rows, {"place": "text", "parent": "text"})
        assert cascade(engine.frame([target("云岚县", 60.0)]), parents).is_empty()


def test_what_is_no_tree_is_refused() -> None:
    frame = pl.DataFrame([target("青澜市", 1.0)])
    with pytest.raises(FrameError, match="targets: no column parent and no frame of parents"):
        cascade(frame)
    with pytest.raises(FrameError, match="parents: no column parent; found place"):
        cascade(frame, pl.DataFrame({"place": ["a"]}))
    with pytest.raises(FrameError, match="parents: place a: found the parents b and c, expected one"):
        cascade(frame, pl.DataFrame({"place": ["a", "a"], "parent": ["b", "c"]}))
    with pytest.raises(FrameError, match=r"found a ring, .* → .*; expected a tree"):
        cascade(frame, pl.DataFrame({"place": ["a", "b"], "parent": ["b", "a"]}))
    with pytest.raises(FrameError, match="cascade: no column"):
        levels(frame)


SHARES = st.lists(st.integers(1, 10**6), min_size=1, max_size=15)


@given(amounts=SHARES, seed=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_parts_that_make_the_whole_leave_no_gap_in_any_order(amounts: list[int], seed: Any) -> None:
    names = [f"云岚{number}镇" for number in range(len(amounts))]
    rows = [target(name, amount / 100) for name, amount in zip(names, amounts, strict=True)]
    rows.append(target("云岚县", sum(amounts) / 100))
    seed.shuffle(rows)
    frame = pl.DataFrame(rows, schema_overrides={"strength": pl.String})
    [row] = cascade(frame, pl.DataFrame({"place": names, "parent": ["云岚县"] * len(names)})).to_dicts()
    assert (row["gap"], row["ratio"], row["over_pct"]) == (0.0, 1.0, 0.0)
    assert "相等" in row["reason"]
