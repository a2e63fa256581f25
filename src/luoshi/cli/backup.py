"""`luoshi backup`: everything the office holds, in one file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from luoshi.cli.inputs import tell_line
from luoshi.cli.serve import add_data_option, use_data


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "backup",
        help="put everything the office holds into one file, while it runs",
        description="Writes database and uploads, as they are at one moment, into one file; the office may be open "
        "meanwhile. The secret of the data folder is not in it: after a restore people sign in again.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write (.tar.gz)")
    add_data_option(parser)
    parser.set_defaults(run=run, output=None)


def run(args: argparse.Namespace) -> int:
    """Back up; the exit status."""
    use_data(args.data)
    from luoshi.office.running.backup import backup

    made = backup(args.file)
    tell_line(f"{args.file}: {made.entries} entries, head {made.hash[:16]}…, {made.files} uploaded files")
    return 0
