"""`luoshi assess`: targets and reported figures in, verdicts with lights and reasons out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from luoshi.cli.inputs import chosen_format, count, file_path, tell_line
from luoshi.cli.tables import (
    FORMATS,
    FaultyInputError,
    add_observations,
    add_table_options,
    month,
    needs_engine,
    notes_in_chinese,
    refuse_input_as_output,
    say,
    settle,
    tell_strangers,
)

if TYPE_CHECKING:
    import polars as pl

    from luoshi.assessing.lights import RuleSet

SCHEDULES = ("months", "seasonal", "checkpoints")
# Measures that are mostly reported as such, and not worked out of others.
_TOLD = ("level", "growth", "share", "completion", "multiple")
_SCHEDULE_WORDS = {"months": "按月", "seasonal": "按往年各月的快慢", "checkpoints": "按季度节点"}


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "assess",
        help="judge targets by reported figures: completion, schedule, light, reason",
        description="Gives every target its verdict at a month: how far it is, how far it should be, what the rest "
        "must bring, its light by a rule set, and the reason in one sentence. The input is checked first; every "
        "fault is told with file, sheet, row, column, what was found and what was expected.",
    )
    parser.add_argument(
        "--targets",
        metavar="T",
        type=file_path,
        required=True,
        help="the targets: csv, xlsx, parquet, jsonl, or what luoshi read wrote (its targets)",
    )
    add_observations(parser)
    parser.add_argument("--as-of", metavar="MONTH", type=month, required=True, help="the month to judge at, 2024-10")
    parser.add_argument(
        "--rules", metavar="R", default="progress", help="the rule set of the lights: a name or a .toml file"
    )
    parser.add_argument(
        "--schedule",
        choices=SCHEDULES,
        default="months",
        help="how far one should be: by months, as in past years, or by checkpoints (default months)",
    )
    parser.add_argument("--outlook", action="store_true", help="forecast the year's end, with an interval")
    add_table_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check, judge, write; 1 if the input had faults, else 0."""
    form = chosen_format(args.format, args.output, FORMATS)
    refuse_input_as_output(args.output, [args.targets, args.observations, args.rules])
    needs_engine(*(["statsmodels"] if args.outlook else []))
    from luoshi.assessing import sources
    from luoshi.assessing.frames import VERDICTS
    from luoshi.assessing.lights import load
    from luoshi.assessing.sources.beside import without_unit
    from luoshi.assessing.writers import assessment, frames

    rules = load(args.rules)
    targets, observations = sources.targets(args.targets), sources.observations(args.observations)
    without_unit(targets, observations)
    without_unit(observations, targets)
    try:
        faults = settle([targets, observations], args.skip_faulty, args.quiet)
    except FaultyInputError as error:
        tell_line(f"luoshi assess: {error}")
        return 1
    if not args.quiet:
        _tell_strangers(targets.frame, observations.frame)
    found = judged(targets.frame, observations.frame, rules, args)
    if not args.quiet:
        _tell_other_measures(found, observations.frame)
    if form in ("csv", "jsonl", "parquet"):
        frames.write(found.select(list(VERDICTS)), form, args.output)
    inputs = [
        f"目标：{args.targets.name}，{targets.frame.height}条",
        f"数据：{args.observations.name}，{observations.frame.height}条",
        f"规则：{rules.title}（{rules.name}）",
        f"序时：{_SCHEDULE_WORDS[args.schedule]}",
    ]
    if args.known_at is not None:
        inputs.append(f"按{args.known_at}以前上报的数计算")
    inputs += notes_in_chinese([targets, observations])
    result = assessment.Assessment(args.as_of, found.to_dicts(), rules, inputs, faults, args.outlook)
    if form == "xlsx":
        assessment.write_workbook(result, args.output)
    elif form == "table":
        assessment.write_table(result, args.output)
    lights = ", ".join(f"{number} {light.replace('_', ' ')}" for light, number in result.counts().items() if number)
    left = targets.faulty_rows + observations.faulty_rows
    faulty = f"; {count(left, 'faulty row')} left out" if faults else ""
    say(f"{count(found.height, 'target')} at {args.as_of}{': ' + lights if lights else ''}{faulty}", args.quiet)
    return 1 if faults else 0


def judged(targets: pl.DataFrame, observations: pl.DataFrame, rules: RuleSet, args: argparse.Namespace) -> pl.DataFrame:
    """Verdicts beside their targets, in the order of the targets: the columns of both, `light_reason`, `source`."""
    import polars as pl

    from luoshi.assessing.lights import light
    from luoshi.assessing.progress import assess

    # A memory knows the months before.
    year, last = args.as_of.split("-")
    months = [f"{year}-{number:02d}" for number in range(1, int(last) + 1)] if rules.memory else [args.as_of]
    verdicts: pl.DataFrame = assess(
        targets,
        observations.drop("source"),
        months,
        rules=None,
        known_at=args.known_at,
        schedule=args.schedule,
        outlook=args.outlook,
    )
    beside = verdicts.drop("light").join(targets.drop("place", "indicator"), on="id", how="left")
    lit: pl.DataFrame = light(_with_target(beside), rules)
    if args.outlook:
        lit = _with_outlook_reason(lit, observations, args.as_of)
    order = targets.select("id").with_row_index("order")
    return lit.filter(pl.col("as_of") == args.as_of).join(order, on="id").sort("order").drop("order")


def _with_outlook_reason(verdicts: pl.DataFrame, observations: pl.DataFrame, as_of: str) -> pl.DataFrame:
    """With `outlook_reason`: the method that a forecast was made by, or why there is none."""
    import polars as pl

    from luoshi.assessing.measured import with_key
    from luoshi.assessing.outlook import outlook

    said: pl.DataFrame = with_key(outlook(observations.drop("source"), as_of).lazy()).collect()
    said = said.select("place", "key", "measure", pl.col("reason").alias("outlook_reason"))
    said = said.unique(["place", "key", "measure"], keep="first", maintain_order=True)
    keyed: pl.DataFrame = with_key(verdicts.lazy()).collect()
    return keyed.join(said, on=["place", "key", "measure"], how="left").drop("key")


def _with_target(verdicts: pl.DataFrame) -> pl.DataFrame:
    """With `target`, which a rule set may ask for (增速灯 does): the growth to be reached."""
    from luoshi.assessing.measured import with_key, with_nature
    from luoshi.assessing.progress.bounds import with_growth_wanted

    good = with_nature(with_key(verdicts.lazy()))
    return with_growth_wanted(good).collect().drop("key", "good", "kind", "cumulates")


def _tell_strangers(targets: pl.DataFrame, observations: pl.DataFrame) -> None:
    """Places and indicators of targets of which nothing is reported: most likely a name written in another way."""
    from luoshi.assessing.measured import key_of

    for column, what in (("place", "place"), ("indicator", "indicator")):
        wanted = dict.fromkeys(targets[column].drop_nulls().to_list())
        known = set(observations[column].drop_nulls().to_list())
        if column == "indicator":
            known = {key_of(name) for name in known}
            strangers = [name for name in wanted if key_of(name) not in known]
        else:
            strangers = [name for name in wanted if name not in known]
        tell_strangers(what, strangers, "targets")


def _tell_other_measures(verdicts: pl.DataFrame, observations: pl.DataFrame) -> None:
    """Targets without data of whose indicator another measure is reported: an amount, where the target is on growth."""
    from luoshi.assessing.measured import key_of
    from luoshi.vocabulary.terms import term

    reported: dict[tuple[str, str], set[str]] = {}
    for place, indicator, measure in observations.select("place", "indicator", "measure").unique().iter_rows():
        reported.setdefault((place, key_of(str(indicator))), set()).add(measure or "level")
    strangers = []
    blank = verdicts.filter(verdicts["state"] == "no_data").select("place", "indicator", "measure")
    for place, indicator, measure in blank.unique(maintain_order=True).iter_rows():
        there = reported.get((place, key_of(str(indicator))), set())
        if there and measure in _TOLD and measure not in there:
            words = "、".join(sorted(term("measure", one) for one in there))
            strangers.append(f"{indicator}{term('measure', measure)}（只有{words}）")
    tell_strangers("measure", list(dict.fromkeys(strangers)), "targets")
