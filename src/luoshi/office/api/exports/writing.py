"""A table as a file: each writer gives the bytes piece by piece."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from ninja.responses import NinjaJSONEncoder

from luoshi.files.delimited import inert
from luoshi.files.sheet import MAX_CELL, MAX_ROWS
from luoshi.office.api.exports.table import Table
from luoshi.office.guard.acting import BEIJING
from luoshi.office.guard.errors import Conflict
from luoshi.office.log.canonical import moment, number

_BLOCK = 2000
_PIECE = 256 * 1024
#: How an exact number stands in Parquet: 28 digits before the point, ten after it.
_PRECISION, _SCALE = 38, 10
# Excel keeps 15 digits; a longer number is written as text, which loses nothing.
_EXCEL_DIGITS = 15


def write_csv(table: Table, *, mark: bool = False) -> Iterator[bytes]:
    """CSV in UTF-8, no live formulas. `mark`: begin with the byte order mark, by which Excel knows UTF-8."""
    yield ("\ufeff" if mark else "").encode() + _lines([[column.name for column in table.columns]])
    for block in _blocks(table.rows()):
        yield _lines([[_cell(value) for value in row] for row in block])


def write_jsonl(table: Table) -> Iterator[bytes]:
    """JSON Lines: an item a line, whole, as the API answers it."""
    for block in _blocks(table.items()):
        lines = (json.dumps(item, cls=NinjaJSONEncoder, ensure_ascii=False) + "\n" for item in block)
        yield "".join(lines).encode()


def write_parquet(table: Table) -> Iterator[bytes]:
    """Parquet; exact numbers as decimals with ten places, or as text where one has more."""
    import pyarrow as pa  # type: ignore[import-untyped]

    try:
        yield from _parquet(table, exact=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        # Nothing was sent yet: a file is sent when it is whole.
        yield from _parquet(table, exact=False)


def _parquet(table: Table, *, exact: bool) -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    of_kind = {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.decimal128(_PRECISION, _SCALE) if exact else pa.string(),
        "truth": pa.bool_(),
        "day": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
    }
    schema = pa.schema([(column.name, of_kind[column.kind]) for column in table.columns])
    with tempfile.TemporaryFile() as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for block in _blocks(table.rows(), 50_000):
                arrays = []
                for column, values in zip(table.columns, zip(*block, strict=True), strict=True):
                    told = [_exact(value, exact) for value in values] if column.kind == "number" else list(values)
                    arrays.append(pa.array(told, of_kind[column.kind]))
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
        yield from _pieces(file)


def write_excel(table: Table) -> Iterator[bytes]:
    """A workbook of one sheet with a frozen head and a filter; texts are texts, whatever they begin with."""
    import xlsxwriter  # type: ignore[import-untyped]

    with tempfile.TemporaryFile() as file:
        # Row by row, so that a million rows need no memory.
        book = xlsxwriter.Workbook(
            file, {"constant_memory": True, "in_memory": False, "default_date_format": "yyyy-mm-dd"}
        )
        sheet = book.add_worksheet(table.name[:31])
        head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "border_color": "#BFBFBF"})
        formats = {
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, min(40, max(12, len(column.name) + 4)))
            sheet.write_string(0, at, column.name, head)
        line = 0
        for line, row in enumerate(table.rows(), start=1):
            if line >= MAX_ROWS:
                book.close()
                raise Conflict("api.too_long_for_excel", rows=MAX_ROWS - 1)
            for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                _write(sheet, line, at, value, formats.get(column.kind))
        sheet.autofilter(0, 0, line, max(0, len(table.columns) - 1))
        book.close()
        yield from _pieces(file)


def _write(sheet: Any, line: int, at: int, value: Any, form: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(line, at, value)
        case dt.datetime():
            sheet.write_datetime(line, at, value.astimezone(BEIJING).replace(tzinfo=None), form)
        case dt.date():
            sheet.write_datetime(line, at, value, form)
        case int() | float() | Decimal() if len(str(value).lstrip("-").replace(".", "")) <= _EXCEL_DIGITS:
            sheet.write_number(line, at, value)
        case _:
            sheet.write_string(line, at, str(value)[:MAX_CELL])


def _lines(rows: Iterable[list[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return number(value)
        case dt.datetime():
            return moment(value)
        case _:
            return inert(value)


def _exact(value: Any, exact: bool) -> Any:
    if value is None:
        return None
    told = value if isinstance(value, Decimal) else Decimal(str(value))
    return told if exact else number(told)


def _blocks(rows: Iterator[Any], size: int = _BLOCK) -> Iterator[list[Any]]:
    while block := list(islice(rows, size)):
        yield block


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
