"""How frames are entered and left, and what is said where one cannot be."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from assessing.engines import Engine, on_every_engine, spark_session
from luoshi.assessing import frames
from luoshi.assessing.cells import as_known_at
from luoshi.assessing.frames import OBSERVATIONS, TARGETS, FrameError, conform, enter, look_up, same_in_all
from luoshi.assessing.progress import assess

ROWS = [{"place": "云岚县", "value": 1.5}, {"place": "雁坪镇", "value": None}]


@on_every_engine
def test_a_frame_comes_back_as_it_went_in(engine: Engine) -> None:
    frame, back = enter(engine.frame(ROWS, {"value": "number"}))
    assert isinstance(frame, pl.LazyFrame)
    there = back(frame)
    assert engine.is_same_kind(there)
    assert engine.rows(there) == sorted(ROWS, key=lambda row: str(row["place"]))


def test_pandas_without_any_row_or_value_is_taken() -> None:
    """pandas calls a column object where it never saw a value, whatever would have been in it."""
    columns = ["place", "indicator", "period", "value", "status", "reported_at"]
    for rows in ([], [["云岚县", "GDP", "2024", None, None, None]]):
        native = pd.DataFrame(rows, columns=columns, dtype=object)
        known = as_known_at(native)
        assert isinstance(known, pd.DataFrame)
        assert len(known) == len(rows)


def test_a_number_that_is_text_is_still_refused() -> None:
    with pytest.raises(FrameError, match="column value: found String, expected numbers"):
        as_known_at(pd.DataFrame({"place": ["云岚县"], "indicator": ["GDP"], "period": ["2024"], "value": ["5.2"]}))


@pytest.mark.parametrize(
    ("column", "found", "said"),
    [
        ("status", "报了", "column status: found '报了', expected one of reported, zero, not_due, not_applicable"),
        ("reported_at", "去年", "column reported_at: found '去年', expected a day such as 2024-11-18"),
        ("reported_at", 20241118, "column reported_at: found Int64, expected days, moments or text"),
    ],
)
def test_what_was_known_refuses_odd_days_and_statuses(column: str, found: Any, said: str) -> None:
    row = {"place": "云岚县", "indicator": "GDP", "period": "2024", "value": 5.2, column: found}
    with pytest.raises(FrameError, match=said):
        as_known_at(pl.DataFrame([row]), date(2024, 11, 18))
    if column == "status":
        wanted = pl.DataFrame([{"id": "一", **row, "measure": "level", "comparator": "ge"}])
        with pytest.raises(FrameError, match=said):
            assess(wanted, pl.DataFrame([row]))


def test_what_was_known_stands_in_the_order_of_its_rows() -> None:
    rows = [("云岚县", f"第{n}项", "2024", float(n % 7)) for n in range(300)]
    corrected = [*rows, ("云岚县", "第5项", "2024", 9.0)]
    names = ["place", "indicator", "period", "value"]
    for told in (rows, corrected):
        known = as_known_at(pl.DataFrame(told, schema=names, orient="row"))
        kept = [row for row in told if row[1] != "第5项" or row[3] == max(r[3] for r in told if r[1] == "第5项")]
        assert known.select(names).rows() == kept


def test_what_was_known_goes_by_the_clock_of_the_moment() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    rows = [
        {"place": "云岚县", "indicator": "GDP", "period": "2024", "value": value, "reported_at": moment}
        for value, moment in (
            (1.0, datetime(2024, 11, 18, 7, tzinfo=zone)),
            (2.0, datetime(2024, 11, 18, 23, tzinfo=zone)),
            (3.0, datetime(2024, 11, 19, 1, tzinfo=zone)),
        )
    ]
    frame = pl.DataFrame(rows, schema_overrides={"reported_at": pl.Datetime("us", "Asia/Shanghai")})
    assert as_known_at(frame, date(2024, 11, 18))["value"].to_list() == [2.0]


@pytest.mark.parametrize("thing", [[1, 2], {"place": ["甲"]}, None, "targets.csv"])
def test_what_is_no_frame_is_named(thing: Any) -> None:
    with pytest.raises(FrameError, match=f"targets: found {type(thing).__name__}, expected a frame of Polars, pandas"):
        enter(thing, "targets")


@pytest.mark.parametrize("name", ["pandas", "duckdb"])
def test_what_is_lacking_to_cross_over_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    native = Engine(name).frame(ROWS, {"value": "number"})
    monkeypatch.setattr(frames, "find_spec", lambda module: None if module == "pyarrow" else object())
    with pytest.raises(ImportError, match=rf"targets: a frame of {name} .* installed: pyarrow; pip install "):
        enter(native, "targets")
    # Polars needs nothing.
    enter(pl.DataFrame(ROWS))


@pytest.mark.slow
def test_moments_of_spark_are_what_its_clock_shows() -> None:
    session = spark_session()
    moments = [datetime(2024, 11, 18, 23, 59), datetime(2024, 11, 19, 7)]
    before = session.conf.get("spark.sql.session.timeZone")
    session.conf.set("spark.sql.session.timeZone", "Asia/Shanghai")
    try:
        native = session.createDataFrame([(moment,) for moment in moments], "reported_at timestamp_ntz")
        native = native.select(native["reported_at"].cast("timestamp"))
        frame, back = enter(native)
        assert frame.collect()["reported_at"].to_list() == moments
        assert [row[0] for row in back(frame).selectExpr("string(reported_at)").collect()] == [str(m) for m in moments]
    finally:
        session.conf.set("spark.sql.session.timeZone", before)


def test_a_column_of_text_and_numbers_is_refused_by_its_name() -> None:
    mixed = pd.DataFrame({"value": pd.Series(["a", 1], dtype=object)})
    with pytest.raises(FrameError, match="figures: a column cannot be told as one type"):
        enter(mixed, "figures")


@on_every_engine
def test_infinite_numbers_count_as_nothing(engine: Engine) -> None:
    frame, back = enter(engine.frame([{"value": float("inf")}, {"value": float("-inf")}, {"value": 1.5}]))
    found = engine.rows(back(conform(frame, {"value": "number"}, ["value"], "figures")))
    assert sorted(str(row["value"]) for row in found) == ["1.5", "None", "None"]


def test_a_month_and_a_day_are_asked_for_by_their_types() -> None:
    polars = Engine("polars")
    targets, figures = polars.frame([], dict(TARGETS)), polars.frame([], dict(OBSERVATIONS))
    with pytest.raises(ValueError, match="as_of: found 202410, expected a month such as 2024-10"):
        assess(targets, figures, 202410)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"known_at: found '2024-10-01', expected a datetime\.date"):
        as_known_at(figures, "2024-10-01")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "found", [[["云岚县"]], [b"\xff"], [{"name": "云岚县"}], [timedelta(1)], pd.PeriodIndex(["2024-06"], freq="M")]
)
def test_a_text_that_is_no_text_is_refused(found: Any) -> None:
    native = pd.DataFrame({"indicator": ["GDP"], "period": ["2024"], "value": [5.2], "place": found})
    with pytest.raises(FrameError, match=r"observations: column place: found .*, expected text"):
        as_known_at(native)


def test_numbers_and_days_are_texts_where_texts_are_wanted() -> None:
    native = pl.DataFrame({"id": [7, 8], "period": [date(2024, 6, 1), date(2024, 6, 2)], "share": [True, None]})
    told = conform(native.lazy(), {"id": "text", "period": "text", "share": "text"}, (), "targets").collect()
    assert told.rows() == [("7", "2024-06-01", "true"), ("8", "2024-06-02", None)]


@pytest.mark.parametrize("make", [pa.Table.from_arrays, lambda columns, names: pd.DataFrame([*columns], columns=names)])
def test_two_columns_of_one_name_are_refused(make: Any) -> None:
    with pytest.raises(FrameError, match=r"targets: found two columns of one name: .*'place'"):
        enter(make([pa.array(["云岚县", "雁坪镇"])] * 2, ["place", "place"]), "targets")


def test_columns_without_names_are_told_by_their_numbers() -> None:
    with pytest.raises(FrameError, match="observations: no column place, indicator, period, value; found 1, 2"):
        as_known_at(pd.DataFrame([["云岚县", 1.5]], columns=[1, 2]))


@pytest.mark.parametrize(
    "native",
    [
        pd.DataFrame({"value": [1j]}),
        pa.table({"value": pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([1])])}),
    ],
)
def test_a_column_of_a_type_that_nobody_has_is_refused(native: Any) -> None:
    with pytest.raises(FrameError, match="targets: a column"):
        enter(native, "targets")


@pytest.mark.parametrize("make", [pd.DataFrame, pa.table, pl.DataFrame])
def test_a_frame_of_narwhals_is_the_frame_that_it_holds(make: Any) -> None:
    frame, _ = enter(nw.from_native(make({"value": [1.5]})), "targets")
    assert frame.collect().rows() == [(1.5,)]


def test_a_column_may_be_called_as_a_frame_is_asked() -> None:
    enter(pd.DataFrame({"schema": [1], "dtypes": [2], "value": [1.5]}), "targets")


def test_a_decimal_of_256_bits_is_refused() -> None:
    wide = pa.table({"value": pa.array([Decimal("1.5")], pa.decimal256(50, 2))})
    for native in (wide, wide.to_pandas(types_mapper=pd.ArrowDtype)):
        with pytest.raises(FrameError, match=r"targets: column value: found decimal256\(50, 2\)"):
            enter(native, "targets")


@pytest.mark.parametrize("told", ["union_value(a := 1)", "INTERVAL 1 DAY"])
def test_a_column_of_a_type_of_duckdb_alone_is_refused(told: str) -> None:
    with duckdb.connect() as connection, pytest.raises(FrameError, match="targets: a column"):
        enter(connection.sql(f"SELECT {told} AS value"), "targets")


@pytest.mark.parametrize("kind", [pl.String(), pl.Enum(["乙", "丙", "甲"]), pl.Categorical()])
def test_answers_are_looked_up_by_words_and_by_categories(kind: Any) -> None:
    frame = pl.LazyFrame({"word": ["甲", "乙", "丙", None, "甲"]}).with_columns(pl.col("word").cast(kind))
    answers = {"甲": ("first", 1, 0.5), "乙": (None, 2, None), "丁": ("never", 4, 4.0)}
    made = look_up(frame, "word", answers, {"name": "word", "n": "whole", "part": "number"}).collect()
    found = sorted(made.with_columns(pl.col("word", "name").cast(pl.String)).rows(), key=repr)
    assert found == [
        ("丙", None, None, None), ("乙", None, 2, None), ("甲", "first", 1, 0.5), ("甲", "first", 1, 0.5),
        (None, None, None, None),
    ]  # fmt: skip
    assert made.schema["n"] == pl.Int64


def test_of_categories_that_there_are_none_of_nothing_is_looked_up() -> None:
    frame = pl.LazyFrame({"word": [None, None]}, schema={"word": pl.Enum([])})
    assert look_up(frame, "word", {"甲": (1,)}, {"n": "whole"}).collect()["n"].to_list() == [None, None]


def test_what_is_the_same_in_all_rows_is_told_with_its_type() -> None:
    kind = pl.Enum(["亿元", "个"])
    schema = {
        "none": pl.String,
        "one": pl.Float64,
        "half": pl.Float64,
        "yes": pl.Boolean,
        "unit": kind,
        "text": pl.String,
    }
    rows = {
        "none": [None, None], "one": [1.5, 1.5], "half": [1.5, None], "yes": [True, True], "unit": ["个", "个"],
        "text": ["甲", "甲"],
    }  # fmt: skip
    found = same_in_all(pl.LazyFrame(rows, schema=schema))
    assert {name: pl.select(value).item() for name, value in found.items()} == {
        "none": None, "one": 1.5, "yes": True, "unit": "个",
    }  # fmt: skip
    assert pl.select(found["unit"]).to_series().dtype == kind
    assert list(same_in_all(pl.LazyFrame(schema=schema))) == list(schema)
