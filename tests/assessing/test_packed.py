"""Several columns as one whole number: every combination has its own, and what is null or unknown has none."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.assessing import packed
from luoshi.assessing.cells import latest
from luoshi.assessing.frames import Frame
from luoshi.assessing.packed import cells, coded, fits, fitted, twins, values_of, with_number, words_in

PLACES = ["云岚县", "雁坪镇", None]
ROW = st.tuples(st.sampled_from(PLACES), st.integers(2020, 2024), st.integers(0, 3))


def frame(rows: list[tuple[Any, ...]], **more: Any) -> Frame:
    schema = {"place": pl.String, "year": pl.Int64, "value": pl.Int64, **more}
    made: Frame = pl.DataFrame(rows, schema=schema, orient="row").lazy()
    return made


def rows(made: Frame) -> list[tuple[Any, ...]]:
    return sorted(made.collect().rows(), key=str)


@given(st.lists(ROW, max_size=20))
def test_two_rows_have_one_number_just_where_their_columns_are_the_same(made: list[tuple[Any, ...]]) -> None:
    whole = frame(made)
    values = values_of(whole, ["place", "year"])
    numbered = with_number(whole, values, "number", blanks=True).collect().rows(named=True)
    of = {(row["place"], row["year"]): row["number"] for row in numbered}
    assert len(set(of.values())) == len({(place, year) for place, year, _ in made})
    assert all(0 <= number < cells(values) for number in of.values())


@given(st.lists(ROW, max_size=20))
def test_of_each_cell_the_last_row_is_left(made: list[tuple[Any, ...]]) -> None:
    last = {(place, year): max(v for p, y, v in made if (p, y) == (place, year)) for place, year, _ in made}
    assert rows(latest(frame(made), ["place", "year"], ["value"])) == sorted(
        [(*cell, value) for cell, value in last.items()], key=str
    )


def test_too_many_cells_for_a_list_of_them_and_for_whole_numbers() -> None:
    """Months a billion apart are looked for by grouping; combinations beyond 64 bits have no numbers."""
    far = frame([("云岚县", 0, 1), ("云岚县", 10**9, 2), ("云岚县", 10**9, 3)])
    assert rows(latest(far, ["place", "year"], ["value"])) == [("云岚县", 0, 1), ("云岚县", 10**9, 3)]
    beyond = frame([("云岚县", -(2**61), 1), ("云岚县", 2**61, 2), ("云岚县", 2**61, 3)])
    assert not fits(values_of(beyond, ["place", "year"]))
    assert [row[2] for row in rows(latest(beyond, ["place", "year"], ["value"]))] == [1, 3]


def test_without_twins_there_is_nothing_to_look_for() -> None:
    one = frame([("云岚县", 2024, 1), ("雁坪镇", 2024, 1), (None, 2024, 1)])
    assert twins(one, values_of(one, ["place", "year"])) is None
    two = frame([(None, 2024, 1), (None, 2024, 2)])
    assert twins(two, values_of(two, ["place", "year"])) is not None


@pytest.mark.parametrize("value", [("别处", 2024, 1), ("云岚县", 2019, 1), (None, 2024, 1)])
def test_what_is_not_among_the_values_has_no_number_and_joins_nothing(value: tuple[Any, ...]) -> None:
    values = values_of(frame([("云岚县", 2020, 1), ("云岚县", 2024, 1)]), ["place", "year"])
    assert with_number(frame([value]), values, "number").collect()["number"].to_list() == [None]


def test_of_a_column_with_blanks_the_blank_is_the_last_word() -> None:
    assert words_in(frame([("乙", 2024, 1), (None, 2024, 1), ("乙", 2024, 2)]), ["place"]) == {"place": ("乙", None)}


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("last", ["镇", "县"])
def test_of_many_rows_the_first_tell_what_is_in_a_column_of_categories(
    blank: bool, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 县 and 镇 stand in the first rows: nothing can come, but a row without any. 村 comes late, 乡 never.
    monkeypatch.setattr(packed, "_FIRST", 2)
    full, late = pl.Enum(["镇", "县"]), pl.Enum(["县", "镇", "乡", "村"])
    rows = {"full": ["县", "镇", None if blank else last], "late": ["县", "镇", "村"], "text": ["乙", "甲", None]}
    given = pl.LazyFrame(rows, schema={"full": full, "late": late, "text": pl.String})
    nothing = (None,) if blank else ()
    expected = {"full": ("县", "镇", *nothing), "late": ("县", "村", "镇"), "text": ("乙", "甲", None)}
    assert words_in(given, ["full", "late", "text"]) == expected


def test_texts_become_enums_and_what_is_one_keeps_its_order() -> None:
    kind = pl.Enum(["镇", "县"])
    given = frame([("乙", 2024, 1, "县"), ("甲", 2024, 1, "镇")], level=kind)
    words = words_in(given, ["place", "level"])
    assert words == {"place": ("乙", "甲"), "level": ("县", "镇")}
    made = coded(given, words, {"place": ["丙"], "level": ["村"]})
    schema = made.collect_schema()
    assert schema["place"] == pl.Enum(["乙", "甲", "丙"])
    assert schema["level"] == pl.Enum(["镇", "县", "村"])
    assert made.collect()["place"].to_list() == ["乙", "甲"]
    other = fitted(frame([("甲", 2024, 1), ("丁", 2024, 1)]), made, {"place": "place"})
    assert other.collect()["place"].to_list() == ["甲", None]
