"""The command `luoshi`: its parser, and what every subcommand shares (errors, Ctrl-C, broken pipes)."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from luoshi import __version__
from luoshi.cli import assess, backup, check, check_figures, rank, read, restore, serve, show, verify

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
    assess.add_parser(commands)
    rank.add_parser(commands)
    check_figures.add_parser(commands)
    serve.add_parser(commands)
    backup.add_parser(commands)
    restore.add_parser(commands)
    verify.add_parser(commands)
    return parser


def _terminate(signum: int, frame: FrameType | None) -> None:
    # A polite kill is answered like Ctrl-C: nothing half-written stays.
    raise SystemExit(TERMINATED)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status.

    Errors are one line on standard error. Ctrl-C gives 130, and a reader that closes the pipe is no error.
    """
    closed = _mend_streams()
    parser = build_parser()
    args = parser.parse_args(argv)
    try:
        if closed and args.output is None:
            raise OSError("standard output is closed; give -o FILE")
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
    except Exception as error:
        if os.environ.get("LUOSHI_DEBUG"):
            raise
        from luoshi.cli.inputs import tell_line
        from luoshi.reading.sources.source import SourceError

        if sys.stdout is not None and isinstance(error, OSError):
            _let_go_of_output()
        tell_line(f"luoshi {args.command}: {one_line(error)}")
        # A SourceError that comes as far as here is of --meta; that of a document is told, and the others go on.
        return USAGE if isinstance(error, (ValueError, SourceError)) else FAILED


def _mend_streams() -> bool:
    """Make the standard streams fit to write to; whether standard output was closed (`>&-`).

    Where a stream is closed Python has `None`, and `print` to a closed standard error would go into standard
    output; the next file opened would even get its number.
    """
    closed = sys.stdout is None
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is the one that is missing.
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the whole run
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        # A locale without Chinese must not turn a message, or the help, into a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return closed


def _let_go_of_output() -> None:
    """Where standard output cannot be written to, drop what Python still holds, or it complains at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def one_line(error: BaseException) -> str:
    """What an exception says, on one line; of one that is a fault of ours, its kind too."""
    text = " ".join(str(error).split())
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        text = f"{error.filename}: {error.strerror}"
    from luoshi.reading.sources.source import SourceError

    if not isinstance(error, (OSError, ValueError, ImportError, RuntimeError, SourceError)):
        text = f"internal error, please report it: {type(error).__name__}: {text}"
    return text or type(error).__name__
