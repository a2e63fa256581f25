"""Cumulative and period amounts: January and February together, gaps, corrections, and there and back."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessing.engines import Engine, on_every_engine
from assessing.series.rows import TYPES, cell, values
from luoshi.assessing.frames import FrameError
from luoshi.assessing.series import to_cumulative, to_periods
from luoshi.vocabulary.indicators import catalogue


@on_every_engine
def test_months_are_differences_and_january_and_february_stay_together(engine: Engine) -> None:
    given_ = engine.frame(
        [cell("2024-01/2024-02", 12.3), cell("2024-01/2024-03", 18.4), cell("2024-01/2024-04", 24.8)], TYPES
    )
    assert values(engine, to_periods(given_)) == {"2024-01/2024-02": 12.3, "2024-03": 6.1, "2024-04": 6.4}


@on_every_engine
def test_a_missing_cumulative_leaves_a_run_of_months(engine: Engine) -> None:
    given_ = engine.frame([cell("2024-01/2024-03", 18.4), cell("2024-01/2024-05", 31.0)], TYPES)
    made = to_periods(given_)
    assert values(engine, made) == {"2024-01/2024-03": 18.4, "2024-04/2024-05": 12.6}
    assert values(engine, to_cumulative(made)) == {"2024-01/2024-03": 18.4, "2024-01/2024-05": 31.0}


@on_every_engine
def test_a_cell_without_a_number_is_no_zero_and_a_zero_is_a_number(engine: Engine) -> None:
    rows = [
        cell("2024-01", 5.0),
        cell("2024-02", None, status="zero"),
        cell("2024-03", 2.0),
        cell("2024-04", None, status="missing"),
        cell("2024-05", 3.0),
        cell("2024-06", None, status="not_due"),
    ]
    out = to_cumulative(engine.frame(rows, TYPES))
    assert values(engine, out) == {
        "2024-01": 5.0,
        "2024-01/2024-02": 5.0,
        "2024-01/2024-03": 7.0,
        "2024-01/2024-04": None,
        "2024-01/2024-05": None,
        "2024-01/2024-06": None,
    }
    status = {row["period"]: row["status"] for row in engine.rows(out)}
    assert status["2024-01/2024-05"] == "missing"
    assert status["2024-01/2024-06"] == "not_due"


@on_every_engine
def test_a_month_that_is_absent_makes_the_rest_unknown_until_a_cumulative_is_given(engine: Engine) -> None:
    rows = [
        cell("2024-01/2024-02", 10.0),
        cell("2024-03", 4.0),
        cell("2024-05", 6.0),
        cell("2024-01/2024-06", 30.0),
        cell("2024-07", 5.0),
    ]
    assert values(engine, to_cumulative(engine.frame(rows, TYPES))) == {
        "2024-01/2024-02": 10.0,
        "2024-01/2024-03": 14.0,
        "2024-01/2024-05": None,
        "2024-01/2024-06": 30.0,
        "2024-01/2024-07": 35.0,
    }


@on_every_engine
def test_reported_months_beside_cumulatives_win_and_help(engine: Engine) -> None:
    rows = [
        cell("2024-01/2024-02", 10.0),
        cell("2024-03", 4.1),
        cell("2024-01/2024-03", 14.0),
        cell("2024-04", 5.0),
        cell("2024-01/2024-05", 25.0),
    ]
    made = values(engine, to_periods(engine.frame(rows, TYPES)))
    # March as printed, not 14.0 − 10.0; May from 1—5月 less (1—3月 + April).
    assert made == {"2024-01/2024-02": 10.0, "2024-03": 4.1, "2024-04": 5.0, "2024-05": 6.0}


@on_every_engine
def test_the_latest_correction_counts(engine: Engine) -> None:
    rows = [
        cell("2024-01/2024-02", 10.0, reported_at=date(2024, 3, 18)),
        cell("2024-01/2024-03", 15.0, reported_at=date(2024, 4, 18)),
        cell("2024-01/2024-02", 11.0, reported_at=date(2024, 5, 2)),
    ]
    out = to_periods(engine.frame(rows, {"status": "text"}))
    assert values(engine, out) == {"2024-01/2024-02": 11.0, "2024-03": 4.0}
    days = {row["period"]: str(row["reported_at"])[:10] for row in engine.rows(out)}
    # March is known only since February was corrected.
    assert days["2024-03"] == "2024-05-02"


@on_every_engine
def test_quarters_stay_quarters_and_a_year_is_twelve_months(engine: Engine) -> None:
    rows = [cell("2024-Q1", 20.0), cell("2024-Q1/2024-Q2", 45.5), cell("2024-Q1/2024-Q3", 70.0), cell("2024", 100.25)]
    made = to_periods(engine.frame([{**row, "indicator": "GDP"} for row in rows], TYPES))
    assert values(engine, made) == {"2024-Q1": 20.0, "2024-Q2": 25.5, "2024-Q3": 24.5, "2024-Q4": 30.25}
    back = values(engine, to_cumulative(made))
    assert back == {"2024-Q1": 20.0, "2024-Q1/2024-Q2": 45.5, "2024-Q1/2024-Q3": 70.0, "2024-Q1/2024-Q4": 100.25}


@on_every_engine
def test_units_are_one_size(engine: Engine) -> None:
    rows = [cell("2024-01/2024-02", 0.5), cell("2024-01/2024-03", 8000.0, unit="万元")]
    made = {row["period"]: (row["value"], row["unit"]) for row in engine.rows(to_periods(engine.frame(rows, TYPES)))}
    assert made == {"2024-01/2024-02": (0.5, "亿元"), "2024-03": (3000.0, "万元")}


@on_every_engine
def test_what_does_not_add_up_passes_as_it_is(engine: Engine) -> None:
    rows = [
        cell("2024-01/2024-03", 5.2, measure="growth", unit="%"),
        cell("2024-01/2024-02", 300.0, indicator="DEPOSITS"),
        cell("2024-01/2024-03", 310.0, indicator="DEPOSITS"),
        cell("2024-01/2024-02", 31.0, indicator="合格率", unit="%"),
        cell("2021/2025", 500.0),
    ]
    assert catalogue()["DEPOSITS"].cumulates == "last"
    frame = engine.frame(rows, TYPES)
    for function in (to_periods, to_cumulative):
        assert engine.rows(function(frame)) == engine.rows(frame)


@on_every_engine
def test_estimates_mark_what_is_made_of_them(engine: Engine) -> None:
    rows = [cell("2024-01", 5.0), cell("2024-02", 6.0, status="estimated"), cell("2024-03", 7.0)]
    out = {row["period"]: row["status"] for row in engine.rows(to_cumulative(engine.frame(rows, TYPES)))}
    assert out == {"2024-01": None, "2024-01/2024-02": "estimated", "2024-01/2024-03": "estimated"}
    back = {row["period"]: row["status"] for row in engine.rows(to_periods(to_cumulative(engine.frame(rows, TYPES))))}
    assert back["2024-02"] == "estimated"


@on_every_engine
def test_years_and_places_do_not_run_into_each_other(engine: Engine) -> None:
    rows = [
        cell("2023-01/2023-12", 60.0),
        cell("2024-01/2024-02", 10.0),
        cell("2024-01/2024-03", 16.0, place="云川县"),
        cell("2024-01/2024-03", 15.0),
    ]
    made = {(r["place"], r["period"]): r["value"] for r in engine.rows(to_periods(engine.frame(rows, TYPES)))}
    assert made == {
        ("云岚县", "2023-01/2023-12"): 60.0,
        ("云岚县", "2024-01/2024-02"): 10.0,
        ("云岚县", "2024-03"): 5.0,
        ("云川县", "2024-01/2024-03"): 16.0,
    }


def test_a_text_that_is_no_period_is_named() -> None:
    with pytest.raises(FrameError, match=r"observations: column period: period '上半年'"):
        to_periods(pl.DataFrame([cell("上半年", 1.0)]))


AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=4).map(float) | st.just(0.0)
YEARS = st.dictionaries(st.integers(2020, 2022), st.dictionaries(st.integers(1, 12), AMOUNTS, min_size=1), min_size=1)


def as_frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = {"status": pl.String, "reported_at": pl.Date, "value": pl.Float64}
    return pl.DataFrame(rows, schema_overrides=schema)


def plain(frame: pl.DataFrame) -> list[tuple[Any, ...]]:
    return sorted(frame.select("place", "indicator", "period", "measure", "value", "unit").rows())


@given(years=YEARS, seed=st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_cumulatives_to_periods_and_back_is_the_identity(years: dict[int, dict[int, float]], seed: Any) -> None:
    rows = [
        cell(f"{year}-01" if month == 1 else f"{year}-01/{year}-{month:02d}", value)
        for year, months in years.items()
        for month, value in months.items()
    ]
    seed.shuffle(rows)
    frame = as_frame(rows)
    assert plain(to_cumulative(to_periods(frame))) == plain(frame)


@given(ends=st.sets(st.integers(1, 12), min_size=1), data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_year_split_into_periods_and_joined_is_the_identity(ends: set[int], data: st.DataObject) -> None:
    rows, start = [], 1
    for end in sorted(ends):
        period = f"2024-{start:02d}" if start == end else f"2024-{start:02d}/2024-{end:02d}"
        rows.append(cell(period, data.draw(AMOUNTS)))
        start = end + 1
    frame = as_frame(rows)
    assert plain(to_periods(to_cumulative(frame))) == plain(frame)
