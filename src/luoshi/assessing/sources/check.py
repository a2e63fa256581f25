"""Targets and observations from a table, with every fault that stands in their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.assessing.promises.matching import in_base
from luoshi.assessing.sources import cells, statements
from luoshi.assessing.sources.body import Body
from luoshi.assessing.sources.headings import Role
from luoshi.vocabulary.indicators import find

if TYPE_CHECKING:
    import polars as pl

#: The columns without which a table cannot be used.
NEEDED: dict[Role, tuple[str, ...]] = {
    "targets": ("place", "indicator", "period", "value"),
    "observations": ("place", "indicator", "period", "value"),
    "parts": ("part", "whole"),
    "rankings": ("indicator", "period", "published_at"),
}
_PER_CENT = ("%", "‰")
_NUMBERED = ("reported", "zero", "estimated")


def targets(body: Body) -> pl.DataFrame:
    """The targets of a table, with `source` (which file and row) and `row`; faulty rows are in `body.bad`."""
    import polars as pl

    if body.head.statements:
        return _finished(body, statements.read(body, "targets"))
    body.lacks(NEEDED["targets"], "targets")
    if body.unusable:
        return pl.DataFrame()
    source = _source(body)
    columns = {
        "id": _ids(body, source),
        "place": _places(body),
        "indicator": _needed(body, "indicator", "an indicator's code or name"),
        "period": body.periods(),
        "comparator": body.codes("comparator", "comparator").fill_null("eq"),
        "strength": body.codes("strength", "strength"),
        "reference": body.text("reference"),
    }
    value, behind = body.numbers("value")
    value_to, behind_to = body.numbers("value_to")
    baseline, behind_baseline = body.numbers("baseline")
    columns |= {"value": value, "value_to": value_to, "baseline": baseline}
    columns["unit"] = _units(body, value=behind, value_to=behind_to, baseline=behind_baseline)
    columns["measure"] = _measures(body, columns["indicator"], columns["unit"])
    _of_relations(body, columns)
    return _finished(body, pl.DataFrame({**columns, "source": source}))


def _of_relations(body: Body, columns: dict[str, pl.Series]) -> None:
    """Faults between a target's relation and its numbers."""
    comparator, value, value_to = columns["comparator"], columns["value"], columns["value_to"]
    raw = body.text("value")
    free = (comparator == "positive") | columns["reference"].is_not_null()
    body.fault(raw.is_null() & ~free, "value", "a number (only with the relation 为正, or a reference, there is none)")
    ranked = columns["measure"].is_in(["rank", "grade"])
    expected = "等于, 不低于 or another one: 前列 (top) goes with a rank (口径 位次)"
    body.fault((comparator == "top") & ~ranked, "comparator", expected)
    body.fault((comparator == "positive") & raw.is_not_null(), "value", "nothing, as the relation is 为正 (positive)")
    between = comparator == "between"
    body.fault(between & body.text("value_to").is_null(), "value_to", "the upper end of the 区间 (between)")
    found = body.text("value_to")
    body.fault(~between & value_to.is_not_null(), "value_to", "nothing, as the relation is not 区间 (between)", found)
    body.fault(between & (value_to < value), "value_to", "an upper end that is not below the lower one", found)


def _ids(body: Body, source: pl.Series) -> pl.Series:
    text = body.text("id")
    if not body.has("id"):
        body.notes.append(f"{body.where}: no column id (编号); a target is known by its row")
        text = source.alias("id")
    body.fault(text.is_null(), "id", "an id, each only once")
    # A row with a target a period is one target in each of them.
    return text if body.head.said is None else (text + f"·{body.column}").alias("id")


def observations(body: Body) -> pl.DataFrame:
    """The observations of a table, with `source` and `row`; faulty rows are in `body.bad`."""
    import polars as pl

    if body.head.statements:
        found = statements.read(body, "observations")
        return _finished(body, found.with_columns(pl.lit(None, dtype=pl.Date).alias("reported_at")))
    body.lacks(NEEDED["observations"], "observations")
    if body.unusable:
        return pl.DataFrame()
    columns = {
        "place": _places(body),
        "indicator": _needed(body, "indicator", "an indicator's code or name"),
        "period": body.periods(),
        "status": body.codes("status", "status"),
        "reported_at": body.days("reported_at"),
    }
    value, behind = body.numbers("value")
    columns["value"] = value
    columns["unit"] = _units(body, value=behind)
    columns["measure"] = _measures(body, columns["indicator"], columns["unit"])
    _of_statuses(body, columns["status"], value)
    return _finished(body, pl.DataFrame({**columns, "source": _source(body)}))


def parts(body: Body) -> pl.DataFrame:
    """Which part belongs to which whole, with `source` and `row`."""
    import polars as pl

    body.lacks(NEEDED["parts"], "parts")
    if body.unusable:
        return pl.DataFrame()
    columns = {
        "part": _needed(body, "part", "the name of a part"),
        "whole": _needed(body, "whole", "the name of the whole it belongs to"),
        "of": body.codes("of", "of").fill_null("place"),
        "complete": body.codes("complete", "complete").fill_null("yes"),
    }
    return _finished(body, pl.DataFrame({**columns, "source": _source(body)}))


def rankings(body: Body) -> pl.DataFrame:
    """Which rankings were published when, with `source` and `row`; without a measure of the level."""
    import polars as pl

    body.lacks(NEEDED["rankings"], "rankings")
    if body.unusable:
        return pl.DataFrame()
    published = body.days("published_at")
    body.fault(body.text("published_at").is_null(), "published_at", "the day on which the ranking was published")
    columns = {
        "indicator": _needed(body, "indicator", "an indicator's code or name"),
        "period": body.periods(),
        "measure": body.codes("measure", "measure"),
        "place": body.text("place"),
        "published_at": published,
    }
    return _finished(body, pl.DataFrame({**columns, "source": _source(body)}))


def _of_statuses(body: Body, status: pl.Series, value: pl.Series) -> None:
    """Faults between what a row's status says and its value."""
    found = body.text("value")
    without = status.is_not_null() & ~status.is_in(_NUMBERED)
    body.fault(without & value.is_not_null(), "value", "nothing, as the status says that there is no value", found)
    zero = status == "zero"
    body.fault(zero & value.is_not_null() & (value != 0), "value", "0 or nothing, as the status is 零 (zero)", found)
    held = status.is_in(["reported", "estimated"])
    body.fault(held & found.is_null(), "value", "a number, as the status says that there is one")


def _needed(body: Body, field: str, expected: str) -> pl.Series:
    text = body.text(field)
    body.fault(text.is_null(), field, expected)
    return text


def _places(body: Body) -> pl.Series:
    import polars as pl

    place = _needed(body, "place", "the name of a place or body")
    # 单位 may be whoever reports, or what is counted in.
    units = cells.mapped(place, lambda cell: cells.is_unit(cell) or None, pl.Boolean)
    body.fault(units, "place", "the name of a place or body")
    return place


def _units(body: Body, **behind: pl.Series) -> pl.Series:
    """The unit of each row: its column's, else the head's (目标值（亿元）), else the one behind the number.

    A unit behind a number that is not the row's is a fault.
    """
    import polars as pl

    unit = cells.mapped(body.text("unit"), cells.half, pl.String)
    if body.head.unit is not None:
        unit = unit.fill_null(cells.half(body.head.unit))
    for field, said in behind.items():
        clash = (said.is_not_null() & unit.is_not_null() & (said != unit)).fill_null(False)
        for other in unit.filter(clash).unique().sort().to_list():
            body.fault(clash & (unit == other), field, f"the unit {other}, as the row says, or none", body.text(field))
        unit = unit.fill_null(said)
    if body.head.title_units:
        unit = unit.fill_null(_of_title(body))
    return unit.alias("unit")


def _of_title(body: Body) -> pl.Series:
    """The unit of the title for every row whose indicator is counted in such a one: 亿元 is none of 城镇新增就业."""
    import polars as pl

    def fits(indicator: str) -> str | None:
        entry = find(indicator)
        if entry is None or cells.unit_behind(indicator) is not None:
            return None
        units = [one for one in body.head.title_units if _alike(one, entry.unit)]
        return units[0] if len(units) == 1 else None

    return cells.mapped(body.text("indicator"), fits, pl.String)


def _alike(unit: str, other: str) -> bool:
    """Whether two units differ in their magnitude at most: 亿元 and 万元, not 元, which counts what one person has."""
    (size, base), (other_size, other_base) = in_base(unit), in_base(other)
    return unit == other or (base == other_base and size != 1 and other_size != 1)


def _measures(body: Body, indicator: pl.Series, unit: pl.Series) -> pl.Series:
    """The measure of each row; without one growth where the indicator's name says so, else the level.

    A percentage of an indicator that is counted in something else, without a measure, is a fault: it may be growth, a
    share or a completion.
    """
    import polars as pl

    said = body.codes("measure", "measure")
    bare = body.text("measure").is_null()
    named = cells.mapped(indicator, lambda name: cells.growth_by_name(name) or None, pl.Boolean).fill_null(False)
    per_cent = unit.is_in(_PER_CENT).fill_null(False)
    doubtful = bare & ~named & per_cent
    # The catalogue is asked only where its answer matters: names are many, and it looks for each in several ways.
    counted = cells.mapped(indicator.set(~doubtful, None), _counted, pl.Boolean).fill_null(False)
    body.fault(
        doubtful & counted,
        "measure" if body.has("measure") else "unit",
        "a measure (口径): a percentage of an amount may be 增速, 占比 or 完成率",
        unit,
    )
    growth = (said == "growth").fill_null(False)
    body.fault(growth & unit.is_not_null() & ~per_cent, "unit", "% or nothing, as the measure is growth", unit)
    default = pl.Series(["growth" if grows else "level" for grows in named.to_list()], dtype=pl.String)
    return said.fill_null(default).alias("measure") if len(said) else said.alias("measure")


def _counted(name: str) -> bool | None:
    """Whether the catalogue counts an indicator in anything but per cent; None where it does not have it."""
    entry = find(name)
    return None if entry is None else "%" not in entry.unit and entry.kind in ("flow", "stock")


def _source(body: Body) -> pl.Series:
    """Where each row stands: `目标.xlsx·2024·7` is row 7 of the sheet 2024."""
    import polars as pl

    prefix = body.grid.file if body.grid.sheet is None else f"{body.grid.file}·{body.grid.sheet}"
    return (prefix + "·" + body.rows.cast(pl.String)).alias("source") if len(body) else body.text("source")


def _finished(body: Body, frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    if len(frame) == len(body):
        return frame.with_columns(body.rows.alias("row"))
    return frame.with_columns(pl.lit(None, dtype=pl.Int64).alias("row"))
