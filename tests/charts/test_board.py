from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from charts.invented import VERDICT_TYPES, board_rows, named, named_rows, texts, verdict
from luoshi import charts
from luoshi.assessing.frames import FrameError


def board(rows: list[dict[str, Any]], **options: Any) -> Any:
    return charts.year_board(Engine("polars").frame(rows, VERDICT_TYPES), **options)


@on_every_engine
def test_one_cell_for_each_verdict_and_the_same_picture_from_every_engine(engine: Engine) -> None:
    chart = charts.year_board(engine.frame(board_rows(), VERDICT_TYPES))
    cells = {(row["id"], row["as_of"]): row for row in named_rows(chart, "cells")}
    assert set(cells) == {
        ("T1", "2024-01"), ("T1", "2024-02"), ("T1", "2024-03"), ("T2", "2024-01"), ("T2", "2024-03"),
        ("T10", "2024-01"), ("T10", "2024-03"),
    }  # fmt: skip
    assert cells["T1", "2024-03"]["light"] == "red"
    assert cells["T10", "2024-03"]["completion"] is None
    assert chart.to_dict() == board(board_rows()).to_dict()


def test_months_across_are_the_whole_year_and_targets_stand_by_place_and_number() -> None:
    encoding = named(board(board_rows()).to_dict(), "cells")["encoding"]
    assert encoding["x"]["scale"]["domain"] == [f"2024-{month:02d}" for month in range(1, 13)]
    assert encoding["y"]["scale"]["domain"] == ["T1", "T2", "T10"]
    assert encoding["fill"]["field"] == "light"
    assert [tip["field"] for tip in encoding["tooltip"]][-1] == "reason"


def test_a_light_is_sign_and_colour_and_word() -> None:
    chart = board(board_rows())
    cells = {(row["id"], row["as_of"]): row for row in named_rows(chart, "cells")}
    assert cells["T1", "2024-03"]["word"] == "■ 红灯"
    scale = named(chart.to_dict(), "cells")["encoding"]["fill"]["scale"]
    assert scale["domain"] == ["red", "yellow", "green", "grey"]
    assert len(set(scale["range"])) == 4
    said = texts(chart)
    assert "■ 红灯 偏离" in said
    assert {"■", "▲", "●", "○"} <= set(said)


def test_the_legend_counts_the_latest_month() -> None:
    assert {"截至2024年3月", "红灯 1", "黄灯 0", "绿灯 1", "不亮灯 1"} <= set(texts(board(board_rows())))


def test_what_is_not_quite_done_is_never_printed_as_100() -> None:
    assert "99.9" in texts(board(board_rows()))
    assert "100.0" not in texts(board(board_rows()))


def test_worst_first_and_reasons() -> None:
    chart = board(board_rows(), order="worst", reasons=True)
    assert named(chart.to_dict(), "cells")["encoding"]["y"]["scale"]["domain"] == ["T1", "T2", "T10"]
    assert "截至3月完成14%，落后序时11个百分点。" in texts(chart)
    assert "截至3月完成14%，落后序时11个百分点。" not in texts(board(board_rows()))
    rows = [
        verdict(id=i, light=c, ahead=a) for i, c, a in [("A", "green", 3.0), ("B", "red", -5.0), ("C", "red", -9.0)]
    ]
    chart = board(rows, order="worst")
    assert named(chart.to_dict(), "cells")["encoding"]["y"]["scale"]["domain"] == ["C", "B", "A"]


def test_growth_has_no_completion_and_shows_what_was_reached() -> None:
    rows = [verdict(as_of=f"2024-0{m}", actual=5.0 + m / 4, light="yellow") for m in (1, 2)]
    said = texts(board(rows))
    assert {"地区生产总值（实际数）", "5.25", "5.5"} <= set(said)
    assert "1234567" not in "".join(texts(board([verdict(actual=1234567.0, light="yellow")])))


def test_a_long_reason_takes_two_lines() -> None:
    reason = "截至3月完成14%，落后序时11个百分点；" * 4
    [shown] = [text for text in texts(board([verdict(light="red", reason=reason)], reasons=True)) if "落后" in text]
    assert shown.count("\n") == 1
    assert shown.replace("\n", "") == reason


def test_in_english() -> None:
    chart = board(board_rows(), language="en")
    assert chart.to_dict()["title"]["text"] == "Targets by month, 2024"
    assert {"as of Mar 2024", "red 1", "gross domestic product", "■ red off track"} <= set(texts(chart))


def test_two_targets_of_one_indicator_are_told_apart() -> None:
    rows = [verdict(id="T1", light="green"), verdict(id="T2", light="red")]
    assert {"地区生产总值 [T1]", "地区生产总值 [T2]"} <= set(texts(board(rows)))


def test_one_place_stands_in_the_title() -> None:
    assert board([verdict(light="green")]).to_dict()["title"]["text"] == "云岚县 · 目标任务进度一览（2024年）"


def test_several_years_show_their_years() -> None:
    rows = [verdict(as_of="2023-11", light="green"), verdict(as_of="2024-02", light="red")]
    spec = board(rows).to_dict()
    assert len(named(spec, "cells")["encoding"]["x"]["scale"]["domain"]) == 24
    assert "2024年" in named(spec, "cells")["encoding"]["x"]["axis"]["labelExpr"]


def test_sixty_targets_by_twelve_months() -> None:
    rows = [
        verdict(id=f"T{n}", place=f"第{n // 10}镇", indicator="很" * 40, as_of=f"2024-{m:02d}", light="green")
        for n in range(60)
        for m in range(1, 13)
    ]  # fmt: skip
    chart = board(rows)
    assert len(named_rows(chart, "cells")) == 720
    svg = charts.to_svg(chart)
    shown = {text for text in re.findall(r"<text[^>]*>([^<]*)<", svg) if "很" in text}
    assert len(shown) == 1
    assert re.fullmatch("很{15,30}…", shown.pop())


# Made within the test: a relation that a parameter holds is one that DuckDB misses, and prints, at the very end.
@pytest.mark.parametrize(
    "made",
    [
        pl.DataFrame,
        lambda: Engine("duckdb").frame([], VERDICT_TYPES),
        lambda: pd.DataFrame(columns=list(VERDICT_TYPES)),
        pd.DataFrame,
    ],
    ids=["no columns", "duckdb", "pandas", "pandas without columns"],
)
def test_nothing_at_all_says_so(made: Callable[[], Any]) -> None:
    chart = charts.year_board(made())
    assert texts(chart) == ["没有可显示的数据"]
    assert charts.to_png(chart).startswith(b"\x89PNG")


def test_the_order_of_rows_does_not_matter() -> None:
    rows = board_rows()
    random.Random(1).shuffle(rows)
    assert board(rows).to_dict() == board(board_rows()).to_dict()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [verdict(light="green"), verdict(light="red")],
            "verdicts: found two rows for id T1, as_of 2024-01",
        ),
        ([verdict(light="purple")], "verdicts: column light: found 'purple', expected one of green"),
        ([verdict(as_of="2024-13", light="green")], "verdicts: column as_of: .*2024-13"),
        ([verdict(id=None, light="green")], "verdicts: column id: found nothing in the row with place 云岚县"),
    ],
)
def test_what_is_wrong_is_named(rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(FrameError, match=message):
        board(rows)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(FrameError, match="verdicts: no column light; found id"):
        charts.year_board(pl.DataFrame({"id": ["T1"], "indicator": ["GDP"], "as_of": ["2024-01"]}))


def test_unknown_words_are_named() -> None:
    for options, message in [
        ({"theme": "sepia"}, "theme: found 'sepia', expected one of light, dark"),
        ({"language": "fr"}, "language: found 'fr', expected one of zh, en"),
        ({"order": "best"}, "order: found 'best', expected target or worst"),
    ]:
        with pytest.raises(ValueError, match=message):
            board(board_rows(), **options)
