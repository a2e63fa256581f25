"""What the commands that read documents share: their options, their progress bar, their summary."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.reading.sources.source import SourceError

KINDS = ("figure", "task", "article")


def add_about_options(parser: argparse.ArgumentParser, documents: str = "documents") -> None:
    """The options that say what documents are about, and whether pictures are recognised.

    `documents` says whose date `--date` is.
    """
    parser.add_argument(
        "--meta",
        metavar="FILE",
        type=file_path,
        help="a csv or tsv file with the columns file, place and date (others are ignored): what each "
        "document is about; it comes before --place and --date",
    )
    parser.add_argument(
        "--place",
        metavar="NAME",
        help="the place the documents are about, in full (四川省成都市), where their text does not tell",
    )
    parser.add_argument(
        "--date",
        metavar="DATE",
        type=_date,
        help=f"the date of the {documents}, YYYY, YYYY-MM or YYYY-MM-DD, where their text does not tell",
    )
    parser.add_argument(
        "--no-ocr",
        dest="ocr",
        action="store_false",
        help="do not recognise pictures and scanned pages (recognising needs the extra luoshi[ocr])",
    )


def add_reading_options(parser: argparse.ArgumentParser, documents: str = "documents") -> None:
    """`add_about_options`, and how many processes read and what is told meanwhile."""
    add_about_options(parser, documents)
    parser.add_argument("--workers", metavar="N", type=_positive, default=1, help="processes to read with (default 1)")
    parser.add_argument("--quiet", action="store_true", help="no progress bar and no summary; errors are still told")


def add_output_options(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """`--format` and `-o`."""
    parser.add_argument(
        "--format",
        choices=formats,
        help="what to write; without it the suffix of -o decides, and without -o it is a table, on a "
        "terminal and in a pipe alike",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=file_path,
        help="the file to write (its folder must exist); it appears whole or not at all. Default: standard output",
    )


def file_path(text: str) -> Path:
    """The path that an option names. An empty one would be the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("'': is an empty path, expected a file")
    return Path(text)


def _date(text: str) -> str:
    from luoshi.reading.batch import check_date

    try:
        return check_date(text) or text
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r}: expected a whole number, 1 or more")
    return int(text)


def chosen_format(form: str | None, out: Path | None, formats: tuple[str, ...]) -> str:
    """The format asked for by `--format`, else by the suffix of `out`, else `table`.

    Raises `ValueError` for a suffix that names none of `formats`, and for a workbook or Parquet on a
    terminal. The folder of `out` is looked at before anything is read.
    """
    from luoshi.reading.writers import BINARY, SUFFIXES, format_of

    if out is not None:
        if out.is_dir():
            raise ValueError(f"-o {out}: is a folder, expected a file name")
        if not out.parent.is_dir():
            raise ValueError(f"-o {out}: the folder {out.parent} does not exist")
    if form is None:
        form = format_of(out) if out is not None else "table"
        if form not in formats:
            known = ", ".join(s for s, f in SUFFIXES.items() if f in formats)
            raise ValueError(f"-o {out}: the suffix names no format (expected {known}); or give --format")
    if out is None and form in BINARY and sys.stdout.isatty():
        raise ValueError(f"--format {form} is not for a terminal; give -o FILE or redirect the output")
    return form


def refuse_an_input(out: Path | None, inputs: Sequence[str | Path], meta: Path | None = None) -> None:
    """Refuse an output that is one of the files to be read, whatever they are called here and there.

    Raises `ValueError` before anything is read. Folders are searched as they will be read.
    """
    from luoshi.reading.sources import walk

    # What is no ordinary file is not replaced by writing to it.
    if out is None or not out.is_file():
        return
    told = ValueError(f"-o {out}: is also an input; choose another file")
    if meta is not None and _same(out, meta):
        raise told
    for found in walk(inputs):
        if found.error is None and str(found.path) != "-" and _same(out, found.path):
            raise told


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        # A file that is not there is told when it is read.
        return False


def tell(error: SourceError) -> None:
    """A file that could not be read: one line on standard error."""
    tell_line(str(error))


def tell_unmatched(meta: Path, names: Sequence[str]) -> None:
    """Rows of `--meta` that are of no file: most likely a name that is written in another way."""
    if names:
        rows = "row is" if len(names) == 1 else "rows are"
        tell_line(f"--meta {meta}: {len(names)} {rows} of no file that is read, first {names[0]!r}")


def tell_line(text: str) -> None:
    """One line on standard error, without anything that would steer a terminal."""
    from luoshi.files.terminal import on_one_line

    print(on_one_line(" ".join(text.split())), file=sys.stderr, flush=True)


@contextmanager
def progress_bar(quiet: bool, what: str = "reading") -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error while the block runs, if that is a terminal; gives `on_progress`."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # Standard output is the writer's; only errors are to stand above the bar.
        redirect_stdout=False,
    )
    with bar:
        task = bar.add_task(what, total=None)

        def on_progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield on_progress


def count(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
