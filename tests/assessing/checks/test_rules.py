"""Each rule asks what it should, word for word, and leaves alone what only looks like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest

from assessing.checks.cases import CASES, Case, cumulative, yearly
from assessing.checks.invented import frame, row
from assessing.engines import Engine, on_every_engine
from luoshi.assessing.checks import RULES, check_figures

TARGET_TYPES = {
    "id": "text",
    "place": "text",
    "indicator": "text",
    "period": "text",
    "measure": "text",
    "comparator": "text",
    "value": "number",
    "value_to": "number",
    "unit": "text",
}
ROW_TYPES = {
    "place": "text",
    "indicator": "text",
    "period": "text",
    "measure": "text",
    "value": "number",
    "unit": "text",
    "status": "text",
    "reported_at": "day",
}


def ask(
    engine: Engine, rows: Sequence[dict[str, Any]], case: Case, quiet: bool = False, **more: Any
) -> list[dict[str, Any]]:
    """The questions of one case on one engine."""
    targets = case.quiet_targets if quiet else case.targets
    given = {
        "targets": engine.frame(list(targets), TARGET_TYPES) if targets else None,
        "parts": engine.frame(list(case.parts)) if case.parts else None,
        "rankings": engine.frame(list(case.rankings)) if case.rankings else None,
    }
    return engine.rows(check_figures(engine.frame(list(rows), ROW_TYPES), **given, **more))


def test_every_rule_has_a_case() -> None:
    assert list(CASES) == list(RULES)


@pytest.mark.parametrize("name", list(RULES))
def test_a_rule_asks(name: str) -> None:
    case = CASES[name]
    found = ask(Engine("polars"), case.asks, case, rules=[name])
    assert sorted(q["question"] for q in found) == sorted(case.questions)
    assert {(q["rule"], q["severity"]) for q in found} == {(name, RULES[name].severity)}


@pytest.mark.parametrize("name", list(RULES))
def test_a_rule_leaves_alone(name: str) -> None:
    case = CASES[name]
    assert ask(Engine("polars"), case.quiet, case, quiet=True, rules=[name]) == []


@on_every_engine
def test_every_engine_asks_the_same(engine: Engine) -> None:
    # Every rule in one run: the cases under places and indicators of their own.
    rows, targets, parts, rankings = [], [], [], []
    for number, case in enumerate(CASES.values()):
        rows += [{**r, "place": f"{r['place']}{number}"} for r in case.asks]
        targets += [{**t, "place": f"{t['place']}{number}"} for t in case.targets]
        parts += [
            {**p, "part": f"{p['part']}{number}", "whole": f"{p['whole']}{number}"}
            for p in case.parts
            if p["of"] == "place"
        ]
        rankings += [{**r, "place": None} for r in case.rankings]
    together = Case(rows, (), (), targets, parts, rankings)
    types = {"place": "text"}
    given = {
        "targets": engine.frame(targets, TARGET_TYPES),
        "parts": engine.frame(parts),
        "rankings": engine.frame(rankings, types),
    }
    result = check_figures(engine.frame(rows, ROW_TYPES), **given, settings={"asking": {"at_most": 1000}})
    assert engine.is_same_kind(result)
    found = [{**q, "reported_at": q["reported_at"] and str(q["reported_at"])[:10]} for q in engine.rows(result)]
    assert {q["rule"] for q in found} == set(RULES)
    expected = ask(Engine("polars"), rows, together, settings={"asking": {"at_most": 1000}})
    # Pandas has no days, only moments.
    assert found == [{**q, "reported_at": q["reported_at"] and str(q["reported_at"])} for q in expected]
    for name, case in CASES.items():
        if name in ("parts_and_whole", "copied_from_another", "swapped_values", "part_above_whole"):
            continue  # their sentences name places, which are called otherwise here
        assert set(case.questions) <= {q["question"] for q in found}, name


def test_a_year_that_ends_as_every_year_is_no_spurt() -> None:
    months = [4.0 * n for n in range(1, 12)]
    rows = [r for year in (2022, 2023, 2024) for r in cumulative("教育支出", [*months, 60.0], year=year)]
    found = check_figures(frame(rows), rules=["year_end_spurt"])
    assert found["period"].to_list() == ["2022-01/2022-12"]


def test_a_permanent_change_of_unit_is_no_slip() -> None:
    rows = [
        *cumulative("BUDGET_REV", [2.1, 4.3, 6.6]),
        row("BUDGET_REV", "2024-01/2024-04", 88000.0, "万元"),
        row("BUDGET_REV", "2024-01/2024-05", 110000.0, "万元"),
    ]
    assert len(check_figures(frame(rows))) == 0


def test_the_wrong_unit_is_a_slip() -> None:
    rows = [*cumulative("BUDGET_REV", [2.1, 4.3, 6.6, 8.8]), row("BUDGET_REV", "2024-01/2024-05", 11.0, "万元")]
    found = check_figures(frame(rows))
    assert found["rule"].to_list() == ["unit_slip"]
    assert "11万元比前后各期推算的110000万元小约1万倍" in found["question"][0]


def test_a_slip_is_asked_about_once_and_not_again_by_what_follows_from_it() -> None:
    case = CASES["unit_slip"]
    assert check_figures(frame(case.asks))["rule"].to_list() == ["unit_slip"]


def test_only_of_money_a_slip_may_be_of_units_of_money() -> None:
    found = check_figures(frame(yearly("新建住房", [210, 220, 2150, 215], "套")))
    assert found["question"].to_list()[0].endswith("大约10倍：是单位或小数点填错？")


def test_names_and_codes_are_one_series() -> None:
    rows = [row("地区生产总值", "2024-01/2024-03", 12.8), row("GDP", "2024-01/2024-06", 12.3)]
    assert check_figures(frame(rows))["rule"].to_list() == ["falling_cumulative"]


def test_rounded_parts_make_the_whole_within_their_rounding() -> None:
    parts = pl.DataFrame({"part": ["甲镇", "乙镇", "丙镇"], "whole": ["云岚县"] * 3})
    rows = [row("RETAIL", "2024", v, place=p) for p, v in (("甲镇", 1.4), ("乙镇", 1.4), ("丙镇", 1.4))]
    assert len(check_figures(frame([*rows, row("RETAIL", "2024", 4.3)]), parts=parts)) == 0
    assert len(check_figures(frame([*rows, row("RETAIL", "2024", 4.5)]), parts=parts)) == 1
