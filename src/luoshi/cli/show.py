"""`luoshi show`: a local page with the printed text beside its statements."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    from luoshi.cli.inputs import add_about_options, file_path

    parser = commands.add_parser(
        "show",
        help="show one document beside its statements, in the browser",
        description="Reads one document and makes a page with the printed text on the left and its "
        "statements on the right: a click on a row lights up the clause, and the other way round. The page "
        "is one file that needs no server and no network.",
    )
    parser.add_argument("file", metavar="FILE", help="the file to show; - is standard input")
    add_about_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=file_path,
        help="the HTML file to write (default: a new one among the temporary files)",
    )
    parser.add_argument("--no-open", dest="open", action="store_false", help="do not open the browser")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the page and open it; prints where it is."""
    from luoshi.cli.inputs import refuse_an_input, tell
    from luoshi.files.aside import text_out
    from luoshi.reading.batch import read_many
    from luoshi.reading.page_view import page_view
    from luoshi.reading.sources.source import SourceError

    if not args.file:
        raise ValueError("'': is an empty path, expected a file")
    if args.file != "-" and Path(args.file).is_dir():
        raise ValueError(f"{args.file}: is a folder; show takes one file")
    out: Path | None = args.output
    if out is not None and not out.parent.is_dir():
        raise ValueError(f"-o {out}: the folder {out.parent} does not exist")
    refuse_an_input(out, [args.file], args.meta)
    try:
        found = read_many([args.file], place=args.place, date=args.date, meta=args.meta, ocr=args.ocr)
        page = page_view(next(found))
    except SourceError as error:
        tell(error)
        return 1
    if out is None:
        import tempfile

        # It must outlive this process, for the browser.
        out = Path(tempfile.mkdtemp(prefix="luoshi-")) / f"{Path(args.file).name.strip('-') or 'page'}.html"
    with text_out(out) as stream:
        stream.write(page)
    print(out)
    if args.open:
        import webbrowser

        if not webbrowser.open(out.resolve().as_uri()):
            print(f"luoshi show: no browser found; open {out} yourself", file=sys.stderr)
    return 0
