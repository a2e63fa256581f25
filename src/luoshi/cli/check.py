"""`luoshi check`: a plan against what was reported later, promise by promise."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from luoshi.cli.inputs import (
    add_output_options,
    add_reading_options,
    chosen_format,
    count,
    progress_bar,
    refuse_an_input,
    tell,
    tell_unmatched,
)

if TYPE_CHECKING:
    from luoshi.reading.sources.source import SourceError

FORMATS = ("table", "jsonl", "csv", "xlsx")


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "check",
        help="hold a plan against a later report: kept, exceeded, missed, not reported",
        description="Pairs every target of the plans with the result that later documents report of it for "
        "the same place, and says whether it was kept, exceeded, missed, not reported, or cannot be judged, "
        "with the reason and both clauses.",
    )
    parser.add_argument("plans", metavar="PLAN", nargs="+", help="files and folders whose targets are checked")
    parser.add_argument(
        "--against",
        metavar="RESULT",
        nargs="+",
        required=True,
        help="files and folders whose results answer them",
    )
    # A plan and the report on it are of different dates: that of the results comes from text or --meta.
    add_reading_options(parser, "plans")
    add_output_options(parser, FORMATS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read both sides, pair, write; 1 if a file failed, else 0."""
    from luoshi.assessing.promises.pairing import pair
    from luoshi.cli.promise_table import write_promises
    from luoshi.reading.batch import read_many
    from luoshi.reading.statements import row

    form = chosen_format(args.format, args.output, FORMATS)
    refuse_an_input(args.output, [*args.plans, *args.against], args.meta)
    failures: list[SourceError] = []
    sides: list[list[str]] = []

    def on_error(error: SourceError) -> None:
        failures.append(error)
        tell(error)

    def figures(paths: list[str], what: str, *, targets: bool) -> list[dict[str, Any]]:
        with progress_bar(args.quiet, what) as on_progress:
            documents = read_many(
                paths,
                place=args.place,
                date=args.date if targets else None,
                meta=args.meta,
                workers=args.workers,
                ocr=args.ocr,
                on_error=on_error,
                on_progress=on_progress,
                on_unmatched=sides.append,
            )
            return [
                row(f) | {"subject": f.subject or d.place}
                for d in documents
                for f in d.figures
                if (f.role == "target") == targets
            ]

    wanted = figures(args.plans, "reading plans", targets=True)
    reported = figures(args.against, "reading results", targets=False)
    if len(sides) == 2 and not args.quiet:
        # One table tells of both sides: a row of either is not idle.
        tell_unmatched(args.meta, [name for name in sides[0] if name in sides[1]])
    promises = pair(wanted, reported)
    write_promises(promises, form, args.output, failures)
    if not args.quiet:
        counts = {state: sum(p.state == state for p in promises) for state in _STATES}
        told = ", ".join(f"{number} {state.replace('_', ' ')}" for state, number in counts.items() if number)
        failed = f"; {count(len(failures), 'file')} failed" if failures else ""
        sys.stdout.flush()
        print(f"{count(len(promises), 'target')}{': ' + told if told else ''}{failed}", file=sys.stderr)
    return 1 if failures else 0


_STATES = ("kept", "exceeded", "missed", "not_reported", "unclear")
