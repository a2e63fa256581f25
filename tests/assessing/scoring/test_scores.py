from __future__ import annotations

import pytest

from assessing.engines import Engine, on_every_engine
from assessing.scoring.invented import TYPES, figures, rules_of, scored
from luoshi.assessing.frames import FrameError
from luoshi.assessing.scoring import load, parse, score

STATUS = ["reported", "missing", "not_applicable", "zero", "withheld", "not_due", "estimated", None]
VALUES = [5.0, None, None, None, None, None, 3.0, None]


def by_status(**keys: str) -> list[tuple[float | None, int | None, int]]:
    found = scored(figures(VALUES, status=STATUS), rules_of("race", step=10, **keys))
    return [(row["score"], row["rank"], row["of"]) for row in found]


def test_what_is_no_number_is_never_zero_by_accident() -> None:
    assert by_status() == [
        (10, 1, 3), (None, None, 3), (None, None, 3), (8, 3, 3), (None, None, 3), (None, None, 3), (9, 2, 3),
        (None, None, 3),
    ]  # fmt: skip


def test_missing_may_be_zero_or_last_and_a_true_zero_stands_before_it() -> None:
    assert [s for s, *_ in by_status(missing="zero")] == [10, 0, None, 8, None, None, 9, 0]
    assert by_status(missing="last") == [
        (10, 1, 5), (7, 4, 5), (None, None, 5), (8, 3, 5), (None, None, 5), (None, None, 5), (9, 2, 5), (7, 4, 5),
    ]  # fmt: skip


def test_last_without_a_value_has_no_points_from_a_method_that_goes_by_value() -> None:
    found = scored(figures([5.0, None]), rules_of("efficacy", missing="last"))
    assert [(row["score"], row["rank"]) for row in found] == [(10, 1), (0, 2)]
    assert found[1]["reason"] == "规模以上工业增加值增速缺报，按最后一名计，2个中列第2；得0分（满分10分）"


def test_what_does_not_apply_may_have_full_points_by_the_rule() -> None:
    found = scored(figures(VALUES, status=STATUS), rules_of("race", not_applicable="full"))
    assert found[2]["score"] == 10
    assert found[2]["reason"] == "规模以上工业增加值增速不适用，得10分（满分10分）"
    assert found[5]["score"] is None


def test_reasons_say_what_a_cell_is() -> None:
    said = [row["reason"] for row in scored(figures(VALUES, status=STATUS), rules_of("race", step=10))]
    assert said[1] == "规模以上工业增加值增速缺报，不计分，权重由其余指标分摊"
    assert said[3] == "规模以上工业增加值增速0%，3个中列第3；每后1名少10%，得满分的80%；得8分（满分10分）"
    assert said[4].startswith("规模以上工业增加值增速不公开")
    assert said[5].startswith("规模以上工业增加值增速未到期")
    assert said[6].startswith("规模以上工业增加值增速3%（预计数），3个中列第2")


def test_a_place_without_a_row_is_missing() -> None:
    rows = figures([5.0, 4.0]) + figures([1.0, 2.0, 3.0], "GDP")
    found = scored(rows, rules_of("race"))
    assert [(row["status"], row["score"]) for row in found] == [("reported", 10), ("reported", 9.5), ("missing", None)]


def test_the_latest_report_counts() -> None:
    rows = figures([5.0, 4.0], reported_at="2024-11-10") + figures([3.0], reported_at="2024-11-20")
    assert [row["value"] for row in scored(rows, rules_of("race"))] == [3, 4]


def test_periods_are_scored_each_on_its_own_or_one_alone() -> None:
    rows = figures([5.0, 4.0], period="2024-09") + figures([1.0, 2.0], period="2024-10")
    rules = rules_of("race")
    assert sorted((row["period"], row["score"]) for row in scored(rows, rules)) == [
        ("2024-09", 9.5), ("2024-09", 10), ("2024-10", 9.5), ("2024-10", 10),
    ]  # fmt: skip
    engine = Engine("polars")
    assert len(engine.rows(score(engine.frame(rows, TYPES), rules, "2024-10"))) == 2


def test_only_some_places() -> None:
    engine = Engine("polars")
    rows = figures([5.0, 4.0, 3.0])
    found = engine.rows(score(engine.frame(rows, TYPES), rules_of("race"), places=["松口县", "白石区"]))
    assert sorted((row["place"], row["rank"], row["of"]) for row in found) == [("松口县", 1, 2), ("白石区", 2, 2)]


def test_an_indicator_is_found_by_code_and_by_name() -> None:
    rows = figures([5.0]) + [{**row, "place": "松口县"} for row in figures([6.0], "规模以上工业增加值")]
    assert [row["score"] for row in scored(rows, rules_of("race"))] == [9.5, 10]


@on_every_engine
def test_other_names_of_the_catalogue_are_the_same_indicator(engine: Engine) -> None:
    for name in ("规上工业增加值", "规模以上工业增加值增速", "全县规模以上工业增加值"):
        found = scored(figures([5.0, 6.0], name), rules_of("race"), engine)
        assert [(row["score"], row["rank"]) for row in found] == [(9.5, 2), (10, 1)]


def test_a_name_that_stands_in_the_rules_belongs_to_these_alone() -> None:
    own = {name: {"unit": "亿元", "good": "up"} for name in ("招商到位资金", "全区招商到位资金")}
    rules = parse({"own": own, "indicators": [{"indicator": name, "weight": 10, "method": "race"} for name in own]})
    names = ["全区招商到位资金", "招商到位资金", "全县招商到位资金", None, "固定资产投资"]
    assert [(name, rule.number) for name, rule in rules.meant(names)] == [
        ("全区招商到位资金", 1), ("全县招商到位资金", 0), ("全县招商到位资金", 1), ("招商到位资金", 0),
    ]  # fmt: skip


def test_a_level_is_not_taken_for_growth_but_without_the_column_all_fits() -> None:
    engine = Engine("polars")
    rows = figures([5.0], measure="level")
    assert [row["score"] for row in scored(rows, rules_of("race"))] == [None]
    bare = [{name: row[name] for name in ("place", "indicator", "period", "value")} for row in rows]
    assert [row["score"] for row in engine.rows(score(engine.frame(bare), rules_of("race")))] == [10]


@on_every_engine
def test_peers_are_ranked_among_themselves(engine: Engine) -> None:
    rows = [{**row, "class": "山区" if n % 2 else "平原"} for n, row in enumerate(figures([9.0, 5, 8, 6]))]
    found = scored(rows, rules_of("race", top={"peers": ["class"]}), engine)
    assert [(row["class"], row["rank"], row["of"]) for row in found] == [
        ("平原", 1, 2), ("山区", 2, 2), ("平原", 2, 2), ("山区", 1, 2),
    ]  # fmt: skip


def test_a_column_of_peers_that_is_not_there() -> None:
    with pytest.raises(FrameError, match="values: no column class, by which rules says who is a peer of whom"):
        scored(figures([1.0]), rules_of("race", top={"peers": ["class"]}))


def test_one_indicator_in_two_cards() -> None:
    entry = {"indicator": "IND_VA", "measure": "growth", "weight": 10}
    rules = parse(
        {
            "indicators": [
                {**entry, "card": "甲", "method": "race"},
                {**entry, "card": "乙", "method": "goal", "goal": 9},
            ]
        }
    )
    assert [(row["card"], row["score"]) for row in scored(figures([5.0]), rules)] == [("乙", 0), ("甲", 10)]


@on_every_engine
def test_every_method_gives_the_same_on_every_engine(engine: Engine) -> None:
    entry = {"indicator": "IND_VA", "measure": "growth", "weight": 10}
    bands = [{"from": 8, "points": 10}, {"from": 6, "to": 8, "points": 6}, {"to": 6, "points": 0}]
    methods = [
        {"method": "goal", "goal": 8}, {"method": "race"}, {"method": "both", "goal": 6, "base": 4},
        {"method": "steps", "points": [10, 7], "rest": 1}, {"method": "ratio"}, {"method": "efficacy"},
        {"method": "bands", "bands": bands}, {"method": "completion", "goal": 8, "cap": 120},
    ]  # fmt: skip
    rules = parse({"digits": 3, "indicators": [{**entry, **m, "card": m["method"]} for m in methods]})
    found = scored(figures([9.2, 7.3, 7.3, 0.0, -1.5, None]), rules, engine)
    scores = {name: [row["score"] for row in found if row["method"] == name] for name in {r["method"] for r in found}}
    assert scores == {
        "goal": [10, 0, 0, 0, 0, None],
        "race": [10, 9.5, 9.5, 8.5, 8, None],
        "both": [10, 9.7, 9.7, 0, 0, None],
        "steps": [10, 7, 7, 1, 1, None],
        "ratio": [10, 7.935, 7.935, 0, 0, None],
        "efficacy": [10, 9.29, 9.29, 6.561, 6, None],
        "bands": [10, 6, 6, 0, 0, None],
        "completion": [11.5, 9.125, 9.125, 0, 0, None],
    }
    said = {row["method"]: row["reason"] for row in found if row["place"] == "松口县"}
    assert said["ratio"].endswith("，5个中列第2（2个并列）；第1名为9.2%，与其之比为79.3478%；得7.935分（满分10分）")
    assert said["efficacy"].endswith("；下限-1.5%、上限9.2%，功效系数92.8972；得9.29分（满分10分）")
    assert said["completion"].endswith("；完成91.3%；得9.125分（满分10分）")


def test_without_reasons_the_rest_is_the_same() -> None:
    engine = Engine("polars")
    frame = engine.frame(figures([5.0, 4.0, None]), TYPES)
    full, bare = (engine.rows(score(frame, load("both"), reasons=said)) for said in (True, False))
    assert [{**row, "reason": None} for row in full] == bare


def test_a_needed_column_that_is_not_there() -> None:
    with pytest.raises(FrameError, match="values: no column period"):
        score(Engine("polars").frame([{"place": "a", "indicator": "GDP", "value": 1.0}]), load("race"))
