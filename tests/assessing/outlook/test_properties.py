"""What holds for every series (Hypothesis)."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessing.engines import Engine
from assessing.outlook.invented import TYPES, cumulative, row
from luoshi.assessing.outlook import METHOD_NAMES, outlook

POLARS = Engine("polars")
AMOUNTS = st.lists(st.one_of(st.none(), st.floats(-50, 1000)), min_size=48, max_size=48)
RULES = st.sampled_from([name for name in METHOD_NAMES if name != "ets"])


def rows_of(amounts: list[float | None], months: int) -> list[dict[str, Any]]:
    years = {2021 + n: amounts[12 * n : 12 * n + 12] for n in range(4)}
    years[2024] = years[2024][:months]
    return cumulative(years)


def forecast(rows: list[dict[str, Any]], as_of: str, **options: Any) -> list[dict[str, Any]]:
    return list(outlook(POLARS.frame(rows, TYPES), as_of, **options).to_dicts()) if rows else []


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, st.integers(1, 12), RULES)
def test_the_interval_holds_the_value_and_a_reason_is_given(
    amounts: list[float | None], months: int, method: str
) -> None:
    for found in forecast(rows_of(amounts, months), f"2024-{months:02d}", method=method):
        assert found["reason"]
        assert (found["outlook"] is None) == (found["method"] is None)
        if found["outlook_low"] is not None:
            assert found["outlook_low"] <= found["outlook"] <= found["outlook_high"]


@settings(max_examples=40, deadline=None)
@given(AMOUNTS, st.integers(1, 11), st.randoms(use_true_random=False))
def test_later_figures_change_nothing_and_order_does_not_matter(
    amounts: list[float | None], months: int, shuffle: Any
) -> None:
    now = rows_of(amounts, months)
    before = forecast(now, f"2024-{months:02d}")
    later = [*rows_of(amounts, 12), row("2024", 7.0), row("2025-01", 3.0), row("2021/2025", 900.0)]
    shuffle.shuffle(later)
    assert forecast(later, f"2024-{months:02d}") == before
    shuffle.shuffle(now)
    assert forecast(now, f"2024-{months:02d}") == before


@settings(max_examples=30, deadline=None)
@given(AMOUNTS, st.integers(1, 11))
def test_other_series_change_nothing(amounts: list[float | None], months: int) -> None:
    mine = rows_of(amounts, months)
    others = [{**r, "place": "邻县", "value": r["value"] * 3 + 1} for r in mine]
    together = [r for r in forecast(mine + others, f"2024-{months:02d}") if r["place"] != "邻县"]
    assert together == forecast(mine, f"2024-{months:02d}")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(1, 100), min_size=48, max_size=48), st.integers(2, 11), st.sampled_from([0.001, 10.0, 1e6]))
def test_the_unit_does_not_matter(amounts: list[float], months: int, scale: float) -> None:
    sums = [sum(amounts[n - n % 12 : n + 1]) for n in range(48)]
    small, large = (forecast(rows_of([v * k for v in sums], months), f"2024-{months:02d}")[0] for k in (1, scale))
    for column in ("outlook", "outlook_low", "outlook_high"):
        assert large[column] == pytest.approx(small[column] * scale, rel=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(1, 100), min_size=36, max_size=36), st.integers(2, 11))
def test_a_wider_level_is_a_wider_interval(amounts: list[float], months: int) -> None:
    rows = rows_of([sum(amounts[n - n % 12 : n + 1]) for n in range(36)] + [float(n) for n in range(1, 13)], months)
    narrow, wide = (forecast(rows, f"2024-{months:02d}", level=level)[0] for level in (0.5, 0.9))
    assert wide["outlook"] == narrow["outlook"]
    assert wide["outlook_low"] <= narrow["outlook_low"]
    assert wide["outlook_high"] >= narrow["outlook_high"]


def test_a_correction_before_the_day_counts_and_one_after_it_does_not() -> None:
    from datetime import date

    from luoshi.assessing.cells import as_known_at

    rows = [{**r, "reported_at": date(2024, 7, 18)} for r in rows_of([float(n % 12 + 1) for n in range(48)], 6)]
    frame = pl.DataFrame(rows, schema_overrides={"status": pl.String})
    late = pl.DataFrame([{**rows[-1], "value": 99.0, "reported_at": date(2024, 9, 1)}], schema=frame.schema)
    both = pl.concat([frame, late])
    plain = outlook(frame, "2024-06").to_dicts()
    assert outlook(as_known_at(both, date(2024, 8, 1)), "2024-06").to_dicts() == plain
    assert outlook(as_known_at(both, date(2024, 9, 1)), "2024-06").to_dicts() != plain
