"""Levels and growth: the same period of the year before, restated bases, what is reported against what is computed."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessing.engines import Engine, on_every_engine
from assessing.series.rows import TYPES, cell, growth_cell, statuses, values
from luoshi.assessing.frames import FrameError
from luoshi.assessing.series import change, growth, implied_base, level_from_growth


@on_every_engine
def test_growth_compares_the_same_months_of_the_year_before(engine: Engine) -> None:
    rows = [
        cell("2023-01/2023-10", 50.0),
        cell("2023-01/2023-11", 55.0),
        cell("2024-01/2024-10", 53.0),
        cell("2024-10", 6.0),
    ]
    out = growth(engine.frame(rows, TYPES))
    assert values(engine, out) == {
        "2023-01/2023-10": None,
        "2023-01/2023-11": None,
        "2024-01/2024-10": 6.0,
        "2024-10": None,
    }
    assert statuses(engine, out)["2024-10"] == "missing"
    assert {(row["measure"], row["unit"]) for row in engine.rows(out)} == {("growth", "%")}


@on_every_engine
def test_a_base_of_zero_or_below_has_no_growth(engine: Engine) -> None:
    rows = [cell("2023", 0.0), cell("2024", 5.0), cell("2025", -2.0), cell("2026", 4.0)]
    out = growth(engine.frame(rows, TYPES))
    assert values(engine, out) == {"2023": None, "2024": None, "2025": -140.0, "2026": None}
    assert statuses(engine, out) == {
        "2023": "missing",
        "2024": "not_applicable",
        "2025": "reported",
        "2026": "not_applicable",
    }


@on_every_engine
def test_the_restated_base_goes_before_the_one_first_published(engine: Engine) -> None:
    rows = [cell("2023", 100.0), cell("2024", 103.0)]
    frame = engine.frame(rows, TYPES)
    assert values(engine, growth(frame))["2024"] == 3.0
    restated = engine.frame([cell("2023", 98.0)], TYPES)
    assert values(engine, growth(frame, restated)) == {"2023": None, "2024": 5.10204082}
    # The restated figure is a base only: 2023 has grown as it was published.
    longer = engine.frame([cell("2022", 80.0), *rows], TYPES)
    assert values(engine, growth(longer, restated))["2023"] == 25.0


@on_every_engine
def test_the_base_may_stand_in_a_column(engine: Engine) -> None:
    rows = [
        {**cell("2023-01/2023-10", 50.0), "上年同期": None},
        {**cell("2024-01/2024-10", 53.0), "上年同期": 48.0},
        {**cell("2024-01/2024-11", 5.5, unit="万元"), "上年同期": 5.0},
    ]
    out = growth(engine.frame(rows, {**TYPES, "上年同期": "number"}), "上年同期")
    assert values(engine, out) == {"2023-01/2023-10": None, "2024-01/2024-10": 10.41666667, "2024-01/2024-11": 10.0}


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(FrameError, match="observations: no column 上年同期; found place"):
        growth(pl.DataFrame([cell("2024", 1.0)]), "上年同期")


@on_every_engine
def test_reported_growth_wins(engine: Engine) -> None:
    rows = [cell("2023", 100.0), cell("2024", 103.0), growth_cell("2024", 5.1), growth_cell("2025", 4.0)]
    assert values(engine, growth(engine.frame(rows, TYPES))) == {"2023": None, "2024": 5.1, "2025": 4.0}
    silent = [cell("2023", 100.0), cell("2024", 103.0), growth_cell("2024", None, status="missing")]
    assert values(engine, growth(engine.frame(silent, TYPES)))["2024"] == 3.0


@on_every_engine
def test_units_and_ways_of_writing_a_period_do_not_matter(engine: Engine) -> None:
    rows = [cell("2023-Q1", 2.0), cell("2024-01/2024-03", 25000.0, unit="万元")]
    assert values(engine, growth(engine.frame(rows, TYPES)))["2024-01/2024-03"] == 25.0


@on_every_engine
def test_a_stock_is_compared_at_its_month(engine: Engine) -> None:
    rows = [cell("2023-12", 400.0, indicator="DEPOSITS"), cell("2024", 436.0, indicator="DEPOSITS")]
    assert values(engine, growth(engine.frame(rows, TYPES)))["2024"] == 9.0


@on_every_engine
def test_a_percentage_changes_by_points_and_never_grows(engine: Engine) -> None:
    rows = [
        cell("2023-12", 5.2, indicator="城镇调查失业率", unit="%"),
        cell("2024-12", 5.5, indicator="城镇调查失业率", unit="%"),
        cell("2023", 6.1, indicator="BIRTH_RATE", unit="‰"),
        cell("2024", 5.8, indicator="BIRTH_RATE", unit="‰"),
        cell("2023", 40.1),
        cell("2024", 42.3),
    ]
    frame = engine.frame(rows, TYPES)
    assert {row["indicator"] for row in engine.rows(growth(frame))} == {"RETAIL"}
    out = {(r["indicator"], r["period"]): (r["value"], r["unit"], r["measure"]) for r in engine.rows(change(frame))}
    assert out["城镇调查失业率", "2024-12"] == (0.3, "个百分点", "change")
    assert out["BIRTH_RATE", "2024"] == (-0.3, "个千分点", "change")
    assert out["RETAIL", "2024"] == (2.2, "亿元", "change")
    assert out["RETAIL", "2023"][0] is None


@on_every_engine
def test_a_level_from_growth_is_an_estimate_and_a_reported_one_wins(engine: Engine) -> None:
    rows = [cell("2023", 200.0), growth_cell("2024", 6.5), growth_cell("2023", 4.0), growth_cell("2025", 5.0)]
    out = level_from_growth(engine.frame(rows, TYPES))
    assert values(engine, out) == {"2023": 200.0, "2024": 213.0}
    assert statuses(engine, out) == {"2023": None, "2024": "estimated"}
    restated = engine.frame([cell("2023", 19.0, unit="亿元"), cell("2024", 200000.0, unit="万元")], TYPES)
    found = level_from_growth(engine.frame(rows, TYPES), restated)
    assert values(engine, found) == {"2023": 200.0, "2024": 20.235, "2025": 210000.0}


@on_every_engine
def test_reported_growth_tells_the_base_it_was_computed_on(engine: Engine) -> None:
    rows = [cell("2023-01/2023-10", 50.0), cell("2024-01/2024-10", 53.0), growth_cell("2024-01/2024-10", 6.0)]
    implied = implied_base(engine.frame([*rows[:1], cell("2024-01/2024-10", 52.47), rows[2]], TYPES))
    assert values(engine, implied) == {"2023-01/2023-10": 49.5}
    assert statuses(engine, implied) == {"2023-01/2023-10": "estimated"}
    levels = engine.frame([rows[0], cell("2024-01/2024-10", 52.47)], TYPES)
    assert values(engine, growth(levels, implied))["2024-01/2024-10"] == 6.0


POSITIVE = st.decimals(min_value=1, max_value=10**7, places=2).map(float)


def frame_of(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema_overrides={"status": pl.String, "reported_at": pl.Date})


@given(before=POSITIVE, now=POSITIVE)
@settings(max_examples=25, deadline=None)
def test_level_and_growth_are_inverse(before: float, now: float) -> None:
    rates = growth(frame_of([cell("2023", before), cell("2024", now)]))
    levels = level_from_growth(pl.concat([rates, frame_of([cell("2023", before)])]))
    found = levels.filter(pl.col("period") == "2024")["value"].item()
    assert found == pytest.approx(now, rel=1e-9, abs=before * 1e-9)
