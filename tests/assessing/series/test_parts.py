"""Growth of a sum, contributions, shares: with bases as weights, members that are missing, and units that differ."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessing.engines import Engine, on_every_engine
from assessing.series.rows import TYPES, cell, growth_cell, values
from luoshi.assessing.frames import FrameError
from luoshi.assessing.series import contribution, growth, growth_of_sum, share

COUNTIES = [
    {"place": "云岚县", "parent": "青澜市"},
    {"place": "云川县", "parent": "青澜市"},
    {"place": "栗溪区", "parent": "青澜市"},
]
BRANCHES = [{"indicator": name, "parent": "GDP"} for name in ("GDP_PRIMARY", "GDP_SECONDARY", "第三产业增加值")]


def gdp(place: str, year: int, value: float | None, **more: Any) -> dict[str, Any]:
    return cell(str(year), value, **{"place": place, "indicator": "GDP", **more})


@on_every_engine
def test_growth_of_a_sum_is_weighted_by_last_years_levels(engine: Engine) -> None:
    rows = [
        gdp("云岚县", 2023, 100.0),
        gdp("云川县", 2023, 300.0),
        gdp("栗溪区", 2023, 6000000.0, unit="万元"),
        gdp("云岚县", 2024, 110.0),
        gdp("云川县", 2024, 315.0),
        gdp("栗溪区", 2024, 6.0, measure="growth", unit="%"),
    ]
    out = growth_of_sum(engine.frame(rows, TYPES), engine.frame(COUNTIES))
    [row] = [r for r in engine.rows(out) if r["period"] == "2024"]
    # (100·10 + 300·5 + 600·6) / 1000 = 6.1; the plain mean of 10, 5 and 6 would be 7.
    assert (row["place"], row["indicator"], row["value"], row["unit"]) == ("青澜市", "GDP", 6.1, "%")
    assert (row["members"], row["missing"], row["status"]) == (3, None, "reported")


@on_every_engine
def test_without_a_part_there_is_no_number_and_the_part_is_named(engine: Engine) -> None:
    rows = [gdp("云岚县", 2023, 100.0), gdp("云岚县", 2024, 110.0), gdp("云川县", 2024, 315.0)]
    out = growth_of_sum(engine.frame(rows, TYPES), engine.frame(COUNTIES))
    [row] = [r for r in engine.rows(out) if r["period"] == "2024"]
    assert (row["value"], row["status"], row["missing"], row["members"]) == (None, "missing", "云川县、栗溪区", 3)


@on_every_engine
def test_contribution_in_points_and_as_a_rate(engine: Engine) -> None:
    levels = {"GDP": (1000.0, 1060.0), "GDP_PRIMARY": (100.0, 103.0), "GDP_SECONDARY": (400.0, 430.0)}
    levels["GDP_TERTIARY"] = (500.0, 527.0)
    rows = [gdp("青澜市", y, v, indicator=name) for name, pair in levels.items() for y, v in enumerate(pair, 2023)]
    out = contribution(engine.frame(rows, TYPES), engine.frame(BRANCHES))
    found = [r for r in engine.rows(out) if r["period"] == "2024"]
    assert {(r["indicator"], r["measure"], r["unit"]): r["value"] for r in found} == {
        ("GDP_PRIMARY", "contribution", "个百分点"): 0.3,
        ("GDP_SECONDARY", "contribution", "个百分点"): 3.0,
        ("第三产业增加值", "contribution", "个百分点"): 2.7,
        ("GDP_PRIMARY", "contribution_rate", "%"): 5.0,
        ("GDP_SECONDARY", "contribution_rate", "%"): 50.0,
        ("第三产业增加值", "contribution_rate", "%"): 45.0,
    }
    assert {r["parent"] for r in found} == {"GDP"}


@on_every_engine
def test_reported_growth_makes_the_increments(engine: Engine) -> None:
    rows = [
        gdp("青澜市", 2023, 1000.0),
        gdp("青澜市", 2024, 5.0, measure="growth", unit="%"),
        gdp("云岚县", 2023, 200.0),
        # At current prices 230, in real terms 7 % more than the 200.
        gdp("云岚县", 2024, 230.0),
        gdp("云岚县", 2024, 7.0, measure="growth", unit="%"),
    ]
    out = contribution(engine.frame(rows, TYPES), engine.frame(COUNTIES))
    found = {r["measure"]: r["value"] for r in engine.rows(out) if r["period"] == "2024"}
    assert found == {"contribution": 1.4, "contribution_rate": 28.0}


@on_every_engine
def test_a_whole_that_stands_still_has_no_contribution_rate(engine: Engine) -> None:
    rows = [
        gdp("青澜市", 2023, 100.0),
        gdp("青澜市", 2024, 100.0),
        gdp("云岚县", 2023, 20.0),
        gdp("云岚县", 2024, 21.0),
    ]
    rows += [gdp("云川县", 2024, 5.0)]
    out = contribution(engine.frame(rows, TYPES), engine.frame(COUNTIES))
    found = {(r["place"], r["measure"]): (r["value"], r["status"]) for r in engine.rows(out) if r["period"] == "2024"}
    assert found["云岚县", "contribution"] == (1.0, "reported")
    assert found["云岚县", "contribution_rate"] == (None, "not_applicable")
    assert found["云川县", "contribution"] == (None, "missing")
    assert found["云川县", "contribution_rate"] == (None, "missing")


@on_every_engine
def test_share_of_the_whole(engine: Engine) -> None:
    rows = [gdp("青澜市", 2024, 0.1, unit="万亿元"), gdp("云岚县", 2024, 125.0), gdp("云川县", 2023, 10.0)]
    out = share(engine.frame(rows, TYPES), engine.frame(COUNTIES))
    assert values(engine, out, "place", "period", "measure", "unit", "parent", "status") == {
        ("云岚县", "2024", "share", "%", "青澜市", "reported"): 12.5,
        ("云川县", "2023", "share", "%", "青澜市", "missing"): None,
    }


def test_parents_without_their_columns_are_refused() -> None:
    frame = pl.DataFrame([gdp("云岚县", 2024, 1.0)])
    with pytest.raises(FrameError, match=r"parents: expected the columns place \(or .*found child"):
        share(frame, pl.DataFrame({"child": ["云岚县"], "parent": ["青澜市"]}))
    with pytest.raises(FrameError, match="parents: place 青澜市: found itself as parent"):
        share(frame, pl.DataFrame({"place": ["青澜市"], "parent": ["青澜市"]}))


AMOUNTS = st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=12)


@given(pairs=AMOUNTS)
@settings(max_examples=25, deadline=None)
def test_parts_make_the_whole(pairs: list[tuple[int, int]]) -> None:
    names = [f"云岚{number}镇" for number in range(len(pairs))]
    rows = [gdp(n, 2023 + y, float(pair[y])) for n, pair in zip(names, pairs, strict=True) for y in (0, 1)]
    rows += [gdp("云岚县", 2023 + y, float(sum(pair[y] for pair in pairs))) for y in (0, 1)]
    frame = pl.DataFrame(rows, schema_overrides={"status": pl.String, "reported_at": pl.Date})
    parents = pl.DataFrame({"place": names, "parent": ["云岚县"] * len(names)})
    now = pl.col("period") == "2024"
    whole = growth(frame.filter(pl.col("place") == "云岚县")).filter(now)["value"].item()
    made = growth_of_sum(frame.filter(pl.col("place") != "云岚县"), parents).filter(now)["value"].item()
    assert made == pytest.approx(whole, abs=1e-6)
    points = contribution(frame, parents).filter(now, measure="contribution")["value"]
    assert points.sum() == pytest.approx(whole, abs=1e-5)
    assert share(frame, parents).filter(now)["value"].sum() == pytest.approx(100 if sum(p[1] for p in pairs) else 0)


@on_every_engine
def test_growth_given_alone_needs_bases(engine: Engine) -> None:
    rows = [growth_cell("2024", 5.0, place="云岚县"), growth_cell("2024", 7.0, place="云川县")]
    pairs = engine.frame(COUNTIES[:2])
    [row] = engine.rows(growth_of_sum(engine.frame(rows, TYPES), pairs))
    assert (row["value"], row["missing"]) == (None, "云岚县、云川县")
    basis = engine.frame([cell("2023", 30.0, place="云岚县"), cell("2023", 10.0, place="云川县")], TYPES)
    [row] = engine.rows(growth_of_sum(engine.frame(rows, TYPES), pairs, basis))
    assert row["value"] == 5.5
