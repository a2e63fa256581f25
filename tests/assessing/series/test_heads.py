"""Per head: the average population of a period, or the one at its end."""

from __future__ import annotations

from assessing.engines import Engine, on_every_engine
from assessing.series.rows import TYPES, cell, statuses, values
from luoshi.assessing.series import per_head

PEOPLE = [("2022", 39.0), ("2023", 40.0), ("2024-12", 42.0)]


def people(engine: Engine) -> object:
    rows = [cell(period, value, indicator="常住人口", unit="万人") for period, value in PEOPLE]
    return engine.frame(rows, TYPES)


@on_every_engine
def test_a_years_amount_is_divided_by_the_years_average_population(engine: Engine) -> None:
    rows = [cell("2024", 205.0, indicator="GDP"), cell("2022", 180.0, indicator="GDP")]
    out = per_head(engine.frame(rows, TYPES), people(engine))
    # 205亿元 / ((40 + 42) / 2 万人) = 50,000 yuan a head; by the year's end it would be 48,810.
    assert values(engine, out) == {"2024": 50000.0, "2022": None}
    assert statuses(engine, out) == {"2024": "reported", "2022": "missing"}
    assert {(row["measure"], row["unit"]) for row in engine.rows(out)} == {("per_head", "元/人")}


@on_every_engine
def test_a_stock_is_divided_by_the_population_at_its_moment(engine: Engine) -> None:
    rows = [cell("2023-12", 240.0, indicator="DEPOSITS"), cell("2024-09", 250.0, indicator="DEPOSITS")]
    out = per_head(engine.frame(rows, TYPES), people(engine), average=False)
    assert values(engine, out) == {"2023-12": 60000.0, "2024-09": None}
