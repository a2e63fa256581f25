"""Each target with the number that it is judged by: from its year, its own period, or another series."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

from luoshi.assessing.calendar import month_text
from luoshi.assessing.frames import Frame, alike, distinct, enter, held, look_up, same_in_all, small
from luoshi.assessing.measured import KEY, bases_of
from luoshi.assessing.packed import fits, values_of, with_number
from luoshi.assessing.progress import derived, terms, versus
from luoshi.assessing.progress.bounds import beside_an_amount, forms, without_unit
from luoshi.assessing.progress.plans import with_plan_completions
from luoshi.assessing.progress.references import PLAN
from luoshi.assessing.progress.standing import Standing
from luoshi.assessing.progress.traits import with_traits


def numbered(targets: Frame, now: Standing, months: list[int] | None, peers: Any) -> Frame:
    """Each target with the numbers it is judged by: `at`, `actual` (in the target's unit), `as_of_month`, `as_of`."""
    measures = frozenset(str(m) for (m,) in distinct(targets, "measure"))
    targets = _without_last_years(targets, now)
    based = ("level", "hold") in distinct(targets, "measure", "form")
    if months is not None or now.irregular or based or measures - {"level"}:
        now = now.held()
    wanted = {unit for (unit,) in distinct(targets, "unit")}
    units = bases_of(wanted) | dict(now.units)
    # Where everything is in one unit, or in none, nothing is to be converted.
    several = len(units) > 1 or (len(units) == 1 and (now.unitless or None in wanted))
    rows = derived.completed(now, targets.select("place", KEY, "measure"), measures)
    if peers is not None and "rank" in measures:
        targets, rows = derived.with_ranks(targets, rows, enter(peers, "peers")[0])
    planned = (PLAN,) in distinct(targets, "source")
    if planned:
        rows = with_plan_completions(rows, targets, units)
    if rows is not now.rows:
        rows = held(rows)
    if based:
        targets = _with_baselines(targets, rows, units if several else {}, now.months)
    if several:
        targets = _with_factors(targets, units)
    targets = held(with_traits(targets))
    parts = []
    kinds = _kinds(targets)
    if "year" in kinds:
        parts.append(_by_year(_kind(targets, "year"), rows, now.years, months))
    if "versus" in kinds:
        parts.append(_by_months(_kind(targets, "versus"), versus.differences(_kind(targets, "versus"), rows), months))
    if "term" in kinds:
        parts.append(_by_term(_kind(targets, "term"), now, rows, months))
    parts = [_with_own_and_other(part) for part in parts]
    if len(parts) > 1:
        parts = [part.with_columns(pl.col("as_of", "found_unit").cast(pl.String())) for part in parts]
    names = list(parts[0].collect_schema())
    frame = pl.concat([part.select(*names) for part in parts]) if len(parts) > 1 else parts[0]
    if planned:
        # From here on it is a completion like any other.
        source = pl.when(pl.col("source") == PLAN).then(pl.lit("completion")).otherwise(pl.col("source"))
        frame = frame.with_columns(source.alias("source"))
    return _in_target_units(frame, units if several else {}).with_columns(pl.lit(None).cast(pl.String()).alias("hole"))


def _without_last_years(targets: Frame, now: Standing) -> Frame:
    """Amounts in no catalogue, told by figures that run from January, lose their baseline: they start from nothing."""
    doubtful = ~pl.col("baseline").is_null() & beside_an_amount()
    keys = {key for (key,) in distinct(targets.filter(doubtful), KEY)}
    if not keys:
        return targets
    runs = (pl.col("measure") == "level") & (pl.col("start") % 12 == 0) & (pl.col("at") > pl.col("start"))
    running = {str(key) for (key,) in distinct(now.reported.filter(runs), KEY)} & {str(key) for key in keys}
    amount = doubtful & pl.col(KEY).cast(pl.String()).is_in(sorted(running))
    targets = targets.with_columns(pl.when(~amount).then(pl.col("baseline")).alias("baseline"), amount.alias("amount"))
    form = pl.when(pl.col("amount")).then(forms()).otherwise(pl.col("form"))
    return held(targets.with_columns(form.alias("form")).drop("amount"))


def _with_own_and_other(frame: Frame) -> Frame:
    """Only what is held against another series has the two numbers that make its difference."""
    missing = [n for n in ("own", "other") if n not in frame.collect_schema()]
    return frame.with_columns(*[pl.lit(None).cast(pl.Float64()).alias(n) for n in missing]) if missing else frame


def with_holes(frame: Frame, holes: Frame) -> Frame:
    """With `hole`: the status of the cell of the month that was asked for, where it has no number."""
    holes = holes.select(
        "place",
        KEY,
        pl.col("measure").alias("source"),
        pl.col("at").alias("as_of_month"),
        pl.col("status").cast(pl.String()).alias("hole"),
    )
    frame, holes = alike(frame.drop("hole"), holes, ["place", KEY, "source"])
    on = ["place", KEY, "source", "as_of_month"]
    return frame.join(holes.sort("hole").unique(on, keep="first"), on=on, how="left")


def _kind_of() -> pl.Expr:
    year = (pl.col("start") % 12 == 0) & (pl.col("end") == pl.col("start") + 11)
    compared = pl.col("against").is_in(["place", "indicator"])
    return pl.when(compared).then(pl.lit("versus")).when(year).then(pl.lit("year")).otherwise(pl.lit("term"))


def _kinds(targets: Frame) -> set[str]:
    return {kind for (kind,) in distinct(targets.with_columns(_kind_of().alias("path")), "path")} or {"year"}


def _kind(targets: Frame, kind: str) -> Frame:
    return targets.filter(_kind_of() == kind)


def _by_year(targets: Frame, rows: Frame, years: range, months: list[int] | None) -> Frame:
    """Targets of a calendar year, each joined with the numbers of its year."""
    targets = targets.with_columns((pl.col("start") // 12).alias("year"))
    on = ["place", KEY, "source", "year"]
    rows = rows.rename({"measure": "source", "unit": "found_unit"})
    values = values_of(rows, on, {"year": years})
    if fits(values):
        targets, rows = (with_number(frame, values, "cell") for frame in (targets, rows))
        rows, on = rows.drop(*on), ["cell"]
    else:
        targets, rows = alike(targets, rows, on)
    same = {name: value for name, value in same_in_all(targets).items() if name not in on}
    joined = _of_months(targets.drop(*same), rows, on, months).with_columns(**same)
    return joined.drop("year", "cell", strict=False)


def _of_months(targets: Frame, rows: Frame, on: list[str], months: list[int] | None) -> Frame:
    """Targets joined with the rows of all months, or for each of some months with the latest up to it."""
    if months is None:
        return targets.join(rows, on=on, how="left").with_columns(pl.col("at").alias("as_of_month"))
    parts = []
    for month in months:
        latest = rows.filter(pl.col("at") <= month).sort(["at", "actual"]).unique(on, keep="last")
        parts.append(_as_of(targets.join(latest.drop("as_of"), on=on, how="left"), month))
    return pl.concat(parts) if len(parts) > 1 else parts[0]


def _as_of(frame: Frame, month: int) -> Frame:
    text = pl.lit(month_text(month)).cast(pl.String()).alias("as_of")
    return frame.with_columns(text, pl.lit(month).cast(pl.Int64()).alias("as_of_month"))


def _by_months(targets: Frame, numbers: Frame, months: list[int] | None) -> Frame:
    """Targets joined with numbers of their own (id, at, as_of, actual, found_unit): all, or each month's latest."""
    if months is None:
        return targets.join(numbers, on="id", how="left").with_columns(pl.col("at").alias("as_of_month"))
    parts = []
    for month in months:
        latest = numbers.filter(pl.col("at") <= month).sort(["at", "actual"]).unique(["id"], keep="last")
        parts.append(_as_of(targets.join(latest.drop("as_of"), on="id", how="left"), month))
    return pl.concat(parts) if len(parts) > 1 else parts[0]


def _by_term(targets: Frame, now: Standing, rows: Frame, months: list[int] | None) -> Frame:
    """Targets of any other period, for each of the months (all that there are figures of, where none is given)."""
    chosen = list(now.months) if months is None else months
    labels = [month_text(m) for m in chosen]
    table = small({"as_of_month": chosen, "as_of": labels}, {"as_of_month": "whole", "as_of": "text"})
    pairs = targets.join(table, how="cross")
    found = terms.so_far(pairs, now, rows)
    how: Any = "inner" if months is None else "left"
    joined = pairs.join(found, on=["id", "as_of_month"], how=how)
    if months is not None:
        return joined
    joined = joined.filter(pl.col("at") == pl.col("as_of_month"))
    idle = targets.join(found.select("id").unique(), on="id", how="anti")
    empty = {
        "as_of": pl.String(),
        "as_of_month": pl.Int64(),
        "at": pl.Int64(),
        "actual": pl.Float64(),
        "found_unit": pl.String(),
    }
    idle = idle.with_columns(*[pl.lit(None).cast(kind).alias(name) for name, kind in empty.items()])
    names = list(joined.collect_schema())
    return pl.concat([joined, idle.select(*names)])


def _in_target_units(frame: Frame, units: Mapping[str, tuple[float, str]]) -> Frame:
    """`actual` in the unit of the target; null, and `other_unit` set, where the units are of two kinds.

    Without `units` all numbers are in one.
    """
    if not units:
        return frame.with_columns(pl.lit(False).alias("other_unit"))
    return _turned(frame, "actual", "found_unit", units).rename({"differs": "other_unit"})


def _answers(units: Mapping[str, tuple[float, str]]) -> dict[str, tuple[float, int]]:
    """Each unit's factor, and a number for its base."""
    bases = {base: at for at, base in enumerate(sorted({b for _, b in units.values()}))}
    return {name: (factor, bases[base]) for name, (factor, base) in units.items()}


def _with_factors(frame: Frame, units: Mapping[str, tuple[float, str]]) -> Frame:
    """What `_turned` needs of a target's unit, to be looked up once a target and not once a number."""
    return look_up(frame, "unit", _answers(units), {"factor": "number", "base": "whole"})


def _turned(frame: Frame, number: str, unit: str, units: Mapping[str, tuple[float, str]]) -> Frame:
    """A number in the unit of its target, null where the two are not of one kind, which `differs` says.

    Of a level or a change one side without a unit is of another kind too: 12 is not 12万元.
    """
    if "factor" not in frame.collect_schema():
        frame = _with_factors(frame, units)
    frame = look_up(frame, unit, _answers(units), {"found_factor": "number", "found_base": "whole"})
    # 正增长 has no unit at all, and a share may be printed as 3/4.
    unsaid = (pl.col("unit").cast(pl.String()) == "") & (pl.col("measure") != "level")
    counted = pl.col("measure").is_in(["level", "change"]) & pl.col("against").is_null() & ~pl.col("value").is_null()
    one_sided = counted & (without_unit("unit") != without_unit(unit))
    differs = ~pl.col(number).is_null() & (((pl.col("base") != pl.col("found_base")) & ~unsaid) | one_sided)
    same = pl.col("factor") == pl.col("found_factor")
    turned = (pl.col(number) * pl.col("found_factor") / pl.col("factor")).round(8)
    scaled = pl.when(same).then(pl.col(number)).otherwise(turned)
    bare = pl.col("found_factor").is_null() | pl.col("factor").is_null() | unsaid
    frame = frame.with_columns(
        pl.when(differs).then(None).when(bare).then(pl.col(number)).otherwise(scaled).alias(number),
        pl.when(differs).then(pl.lit(True)).otherwise(pl.lit(False)).alias("differs"),
    )
    return frame.drop("factor", "base", "found_factor", "found_base")


def _with_baselines(
    targets: Frame, rows: Frame, units: Mapping[str, tuple[float, str]], months: Collection[int]
) -> Frame:
    """A stock or a rate without a printed baseline starts from its level at the end of the month before.

    `months` are those that there are figures of.
    """
    bare = pl.col("baseline").is_null() & (pl.col("form") == "hold") & (pl.col("measure") == "level")
    bare = bare & pl.col("kind").is_in(["stock", "rate", "index"])
    starts = [start for (start,) in distinct(targets.filter(bare), "start") if start - 1 in months]
    if not starts:
        return targets
    before = rows.filter((pl.col("measure") == "level") & (pl.col("at") + 1).is_in(starts))
    before = before.select(
        "place",
        KEY,
        (pl.col("at") + 1).alias("start"),
        pl.col("actual").alias("before"),
        pl.col("unit").alias("before_unit"),
    )
    targets, before = alike(targets, before, ["place", KEY])
    on = ["place", KEY, "start"]
    joined = targets.join(before.sort(["before"]).unique(on, keep="last"), on=on, how="left")
    if units:
        joined = _turned(joined, "before", "before_unit", units).drop("differs")
    baseline = pl.when(bare).then(pl.col("before")).otherwise(pl.col("baseline"))
    # What is held against another series stays so, whatever its own level was.
    started = bare & ~pl.col("before").is_null()
    form = pl.when(pl.col("started")).then(forms()).otherwise(pl.col("form"))
    joined = joined.with_columns(baseline.alias("baseline"), started.alias("started"))
    return joined.with_columns(form.alias("form")).drop("before", "before_unit", "started")
