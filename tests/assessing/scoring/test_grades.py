from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from assessing.engines import Engine, on_every_engine
from luoshi.assessing.frames import FrameError
from luoshi.assessing.scoring import Rules, grade, grade_share, parse, rank

QUOTA = {"A": 20, "B": 30, "C": 30, "D": 15, "E": 5}


def quota(
    rounding: str = "floor", edge: str = "up", min_group: int = 1, shares: dict[str, float] | None = None
) -> Rules:
    table: dict[str, Any] = {
        "by": "quota", "quota": shares or QUOTA, "rounding": rounding, "edge": edge, "min_group": min_group,
    }  # fmt: skip
    if rounding != "largest_remainder":
        table["rest"] = "C" if shares is None else list(shares)[-1]
    entry = {"indicator": "GDP", "weight": 1, "method": "race"}
    return parse({"indicators": [entry], "grades": {"card": table}})


def banded(level: str) -> Rules:
    entry = {"indicator": "GDP", "weight": 1, "method": "race"}
    bands = [{"grade": "A", "from": 80}, {"grade": "B", "from": 60, "to": 80}, {"grade": "C", "to": 60}]
    return parse({"indicators": [entry], "grades": {level: {"by": "bands", "bands": bands}}})


def graded(engine: Engine, scores: list[float | None], rules: Rules, **more: Any) -> list[dict[str, Any]]:
    rows = [{"place": f"{n:03d}", "score": value} for n, value in enumerate(scores)]
    frame = grade(engine.frame(rows, {"score": "number"}), rules, **more)
    assert engine.is_same_kind(frame)
    return engine.rows(frame)


def letters(scores: list[float | None], rules: Rules, engine: Engine | None = None, **more: Any) -> str:
    return "".join(row["grade"] or "-" for row in graded(engine or Engine("polars"), scores, rules, **more))


def down_from(number: int) -> list[float | None]:
    return [float(100 - n) for n in range(number)]


def test_rounding_of_quotas() -> None:
    # 7 places: 1.4, 2.1, 2.1, 1.05 and 0.35.
    assert letters(down_from(7), quota("floor")) == "ABBCCCD"
    assert letters(down_from(7), quota("half_up")) == "ABBCCCD"
    # The one place left by whole parts goes to the largest remainder: A with 0.4.
    assert letters(down_from(7), quota("largest_remainder")) == "AABBCCD"
    # 13 places: 2.6, 3.9, 3.9, 1.95, 0.65.
    assert letters(down_from(13), quota("floor")) == "AABBBCCCCCCCD"
    assert letters(down_from(13), quota("half_up")) == "AAABBBBCCCDDE"
    # B, C, D and E have the largest remainders, but only four places are left: A has the least (0.6).
    assert letters(down_from(13), quota("largest_remainder")) == "AABBBBCCCCDDE"


def test_equal_remainders_go_to_the_better_grade() -> None:
    assert letters(down_from(3), quota("largest_remainder", shares={"A": 50, "B": 50})) == "AAB"


@on_every_engine
def test_ties_over_the_edge_of_a_quota(engine: Engine) -> None:
    scores: list[float | None] = [90.0, 80.1 + 0.2, 80.3, 70, 60]
    shares = {"A": 40.0, "B": 60.0}
    up = graded(engine, scores, quota(edge="up", shares=shares))
    assert [row["grade"] for row in up] == ["A", "A", "A", "B", "B"]
    assert up[1]["grading"] == "并列2个跨A、B档分界，一并评A"
    assert up[3]["grading"] is None
    down = graded(engine, scores, quota(edge="down", shares=shares))
    assert [row["grade"] for row in down] == ["A", "B", "B", "B", "B"]
    assert down[2]["grading"] == "并列2个跨A、B档分界，一并评B"
    stated = graded(engine, scores, quota(edge="stated", shares=shares))
    assert [row["grade"] for row in stated] == ["A", None, None, "B", "B"]
    assert stated[1]["grading"] == "并列2个跨A、B档分界，待定"


def test_a_small_group_has_no_quota_and_says_so() -> None:
    found = graded(Engine("polars"), [3.0, 2, None], quota(min_group=3))
    assert [row["grade"] for row in found] == [None, None, None]
    assert [row["grading"] for row in found] == ["同组2个，不足3个，不按比例评档"] * 2 + [None]


@pytest.mark.parametrize("edge", ["up", "down", "stated"])
def test_without_notes_the_grades_are_the_same(edge: str) -> None:
    scores: list[float | None] = [9.0, 8, 8, 7, 7, 7, 5, None, 3, 3]
    rules = quota(edge=edge)
    assert letters(scores, rules) == letters(scores, rules, notes=False)
    assert {row["grading"] for row in graded(Engine("polars"), scores, rules, notes=False)} == {None}


@pytest.mark.parametrize("notes", [True, False])
@pytest.mark.parametrize("by", ["quota", "bands"])
def test_who_has_categories_gets_grades_as_categories(by: str, notes: bool) -> None:
    rules = quota("half_up") if by == "quota" else banded("card")
    texts = pl.DataFrame({"period": ["2024"] * 7, "score": [90.0, 80, 70, 60, 50, 40, None], "full": [100.0] * 7})
    words = texts.with_columns(pl.col("period").cast(pl.Enum(["2024"])))
    plain, given = (grade(frame, rules, by=["period"], notes=notes) for frame in (texts, words))
    assert plain["grade"].dtype == pl.String
    assert given["grade"].dtype == pl.Enum(rules.grading["card"].names)
    assert given["grade"].cast(pl.String).to_list() == plain["grade"].to_list()


def test_what_a_frame_has_of_an_earlier_grading_is_made_anew_where_it_stood() -> None:
    frame = pl.DataFrame({"grade": ["Z"] * 5, "score": [90.0, 80, 70, 60, 50], "rank": [9] * 5, "place": list("abcde")})
    for given in (frame, frame.lazy()):
        made = grade(given, quota()).lazy().collect()
        assert made.columns == ["grade", "score", "rank", "place", "of", "grading"]
        assert made["rank"].to_list() == [1, 2, 3, 4, 5]
        assert made["grade"].to_list() == ["A", "B", "C", "C", "C"]


@pytest.mark.parametrize("name", ["_score", "_group", "_by0", "_value", "rank", "full"])
def test_columns_may_be_called_as_ours_are(name: str) -> None:
    rows = {name: ["甲", "甲", "乙"], "points": [2.0, 1.0, 3.0]}
    made = grade(
        pl.DataFrame(rows) if name != "full" else pl.DataFrame(rows | {name: [1.0, 1, 2]}), quota(), "points", [name]
    )
    assert made["rank"].to_list() == [1, 2, 1]
    two = {"a": ["甲", "甲", "乙"], name: ["丙"] * 3, "value": [2.0, 1.0, 3.0]}
    kinds = pl.DataFrame(two).with_columns(pl.col("a", name).cast(pl.Enum(["甲", "乙", "丙"])))
    ranked = rank(kinds, by=["a", name])
    assert ranked["rank"].to_list() == [1, 2, 1]
    assert name in ranked.columns


def test_bands_are_in_percent_of_the_full_points() -> None:
    entry = {"indicator": "GDP", "weight": 1, "method": "race"}
    bands = [{"grade": "A", "from": 80}, {"grade": "B", "from": 60, "to": 80}, {"grade": "C", "to": 60}]
    rules = parse({"indicators": [entry], "grades": {"whole": {"by": "bands", "bands": bands}}})
    assert letters([80.0, 79.99, 60.0, 59.0, None], rules, level="whole") == "ABBC-"
    engine = Engine("polars")
    rows = [{"place": "a", "score": 24.0, "full": 30.0}, {"place": "b", "score": 23.9, "full": 30.0}]
    assert [row["grade"] for row in engine.rows(grade(engine.frame(rows), rules, level="whole"))] == ["A", "B"]
    # No grading for cards in this set.
    assert letters([80.0], rules) == "-"


def test_grades_are_given_within_groups() -> None:
    engine = Engine("polars")
    rows = [{"place": f"{n}", "period": f"2024-Q{n % 2 + 1}", "score": float(n)} for n in range(8)]
    found = engine.rows(grade(engine.frame(rows), quota(shares={"A": 25, "B": 75})))
    assert [row["grade"] for row in found] == ["B"] * 6 + ["A", "A"]
    with pytest.raises(FrameError, match="grade: no column town"):
        grade(engine.frame(rows), quota(), by=["town"])


@on_every_engine
def test_the_share_of_good_grades_is_an_observation(engine: Engine) -> None:
    grades = {"云岚县": "ABBCAEDB", "松口县": "AB------", "白石区": "--------"}
    rows = [
        {"place": place, "period": "2024-Q3", "card": f"{n}", "grade": None if given == "-" else given}
        for place, all_given in grades.items()
        for n, given in enumerate(all_given)
    ]
    found = engine.rows(grade_share(engine.frame(rows)))
    assert [(row["place"], row["value"], row["status"]) for row in found] == [
        ("云岚县", 62.5, "reported"), ("松口县", 100, "estimated"), ("白石区", None, "missing"),
    ]  # fmt: skip
    assert {(row["indicator"], row["measure"], row["unit"], row["period"]) for row in found} == {
        ("“八张报表”AB档", "share", "%", "2024-Q3")
    }


def test_the_share_of_grades_that_are_categories() -> None:
    rows = {"place": ["a"] * 4, "period": ["2024"] * 4, "card": list("1234"), "grade": list("优良差差")}
    frame = pl.DataFrame(rows).with_columns(pl.col("grade").cast(pl.Enum(["优", "良", "差"])))
    assert grade_share(frame, good=["优", "A"])["value"].to_list() == [25.0]


def test_the_share_as_a_fraction_and_by_another_name() -> None:
    engine = Engine("polars")
    rows = [{"place": "a", "period": "2024", "card": f"{n}", "grade": given} for n, given in enumerate("ABCC")]
    [row] = engine.rows(grade_share(engine.frame(rows), good=["A"], unit="", indicator="报表A档"))
    assert (row["value"], row["unit"], row["indicator"]) == (0.25, "", "报表A档")
    with pytest.raises(FrameError, match="cards: no column grade"):
        grade_share(engine.frame([{"place": "a", "period": "2024", "card": "b"}]))
