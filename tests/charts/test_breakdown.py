from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from charts.invented import named_rows, texts
from luoshi import charts
from luoshi.assessing.frames import FrameError

TYPES = {
    **dict.fromkeys(("id", "place", "indicator", "period", "measure", "unit"), "text"),
    **dict.fromkeys(("missing", "unweighted", "reason"), "text"),
    **dict.fromkeys(("whole", "parts", "members", "lowest", "highest"), "number"),
}


def row(indicator: str, whole: float | None, parts: float | None, **fields: Any) -> dict[str, Any]:
    usual = {"place": "云岚县", "period": "2025", "measure": "level", "unit": "亿元", "members": 5.0}
    return {**dict.fromkeys(TYPES), **usual, **fields, "indicator": indicator, "whole": whole, "parts": parts}


ROWS = [
    row("FAI", 120.0, 105.0, missing="石桥区、白沙区"),
    row("GDP", 6.0, 6.9, measure="growth", unit="%"),
    row("JOBS_NEW", 7300.0, 7300.0, unit="人"),
    row("UNEMP_SURVEY", 5.5, 5.2, unit="%"),
    row("BUDGET_REV", 20.0, None),
]


def cascade(rows: list[dict[str, Any]], **options: Any) -> Any:
    return charts.cascade(Engine("polars").frame([{name: r[name] for name in TYPES} for r in rows], TYPES), **options)


@on_every_engine
def test_a_bar_for_each_target_and_the_same_picture_from_every_engine(engine: Engine) -> None:
    chart = charts.cascade(engine.frame([{name: r[name] for name in TYPES} for r in ROWS], TYPES))
    shares = {r["indicator"]: r["share"] for r in named_rows(chart, "promised")}
    assert shares == pytest.approx(
        {"固定资产投资": 87.5, "地区生产总值": 115, "城镇新增就业": 100, "城镇调查失业率": 94.5454545}
    )
    assert chart.to_dict() == cascade(ROWS).to_dict()


def test_what_is_short_and_what_is_beyond() -> None:
    found = {r["indicator"]: (r["kind"], r["from"], r["to"]) for r in named_rows(cascade(ROWS), "differences")}
    assert found["固定资产投资"] == ("short", 87.5, 100)
    assert found["地区生产总值"][:2] == ("over", 100)
    assert found["地区生产总值"][2] == pytest.approx(115)
    # Less unemployment is more than was asked for.
    assert found["城镇调查失业率"][0] == "over"
    assert set(found) == {"固定资产投资", "地区生产总值", "城镇调查失业率"}


def test_sign_and_word_and_number_and_who_is_missing() -> None:
    said = texts(cascade(ROWS))
    assert {"▼ 缺口 15亿元（87.5%）", "▲ 加码 0.9个百分点（115.0%）", "＝ 持平", "石桥区、白沙区（共5个）"} <= set(said)
    assert {"缺口 1", "加码 2", "持平 1", "○ 无法比较"} <= set(said)
    assert "▼ short 15亿元 (87.5%)" in texts(cascade(ROWS, language="en"))


def test_a_missing_sum_is_no_bar_and_no_zero() -> None:
    assert "一般公共预算收入" not in {r["indicator"] for r in named_rows(cascade(ROWS), "promised")}
    assert "－" in texts(cascade(ROWS))


def test_a_whole_of_nothing_has_a_difference_and_no_bar() -> None:
    chart = cascade([row("TRADE_TOTAL", 0.0, 3.0, unit="%", measure="growth")])
    assert named_rows(chart, "promised") == []
    assert "▲ 加码 3个百分点" in texts(chart)


def test_a_fall_promised_deeper_is_beyond() -> None:
    chart = cascade([row("ENERGY_PER_GDP", -2.5, -3.0, unit="%", measure="growth")])
    [found] = named_rows(chart, "differences")
    assert (found["kind"], found["to"]) == ("over", pytest.approx(120))


def test_a_bar_too_long_is_cut_and_marked() -> None:
    chart = cascade([row("FAI", 20.0, 90.0)])
    [found] = named_rows(chart, "differences")
    assert (found["to"], found["share"]) == (200, 450)
    assert "▸" in texts(chart)
    assert "▸" not in texts(cascade(ROWS))


def test_places_and_periods_stand_before_the_indicator_where_they_differ() -> None:
    chart = cascade([row("FAI", 1.0, 1.0), row("FAI", 1.0, 1.0, place="松溪县", period="2026")])
    assert {"云岚县 2025年 固定资产投资", "松溪县 2026年 固定资产投资"} <= set(texts(chart))
    chart = cascade([row("GDP", 1.0, 1.0), row("GDP", 6.0, 6.0, measure="growth", unit="%")])
    assert {"地区生产总值 总量", "地区生产总值 增速"} <= set(texts(chart))
    assert chart.to_dict()["title"]["text"] == "云岚县 · 目标分解（2025年）"


def test_what_cannot_be_put_together_shows_its_range() -> None:
    chart = cascade([row("UNEMP_SURVEY", 5.0, None, unit="%", lowest=4.5, highest=5.5, unweighted="石桥区")])
    [found] = named_rows(chart, "ranges")
    assert (found["from"], found["to"]) == (90, 110)
    assert {"4.5—5.5%", "○ 无法比较", "无基数：石桥区"} <= set(texts(chart))


def test_two_targets_of_one_indicator_are_told_apart() -> None:
    chart = cascade([row("FAI", 1.0, 1.0, id="T1"), row("FAI", 2.0, 1.0, id="T2")])
    assert {"固定资产投资 [T1]", "固定资产投资 [T2]"} <= set(texts(chart))


def test_it_takes_what_the_cascade_gives() -> None:
    from luoshi.assessing.cascade import cascade as put_together

    cell = {"indicator": "FAI", "period": "2025", "measure": "level", "comparator": "ge", "unit": "亿元"}
    targets = [
        {"id": "W", "place": "云岚县", "value": 120.0, **cell},
        {"id": "A", "place": "柳河镇", "value": 60.0, **cell},
        {"id": "B", "place": "石桥镇", "value": 45.0, **cell},
    ]
    parents = [{"place": place, "parent": "云岚县"} for place in ("柳河镇", "石桥镇", "白沙镇")]
    chart = charts.cascade(put_together(pl.DataFrame(targets), pl.DataFrame(parents)))
    assert {"▼ 缺口 15亿元（87.5%）", "白沙镇（共3个）"} <= set(texts(chart))


def test_noise_of_arithmetic_is_no_gap() -> None:
    assert "＝ 持平" in texts(cascade([row("FAI", 0.3, 0.1 + 0.2)]))


def test_nothing_says_so() -> None:
    assert texts(charts.cascade(pl.DataFrame())) == ["没有可显示的数据"]
    assert texts(cascade([])) == ["没有可显示的数据"]


def test_what_is_wrong_is_named() -> None:
    with pytest.raises(FrameError, match="cascade: found two rows for place 云岚县, indicator FAI"):
        cascade([ROWS[0], ROWS[0]])
    with pytest.raises(FrameError, match="cascade: no column parts"):
        charts.cascade(pl.DataFrame({"indicator": ["GDP"], "whole": [6.0]}))
