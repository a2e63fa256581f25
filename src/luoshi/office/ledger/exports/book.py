"""The ledger as a workbook (任务分解): targets, tasks, and both by owner."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from luoshi.files.sheet import Formats, Sheet
from luoshi.files.workbook import closing, new_book
from luoshi.office.ledger.exports.rows import Row, by_owner, cells, layout

#: Columns that stay in sight while one scrolls: the number and whose it is.
_FROZEN = {"targets": 3, "tasks": 3, "owners": 2}


def workbook(rows: Sequence[Row]) -> bytes:
    """The workbook. Text is never taken for a formula; the same rows give the same bytes."""
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        path = Path(folder) / "ledger.xlsx"
        book = new_book(path, folder)
        with closing(book, path):
            formats = Formats(book, layout()["font"], layout()["size"])
            sheets = {
                name: Sheet(
                    book, layout()[name]["name"], _columns(name), formats, _FROZEN[name], layout()[name].get("printed")
                )
                for name in _FROZEN
            }
            for row in rows:
                sheets["targets" if row.commitment.kind == "target" else "tasks"].add(_plain(cells(row)))
            roles = layout()["words"]["role"]
            for owner, owned in by_owner(rows):
                for row in owned:
                    role = next(one.role for one in row.owners if one.code == owner.code)
                    sheets["owners"].add(_plain({**cells(row), "body": owner.name, "role": roles[role]}))
            for sheet in sheets.values():
                sheet.close()
        return path.read_bytes()


def _columns(name: str) -> list[dict[str, object]]:
    """The columns of a sheet; `number` is renamed, as the writer of sheets keeps that name for a running number."""
    return [
        {**column, "field": "own_number" if column["field"] == "number" else column["field"]}
        for column in layout()[name]["columns"]
    ]


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {**row, "own_number": row["number"]}
