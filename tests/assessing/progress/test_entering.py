"""What comes in odd: ids twice, numbers without sense, days of every kind, two names of a place, unknown words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from assessing.progress.invented import figure, frame, target, verdict, verdicts
from luoshi.assessing.frames import OBSERVATIONS, TARGETS, FrameError
from luoshi.assessing.progress import assess
from luoshi.assessing.progress.bounds import COMPARATORS, MEASURES
from luoshi.assessing.progress.entering import meant
from luoshi.reading.statements import Comparator, Measure

WANTED = target("a", "固定资产投资", 100, unit="亿元")
FOUND = figure("固定资产投资", 80, unit="亿元")


def test_the_words_are_those_of_reading() -> None:
    assert get_args(Measure) == MEASURES
    assert get_args(Comparator) == COMPARATORS


@on_every_engine
def test_two_targets_with_one_id_are_judged_each_by_itself(engine: Engine) -> None:
    gap: dict[str, Any] = {"measure": "gap", "comparator": "positive", "reference": "全国"}
    half: dict[str, Any] = {"period": "2024-01/2024-06", "unit": "亿元"}
    wanted = [
        target("a", "工业投资", None, **gap),
        target("a", "社会消费品零售总额", None, **gap),
        target("b", "民间投资", 100, **half),
        target("b", "技改投资", 100, **half),
        target(None, "固定资产投资", 100, unit="亿元"),  # type: ignore[arg-type]
    ]
    growth = [("工业投资", 5, 7), ("社会消费品零售总额", 5, 4)]
    found = [
        figure(n, v, place=p, measure="growth", unit="%")
        for n, *vs in growth
        for p, v in zip(("云岚县", "全国"), vs, strict=True)
    ]
    found += [figure("民间投资", 60, **half), figure("技改投资", 40, **half), FOUND]
    native = assess(
        engine.frame(wanted, TARGETS), engine.frame(found, OBSERVATIONS | {"reported_at": "text"}), "2024-10"
    )
    rows = engine.rows(native)
    assert sorted((row["id"] or "", row["indicator"], row["actual"]) for row in rows) == [
        ("", "固定资产投资", 80.0),
        ("a", "工业投资", -2.0),
        ("a", "社会消费品零售总额", 1.0),
        ("b", "技改投资", 40.0),
        ("b", "民间投资", 60.0),
    ]


@pytest.mark.parametrize("odd", [float("inf"), -float("inf"), float("nan"), 1e308, 1e15])
def test_what_is_no_number_is_missing_and_spoils_no_other_row(odd: float) -> None:
    wanted = [WANTED, target("b", "民间投资", 100, unit="亿元"), target("c", "技改投资", odd, unit="亿元")]
    found = [
        figure("固定资产投资", odd, unit="亿元"),
        figure("民间投资", 80, unit="亿元"),
        figure("技改投资", 1, unit="亿元"),
    ]
    a, b, c = verdicts(wanted, found)
    assert (a["state"], a["actual"], a["needed"]) == ("no_data", None, None)
    assert (b["state"], b["actual"]) == ("on_track", 80.0)
    assert (c["state"], c["completion"], c["needed"]) == ("no_data", None, None)


def test_the_largest_numbers_have_a_reason_too() -> None:
    found = verdict(target("a", "固定资产投资", 9e14, unit="元"), figure("固定资产投资", 9.5e14, unit="元"))
    assert (found["state"], found["gap"]) == ("met", 5e13)
    assert "950000000000000" in found["reason"] or "9.5e14" in found["reason"]


def test_a_zero_is_no_minus_zero() -> None:
    found = verdict(WANTED, figure("固定资产投资", -0.0, unit="亿元"))
    assert str(found["actual"]) == "0.0"
    assert str(found["completion"]) == "0.0"


DAYS = {
    "text": ["2024-11-18", "2024-11-19"],
    "text with a time": ["2024-11-18 23:59:00", "2024-11-19T00:00:00"],
    "day": [date(2024, 11, 18), date(2024, 11, 19)],
    "moment": [datetime(2024, 11, 18, 23, 59), datetime(2024, 11, 19)],
    "moment with a zone": [datetime(2024, 11, 18, 23, 59, tzinfo=UTC), datetime(2024, 11, 19, tzinfo=UTC)],
}


@pytest.mark.parametrize("days", DAYS.values(), ids=DAYS)
@on_every_engine
def test_what_was_known_on_a_day_however_days_are_written(engine: Engine, days: list[Any]) -> None:
    rows = frame([FOUND, FOUND | {"value": 60.0}], OBSERVATIONS).with_columns(pl.Series("reported_at", days))
    native: Any = {
        "polars": lambda: rows,
        "polars-lazy": rows.lazy,
        "pandas": rows.to_pandas,
        "pyarrow": rows.to_arrow,
    }.get(engine.name, lambda: _elsewhere(engine, rows))()
    found = [
        engine.rows(assess(engine.frame([WANTED], TARGETS), native, "2024-10", known_at=date(2024, 11, day)))[0][
            "actual"
        ]
        for day in (17, 18, 19)
    ]
    assert found == [None, 80.0, 60.0]


def _elsewhere(engine: Engine, rows: pl.DataFrame) -> Any:
    if engine.name == "duckdb":
        import duckdb

        return duckdb.from_arrow(rows.to_arrow())
    from assessing.engines import spark_session

    return spark_session().createDataFrame(rows.to_arrow())


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2024/11/18"], "found '2024/11/18', expected a day such as 2024-11-18"),
        ([20241118], "found Int64, expected days"),
    ],
)
def test_a_day_that_is_none_is_told(days: list[Any], said: str) -> None:
    rows = frame([FOUND], OBSERVATIONS).with_columns(pl.Series("reported_at", days))
    with pytest.raises(FrameError, match="reported_at: " + said):
        assess(frame([WANTED], TARGETS), rows, "2024-10", known_at=date(2024, 11, 18))


@pytest.mark.parametrize(("column", "word"), [("measure", "speed"), ("comparator", ">=")])
def test_a_word_that_is_none_is_told(column: str, word: str) -> None:
    with pytest.raises(FrameError, match=f"targets: column {column}: found '{word}', expected "):
        verdict(WANTED | {column: word}, FOUND)


def test_a_month_twice_is_once_and_none_at_all_is_told() -> None:
    assert len(verdicts([WANTED], [FOUND], ["2024-10", "2024-10", "2024-09"])) == 2
    with pytest.raises(ValueError, match="as_of: found no month"):
        verdicts([WANTED], [FOUND], [])


@on_every_engine
def test_a_place_is_found_under_its_longer_and_its_shorter_name(engine: Engine) -> None:
    wanted = [WANTED | {"place": "青澜市云岚县"}, WANTED | {"id": "b", "place": "松溪县"}]
    found = [FOUND, FOUND | {"place": "青澜市松溪县", "value": 70.0}]
    native = assess(
        engine.frame(wanted, TARGETS), engine.frame(found, OBSERVATIONS | {"reported_at": "text"}), "2024-10"
    )
    assert [(r["id"], r["place"], r["actual"]) for r in engine.rows(native)] == [
        ("a", "青澜市云岚县", 80.0),
        ("b", "松溪县", 70.0),
    ]


@pytest.mark.parametrize(
    ("wanted", "reported", "found"),
    [
        ({"青澜市云岚县"}, {"云岚县", "松溪县"}, {"青澜市云岚县": "云岚县"}),
        ({"云岚县"}, {"云岚县", "青澜市云岚县"}, {}),
        # Which of the two is meant nobody knows.
        ({"云岚县"}, {"青澜市云岚县", "白河市云岚县"}, {}),
        ({"青澜市云岚县", "白河市云岚县"}, {"云岚县"}, {}),
        # Half a word is no higher place.
        ({"城区"}, {"东城区"}, {}),
        ({"河县"}, {"白河县"}, {}),
    ],
)
def test_which_names_mean_one_place(wanted: set[str], reported: set[str], found: dict[str, str]) -> None:
    assert meant(wanted, reported) == found


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical, pl.Enum(["growth"])])
def test_figures_that_do_not_say_their_measure_are_amounts_and_in_no_growths_way(kind: Any) -> None:
    """Also where no target is on an amount."""
    wanted = pl.DataFrame(
        [{"id": "一", "place": "云岚县", "indicator": "GDP", "period": "2024", "measure": "growth", "comparator": "ge",
          "value": 6.5}]
    )  # fmt: skip
    rows = {
        "place": ["云岚县", "云岚县"], "indicator": ["GDP", "GDP"], "period": ["2024-01/2024-06", "2024-01/2024-05"],
        "measure": ["growth", None], "value": [6.75, 300.0],
    }  # fmt: skip
    found = pl.DataFrame(rows).with_columns(pl.col("measure").cast(kind))
    assert assess(wanted, found, "2024-06")["actual"].to_list() == [6.75]
    nothing = found.with_columns(measure=pl.lit(None))
    assert assess(wanted, nothing, "2024-06")["state"].to_list() == ["no_data"]


@pytest.mark.parametrize("month", [2024, None])
def test_a_month_that_is_no_text_is_refused(month: Any) -> None:
    with pytest.raises(ValueError, match=f"as_of: found {month}, expected a month such as 2024-10"):
        verdict(WANTED, FOUND, as_of=[month])
