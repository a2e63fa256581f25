"""For any values: a better one never has a worse light, the order of rows never matters, what is missing is not red."""

from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.assessing.lights import light, load, names, word

# Limits of the shipped sets and values close to them turn up often.
EDGES = [0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 30.0, 35.0, 50.0, 60.0, 80.0, 100.0]
number = st.sampled_from([*EDGES, *[-e for e in EDGES]]) | st.floats(-150, 150).map(lambda x: round(x, 3))
maybe = st.none() | st.booleans()
# Where a light depends on it: 1 where more is better, −1 where less is, for the columns that have a better.
BETTER: dict[str, dict[str, int]] = {
    "start": {"months_late": -1, "started": 1},
    "progress": {"ahead": 1},
    "growth": {"actual": 1, "target": -1},
    "registered": {"registered": 1, "months_since_start": -1},
    "investment": {"growth": 1, "plan": -1, "average": -1},
    "bonds": {"spent": 1, "expected": -1},
    "memory": {"ahead": 1},
    "slips": {"deadline_days": 1, "ahead": 1, "poor_quality": -1},
    "boards": {"completion": 1, "rank": -1},
    "warning": {"month_completion": 1},
}
SCHEMA = {"number": pl.Float64, "yes/no": pl.Boolean, "text": pl.String}


def schema(name: str) -> dict[str, Any]:
    columns = {c.name: SCHEMA[c.kind] for c in load(name).columns if c.computed is None}
    return {**columns, **{n: pl.String for n in load(name).needed if n not in columns}}


def row_of(name: str, draw: st.DrawFn, blanks: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "place": "云岚县",
        "indicator": "固定资产投资",
        "as_of": draw(st.sampled_from(["2024-03", "2024-05"])),
    }
    for column in load(name).columns:
        if column.kind == "number":
            row[column.name] = draw(st.none() | number if blanks else number)
        elif column.kind == "yes/no":
            row[column.name] = draw(maybe if blanks else st.booleans())
        else:
            row[column.name] = draw(st.sampled_from([value for value, _ in column.values]))
    return {key: row[key] for key in schema(name)}


@st.composite
def rows_of(draw: st.DrawFn, name: str, blanks: bool = True) -> list[dict[str, Any]]:
    return [row_of(name, draw, blanks) for _ in range(draw(st.integers(1, 20)))]


def test_every_set_says_what_is_better() -> None:
    assert set(BETTER) == set(names())
    for name, better in BETTER.items():
        assert set(better) <= set(load(name).needed), name


@pytest.mark.parametrize("name", names())
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_better_value_never_has_a_worse_light(name: str, data: st.DataObject) -> None:
    rows = data.draw(rows_of(name, blanks=False))
    column = data.draw(st.sampled_from(sorted(BETTER[name])))
    sign = BETTER[name][column]
    better = []
    for row in rows:
        if isinstance(row[column], bool):
            better.append({**row, column: sign > 0})
        else:
            more = data.draw(st.sampled_from([0.0, 0.001, 1.0, 10.0]) | st.floats(0, 100).map(lambda x: round(x, 3)))
            better.append({**row, column: row[column] + sign * more})
    before, after = (
        light(pl.DataFrame(r, schema=schema(name)), load(name), reasons=False)["light"] for r in (rows, better)
    )
    for row, old, new in zip(rows, before, after, strict=True):
        first, second = word(old).order, word(new).order
        if first is not None and second is not None:
            assert second <= first, (row, column, old, new)


@pytest.mark.parametrize("name", names())
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_never_matters(name: str, data: st.DataObject) -> None:
    rows = data.draw(rows_of(name))
    mixed = random.Random(data.draw(st.integers(0, 9))).sample(rows, len(rows))
    one, other = (
        sorted(light(pl.DataFrame(r, schema=schema(name)), load(name)).rows(), key=repr) for r in (rows, mixed)
    )
    assert one == other


@pytest.mark.parametrize("name", names())
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_every_row_has_a_light_and_a_reason_and_nothing_missing_is_red(name: str, data: st.DataObject) -> None:
    rows = data.draw(rows_of(name))
    frame = pl.DataFrame(rows, schema=schema(name))
    found = light(frame, load(name))
    assert found.height == frame.height
    assert found["light"].is_in(list(load(name).lights)).all()
    assert found["light_reason"].str.ends_with("。").all()
    keys = [c for c in schema(name) if c not in ("place", "indicator", "as_of", "state")]
    empty = light(frame.with_columns([pl.lit(None).cast(schema(name)[c]).alias(c) for c in keys]), load(name))
    judged = (
        ~pl.col("state").is_in(["met", "on_track", "at_risk", "off_track"]) if "state" in schema(name) else pl.lit(True)
    )
    assert (empty.filter(judged)["light"] == "grey").all()


@given(
    st.lists(st.tuples(st.integers(1, 24), number), min_size=1, max_size=8, unique_by=lambda m: m[0]),
    st.integers(0, 7),
    st.floats(0, 50),
)
@settings(max_examples=40, deadline=None)
def test_a_better_month_worsens_neither_itself_nor_any_later_one(
    months: list[tuple[int, float]], which: int, more: float
) -> None:
    def lights_of(changed: list[tuple[int, float]]) -> list[int]:
        rows = [
            {
                "place": "云岚县",
                "indicator": "投资",
                "as_of": f"{2024 + (m - 1) // 12}-{(m - 1) % 12 + 1:02d}",
                "ahead": a,
            }
            for m, a in changed
        ]
        frame = light(pl.DataFrame(rows), load("memory"), reasons=False)
        return [word(found).order or 0 for found in frame.sort("as_of")["light"]]

    at = which % len(months)
    better = [(m, a + more if n == at else a) for n, (m, a) in enumerate(months)]
    assert all(new <= old for old, new in zip(lights_of(months), lights_of(better), strict=True))
