from __future__ import annotations

import pytest

from assessing.engines import Engine, on_every_engine
from luoshi.assessing.frames import FrameError
from luoshi.assessing.scoring import rank


def ranks(engine: Engine, values: list[float | None], **how: object) -> list[tuple[object, object]]:
    rows = [{"place": f"p{n}", "indicator": "GDP", "period": "2024", "value": value} for n, value in enumerate(values)]
    frame = rank(engine.frame(rows, {"value": "number"}), **how)  # type: ignore[arg-type]
    assert engine.is_same_kind(frame)
    return [(row["rank"], row["of"]) for row in engine.rows(frame)]


@on_every_engine
def test_equal_as_printed_is_equal(engine: Engine) -> None:
    assert ranks(engine, [0.1 + 0.2, 0.3, 0.2999, 0.4]) == [(2, 4), (2, 4), (4, 4), (1, 4)]


@on_every_engine
def test_what_has_no_number_has_no_rank_and_is_not_counted(engine: Engine) -> None:
    assert ranks(engine, [5.0, None, 7.0]) == [(2, 2), (None, 2), (1, 2)]


@on_every_engine
def test_dense_and_average(engine: Engine) -> None:
    assert [r for r, _ in ranks(engine, [9.0, 8.0, 8.0, 7.0], method="dense")] == [1, 2, 2, 3]
    assert [r for r, _ in ranks(engine, [9.0, 8.0, 8.0, 7.0], method="average")] == [1, 2.5, 2.5, 4]


@on_every_engine
def test_less_is_better_and_the_middle_is_best(engine: Engine) -> None:
    assert [r for r, _ in ranks(engine, [5.5, 5.1, 5.1], good="down")] == [3, 1, 1]
    # 101.7 and 102.3 are as far from 102, though their doubles are not.
    assert [r for r, _ in ranks(engine, [101.7, 102.3, 102.0, 104.0], good="middle", middle=102)] == [2, 2, 1, 4]


def test_a_status_without_a_number_counts_for_nothing_and_zero_counts() -> None:
    engine = Engine("polars")
    rows = [
        {"place": place, "indicator": "GDP", "period": "2024", "value": value, "status": status}
        for place, value, status in zip(
            "abcde",
            [3.0, None, 9.0, -1.0, 4.0],
            ["reported", "zero", "not_applicable", None, "estimated"],
            strict=True,
        )
    ]
    assert [row["rank"] for row in engine.rows(rank(engine.frame(rows)))] == [2, 3, None, 4, 1]


def test_indicators_of_one_frame_may_have_different_good_directions() -> None:
    engine = Engine("polars")
    rows = [
        {"place": place, "indicator": indicator, "period": "2024", "value": value}
        for indicator in ("GDP", "PM25")
        for place, value in [("a", 1.0), ("b", 2.0)]
    ]
    found = engine.rows(rank(engine.frame(rows), good={"PM25": "down"}))
    assert [(row["place"], row["indicator"], row["rank"]) for row in found] == [
        ("a", "GDP", 2), ("a", "PM25", 1), ("b", "GDP", 1), ("b", "PM25", 2),
    ]  # fmt: skip


def test_without_groups_all_are_ranked_with_all() -> None:
    engine = Engine("polars")
    frame = engine.frame([{"score": 3.0}, {"score": 4.0}])
    assert [row["rank"] for row in engine.rows(rank(frame, value="score", by=()))] == [2, 1]


def test_unknown_words_and_columns() -> None:
    frame = Engine("polars").frame([{"place": "a", "value": 1.0}])
    with pytest.raises(FrameError, match="rank: no column indicator, period; found place, value"):
        rank(frame)
    with pytest.raises(ValueError, match="good: found 'high', expected one of up, down, middle"):
        rank(frame, by=(), good="high")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="middle: found nothing"):
        rank(frame, by=(), good="middle")
    with pytest.raises(ValueError, match="method: found 'max', expected one of min, dense, average"):
        rank(frame, by=(), method="max")  # type: ignore[arg-type]
