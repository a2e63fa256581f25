"""`luoshi verify`: whether anything was changed behind the office's back."""

from __future__ import annotations

import argparse
from typing import Any

from luoshi.cli.inputs import progress_bar, tell_line
from luoshi.cli.serve import add_data_option, use_data


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "verify",
        help="find what was changed behind the office's back",
        description="Goes through the log and every figure it tells of. Prints how many entries there are and the hash "
        "of the last (write it down: it proves the log to others), or the first link that does not hold.",
        epilog="Exit status: 0 the log holds, 1 it does not.",
    )
    add_data_option(parser)
    parser.set_defaults(run=run, output=None)


def run(args: argparse.Namespace) -> int:
    """Verify; the exit status."""
    use_data(args.data)
    from luoshi.office.running.verify import verify

    with progress_bar(False, "verifying") as progress:
        found = verify(progress)
    if found.broken is None:
        print(f"{found.count} entries hold; head {found.hash}")
        return 0
    where = f"entry {found.broken.seq}: " if found.broken.seq else ""
    tell_line(f"luoshi verify: the log does not hold: {where}{found.broken.kind}: {found.broken.what}")
    return 1
