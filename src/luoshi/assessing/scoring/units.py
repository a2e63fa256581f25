"""Numbers that are compared are in one unit: 9.8亿元 and 98000万元 tie, and 人 are not ranked among 亿元."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from luoshi.assessing.frames import Frame, FrameError, distinct, look_up, small
from luoshi.assessing.measured import unit_bases
from luoshi.assessing.promises.matching import PER_CENT, in_base

#: How a percentage and a percentage point are written is of no matter beside numbers of the same measure.
_RATIOS = PER_CENT - {"‰", "个千分点"} | {"％"}


def numbers_of(frame: Frame, columns: Sequence[str], what: str) -> Frame:
    """A frame whose `columns` are numbers: whole ones as floats, and null for not-a-number and for infinite ones.

    Raises `FrameError` for a column that is missing or of another type.
    """
    schema = frame.collect_schema()
    if missing := [name for name in columns if name not in schema]:
        raise FrameError(f"{what}: no column {', '.join(missing)}; found {', '.join(schema)}")
    for name in columns:
        kind = schema[name]
        if not kind.is_numeric() and distinct(frame.filter(~pl.col(name).is_null()).head(1), name):
            raise FrameError(f"{what}: column {name}: found {kind}, expected numbers")
    made = [pl.col(name).cast(pl.Float64()) for name in columns]
    finite = [
        pl.when(one.is_finite()).then(one).alias(name)
        for name, one in zip(columns, made, strict=True)
        if not schema[name].is_integer()
    ]
    return frame.with_columns(*finite) if finite else frame


def with_factors(frame: Frame, number: pl.Expr, by: Sequence[str], what: str) -> Frame:
    """A frame with `_factor`, by which a number is multiplied to be compared: 1 where the frame has one unit.

    Raises `FrameError` where units of several kinds, or some and none, stand in one group of `by`.
    """
    bases = unit_bases(frame) if "unit" in frame.collect_schema() else {}
    if not bases or (len(bases) == 1 and (None,) not in distinct(frame, "unit")):
        return frame.with_columns(pl.lit(1.0).alias("_factor"))
    answers = {unit: (1.0, "%") if unit in _RATIOS else base for unit, base in bases.items()}
    frame = look_up(frame, "unit", answers, {"_factor": "number", "_base": "text"})
    base = pl.col("_base").fill_null("")
    groups = frame.filter(~number.is_null()).with_columns(base.alias("_base")).group_by(*by) if by else None
    if groups is None:
        mixed = frame.filter(~number.is_null()).select(base.min().alias("_low"), base.max().alias("_high"))
    else:
        mixed = groups.agg(pl.col("_base").min().alias("_low"), pl.col("_base").max().alias("_high"))
    found = distinct(mixed.filter(pl.col("_low") != pl.col("_high")), *by, "_low", "_high")
    if found:
        *group, low, high = found[0]
        told = " ".join(str(one) for one in group)
        raise FrameError(
            f"{what}: {told}: found numbers in {low or 'no unit'} and in {high}, expected one kind of unit"
        )
    return frame.with_columns(pl.col("_factor").fill_null(1.0)).drop("_base")


def in_rules_units(grid: Frame) -> Frame:
    """A grid of scores whose `value` and `target` are in the unit of its rule, `_unit`; a rule without one takes the
    first of its rows.

    Raises `FrameError` for a unit that counts something else.
    """
    pairs = distinct(grid.filter(~pl.col("value").is_null()), "indicator", "_unit", "unit")
    pairs = [(name, wanted or "", unit) for name, wanted, unit in pairs if unit]
    own: dict[str, str] = {}
    for name, wanted, unit in sorted(pairs, key=str):
        if not wanted:
            own.setdefault(str(name), str(unit))
    answers: dict[tuple[str, str], tuple[float, float]] = {}
    for name, wanted, unit in pairs:
        wanted = wanted or own[str(name)]
        if wanted == unit or {wanted, unit} <= _RATIOS:
            continue
        (down, mine), (up, other) = in_base(wanted), in_base(unit)
        if mine != other:
            raise FrameError(f"values: {name}: found numbers in {unit}, expected {wanted}, in which the rules count it")
        answers[wanted, unit] = (up, down)
    if own:
        grid = look_up(grid, "indicator", {name: (unit,) for name, unit in own.items()}, {"_own": "text"})
        bare = pl.col("_unit").fill_null("") == ""
        grid = grid.with_columns(pl.when(bare).then(pl.col("_own")).otherwise(pl.col("_unit")).alias("_unit"))
        grid = grid.drop("_own")
    if not answers:
        return grid
    data = {"_unit": [w for w, _ in answers], "unit": [u for _, u in answers]}
    factors = {"_up": [up for up, _ in answers.values()], "_down": [down for _, down in answers.values()]}
    table = small({**data, **factors}, {"_unit": "text", "unit": "text", "_up": "number", "_down": "number"})
    grid = grid.with_columns(pl.col("unit").cast(pl.String())).join(table, on=["_unit", "unit"], how="left")
    # Multiplied, then divided: both are whole, and 98000 × 10⁴ ÷ 10⁸ is 9.8 to the last bit.
    made = [
        pl.when(pl.col("_up").is_null()).then(number).otherwise(number * pl.col("_up") / pl.col("_down"))
        for number in (pl.col("value"), pl.col("target"))
    ]
    return grid.with_columns(made[0].alias("value"), made[1].alias("target")).drop("_up", "_down")
