"""Frames for programs: csv, JSON Lines and Parquet, the columns as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.files.aside import binary_out, text_out
from luoshi.files.delimited import LIVE

if TYPE_CHECKING:
    import polars as pl


def write(frame: pl.DataFrame, form: str, out: Path | None) -> None:
    """A frame as `csv` (UTF-8 with mark, no live formulas), `jsonl` or `parquet`, to a file or standard output.

    The file appears whole or not at all. Raises `OSError` where it cannot be written.
    """
    if form == "csv":
        with text_out(out) as stream:
            # Excel takes a csv for UTF-8 only if it begins with the mark; the lines end as it ends them.
            stream.write("\ufeff" + _inert(frame).write_csv(line_terminator="\r\n"))
    elif form == "jsonl":
        with text_out(out) as stream:
            stream.write(frame.write_ndjson())
    elif form == "parquet":
        with binary_out(out) as part:
            frame.write_parquet(part, compression="zstd")
    else:
        raise ValueError(f"format {form!r}: expected csv, jsonl or parquet")


def _inert(frame: pl.DataFrame) -> pl.DataFrame:
    """Text that a spreadsheet would run gets a ' before it."""
    import polars as pl

    texts = [name for name, kind in frame.schema.items() if kind in (pl.String, pl.Categorical, pl.Enum)]
    live = [
        pl.when(pl.any_horizontal([pl.col(name).cast(pl.String).str.starts_with(sign) for sign in LIVE]))
        .then(pl.concat_str([pl.lit("'"), pl.col(name).cast(pl.String)]))
        .otherwise(pl.col(name).cast(pl.String))
        .alias(name)
        for name in texts
    ]
    return frame.with_columns(*live)
