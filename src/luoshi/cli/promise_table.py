"""Promises written out: a terminal table, JSON Lines, CSV, or a workbook for the supervision office."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.files.aside import binary_out, text_out
from luoshi.files.terminal import harmless, on_one_line
from luoshi.vocabulary.period_words import period_word
from luoshi.vocabulary.terms import term, terms

if TYPE_CHECKING:
    from luoshi.assessing.promises.pairing import Promise
    from luoshi.reading.sources.source import SourceError

STYLES = {
    "kept": "green",
    "exceeded": "bold green",
    "missed": "bold red",
    "not_reported": "yellow",
    "unclear": "dim",
}

COLUMNS: list[dict[str, Any]] = [
    {"head": "序号", "field": "number", "width": 6},
    {"head": "结论", "field": "state_word", "width": 11},
    {"head": "单位/地区", "field": "subject", "width": 16},
    {"head": "指标", "field": "indicator", "width": 22},
    {"head": "时期", "field": "period_word", "width": 13},
    {"head": "力度", "field": "strength_word", "width": 7},
    {"head": "目标", "field": "target_value_text", "width": 12},
    {"head": "成效", "field": "result_value_text", "width": 12},
    {"head": "相差", "field": "difference", "width": 8, "numeric": True},
    {"head": "理由", "field": "reason", "width": 44},
    {"head": "目标原文", "field": "target_quote", "width": 32},
    {"head": "目标文件", "field": "target_document", "width": 16},
    {"head": "行", "field": "target_line", "width": 6, "numeric": True},
    {"head": "成效原文", "field": "result_quote", "width": 32},
    {"head": "成效文件", "field": "result_document", "width": 16},
    {"head": "行", "field": "result_line", "width": 6, "numeric": True},
]


def write_promises(
    promises: Sequence[Promise], form: str, out: Path | None, failures: Sequence[SourceError] = ()
) -> None:
    """Write promises as `table`, `jsonl`, `csv` or `xlsx` to `out` (aside, then renamed) or standard output.

    Raises `OSError` where the file cannot be written.
    """
    rows = [p.row() for p in promises]
    if form == "jsonl":
        with text_out(out) as stream:
            stream.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    elif form == "csv":
        _csv(rows, out)
    elif form == "xlsx":
        _xlsx(rows, out, failures)
    else:
        _table(rows, out)


def state_word(row: dict[str, Any]) -> str:
    """The state in Chinese, with 目前 where the result covers only the first part of the period."""
    return ("目前" if row["so_far"] and row["state"] in ("kept", "exceeded") else "") + term("outcome", row["state"])


def _csv(rows: list[dict[str, Any]], out: Path | None) -> None:
    from luoshi.assessing.promises.pairing import PROMISE_FIELDS
    from luoshi.files.delimited import cell

    with text_out(out) as stream:
        stream.write("\ufeff")
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(PROMISE_FIELDS)
        writer.writerows([cell(row[name]) for name in PROMISE_FIELDS] for row in rows)


def _xlsx(rows: list[dict[str, Any]], out: Path | None, failures: Sequence[SourceError]) -> None:
    from luoshi.files.sheet import Formats, Sheet, set_up_print
    from luoshi.files.workbook import closing, new_book
    from luoshi.reading.writers.workbook import layout

    with binary_out(out) as part, tempfile.TemporaryDirectory(prefix="luoshi-") as scratch:
        book = new_book(part, scratch)
        with closing(book, out):
            look = layout()
            formats = Formats(book, look["font"], look["size"])
            sheet = Sheet(book, "对账", COLUMNS, formats)
            for row in rows:
                sheet.add(
                    row
                    | {
                        "state_word": state_word(row),
                        "period_word": period_word(row["period"]),
                        "strength_word": term("strength", row["strength"]),
                    }
                )
            sheet.close()
            notes = book.add_worksheet("说明")
            notes.set_column(0, 0, 24)
            notes.set_column(1, 1, 8)
            notes.set_column(2, 2, 80)
            set_up_print(notes, "说明")
            for column, head in enumerate(("结论", "条数", "含义")):
                notes.write_string(0, column, head, formats.head)
            at = 0
            for at, (state, shown) in enumerate(terms("outcome").items(), start=1):
                notes.write_string(at, 0, shown.zh, formats.bold)
                notes.write_number(at, 1, sum(r["state"] == state for r in rows), formats.plain)
                notes.write_string(at, 2, shown.help, formats.plain)
            for below, error in enumerate(failures, start=at + 2):
                notes.write_string(below, 0, error.file, formats.bold)
                notes.write_string(below, 2, f"未能读：{error.reason}", formats.plain)


def _table(rows: list[dict[str, Any]], out: Path | None) -> None:
    from rich.text import Text

    from luoshi.files.screen import console, head_table
    from luoshi.files.wrapping import Wrapped

    with text_out(out) as stream:
        screen = console(stream)
        if not rows:
            screen.print("没有读到目标")
            return
        table = head_table(
            f"目标与成效 {len(rows)}",
            [
                ("结论", {"no_wrap": True}),
                ("理由", {"ratio": 1, "overflow": "fold"}),
                ("出处", {"overflow": "fold", "style": "dim", "max_width": 26}),
            ],
        )
        for row in rows:
            places = [
                on_one_line(f"{row[f'{side}_document']}:{row[f'{side}_line']}")
                for side in ("target", "result")
                if row[f"{side}_document"] is not None
            ]
            reason = Wrapped(harmless(row["reason"]))
            table.add_row(Text(state_word(row), style=STYLES[row["state"]]), reason, "\n".join(places))
        screen.print(table)
