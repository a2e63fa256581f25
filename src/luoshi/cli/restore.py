"""`luoshi restore`: a backup into an empty data folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from luoshi.cli.inputs import tell_line
from luoshi.cli.serve import add_data_option, use_data


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "restore",
        help="bring a backup back, into an empty data folder",
        description="Brings a backup back into a data folder that is empty (and, on PostgreSQL, a database without "
        "tables), and verifies the log afterwards. Where anything is wrong, nothing is left.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the file that luoshi backup wrote")
    add_data_option(parser)
    parser.set_defaults(run=run, output=None)


def run(args: argparse.Namespace) -> int:
    """Restore; the exit status."""
    folder = use_data(args.data)
    from luoshi.office.running.restore import restore

    found = restore(args.file, folder)
    tell_line(f"{folder}: {found.count} entries, head {found.hash[:16]}…; the log holds")
    return 0
