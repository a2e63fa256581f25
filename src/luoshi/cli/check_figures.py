"""`luoshi check-figures`: reported figures in, questions about them out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from luoshi.cli.inputs import chosen_format, count, file_path, tell_line
from luoshi.cli.tables import (
    FORMATS,
    FaultyInputError,
    add_table_options,
    needs_engine,
    notes_in_chinese,
    refuse_input_as_output,
    say,
    settle,
)

if TYPE_CHECKING:
    import polars as pl


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "check-figures",
        help="questions about reported figures: parts and wholes, jumps, unit slips, copied values",
        description="Holds reported figures against each other and against the past, and asks where they do not fit: "
        "a cumulative that falls, a slip of the unit, a part larger than its whole, the same value again and again. "
        "A question is no verdict: the figure may be right.",
    )
    parser.add_argument("observations", metavar="O", type=file_path, help="the reported figures, as for luoshi assess")
    parser.add_argument(
        "--targets", metavar="T", type=file_path, help="the targets, to ask where one is set far below the past"
    )
    parser.add_argument(
        "--parts", metavar="P", type=file_path, help="a table of what makes up what: columns part, whole, of, complete"
    )
    parser.add_argument(
        "--rankings",
        metavar="K",
        type=file_path,
        help="a table of published rankings, to ask about figures that changed after: columns indicator, period, "
        "published_at, measure, place",
    )
    parser.add_argument("--rule", action="append", metavar="NAME", help="only this check; may be given more than once")
    parser.add_argument("--settings", metavar="FILE", type=file_path, help="a .toml file with thresholds of your own")
    add_table_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the input, ask, write; 1 if the input had faults, else 0, whatever is asked."""
    form = chosen_format(args.format, args.output, FORMATS)
    refuse_input_as_output(args.output, [args.observations, args.targets, args.parts, args.rankings, args.settings])
    needs_engine()
    import polars as pl

    from luoshi.assessing import sources
    from luoshi.assessing.checks import check_figures
    from luoshi.assessing.writers import frames, questions

    observations = sources.observations(args.observations)
    targets = None if args.targets is None else sources.targets(args.targets)
    parts = None if args.parts is None else sources.parts(args.parts)
    rankings = None if args.rankings is None else sources.rankings(args.rankings)
    read = [table for table in (observations, targets, parts, rankings) if table is not None]
    try:
        faults = settle(read, args.skip_faulty, args.quiet)
    except FaultyInputError as error:
        tell_line(f"luoshi check-figures: {error}")
        return 1
    figures = observations.frame
    if args.known_at is not None:
        figures = figures.filter(pl.col("reported_at").is_null() | (pl.col("reported_at") <= args.known_at))
    found: pl.DataFrame = check_figures(
        figures,
        targets=None if targets is None else targets.frame.drop("source"),
        parts=None if parts is None else parts.frame.drop("source"),
        rankings=None if rankings is None else rankings.frame.drop("source"),
        rules=args.rule,
        settings=args.settings,
    )
    if form in ("csv", "jsonl", "parquet"):
        frames.write(found, form, args.output)
    elif form == "xlsx":
        named = [(args.observations, observations), (args.targets, targets), (args.parts, parts)]
        named.append((args.rankings, rankings))
        inputs = [f"{path.name}，{table.frame.height}条" for path, table in named if table is not None]
        inputs += notes_in_chinese(read)
        questions.write_workbook(found.to_dicts(), inputs, faults, args.output)
    else:
        questions.write_table(found.to_dicts(), args.output)
    loud = ", ".join(
        f"{number} {severity}{'' if number == 1 else 's'}"
        for severity in ("error", "warning", "notice")
        if (number := found.filter(pl.col("severity") == severity).height)
    )
    left = sum(table.faulty_rows for table in read)
    faulty = f"; {count(left, 'faulty row')} left out" if faults else ""
    asked = f"{count(found.height, 'question')} about {count(figures.height, 'figure')}"
    say(f"{asked}{': ' + loud if loud else ''}{faulty}", args.quiet)
    return 1 if faults else 0
