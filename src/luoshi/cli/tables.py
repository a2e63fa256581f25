"""What the commands that judge tables share: their options, their input checked and its faults told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.cli.inputs import add_output_options, count, file_path, tell_line

if TYPE_CHECKING:
    import datetime

    from luoshi.assessing.sources import Checked

FORMATS = ("table", "jsonl", "csv", "xlsx", "parquet")
# So many names are told of what does not meet.
_NAMED = 5


class FaultyInputError(Exception):
    """The input has faults; they have been told. `str` is the sentence that ends the run."""


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """The options of every command that judges tables."""
    parser.add_argument(
        "--known-at",
        metavar="DATE",
        type=_day,
        help="judge by what was reported until that day, YYYY-MM-DD (default: by everything)",
    )
    parser.add_argument(
        "--skip-faulty",
        action="store_true",
        help="leave out rows with faults, which are told, instead of computing nothing",
    )
    parser.add_argument("--quiet", action="store_true", help="no notes and no summary; faults are still told")
    add_output_options(parser, FORMATS)


def add_observations(parser: argparse.ArgumentParser) -> None:
    """The option that names the reported figures."""
    parser.add_argument(
        "--observations",
        metavar="O",
        type=file_path,
        required=True,
        help="the reported figures: csv, xlsx, parquet, jsonl, or what luoshi read wrote (its results)",
    )


def _day(text: str) -> datetime.date:
    import datetime

    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a day, YYYY-MM-DD") from None


def period(text: str) -> str:
    """The period that an option names, as ISO text."""
    from luoshi.vocabulary.period_words import period_of

    try:
        return period_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def month(text: str) -> str:
    """The month that an option names, or the last one of its period."""
    from luoshi.vocabulary.periods import bounds

    end = bounds(period(text)).end
    if end is None:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a month, YYYY-MM")
    return f"{end // 12}-{end % 12 + 1:02d}"


def needs_engine(*more: str) -> None:
    """Raise `ImportError`, saying what to install, where the extra `assess` is not installed."""
    from importlib.util import find_spec

    missing = [name for name in ("polars", "python_calamine", *more) if find_spec(name) is None]
    if missing:
        names = ", ".join(missing).replace("_", "-")
        raise ImportError(f"needs {names}: pip install 'luoshi[assess]'")


def refuse_input_as_output(out: Path | None, inputs: Sequence[Path | str | None]) -> None:
    """Refuse to write over what is to be read, rules too (a path, or the name of a set); raises `ValueError`."""
    if out is None or not out.is_file():
        return
    for path in (Path(given) for given in inputs if given):
        if path.exists() and out.samefile(path):
            raise ValueError(f"-o {out}: is also an input; choose another file")


def settle(checked: Sequence[Checked], skip: bool, quiet: bool) -> list[str]:
    """Tell notes and faults; gives the faults in Chinese, for the workbook.

    Raises `FaultyInputError` where there are faults and they are not to be skipped, or cannot be.
    """
    from luoshi.assessing.sources.faults import told

    if not quiet:
        for table in checked:
            for note in table.notes:
                tell_line(note)
    lines = [line for table in checked for line in told(table.faults)]
    for line in lines:
        tell_line(line)
    unkept = sum(table.unkept for table in checked)
    if unkept:
        tell_line(f"and {unkept} faults more")
    if not lines:
        return lines
    number = sum(len(table.faults) for table in checked) + unkept
    rows = sum(table.faulty_rows for table in checked)
    if any(table.unusable for table in checked):
        raise FaultyInputError(f"{count(number, 'fault')}; nothing is computed")
    if not skip:
        hint = "--skip-faulty leaves out the rows that have them"
        raise FaultyInputError(f"{count(number, 'fault')} in {count(rows, 'row')}; nothing is computed ({hint})")
    more = [f"另有 {unkept} 处"] if unkept else []
    return [line for table in checked for line in told(table.faults, "zh")] + more


def notes_in_chinese(checked: Sequence[Checked]) -> list[str]:
    """The notes on tables, for the workbook."""
    from luoshi.assessing.sources.faults import note_in_chinese

    return [note_in_chinese(note) for table in checked for note in table.notes]


def listed(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def tell_strangers(what: str, names: Sequence[str], whose: str) -> None:
    """Names of which nothing is reported: most likely they are written there in another way."""
    if names:
        tell_line(f"no figures of the {what} {listed(names)}, which {whose} speak of")


def say(text: str, quiet: bool) -> None:
    """The summary, on standard error below what was written."""
    if not quiet:
        sys.stdout.flush()
        print(text, file=sys.stderr)
