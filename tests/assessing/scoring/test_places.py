from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.assessing.computing import collected
from luoshi.assessing.frames import Frame
from luoshi.assessing.scoring import grade, load, places
from luoshi.assessing.scoring.ranking import within

_ENUM = pl.Enum(["甲", "乙", "丙"])
_BY = ["indicator", "as_of"]
_row = st.tuples(
    st.sampled_from(["甲", "乙", None]),
    st.sampled_from(["甲", "丙"]),
    st.none() | st.integers(-3, 3).map(float) | st.floats(allow_nan=False, allow_infinity=False),
)


@pytest.fixture
def of_any_size(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every group counts as large; gives a list that grows by one with each frame placed."""
    calls: list[int] = []
    sort = places._sorted

    def counted(number: pl.Series, groups: int) -> tuple[places.Array, places.Array]:
        calls.append(groups)
        return sort(number, groups)

    monkeypatch.setattr(places, "_LARGE", 0)
    monkeypatch.setattr(places, "is_at_once", lambda: False)
    monkeypatch.setattr(places, "_sorted", counted)
    return calls


def frame_of(rows: list[tuple[str | None, str, float | None]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"indicator": _ENUM, "as_of": _ENUM, "score": pl.Float64}, orient="row")


def placed(frame: Frame) -> pl.DataFrame:
    return collected(places.placed(frame, "score", _BY))


@given(rows=st.lists(_row, max_size=40), kind=st.sampled_from([_ENUM, pl.String(), pl.Categorical()]))
def test_places_are_those_of_a_window(rows: list[tuple[str | None, str, float | None]], kind: pl.DataType) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "_LARGE", 0)
        frame = frame_of(rows).with_columns(pl.col(_BY).cast(kind)).lazy()
        wanted = collected(within(frame, "score", _BY))
        assert placed(frame).select("rank", "of").equals(wanted.select("rank", "of"))


def test_those_who_tie_have_the_first_of_their_places_and_a_group_of_nobody_has_none(of_any_size: list[int]) -> None:
    rows = [
        ("甲", "丙", 7.0),
        ("乙", "丙", None),
        ("甲", "丙", 9.0),
        ("甲", "丙", 7.0),
        ("甲", "丙", -0.0),
        ("甲", "丙", 0.0),
    ]
    found = placed(frame_of([(one, other, score) for one, other, score in rows]).lazy())
    assert found["rank"].to_list() == [2, None, 1, 2, 4, 4]
    assert found["of"].to_list() == [5, 0, 5, 5, 5, 5]
    assert found.schema["rank"] == found.schema["of"] == pl.Int64
    assert len(of_any_size) == 1


def test_grades_are_the_same_where_groups_are_large() -> None:
    # More rows than are computed at once, in two groups.
    every = places._LARGE * 300
    frame = pl.DataFrame(
        {
            "indicator": pl.select(pl.lit(pl.Series(["甲", "乙"], dtype=_ENUM)).gather(pl.int_range(every * 2) % 2))[
                :, 0
            ],
            "as_of": pl.Series(["丙"], dtype=_ENUM).new_from_index(0, every * 2),
            "score": pl.select(pl.int_range(every * 2) * 7919 % 1000).to_series().cast(pl.Float64),
        }
    )
    grading = load("eight-cards").grading["card"]
    found = grade(frame, grading, by=_BY, notes=False)
    windows = collected(within(frame.lazy(), "score", _BY))
    assert found.select("rank", "of").equals(windows.select("rank", "of"))
    assert set(found["grade"]) == set(grading.names)


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize(
    ("kind", "calls"),
    [(kind, 1) for kind in (pl.Float32, pl.Int8, pl.UInt8, pl.Int16, pl.Int32, pl.UInt32)]
    # Of which a double would make one: they are left to the windows.
    + [(kind, 0) for kind in (pl.Int64, pl.UInt64, pl.Int128, pl.Decimal(20, 0))],
)
def test_whole_numbers_are_ranked_as_they_are(
    kind: pl.DataType, calls: int, blank: bool, of_any_size: list[int]
) -> None:
    scores: list[float | None] = [0.0, 7.0, 1.0, None if blank else 3.0, 7.0]
    frame = frame_of([("甲", "丙", score) for score in scores]).with_columns(pl.col("score").cast(kind))
    wanted = [4, 1, 3, None, 1] if blank else [5, 1, 4, 3, 1]
    assert placed(frame.lazy())["rank"].to_list() == wanted
    assert len(of_any_size) == calls


def test_whole_numbers_beyond_a_double_do_not_tie(of_any_size: list[int]) -> None:
    frame = frame_of([("甲", "丙", 0.0)] * 2).with_columns(pl.Series("score", [2**53, 2**53 + 1]))
    assert placed(frame.lazy())["rank"].to_list() == [2, 1]


def test_texts_are_large_groups_too_but_not_those_of_which_every_row_has_its_own(
    monkeypatch: pytest.MonkeyPatch, of_any_size: list[int]
) -> None:
    monkeypatch.setattr(places, "_LARGE", 2)
    rows = [("甲", "丙", 7.0), ("甲", "丙", 8.0), ("甲", "丙", 8.0), ("甲", "丙", 1.0)]
    frame = frame_of([*rows]).with_columns(pl.col(_BY).cast(pl.String()))
    assert placed(frame.lazy())["rank"].to_list() == [3, 1, 1, 4]
    assert len(of_any_size) == 1
    own = frame.with_columns(pl.Series("as_of", ["1", "2", "3", "4"]))
    assert placed(own.lazy())["rank"].to_list() == [1, 1, 1, 1]
    assert len(of_any_size) == 1


def test_groups_of_few_are_left_to_windows(monkeypatch: pytest.MonkeyPatch, of_any_size: list[int]) -> None:
    monkeypatch.setattr(places, "_LARGE", 3)
    rows = [("甲", "丙", 7.0), ("甲", "丙", 8.0)]
    assert placed(frame_of([*rows]).lazy())["rank"].to_list() == [2, 1]
    assert of_any_size == []
