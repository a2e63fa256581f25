"""`luoshi serve`: the office, in a browser."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from luoshi.cli.inputs import tell_line

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """`--data`."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="the data folder (default: LUOSHI_DATA, or luoshi-data here)",
    )


def use_data(data: Path | None) -> Path:
    """Settle on the data folder, for this process and those it starts; absolute."""
    if data is not None:
        os.environ["LUOSHI_DATA"] = str(data.expanduser().resolve())
    needs_office()
    from luoshi.office.running.environment import data_folder

    return data_folder()


def needs_office() -> None:
    """Raise `ImportError`, with what to install, where the libraries of the office are not there."""
    try:
        import allauth
        import django
        import granian  # noqa: F401
    except ImportError as error:
        raise ImportError(f"the office needs the extra: pip install 'luoshi[office]' ({error})") from error
    del allauth, django


def add_parser(commands: Any) -> None:
    """Add the subcommand to the parser."""
    parser = commands.add_parser(
        "serve",
        help="open the office in a browser",
        description="Runs the office: the web server and the background worker, on SQLite in the data folder or on "
        "PostgreSQL (LUOSHI_DATABASE_URL). Tables, static files and the first administrator are seen to. Ctrl-C ends "
        "it.",
    )
    add_data_option(parser)
    parser.add_argument("--host", default=DEFAULT_HOST, help=f"the address to listen at (default {DEFAULT_HOST})")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help=f"the port (default {DEFAULT_PORT})")
    parser.add_argument("--demo", action="store_true", help="fill an empty office with an invented county")
    parser.add_argument(
        "--no-worker", action="store_true", help="the web server only; the background worker runs by itself elsewhere"
    )
    parser.set_defaults(run=run, output=None)


def run(args: argparse.Namespace) -> int:
    """Serve until asked to end; the exit status."""
    folder = use_data(args.data)
    from luoshi.office.running.serving import Served, serve

    return serve(Served(folder, args.host, args.port, args.demo, not args.no_worker), tell_line)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, found {text!r}")
    return int(text)
