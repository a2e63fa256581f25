from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessing.engines import Engine, on_every_engine
from charts.invented import TABLE_TYPES, named, named_rows, texts
from luoshi import charts
from luoshi.assessing.frames import FrameError

RANKS = {
    "云岚县": (1, 2, 2), "松溪县": (2, 1, 1), "石桥区": (3, 3, 2), "白沙区": (4, None, 4),
}  # fmt: skip
PERIODS = ("2024-01", "2024-01/2024-02", "2024-01/2024-03")


def table() -> list[dict[str, Any]]:
    return [
        {"place": place, "period": period, "rank": None if rank is None else float(rank), "score": 90.0 - (rank or 0)}
        for place, ranks in RANKS.items()
        for period, rank in zip(PERIODS, ranks, strict=True)
    ]


def league(rows: list[dict[str, Any]], **options: Any) -> Any:
    return charts.league(Engine("polars").frame(rows, TABLE_TYPES), **options)


@on_every_engine
def test_a_line_for_each_place_and_the_same_picture_from_every_engine(engine: Engine) -> None:
    chart = charts.league(engine.frame(table(), TABLE_TYPES), highlight=["云岚县"])
    spec = chart.to_dict()
    followed = named(spec, "followed")
    assert followed["encoding"]["x"]["scale"]["domain"] == list(PERIODS)
    assert [row["rank"] for row in named_rows(chart, "followed")] == [1, 2, 2]
    assert {row["place"] for row in named_rows(chart, "places")} == {"松溪县", "石桥区", "白沙区"}
    assert spec == league(table(), highlight=["云岚县"]).to_dict()


def test_who_ties_stands_below_keeps_the_rank_and_is_joined() -> None:
    chart = league(table(), highlight=["石桥区", "云岚县"])
    last = {row["place"]: row for row in named_rows(chart, "followed") if row["period"] == PERIODS[-1]}
    assert [(last[p]["rank"], last[p]["slot"]) for p in ("云岚县", "石桥区")] == [(2, 2), (2, 3)]
    assert named_rows(chart, "ties") == [{"period": PERIODS[-1], "rank": 2, "slot": 2, "end": 3}]
    assert {"2 云岚县（并列）", "2 石桥区（并列）", "1 松溪县", "4 白沙区"} <= set(texts(chart))
    assert "2= 云岚县" in texts(league(table(), language="en"))


def test_a_period_without_a_rank_is_a_gap() -> None:
    rows = [row for row in named_rows(league(table(), highlight=[]), "places") if row["place"] == "白沙区"]
    assert [(row["period"], row["run"]) for row in rows] == [(PERIODS[0], 0), (PERIODS[2], 1)]


def test_changes_are_those_since_the_period_before() -> None:
    rows = [row for row in table() if row["period"] != PERIODS[1] or row["place"] != "石桥区"]
    said = texts(league(rows))
    # 石桥区 and 白沙区 had no rank in the period before.
    assert said.count("－") == 2
    assert said.count("新") == 2
    assert "↑1" in texts(league([row for row in table() if row["period"] != PERIODS[2]]))


def test_without_a_word_the_first_three_are_followed() -> None:
    assert {row["place"] for row in named_rows(league(table()), "followed")} == {"松溪县", "云岚县", "石桥区"}
    assert not [part for part in league(table(), highlight=[]).to_dict()["layer"] if part.get("name") == "followed"]


def test_who_is_at_neither_end_is_named_at_the_last_dot() -> None:
    rows = [*table(), {"place": "柳河镇", "period": PERIODS[1], "rank": 4.0, "score": None}]
    assert texts(league(rows)).count("柳河镇") == 1


def test_the_year_stands_in_the_title_or_on_the_axis() -> None:
    assert league(table()).to_dict()["title"]["text"] == "位次变化（2024年）"
    rows = [{"place": "云岚县", "period": p, "rank": 1.0, "score": None} for p in ("2023-12", "2024-01", "2024-02")]
    spec = league(rows).to_dict()
    assert spec["title"]["text"] == "位次变化"
    assert '"2024-01": "2024年\\n1月"' in named(spec, "followed")["encoding"]["x"]["axis"]["labelExpr"]


def test_quarters_in_order() -> None:
    rows = [{"place": "云岚县", "period": p, "rank": 1.0, "score": None} for p in ("2024-Q2", "2024-Q1", "2024-Q3")]
    axis = named(league(rows).to_dict(), "followed")["encoding"]["x"]
    assert axis["scale"]["domain"] == ["2024-Q1", "2024-Q2", "2024-Q3"]
    assert "一季度" in axis["axis"]["labelExpr"]


def test_forty_places_twelve_months() -> None:
    names = [f"第{n}县" for n in range(40)]
    draw = random.Random(7)
    rows = []
    for month in range(1, 13):
        draw.shuffle(names)
        rows += [
            {"place": p, "period": f"2024-{month:02d}", "rank": n + 1.0, "score": None} for n, p in enumerate(names)
        ]
    chart = league(rows, highlight=names[:10], theme="dark")
    assert len(named_rows(chart, "followed")) == 120
    assert len(named_rows(chart, "places")) == 360
    scale = named(chart.to_dict(), "followed")["encoding"]["color"]["scale"]
    # Ten lines, eight colours: the last two have the first ones' colours, and dashes.
    assert scale["range"][8:] == scale["range"][:2]
    assert charts.to_png(chart, scale=1).startswith(b"\x89PNG")


def test_nothing_says_so() -> None:
    for rows in ([], [{"place": "云岚县", "period": "2024", "rank": None, "score": 1.0}]):
        assert texts(league(rows)) == ["没有可显示的数据"]
    assert texts(charts.league(pl.DataFrame())) == ["没有可显示的数据"]


def test_what_is_wrong_is_named() -> None:
    with pytest.raises(FrameError, match="table: found two rows for place 云岚县, period 2024-01, expected one"):
        league([table()[0], table()[0]])
    with pytest.raises(FrameError, match=r"table: .*一月"):
        league([{**table()[0], "period": "一月"}])
    with pytest.raises(ValueError, match="highlight: found 南州市, expected places of the table"):
        league(table(), highlight=["云岚县", "南州市"])


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.randoms())
def test_slots_keep_the_order_of_ranks_and_no_two_share_one(ranks: list[int], draw: Any) -> None:
    from luoshi.charts.bump import slots

    rows = [{"place": f"P{n}", "rank": float(rank)} for n, rank in enumerate(ranks)]
    found = slots(rows, {})
    assert len(set(found.values())) == len(rows)
    assert all(found[row["place"]] >= row["rank"] for row in rows)
    for one in rows:
        for other in rows:
            assert one["rank"] >= other["rank"] or found[one["place"]] < found[other["place"]]
    draw.shuffle(rows)
    assert slots(rows, {}) == found
