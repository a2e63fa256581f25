"""The months of one series, for charts."""

from __future__ import annotations

import pytest

from assessing.engines import Engine, on_every_engine
from assessing.outlook.invented import RETAIL, TYPES, cumulative, monthly
from luoshi.assessing.frames import FrameError
from luoshi.assessing.outlook import BAND, band, outlook

POLARS = Engine("polars")


@on_every_engine
def test_known_months_have_no_width_and_december_is_the_outlook(engine: Engine) -> None:
    rows = engine.rows(band(engine.frame(RETAIL, TYPES), "2024-10"))
    assert list(rows[0]) == list(BAND)
    assert [r["month"] for r in rows] == [f"2024-{m:02d}" for m in range(1, 13)]
    known = {r["month"]: r for r in rows if r["outlook"] is not None}
    assert [(m, r["outlook"]) for m, r in known.items()][:3] == [("2024-03", 28), ("2024-06", 60), ("2024-09", 99)]
    assert all(known[f"2024-{m:02d}"]["low"] == known[f"2024-{m:02d}"]["high"] for m in (3, 6, 9))
    year = outlook(POLARS.frame(RETAIL, TYPES), "2024-10").to_dicts()[0]
    last = known["2024-12"]
    assert [last["outlook"], last["low"], last["high"]] == pytest.approx(
        [year["outlook"], year["outlook_low"], year["outlook_high"]]
    )
    widths = [known[f"2024-{m}"]["high"] - known[f"2024-{m}"]["low"] for m in (10, 11, 12)]
    assert 0 < widths[0] < widths[1] < widths[2]


def test_an_average_is_shown_as_one() -> None:
    air = monthly({2022: [30.0] * 12, 2023: [28.0] * 11 + [31.0], 2024: [40, 20, 30]}, indicator="PM25")
    rows = band(POLARS.frame(air, TYPES), "2024-03").to_dicts()
    assert [r["outlook"] for r in rows[:4]] == pytest.approx([40, 30, 30, 30])


def test_without_a_forecast_the_months_ahead_are_null() -> None:
    rows = band(POLARS.frame(cumulative({2024: [1, 2, 3]}), TYPES), "2024-03").to_dicts()
    assert [r["outlook"] for r in rows] == [1, 2, 3] + [None] * 9


def test_a_full_year_is_all_known() -> None:
    rows = band(POLARS.frame(cumulative({2024: range(1, 13)}), TYPES), "2024-12").to_dicts()
    assert [(r["outlook"], r["low"], r["high"]) for r in rows] == [(m, m, m) for m in range(1, 13)]


def test_more_than_one_series_is_refused() -> None:
    rows = RETAIL + [{**r, "place": "邻县"} for r in RETAIL]
    with pytest.raises(FrameError, match=r"found 2 series, expected one place, indicator and measure"):
        band(POLARS.frame(rows, TYPES), "2024-09")
