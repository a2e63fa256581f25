"""One errand for each function that a Spark cluster does in parts, over frames of an invented county.

`given()` are the rows, `ERRANDS` what is done with them; whatever engine made the frames, the rows of the answers are
to be the same doubles.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assessing.checks.faults import spoiled
from assessing.checks.invented import COUNTY, TOWNS, panel, row
from luoshi.assessing.cascade import cascade, levels
from luoshi.assessing.checks import check_figures
from luoshi.assessing.frames import OBSERVATIONS, TARGETS
from luoshi.assessing.scoring import Rules, cards, grade, grade_share, league, parse, rank, score, sensitivity, whole
from luoshi.assessing.series import (
    change,
    contribution,
    growth,
    growth_of_sum,
    implied_base,
    level_from_growth,
    per_head,
    share,
    to_cumulative,
    to_periods,
)

Rows = list[dict[str, Any]]
Frames = Mapping[str, Any]

PERIODS = ("2024-01/2024-09", "2024-01/2024-10")
RULES = """
title = "云岚县月度考评"
peers = ["region"]
[cards]
"经济" = { full = 100, weight = 60 }
"民生" = { full = 100, weight = 40 }
[[indicators]]
card = "经济"
indicator = "地区生产总值"
measure = "level"
weight = 40
method = "race"
[[indicators]]
card = "经济"
indicator = "RETAIL"
measure = "level"
weight = 60
method = "efficacy"
[[indicators]]
card = "民生"
indicator = "JOBS_NEW"
measure = "level"
weight = 100
method = "ratio"
[grades.card]
by = "quota"
quota = { A = 25, B = 25, C = 50 }
rounding = "floor"
rest = "C"
min_group = 2
"""


def rules() -> Rules:
    """The rule set of the errands, with places among the peers of their region."""
    return parse(tomllib.loads(RULES), "errands.toml")


def given() -> dict[str, tuple[Rows, dict[str, Any]]]:
    """Rows and the types of their columns, by the name of the frame."""
    figures, _ = spoiled(panel(7), 7)
    figures += _county(figures)
    figures += [_named(one) for one in figures if one["indicator"] == "FAI" and one["place"] == TOWNS[0]]
    corrected = [one | {"value": one["value"] * 1.1, "reported_at": date(2024, 12, 9)} for one in figures[-60:]]
    towns = [{"part": town, "whole": COUNTY, "of": "place", "complete": "yes"} for town in TOWNS]
    branches = [{"part": name, "whole": "FAI", "of": "indicator", "complete": "no"} for name in ("RETAIL", "EXPORTS")]
    ranking = {"period": PERIODS[1], "measure": "level", "place": None, "published_at": date(2024, 11, 20)}
    texts: dict[str, Any] = {"of": "text", "complete": "text", "place": "text", "measure": "text"}
    return {
        "figures": (figures + corrected, dict(OBSERVATIONS)),
        "months": (_months(), dict(OBSERVATIONS)),
        "targets": (_targets(), dict(TARGETS)),
        "parts": (towns + branches, texts),
        "rankings": ([{"indicator": name, **ranking} for name in ("FAI", "固定资产投资", "JOBS_NEW")], texts),
        "towns": ([{"place": town, "parent": COUNTY} for town in TOWNS], {}),
        "branches": ([{"indicator": name, "parent": "FAI"} for name in ("RETAIL", "EXPORTS")], {}),
        "people": ([_people(town, year) for town in TOWNS for year in range(2020, 2025)], dict(OBSERVATIONS)),
        "scored": (_scored(), {"status": "text", "target": "number"}),
    }


def _county(figures: Rows) -> Rows:
    """Levels of the whole county: the sums of its towns."""
    sums: dict[tuple[str, str, str], float] = {}
    for one in figures:
        if one["measure"] == "level" and one["value"] is not None:
            at = one["indicator"], one["period"], one["unit"]
            sums[at] = sums.get(at, 0.0) + one["value"]
    return [row(name, period, round(value, 2), unit, place=COUNTY) for (name, period, unit), value in sums.items()]


def _named(one: dict[str, Any]) -> dict[str, Any]:
    # The same indicator under its printed name, at another place.
    return one | {"place": "石门新区", "indicator": "固定资产投资"}


def _months() -> Rows:
    return [
        row("EXPORTS", f"{year}-{month:02d}", 100.1 + month * number, "万元", place=town)
        for number, town in enumerate(TOWNS)
        for year in (2023, 2024)
        for month in range(1, 13)
        if (month, number) != (4, 2)
    ]


def _people(place: str, year: int) -> dict[str, Any]:
    return row("POPULATION", str(year), 1000.0 + 37 * len(place) + year, "人", place=place)


def _targets() -> Rows:
    rows = []
    for number, place in enumerate((COUNTY, *TOWNS)):
        for name, measure, value in (
            ("GDP", "growth", 6.0),
            ("JOBS_NEW", "level", 700.0),
            ("地区生产总值", "level", 9),
        ):
            share_of = 6.0 if place == COUNTY and measure == "level" else 1.0
            unit = {"growth": "%", "level": "人" if name == "JOBS_NEW" else "亿元"}[measure]
            rows.append(
                dict.fromkeys(TARGETS)
                | {"id": f"{place} {name} {measure}", "place": place, "indicator": name, "period": "2025"}
                | {"measure": measure, "comparator": "ge", "value": value * share_of + number / 7, "unit": unit}
            )
    return rows


def _scored() -> Rows:
    regions = ("山区", "山区", "平原", "平原", "平原", "城区")
    return [
        {"place": town, "region": region, "indicator": name, "period": period, "measure": "level"}
        | {"value": None if (number, name) == (3, "RETAIL") else 7.3 + (number * step) % 5 / 3, "status": None}
        for number, (town, region) in enumerate(zip(TOWNS, regions, strict=True))
        for period in PERIODS
        for name, step in (("GDP", 2), ("RETAIL", 3), ("JOBS_NEW", 4))
    ]


def _amounts(frames: Frames) -> Any:
    return to_periods(frames["figures"])


def _growing(frames: Frames) -> Any:
    return growth(frames["figures"], implied_base(frames["figures"]))


def _scores(frames: Frames) -> Any:
    return score(frames["scored"], rules())


def _whole(frames: Frames) -> Any:
    return whole(cards(_scores(frames), rules()), rules())


def _questions(frames: Frames) -> Any:
    return check_figures(frames["figures"], frames["targets"], frames["parts"], frames["rankings"])


def _cascade(frames: Frames) -> Any:
    return cascade(frames["targets"], frames["towns"], frames["figures"])


def _moved(frames: Frames) -> Any:
    return league(_whole(frames), scores=_scores(frames), rules=rules())


def _since(frames: Frames) -> Any:
    before = whole(cards(score(frames["scored"], rules(), PERIODS[0]), rules()), rules())
    return league(_whole(frames), before, rules=rules())


ERRANDS: dict[str, Callable[[Frames], Any]] = {
    "rank": lambda f: rank(f["figures"], by=("indicator", "period", "measure")),
    "rank of everything": lambda f: rank(f["scored"], by=(), method="average"),
    "score": _scores,
    "cards": lambda f: cards(_scores(f), rules()),
    "whole": _whole,
    "grade": lambda f: grade(_whole(f), rules().grading["card"], by=("period",)),
    "grade_share": lambda f: grade_share(cards(_scores(f), rules())),
    "league": _moved,
    "league since another table": _since,
    "sensitivity": lambda f: sensitivity(_scores(f), rules()),
    "check_figures": _questions,
    "cascade": _cascade,
    "levels": lambda f: levels(_cascade(f)),
    "to_periods": _amounts,
    "to_cumulative": lambda f: to_cumulative(f["months"]),
    "growth": lambda f: growth(f["figures"]),
    "growth on a basis": _growing,
    "change": lambda f: change(f["figures"]),
    "level_from_growth": lambda f: level_from_growth(f["figures"]),
    "implied_base": lambda f: implied_base(f["figures"]),
    "per_head": lambda f: per_head(f["figures"], f["people"]),
    "growth_of_sum of places": lambda f: growth_of_sum(f["figures"], f["towns"]),
    "growth_of_sum of branches": lambda f: growth_of_sum(f["figures"], f["branches"]),
    "contribution": lambda f: contribution(f["figures"], f["towns"]),
    "share": lambda f: share(f["figures"], f["branches"]),
}
