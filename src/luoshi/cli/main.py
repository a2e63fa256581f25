"""The command `luoshi`: its parser, and what every subcommand shares (errors, Ctrl-C, broken pipes)."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from luoshi import __version__
from luoshi.cli import check, read, show

OK, FAILED, USAGE, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, and whose help is as wide as the terminal, 100 columns at most."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line as an `argparse` parser (the documentation is held against it)."""
    parser = _Parser(
        prog="luoshi",
        description="Reads what a government said it would do, and keeps track until it is done.",
        epilog="Exit status: 0 all well, 1 a file could not be read (the others were), 2 wrong usage, "
        "130 interrupted. With LUOSHI_DEBUG=1 in the environment an internal error shows where it arose.",
    )
    parser.add_argument("--version", action="version", version=f"luoshi {__version__}", help="print the version")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    read.add_parser(commands)
    show.add_parser(commands)
    check.add_parser(commands)
    return parser


def _terminate(signum: int, frame: FrameType | None) -> None:
    # A polite kill is answered like Ctrl-C: nothing half-written stays.
    raise SystemExit(TERMINATED)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status.

    Errors are one line on standard error. Ctrl-C gives 130, and a reader that closes the pipe is no error.
    """
    parser = build_parser()
    args = parser.parse_args(argv)
    try:
        if hasattr(signal, "SIGTERM") and argv is None:
            signal.signal(signal.SIGTERM, _terminate)
        status = int(args.run(args))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # `luoshi read … | head`: the reader has seen enough. What Python still holds for standard output
        # must go nowhere, or it complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("luoshi: interrupted", file=sys.stderr)
        return INTERRUPTED
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        if os.environ.get("LUOSHI_DEBUG"):
            raise
        print(f"luoshi {args.command}: {one_line(error)}", file=sys.stderr)
        return USAGE if isinstance(error, ValueError) else FAILED


def one_line(error: BaseException) -> str:
    """What an exception says, on one line."""
    text = " ".join(str(error).split())
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        text = f"{error.filename}: {error.strerror}"
    return text or type(error).__name__
