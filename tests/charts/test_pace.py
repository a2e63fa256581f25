from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from charts.invented import VERDICT_TYPES, named, named_rows, texts, verdict
from luoshi import charts
from luoshi.assessing.frames import FrameError

POLARS = Engine("polars")
BAND_TYPES = {"month": "text", "outlook": "number", "low": "number", "high": "number"}


def year(months: tuple[int, ...] = (1, 2, 3, 5, 6), **fields: Any) -> list[dict[str, Any]]:
    """A target of 240, of which 20 should come each month and 18 come."""
    return [
        verdict(
            as_of=f"2024-{m:02d}", actual=18.0 * m, completion=7.5 * m, schedule=100 / 12 * m, gap=18.0 * m - 240,
            light="yellow", **fields,
        )
        for m in months
    ]  # fmt: skip


def progress(rows: list[dict[str, Any]], band: list[dict[str, Any]] | None = None, **options: Any) -> Any:
    found = None if band is None else POLARS.frame(band, BAND_TYPES)
    return charts.progress(POLARS.frame(rows, VERDICT_TYPES), found, **options)


@on_every_engine
def test_lines_and_lights_and_the_same_picture_from_every_engine(engine: Engine) -> None:
    band = [{"month": "2024-12", "outlook": 216.0, "low": 204.0, "high": 228.0}]
    chart = charts.progress(engine.frame(year(), VERDICT_TYPES), engine.frame(band, BAND_TYPES))
    assert [row["y"] for row in named_rows(chart, "actual")] == [7.5, 15.0, 22.5, 37.5, 45.0]
    assert {row["word"] for row in named_rows(chart, "actual")} == {"▲ 黄灯"}
    assert chart.to_dict() == progress(year(), band).to_dict()


def test_a_missing_month_is_a_gap_and_never_zero() -> None:
    rows = named_rows(progress(year()), "actual")
    assert [(row["month"], row["run"]) for row in rows] == [
        ("2024-01", 0), ("2024-02", 0), ("2024-03", 0), ("2024-05", 1), ("2024-06", 1),
    ]  # fmt: skip
    assert named(progress(year()).to_dict(), "actual")["encoding"]["detail"]["field"] == "run"


def test_a_month_whose_figure_is_missing_is_a_gap() -> None:
    rows = [*year((1, 2)), verdict(as_of="2024-03", schedule=25.0, light="grey", state="no_data"), *year((4,))]
    assert [row["run"] for row in named_rows(progress(rows), "actual")] == [0, 0, 1]
    assert [row["run"] for row in named_rows(progress(rows), "schedule")] == [0, 0, 0, 0]


def test_the_outlook_of_the_last_verdict_is_a_fan_to_the_year_end() -> None:
    rows = year(outlook=216.0, outlook_low=204.0, outlook_high=228.0)
    assert named_rows(progress(rows), "outlook") == [
        {"month": "2024-06", "y": 45.0, "low": 45.0, "high": 45.0},
        {"month": "2024-12", "y": 90.0, "low": 85.0, "high": 95.0},
    ]
    assert [row["month"] for row in named_rows(progress(rows, until="2025-12"), "outlook")] == ["2024-06", "2025-12"]
    assert "预计 90.0%（85.0—95.0）" in texts(progress(rows))


def test_the_band_goes_month_by_month_from_the_last_point() -> None:
    band = [
        {"month": f"2024-{m:02d}", "outlook": v, "low": v and v - 12, "high": v and v + 12}
        for m, v in [(6, 108.0), (12, 216.0), (9, 162.0), (10, None)]
    ]
    assert [(row["month"], row["low"], row["high"]) for row in named_rows(progress(year(), band), "outlook")] == [
        ("2024-06", 45.0, 45.0), ("2024-09", 62.5, 72.5), ("2024-12", 85.0, 95.0),
    ]  # fmt: skip


def test_a_fall_from_a_baseline_is_converted_by_its_own_line() -> None:
    """60000 → 50000: with 59000 reached 10 % of the way is done; 52000 is 80 %, 53500 and 51000 are 65 and 90 %."""
    rows = [
        verdict(as_of="2024-06", actual=59000.0, gap=9000.0, completion=10.0, schedule=50.0, light="red",
                outlook=52000.0, outlook_low=51000.0, outlook_high=53500.0)
    ]  # fmt: skip
    [_, end] = named_rows(progress(rows), "outlook")
    assert (end["y"], end["low"], end["high"]) == pytest.approx((80, 65, 90))
    [point] = named_rows(progress(rows, measure="actual", unit="吨"), "schedule")
    assert point["y"] == pytest.approx(55000)
    assert "目标 50,000吨" in texts(progress(rows, measure="actual", unit="吨"))


def test_growth_has_no_completion_and_is_drawn_in_its_unit() -> None:
    rows = [verdict(as_of=f"2024-0{m}", actual=5.5 + m / 10, gap=m / 10 - 0.5, light="yellow") for m in (1, 2)]
    chart = progress(rows, [{"month": "2024-12", "outlook": 5.9, "low": 5.4, "high": 6.3}], unit="%")
    assert [row["y"] for row in named_rows(chart, "actual")] == pytest.approx([5.6, 5.7])
    assert {"实际 5.7%", "预计 5.9%（5.4—6.3）", "目标 6%"} <= set(texts(chart))
    low, high = named(chart.to_dict(), "actual")["encoding"]["y"]["scale"]["domain"]
    # Differences of rates are to be seen: the axis does not begin at 0.
    assert 5 < low < 5.4
    assert 6.3 < high < 7


def test_completion_begins_at_nothing() -> None:
    assert named(progress(year((5, 6))).to_dict(), "actual")["encoding"]["y"]["scale"]["domain"][0] == 0


def test_what_cannot_be_converted_is_left_out_and_said() -> None:
    rows = [verdict(as_of="2024-06", completion=45.0, schedule=50.0, outlook=216.0, light="yellow")]
    spec = progress(rows).to_dict()
    assert "outlook" not in [part.get("name") for part in spec["layer"]]
    assert spec["title"]["subtitle"] == ["预计值无法折算成完成率，未画出"]


def test_the_reason_stands_under_the_title_in_lines() -> None:
    rows = year((1,), reason="截至1月完成18亿元，" * 12)
    lines = progress(rows).to_dict()["title"]["subtitle"]
    assert len(lines) > 1
    assert "".join(lines) == "截至1月完成18亿元，" * 12


def test_title_names_place_indicator_and_year() -> None:
    assert progress(year()).to_dict()["title"]["text"] == "云岚县 地区生产总值 · 进度与序时（2024年）"
    english = progress(year(), language="en").to_dict()["title"]["text"]
    assert english == "云岚县 gross domestic product · Progress against schedule, 2024"


def test_one_month_alone_is_a_dot_and_nothing_says_so() -> None:
    assert charts.to_png(progress(year((1,)))).startswith(b"\x89PNG")
    assert texts(progress([verdict(light="grey", state="no_data")])) == ["没有可显示的数据"]
    assert texts(charts.progress(pl.DataFrame())) == ["没有可显示的数据"]


def test_no_light_is_no_disc() -> None:
    rows = [{**row, "light": None} for row in year()]
    assert not {"▲", "○"} & set(texts(progress(rows)))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([*year((1,)), verdict(id="T2")], "verdicts: column id: found T1, T2, expected one target"),
        ([*year((1,)), *year((1,))], "verdicts: found two rows for as_of 2024-01, expected one"),
        ([verdict(as_of="十月")], "verdicts: column as_of: .*十月"),
    ],
)
def test_what_is_wrong_is_named(rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(FrameError, match=message):
        progress(rows)


def test_wrong_months_of_band_and_end_are_named() -> None:
    with pytest.raises(FrameError, match=r"band: column month: .*冬"):
        progress(year(), [{"month": "冬", "outlook": 1.0, "low": None, "high": None}])
    with pytest.raises(ValueError, match=r"until: .*年底"):
        progress(year(outlook=1.0), until="年底")
    with pytest.raises(ValueError, match="measure: found 'level', expected completion or actual"):
        progress(year(), measure="level")
