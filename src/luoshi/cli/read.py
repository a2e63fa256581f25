"""`luoshi read`: documents in, figures, tasks and articles out."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from luoshi.cli.inputs import (
    KINDS,
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

FORMATS = ("table", "jsonl", "csv", "xlsx", "parquet")
# Rows of each part that a terminal shows of one document; a pipe or a file gets all.
TERMINAL_ROWS = 15


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "read",
        help="read documents: every figure and task in them, with its meaning and its place on the page",
        description="Reads documents as they are printed (.txt .md .html .docx .pdf, pictures with the extra "
        "luoshi[ocr]) and gives every figure and every task in them, each with its meaning and its place on "
        "the page. A file that cannot be read is told on standard error, and the others go on.",
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", help="files and folders (read recursively); - is standard input"
    )
    add_reading_options(parser)
    add_output_options(parser, FORMATS)
    parser.add_argument(
        "--kind",
        choices=KINDS,
        action="append",
        help="only this kind of statement; may be given more than once (default: all)",
    )
    parser.add_argument(
        "--rows",
        metavar="N",
        type=_whole,
        help="rows of each part of a document that the table shows, 0 for all (default: "
        f"{TERMINAL_ROWS} on a terminal, all elsewhere)",
    )
    parser.add_argument(
        "--engine",
        choices=("local", "spark"),
        default="local",
        help="where to read: on this machine, or on a Spark cluster (extra luoshi[spark]); the output is the "
        "same, byte for byte (default local)",
    )
    parser.add_argument(
        "--master",
        metavar="URL",
        help="with --engine spark: the cluster's address, spark://host:7077 (default: Spark on this machine)",
    )
    parser.set_defaults(run=run)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r}: expected a whole number, 0 or more")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Read and write; 1 if a file failed, else 0."""
    from luoshi.reading.batch import read_many
    from luoshi.reading.writers import open_writer

    if args.master is not None and args.engine != "spark":
        raise ValueError("--master is for --engine spark")
    if args.engine == "spark" and args.workers != 1:
        raise ValueError("--workers is for --engine local; a Spark cluster has its own workers")
    form = chosen_format(args.format, args.output, FORMATS)
    refuse_an_input(args.output, args.paths, args.meta)
    rows = args.rows
    if rows is None and args.output is None and sys.stdout.isatty():
        rows = TERMINAL_ROWS
    files = failed = figures = tasks = articles = 0
    with (
        open_writer(form, args.output, frozenset(args.kind or KINDS), rows=rows) as writer,
        # A table that appears on the same terminal is progress enough.
        progress_bar(args.quiet or (args.output is None and sys.stdout.isatty())) as on_progress,
    ):

        def on_error(error: SourceError) -> None:
            nonlocal failed
            failed += 1
            tell(error)
            writer.failure(error)

        for document in read_many(
            args.paths,
            place=args.place,
            date=args.date,
            meta=args.meta,
            workers=args.workers,
            engine=args.engine,
            master=args.master,
            ocr=args.ocr,
            on_error=on_error,
            on_progress=on_progress,
            on_unmatched=None if args.quiet else lambda names: tell_unmatched(args.meta, names),
        ):
            files += 1
            figures += len(document.figures)
            tasks += len(document.tasks)
            articles += len(document.articles)
            writer.document(document)
    if not args.quiet:
        read_words = f"{count(files, 'file')} read" + (f", {failed} failed" if failed else "")
        found = f"{count(figures, 'figure')}, {count(tasks, 'task')}, {count(articles, 'article')}"
        sys.stdout.flush()
        print(f"{read_words}; {found}", file=sys.stderr)
    return 1 if failed else 0
