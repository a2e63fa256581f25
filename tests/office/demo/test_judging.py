"""What assessing makes of the example: what the office will show."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from luoshi.assessing.cascade import cascade
from luoshi.assessing.checks import check_figures
from luoshi.assessing.lights import load as load_lights
from luoshi.assessing.progress import assess
from luoshi.assessing.scoring import grade_share, league
from office.demo.frames import demo, observations, own, places, rules, standing, targets

QUARTERS = [f"{year}-01/{year}-{month:02d}" for year in (2024, 2025) for month in (3, 6, 9, 12)][:-1]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    path: Path = tmp_path_factory.mktemp("rules") / "lights.toml"
    (file,) = [r for r in demo().cards if r.kind == "lights"]
    path.write_text(file.text, encoding="utf-8")
    found: pl.DataFrame = assess(
        targets("云岚县", "2025"), observations(), demo().month, rules=load_lights(path), indicators=own()
    )
    return found


def test_all_states_and_lights_are_lit(verdicts: pl.DataFrame) -> None:
    assert set(verdicts["state"]) == {"met", "on_track", "at_risk", "off_track", "no_data", "not_due"}
    assert set(verdicts["light"]) == {"green", "yellow", "red", "grey"}
    lights = Counter(verdicts["light"])
    assert lights["green"] > lights["yellow"] > lights["grey"]
    assert lights["green"] > lights["red"] >= 5


def test_what_the_report_said_of_2024_is_what_the_figures_make() -> None:
    found = assess(targets("云岚县", "2024"), observations(), "2024-12", rules=None, indicators=own())
    state = dict(zip(found["id"], found["state"], strict=True))
    actual = dict(zip(found["id"], found["actual"], strict=True))
    # 固定资产投资 and 招商引资 fell short, and the report says so; 经济报表 was fourth.
    assert (state["2024-03"], round(actual["2024-03"], 1)) == ("off_track", 4.8)
    assert (state["2024-31"], actual["2024-31"]) == ("off_track", 54.3)
    assert (state["2024-16"], actual["2024-16"]) == ("off_track", 4.0)
    assert (state["2024-36"], round(actual["2024-36"], 1)) == ("met", 19.7)
    assert "no_data" not in set(found["state"])


@pytest.mark.parametrize(
    ("indicator", "measure", "printed"),
    [
        ("GDP", "level", 233.1), ("GDP", "growth", 6.6), ("IND_VA", "growth", 9.4), ("FAI", "level", 172.8),
        ("FAI_REAL", "growth", -16.3), ("RETAIL", "level", 103.1), ("RETAIL", "growth", 6.9),
        ("BUDGET_REV", "growth", 5.4), ("TRADE_TOTAL", "growth", 12.4), ("INC_URBAN", "growth", 5.6),
        ("INC_RURAL", "level", 21326), ("JOBS_NEW", "level", 4536), ("FAI_TECH", "growth", 21.5),
        ("KEY_PROJECTS_INV", "level", 82.4), ("TOUR_VISITORS", "level", 341), ("PM25", "level", 29.6),
        ("AIR_GOOD_RATE", "level", 93.4), ("FARMLAND_HQ", "level", 3.2), ("URBAN_RATE", "level", 54.1),
        ("八张报表AB档", "share", 75), ("经济报表", "rank", 4), ("ACCIDENTS", "level", 18),
    ],
)  # fmt: skip
def test_what_the_page_prints_is_what_was_reported(indicator: str, measure: str, printed: float) -> None:
    year = "2024-01/2024-12"
    (found,) = [
        f.value
        for f in demo().figures
        if (f.place, f.indicator, f.measure, f.period) == ("云岚县", indicator, measure, year)
    ]
    assert found == printed


def test_towns_make_the_county() -> None:
    wrong = {(f.place, f.indicator, f.period) for f in demo().faults}
    level = {(f.place, f.indicator, f.period): f for f in demo().figures if f.measure == "level"}  # the last one counts
    amounts = {m.indicator for m in demo().indicators if m.cumulates in ("sum", "none") and m.kind == "flow"}
    towns, whole = places("town"), 0
    for (place, indicator, period), figure in level.items():
        parts = [level[town, indicator, period] for town in towns if (town, indicator, period) in level]
        silent = [p for p in parts if p.status in ("missing", "withheld")]
        at_fault = any((p.place, indicator, period) in wrong for p in parts)
        if place != "云岚县" or indicator not in amounts or not parts or silent or at_fault:
            continue
        assert len(parts) == 12
        assert sum(p.value or 0 for p in parts) == pytest.approx(figure.value, abs=1e-9), (indicator, period)
        whole += 1
    assert whole > 250


def test_amounts_never_fall_within_a_year() -> None:
    sums = {m.indicator for m in demo().indicators if m.cumulates == "sum" and m.kind == "flow"}
    wrong = {(f.place, f.indicator, f.period, f.measure) for f in demo().faults}
    before: dict[tuple[str, str, str], float] = {}
    last = {(f.place, f.indicator, f.period, f.measure): f for f in demo().figures}
    for cell in sorted(last, key=lambda c: c[2]):
        place, indicator, period, measure = cell
        value = last[cell].value
        if indicator not in sums or measure != "level" or value is None or cell in wrong:
            continue
        series = (place, indicator, period[:4])
        assert value >= before.get(series, 0), cell
        before[series] = value


def test_the_checks_find_the_planted_faults_and_nothing_else() -> None:
    parts = pl.DataFrame(
        [{"part": town, "whole": "云岚县", "of": "place", "complete": "yes"} for town in places("town")]
    )
    asked = check_figures(observations(), None, parts)
    planted = {(f.indicator, f.period) for f in demo().faults}
    assert set(asked.select("indicator", "period").rows()) == planted
    for fault in demo().faults:
        assert (fault.kind, fault.place, fault.indicator, fault.period) in asked.select(
            "rule", "place", "indicator", "period"
        ).rows()


def test_the_citys_cards_are_what_the_rules_make_of_its_figures() -> None:
    ranked = places("county", "district")
    given = {(f.indicator, f.period): f.value for f in demo().figures if f.indicator in ("经济报表", "八张报表AB档")}
    assert {period for _, period in given} == set(QUARTERS)
    for period in QUARTERS:
        _, cards, _ = standing("eight-cards", period, ranked)
        assert cards["score"].null_count() == 0
        (rank,) = cards.filter((pl.col("place") == "云岚县") & (pl.col("card") == "经济"))["rank"]
        shares = grade_share(cards, ("A", "B"))
        (share,) = shares.filter(pl.col("place") == "云岚县")["value"]
        assert (rank, share) == (given["经济报表", period], given["八张报表AB档", period]), period


def test_ranks_have_ties_and_a_town_that_did_not_report_falls() -> None:
    scores, cards, _ = standing("eight-cards", "2025-01/2025-09", places("county", "district"))
    assert cards.filter(pl.len().over("card", "rank") > 1).height > 0
    assert scores.filter(pl.len().over("indicator", "rank") > 1).height > 0
    towns = places("town")
    _, _, before = standing("towns", "2025-01/2025-09", towns)
    scores, _, now = standing("towns", "2025-01/2025-10", towns)
    table = league(now, before, scores=scores, rules=rules("towns"))
    assert table.height == 12
    (change,) = table.filter(pl.col("place") == "枫林乡")["change"]
    assert change <= -5
    assert set(now["grade"]) == {"A", "B", "C", "D"}


def test_targets_handed_down_ask_a_little_more_and_one_town_is_missing() -> None:
    parents = pl.DataFrame({"place": places("town"), "parent": ["云岚县"] * 12})
    weights = observations().filter(
        (pl.col("period") == "2024-01/2024-12") & (pl.col("measure") == "level") & (pl.col("indicator") == "FAI")
    )
    weights = weights.with_columns(pl.lit("2024").alias("period"))
    found = {row["id"]: row for row in cascade(targets(year="2025"), parents, weights).to_dicts() if row["answered"]}
    assert len(found) == 9
    assert found["2025-23"]["missing"] == "枫林乡"
    over = {id_: row["over_pct"] for id_, row in found.items()}
    assert over["2025-42"] < 0  # the roads: the parts do not make the whole
    assert all(0 < value < 13 for id_, value in over.items() if id_ != "2025-42")


def test_what_was_known_in_august() -> None:
    from datetime import date

    jobs = targets("云岚县", "2025-10")
    then, now = (
        assess(jobs, observations(), "2025-07", rules=None, known_at=day)["actual"][0]
        for day in (date(2025, 8, 31), None)
    )
    assert then - now == 64
